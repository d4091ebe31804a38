"""The text reporter: findings with the lines they are about, for people at a terminal."""

from __future__ import annotations

import os

from preflight.escape import for_terminal
from preflight.reporters.frame import WIDTH, excerpt
from preflight.reporters.wording import anything_judged, excuse, for_targets, harmless, prose, summary, workspace
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.finding import Finding, Unanswered, Unchecked
    from preflight.report import Report, Suppressed
    from preflight.source import Place

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "unknown": "1;35", "unchecked": "1;35", "related": "1;34", "path": "1"}
_RULES_NAMED = 3


def write(report: Report, *, color: bool = False, quiet: bool = False, verbose: bool = False) -> str:
    """Return a report as text: findings, what is unknown, what is unchecked, then a summary.

    Quiet: one line each without code and remedy, and nothing at all when everything was checked and is fine; the rules that
    need a workspace are not told. Verbose: with each finding why, what it prevents, its documentation and the facts it rests
    on; all rules by name; what is suppressed. Paths are relative to the working directory.
    """
    page = _Page(report.root, color=color, verbose=verbose)
    if quiet:
        lines = [*map(page.finding_line, report.findings), *map(page.unknown_line, report.unknowns), *map(page.unchecked, report.unchecked)]
        if lines or not anything_judged(report):
            lines.append(summary(report))
        return "".join(f"{line}\n" for line in lines)
    blocks = [*map(page.finding, report.findings), *map(page.unknown, report.unknowns), [*map(page.unchecked, report.unchecked)]]
    if verbose:
        blocks.append([*map(page.suppressed, report.suppressed)])
    blocks.append([summary(report), *workspace(report), *_waiting(report, verbose=verbose)])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


class _Page:
    """How the entries of a report are laid out in one run: colours, detail, and what paths are relative to."""

    __slots__ = ("_color", "_root", "_verbose")

    def __init__(self, root: str, *, color: bool, verbose: bool) -> None:
        self._root = root
        self._color = color
        self._verbose = verbose

    def finding(self, finding: Finding) -> list[str]:
        places = [(finding.location.place, ""), *((related.place, related.message) for related in finding.related)]
        margin = " " * len(str(max(place.line for place, _ in places)))
        lines = [f"{self._head(finding, f'[{harmless(finding.rule)}]')}: {harmless(finding.message)}"]
        for number, (place, message) in enumerate(places):
            if number:
                lines.append(f"{margin}  |")
            lines.append(f"{margin} --> {self._at(place)}{': ' if message else ''}{harmless(message)}")
            lines += self._frame(place, margin, "related" if number else finding.severity.value)
        for label, text in self._notes(finding):
            note = f"{margin}  = {label}: {text}"
            lines += _wrapped(note, len(note) - len(text)) if label == "why" else [note]
        return lines

    def finding_line(self, finding: Finding) -> str:
        head, rule = self._head(finding), harmless(finding.rule)
        return f"{self._at(finding.location.place)}: {head}: {harmless(finding.message)} [{rule}]{for_targets(finding)}"

    def unknown(self, unknown: Unanswered) -> list[str]:
        lines = [f"{self._paint('unknown', 'unknown')}: {harmless(unknown.reason)}"]
        if unknown.location:
            lines.append(f"  --> {self._at(unknown.location.place)}")
        named = unknown.rules if self._verbose else unknown.rules[:_RULES_NAMED]
        more = len(unknown.rules) - len(named)
        lines.append(f"   = concerns: {', '.join(map(harmless, named))}{f' and {more} more' if more else ''}")
        if unknown.permission:
            lines.append(f"   = permission: {harmless(unknown.permission)}")
        if self._verbose:
            lines.append(f"   = fact: {harmless(unknown.fact)}")
        return lines

    def unknown_line(self, unknown: Unanswered) -> str:
        where = f"{self._at(unknown.location.place)}: " if unknown.location else ""
        return f"{where}{self._paint('unknown', 'unknown')}: {harmless(unknown.reason)}"

    def unchecked(self, unchecked: Unchecked) -> str:
        where = self._paint("path", f"{self._path(unchecked.path)}:{unchecked.line}")
        return f"{self._paint('unchecked', 'unchecked')}: {where}: {harmless(unchecked.reason)}"

    def suppressed(self, suppressed: Suppressed) -> str:
        return f"suppressed: {self.finding_line(suppressed.finding)} ({excuse(suppressed)})"

    def _head(self, finding: Finding, rule: str = "") -> str:
        severity = finding.severity.value
        return self._paint(severity, f"{severity}{' (preview)' if finding.preview else ''}{rule}")

    def _frame(self, place: Place, margin: str, style: str) -> Iterator[str]:
        shown = excerpt(place)
        if shown:
            mark = ("-" if style == "related" else "^") * shown.length
            yield f"{margin}  |"
            yield f" {place.line:>{len(margin)}} | {shown.text}"
            yield f"{margin}  | {' ' * shown.indent}{self._paint(style, mark)}"

    def _notes(self, finding: Finding) -> Iterator[tuple[str, str]]:
        if finding.targets:
            yield "target", harmless(", ".join(finding.targets))
        if finding.fix:
            yield "fix", prose(finding.fix)
        if self._verbose:
            if finding.why:
                yield "why", prose(finding.why)
            if finding.prevents:
                yield "prevents", prose(finding.prevents)
            for fact in finding.evidence:
                by = f"{fact.source}: {fact.resource}" if fact.resource else fact.source
                yield "fact", f"{harmless(f'{fact.name} = {fact.value}')} ({harmless(by)})"
            if finding.docs:
                yield "docs", harmless(finding.docs)

    def _at(self, place: Place) -> str:
        return self._paint("path", f"{self._path(place.source.path)}:{place.line}:{place.column}")

    def _path(self, path: str) -> str:
        if not is_of_file(path):
            return for_terminal(path)
        joined = os.path.join(self._root, path)
        try:
            path = os.path.relpath(joined)
        except (OSError, ValueError):  # the working directory is gone, or on another drive
            path = joined
        path = path.replace(os.sep, "/")
        # A line that begins with `::` is a command to GitHub's runner.
        return for_terminal(f"./{path}" if path.count(":") > 1 and not path.startswith("/") else path)

    def _paint(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._color else text


def _wrapped(note: str, indent: int) -> list[str]:
    """Break a long note into lines of a page, the later ones indented."""
    lines = [""]
    for word in note.split(" "):
        # A line begins with a letter or a backtick: `::` there would be a command to GitHub's runner.
        if len(lines[-1]) + len(word) > WIDTH and (word[:1].isalnum() or word.startswith("`")):
            lines.append(" " * indent)
        lines[-1] += f"{word} "
    return [line.rstrip() for line in lines]


def _waiting(report: Report, *, verbose: bool) -> list[str]:
    """Return the rules that have no answer of a workspace."""
    return [f"   = {harmless(rule)}" for rule in report.not_asked] if verbose else []
