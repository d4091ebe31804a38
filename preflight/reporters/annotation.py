"""What build services show of findings beside the code: the worst first, each at a place in a file, in few words."""

from __future__ import annotations

from preflight.reporters.wording import for_targets, harmless, prose
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Finding, Unanswered
    from preflight.report import Report
    from preflight.source import Place


def worst_first(report: Report) -> list[Finding]:
    """Return the findings of a report by severity, previews last, else in their order."""
    return sorted(report.findings, key=lambda finding: (finding.severity.rank, finding.preview))


def place_in_file(finding: Finding) -> Place | None:
    """Return the place of a finding; for one that is in no file, the first place in a file that has to do with it."""
    places = [finding.location.place, *(related.place for related in finding.related)]
    return next((place for place in places if is_of_file(place.source.path)), None)


def last_line(place: Place) -> int:
    """Return the last line that something of a place stands on: one that ends before the first character of a line is not on it."""
    return place.end_line - (place.end_column == 1 and place.end_line > place.line)


def label(finding: Finding) -> str:
    """Return the rule of a finding, and whether it is a preview."""
    return harmless(finding.rule) + (" (preview)" if finding.preview else "")


def headline(finding: Finding) -> str:
    """Return the message of a finding, with its place where that is in no file, and the targets it was found for."""
    place = finding.location.place
    where = "" if is_of_file(place.source.path) else f"{at(place)}: "
    return f"{where}{harmless(finding.message)}{for_targets(finding)}"


def remarks(finding: Finding) -> list[str]:
    """Return what to do, and where else to look, as lines."""
    lines = [f"fix: {prose(finding.fix)}"] if finding.fix else []
    return lines + [f"see {at(related.place)}: {harmless(related.message)}" for related in finding.related]


def doubt(unknown: Unanswered) -> list[str]:
    """Return what is unknown, with its place where that is in no file, the rules it concerns and the permission, as lines."""
    place = unknown.location.place if unknown.location else None
    where = f"{at(place)}: " if place and not is_of_file(place.source.path) else ""
    permission = [f"permission: {harmless(unknown.permission)}"] if unknown.permission else []
    return [f"{where}{harmless(unknown.reason)}", f"concerns: {harmless(', '.join(unknown.rules))}", *permission]


def weighs(unknown: Unanswered) -> bool:
    """Tell whether what is unknown may matter to the run: it was asked for, or it gates. What nobody was asked is worth a note."""
    return unknown.asked or unknown.gates


def doubtful_place(unknown: Unanswered) -> Place | None:
    """Return the place in a file that speaks of what is unknown."""
    place = unknown.location.place if unknown.location else None
    return place if place and is_of_file(place.source.path) else None


def at(place: Place) -> str:
    """Return a place in words, its path relative to the root of the report."""
    shown = harmless(str(place))
    # A line that begins with `::` is a command to GitHub's runner.
    return f"./{shown}" if shown.lstrip().startswith("::") else shown
