"""The Azure Pipelines reporter: issues of a run, as logging commands on standard output.

https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

from preflight.finding import Severity
from preflight.reporters.annotation import doubt, doubtful_place, headline, label, place_in_file, remarks, weighs, worst_first
from preflight.reporters.wording import harmless, summary, workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Finding, Unanswered
    from preflight.report import Report
    from preflight.source import Place

# In this order: what is put in the place of a character must not be replaced itself.
_ESCAPES = {"%": "%AZP25", ";": "%3B", "\r": "%0D", "\n": "%0A", "]": "%5D"}


def write(report: Report) -> str:
    """Return a report as logging commands, the worst findings first, then what is unknown and unchecked, then a summary.

    Azure Pipelines knows errors and warnings; what is worth a note is a line of the log. It shows the first ten of a sort in the
    summary of a step, and all in its log. Whether the step fails is left to the exit code.
    """
    lines = [_finding(finding) for finding in worst_first(report)]
    lines += map(_unknown, report.unknowns)
    lines += [
        _issue("warning", {"sourcepath": harmless(one.path), "linenumber": one.line, "code": "unchecked"}, harmless(one.reason))
        for one in report.unchecked
    ]
    return "".join(f"{line}\n" for line in (*lines, summary(report), *workspace(report)))


def _finding(finding: Finding) -> str:
    text = "\n".join((headline(finding), *remarks(finding)))
    place = place_in_file(finding)
    if finding.severity is Severity.INFO:
        where = f" {harmless(str(place))}:" if place is finding.location.place else ""
        return f"info:{where} {headline(finding)} [{label(finding)}]"
    return _issue(finding.severity.value, {**_region(place), "code": label(finding)}, text)


def _unknown(unknown: Unanswered) -> str:
    if not weighs(unknown):
        place = doubtful_place(unknown)
        return f"info:{f' {harmless(str(place))}:' if place else ''} {'; '.join(doubt(unknown))} [unknown]"
    return _issue("warning", {**_region(doubtful_place(unknown)), "code": "unknown"}, "\n".join(doubt(unknown)))


def _region(place: Place | None) -> dict[str, str | int]:
    """Return where an issue stands; nothing for what is in no file."""
    if place is None:
        return {}
    return {"sourcepath": harmless(place.source.path), "linenumber": place.line, "columnnumber": place.column}


def _issue(sort: str, properties: dict[str, str | int], message: str) -> str:
    written = "".join(f"{key}={_escaped(str(value))};" for key, value in {"type": sort, **properties}.items())
    return f"##vso[task.logissue {written}]{_escaped(message)}"


def _escaped(text: str) -> str:
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
