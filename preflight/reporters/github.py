"""The GitHub reporter: annotations of a workflow run, as workflow commands on standard output.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from preflight.finding import Severity
from preflight.reporters.annotation import doubt, doubtful_place, headline, label, last_line, place_in_file, remarks, weighs, worst_first
from preflight.reporters.wording import counted, harmless, summary, workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Finding, Unanswered
    from preflight.report import Report
    from preflight.source import Place

# GitHub shows so many of each sort for each step: https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
_SHOWN = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> str:
    """Return a report as workflow commands, the worst findings first, then what is unknown and unchecked, then a summary.

    No more are written than GitHub shows; a notice counts the others.
    """
    commands: dict[str, list[str]] = {command: [] for command in _COMMANDS.values()}
    for finding in worst_first(report):
        command = _COMMANDS[finding.severity]
        commands[command].append(_finding(command, finding))
    for unknown in report.unknowns:
        command = "warning" if weighs(unknown) else "notice"
        commands[command].append(_unknown(command, unknown))
    commands["warning"] += [
        _command("warning", {"file": harmless(one.path), "line": one.line, "title": "unchecked"}, harmless(one.reason))
        for one in report.unchecked
    ]
    return "".join(f"{line}\n" for line in (*_shown(commands), summary(report), *workspace(report)))


def _shown(commands: dict[str, list[str]]) -> list[str]:
    """Return as many commands of each sort as are shown; where there are more, the last notice counts them."""
    more = any(len(lines) > _SHOWN for lines in commands.values())
    room = {command: _SHOWN - (more and command == "notice") for command in commands}
    shown = [line for command, lines in commands.items() for line in lines[: room[command]]]
    hidden = [counted(len(lines) - room[command], command) for command, lines in commands.items() if len(lines) > room[command]]
    if hidden:
        told = f"not shown here, since GitHub shows {_SHOWN} annotations of a sort for a step: {', '.join(hidden)}"
        shown.append(_command("notice", {"title": "preflight"}, told))
    return shown


def _finding(command: str, finding: Finding) -> str:
    properties = {**_region(place_in_file(finding)), "title": label(finding)}
    return _command(command, properties, "\n".join((headline(finding), *remarks(finding))))


def _unknown(command: str, unknown: Unanswered) -> str:
    return _command(command, {**_region(doubtful_place(unknown)), "title": "unknown"}, "\n".join(doubt(unknown)))


def _region(place: Place | None) -> dict[str, str | int]:
    """Return where an annotation stands; nothing for what is in no file."""
    if place is None:
        return {}
    region: dict[str, str | int] = {"file": harmless(place.source.path), "line": place.line, "endLine": last_line(place)}
    # The runner drops the columns of several lines: https://github.com/actions/runner/issues/4167
    return region | {"col": place.column, "endColumn": place.end_column} if place.line == place.end_line else region


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
