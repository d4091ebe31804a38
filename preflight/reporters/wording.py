"""The words that reports have in common: any text as one harmless line, and what a run came to."""

from __future__ import annotations

from preflight.escape import for_terminal
from preflight.finding import Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.finding import Finding
    from preflight.report import Report, Suppressed

_AT_RUN = "values that only a run of the scripts or the code tells"
_LONGEST = 1000  # characters of one text; a value in it may be a whole file


def harmless(text: str) -> str:
    """Return a text as one harmless line, cut if it is very long."""
    return for_terminal(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def prose(text: str) -> str:
    """Return what a rule's author wrote, which may be a block of lines, as one line."""
    return harmless(" ".join(text.split()))


def summary(report: Report) -> str:
    """Return one line on what was checked and what came of it."""
    files, documents, rules = counted(report.files, "file"), counted(report.documents, "document"), counted(report.rules, "rule")
    others = ", ".join(_others(report))
    seen = f"{documents} in {files}" if report.files else documents  # what is deployed is in no file
    if report.findings:
        found = ", ".join(_found(report, severity) for severity in Severity if report.count(severity))
        checked = f"{files}, {documents}" if report.files else documents
        return f"{checked}, {rules}: {found}{', ' if others else ''}{others}"
    if report.is_untouched:
        said = "Nothing to judge: no file that was changed is one of a batch endpoint, or is used by one"
    elif not report.documents:
        said = f"Nothing to check: no batch endpoint, deployment or related file in {files}"
    elif not anything_judged(report):
        said = f"Nothing was checked: no selected rule is for {seen}"
    else:
        said = f"No findings: {seen}, {rules}"
    return f"{said}{'; ' if others else ''}{others}"


def workspace(report: Report) -> Iterator[str]:
    """Yield what was left out, where answers of a workspace come from if they were recorded, and how many rules have none."""
    yield from narrowed(report)
    if report.recorded is not None:
        yield f"Checked against {harmless(report.recorded)}"
    for number, what in ((len(report.not_asked) - len(report.at_run), _lacking(report)), (len(report.at_run), _AT_RUN)):
        if number:
            yield f"{counted(number, 'rule')} need{'s' if number == 1 else ''} {what}"
    if report.stale:
        stale = sum(one.count for one in report.stale)
        yield f"{counted(stale, 'finding')} of the baseline {'is' if stale == 1 else 'are'} no more there: `preflight baseline write`"


def narrowed(report: Report) -> Iterator[str]:
    """Yield what a report is narrowed to."""
    changed = report.changed
    if changed is None:
        return
    since = f"since `{harmless(changed.since)}` ({changed.commit})"
    files = counted(changed.files, "file") if changed.files else "no file"
    if changed.own is not None:
        yield f"Judged all: `{harmless(changed.own)}` was changed {since}"
    else:
        yield f"Asked for what was changed {since}, {files}, and what uses it: {counted(changed.untouched, 'other')} left out"


def anything_judged(report: Report) -> bool:
    """Tell whether any rule met any document."""
    return report.documents > 0 and report.judged > 0


def excuse(suppressed: Suppressed) -> str:
    """Return who excuses a finding, why and until when, as one line."""
    until = f", until {suppressed.until}" if suppressed.until else ""
    return harmless(f"{suppressed.by}: {suppressed.reason}{until}" if suppressed.reason else f"{suppressed.by}{until}")


def for_targets(finding: Finding) -> str:
    """Return the targets of the configuration that a finding was found for, as the end of a line; nothing where none was named."""
    return f" ({harmless(', '.join(finding.targets))})" if finding.targets else ""


def counted(number: int, word: str) -> str:
    """Return a number of things."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _found(report: Report, severity: Severity) -> str:
    number = report.count(severity)
    preview = sum(finding.preview for finding in report.findings if finding.severity is severity)
    word = f"{number} info" if severity is Severity.INFO else counted(number, severity.value)
    return f"{word} ({preview} preview)" if preview else word


def _others(report: Report) -> Iterator[str]:
    asked = sum(unknown.asked for unknown in report.unknowns)
    numbers = {
        "unknown": asked,
        "not asked": len(report.unknowns) - asked,
        "unchecked": len(report.unchecked),
        "suppressed": len(report.suppressed),
    }
    return (f"{number} {word}" for word, number in numbers.items() if number)


def _lacking(report: Report) -> str:
    if report.recorded is not None:
        return "what the recording does not hold"
    return "what the workspace was not asked for" if report.asked else "the workspace: --workspace NAME"
