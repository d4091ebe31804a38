"""The Markdown reporter, for the summary of a job and for comments."""

from __future__ import annotations

from preflight.reporters.annotation import at, worst_first
from preflight.reporters.frame import excerpt
from preflight.reporters.markup import code, inline, link, paragraph
from preflight.reporters.wording import excuse, for_targets, harmless, summary, workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.finding import Finding, Unanswered, Unchecked
    from preflight.report import Report, Suppressed
    from preflight.source import Place

# GitHub takes 1 MiB for the summary of a step and nothing of a longer one:
# https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits
_MOST_BYTES = 1_000_000
_TABLE_HEAD = "| severity | where | what | rule |\n|---|---|---|---|\n"


def write(report: Report) -> str:
    """Return a report as Markdown: numbers, a table of findings, the worst first, what was not told or not judged, then details.

    What would make it longer than GitHub takes is left out and counted, details first.
    """
    page = _Page()
    page.add(f"### preflight\n\n{inline(summary(report))}\n")
    page.add("".join(f"\n{inline(line)}\n" for line in workspace(report)))
    findings = worst_first(report)
    page.list(f"\n{_TABLE_HEAD}", map(_row, findings), len(findings), "findings")
    page.list("\n#### Unknown\n\n", map(_unknown, report.unknowns), len(report.unknowns), "unknowns")
    page.list("\n#### Unchecked\n\n", map(_unchecked, report.unchecked), len(report.unchecked), "unchecked")
    page.list("\n#### Suppressed\n\n", map(_suppressed, report.suppressed), len(report.suppressed), "suppressed")
    page.list("\n<details><summary>Details</summary>\n", map(_details, findings), len(findings), "details", "\n</details>\n")
    return page.text()


class _Page:
    """A text that grows until it is as long as it may be."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = _MOST_BYTES

    def add(self, part: str) -> None:
        self._parts.append(part)
        self._room -= len(part.encode())

    def list(self, head: str, entries: Iterator[str], number: int, word: str, end: str = "") -> None:
        """Add a list of so many entries, if there are any: those for which there is room, and how many there are besides."""
        if not number:
            return
        self.add(head)
        self._room -= len(end) + len(word) + 40  # for what is said last
        for done, entry in enumerate(entries):
            if len(entry.encode()) > self._room:
                self.add(f"\n{number - done} more {word} are left out\n")
                break
            self.add(entry)
        self.add(end)

    def text(self) -> str:
        return "".join(self._parts)


def _row(finding: Finding) -> str:
    severity = f"{finding.severity.value}{' (preview)' if finding.preview else ''}"
    what, rule = inline(f"{finding.message}{for_targets(finding)}", cell=True), link(code(finding.rule, cell=True), finding.docs)
    return f"| {severity} | {code(at(finding.location.place), cell=True)} | {what} | {rule} |\n"


def _details(finding: Finding) -> str:
    paragraphs = [
        f"**{finding.severity.value}** {code(finding.rule)}: {inline(f'{finding.message}{for_targets(finding)}')}",
        *_places(finding),
    ]
    labelled = {"Fix": finding.fix, "Why": finding.why, "Prevents": finding.prevents}
    paragraphs += [f"{label}: {paragraph(text)}" for label, text in labelled.items() if text]
    return "".join(f"\n{text}\n" for text in paragraphs)


def _places(finding: Finding) -> Iterator[str]:
    yield _shown(finding.location.place, "")
    for related in finding.related:
        yield _shown(related.place, f": {inline(related.message)}")


def _shown(place: Place, words: str) -> str:
    """Return a place with its line of code."""
    shown = excerpt(place)
    if shown is None:
        return f"{code(at(place))}{words}"
    margin = " " * len(str(place.line))
    # Indented by four cells, a line is code whatever stands in it.
    return f"{code(at(place))}{words}\n\n    {place.line} | {shown.text}\n    {margin} | {' ' * shown.indent}{'^' * shown.length}"


def _unknown(unknown: Unanswered) -> str:
    where = f"{code(at(unknown.location.place))}: " if unknown.location else ""
    permission = f"; permission: {code(unknown.permission)}" if unknown.permission else ""
    return f"- {where}{inline(unknown.reason)} ({', '.join(map(code, unknown.rules))}{permission})\n"


def _unchecked(unchecked: Unchecked) -> str:
    return f"- {code(f'{harmless(unchecked.path)}:{unchecked.line}')}: {inline(unchecked.reason)}\n"


def _suppressed(suppressed: Suppressed) -> str:
    finding = suppressed.finding
    where = code(at(finding.location.place))
    return f"- {where}: {inline(finding.message)} ({code(finding.rule)}; {inline(excuse(suppressed))})\n"
