"""`preflight check`: judges files and folders."""

from __future__ import annotations

import os
import sys

from preflight import exits
from preflight.engine import FAIL, judge
from preflight.finding import Severity
from preflight.project.project import load
from preflight.project.reading import MAX_BYTES
from preflight.report import Report
from preflight.root import find_root
from preflight.rulebook import Selection, UnknownRule, rulebook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any, TextIO

    from preflight.engine import Judged
    from preflight.project.project import Project
    from preflight.rulebook import Rulebook

FORMATS = ("text", "json")
_LEVELS = tuple(level.value for level in Severity)


def add_options(parser: ArgumentParser) -> None:
    """Add what `check` takes."""
    add = parser.add_argument
    add("paths", nargs="*", default=["."], metavar="PATH", help="files or folders; `-` reads standard input (default: .)")
    add("--stdin-filename", metavar="PATH", help="the file that standard input stands in for")
    add(
        "--rules",
        action="append",
        default=[],
        metavar="PATH",
        help="a rule file, or a folder of them, besides the built-in rules; repeatable",
    )
    add("--select", action="append", default=[], metavar="ID,…", help="judge by these rules only")
    add("--ignore", action="append", default=[], metavar="ID,…", help="do not judge by these rules")
    add(
        "--severity",
        action="append",
        default=[],
        metavar="ID=LEVEL",
        help="another severity for a rule: error, warning or info; repeatable",
    )
    add("--fail-on", choices=_LEVELS, default="error", help="the least severity that makes the exit code 1 (default: error)")
    add(
        "--unknown",
        choices=("warn", "fail", "ignore"),
        default="warn",
        help="what it is worth that something was not answered (default: warn)",
    )
    add("--allow-empty", action="store_true", help="exit with 0 where there is nothing to check")
    add("--format", action="append", default=[], metavar="NAME[:FILE]", help="text or json, to standard output or a file; repeatable")
    add("--quiet", action="store_true", help="one line for each finding, and nothing when there is none")
    add("--verbose", action="store_true", help="why each rule is there, and what was not asked")
    add("--no-color", action="store_true", help="no colour on a terminal")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Check, report, and return the exit code.

    Raises UsageError for a path that does not exist, a rule that does not, and a wrong rule file.
    """
    formats = [_format(text) for text in options.format or ["text"]]
    rules = _rules(options)
    working = _working_folder()
    paths, stdin = _paths(options)
    root = find_root(paths[0], working)
    project = load(paths, root, stdin)
    explained = options.verbose or any(name != "text" for name, _ in formats)
    judged = judge(project, rules, options.unknown, explained=explained)
    report = _report(project, judged, len(rules.rules), _relative(root, working))
    for name, target in formats:
        _write(_rendered(report, name, options, target), target)
    return _exit_code(report, options)


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError as error:
        raise exits.UsageError("the working directory does not exist any more") from error


def _relative(root: str, working: str) -> str:
    try:
        return os.path.relpath(root, working)
    except ValueError:  # another drive
        return root


def _paths(options: Namespace) -> tuple[list[str], tuple[str, bytes] | None]:
    """Return the absolute paths to check, and what standard input holds if it stands in for one."""
    stdin = None
    given = list(options.paths)
    if options.stdin_filename is not None or "-" in given:
        name = os.path.abspath(options.stdin_filename or "stdin.yml")
        if os.path.isdir(name):
            raise exits.UsageError(f"--stdin-filename takes a file, and `{options.stdin_filename}` is a folder")
        stdin = name, _standard_input()
        given = [options.stdin_filename or name] if given in (["-"], ["."]) else [name if path == "-" else path for path in given]
    for path in given:
        if not os.path.exists(path) and (stdin is None or os.path.abspath(path) != stdin[0]):
            raise exits.UsageError(f"no such file or folder: `{path}`")
    return [os.path.abspath(path) for path in given], stdin


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise exits.UsageError("standard input is closed")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _rules(options: Namespace) -> Rulebook:
    try:
        return rulebook(_own_rules(options.rules), _selection(options))
    except UnknownRule as error:
        raise exits.UsageError(str(error)) from error


def _own_rules(paths: list[str]) -> list[dict[str, Any]]:
    if not paths:
        return []
    from preflight.rulefiles import read_rules  # noqa: PLC0415 - built-in rules were checked when they were packed

    return [rule.data for rule in read_rules(paths)]


def _selection(options: Namespace) -> Selection:
    severity = {}
    for text in _listed(options.severity):
        name, _, level = text.partition("=")
        if level not in _LEVELS:
            raise exits.UsageError(f"--severity takes ID=LEVEL with {', '.join(_LEVELS)}, not `{text}`")
        severity[name] = Severity(level)
    return Selection(tuple(_listed(options.select)), tuple(_listed(options.ignore)), severity)


def _listed(values: list[str]) -> list[str]:
    return [name for value in values for name in value.replace(" ", "").split(",") if name]


def _format(text: str) -> tuple[str, str | None]:
    name, _, target = text.partition(":")
    if name not in FORMATS:
        raise exits.UsageError(f"--format takes {' or '.join(FORMATS)}, not `{name}`")
    return name, target or None


def _report(project: Project, judged: Judged, rules: int, root: str) -> Report:
    return Report(
        root=root.replace(os.sep, "/"),
        files=project.files,
        documents=len(project.subjects),
        rules=rules,
        judged=judged.verdicts,
        findings=judged.findings,
        unknowns=judged.unknowns,
        not_asked=judged.not_asked,
        asked=project.world.source is not None,
        unchecked=tuple(project.unchecked),
    )


def _rendered(report: Report, name: str, options: Namespace, target: str | None) -> str:
    if name == "json":
        from preflight.reporters import json_v1  # noqa: PLC0415 - only the reporter that is asked for is imported

        return json_v1.write(report)
    from preflight.reporters import text  # noqa: PLC0415 - only the reporter that is asked for is imported

    color = target is None and _wants_color(sys.stdout, no_color=options.no_color)
    return text.write(report, color=color, quiet=options.quiet, verbose=options.verbose)


def _wants_color(stream: TextIO, *, no_color: bool) -> bool:
    """Tell whether to colour: on a terminal that can, unless asked not to (https://no-color.org)."""
    return not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def _write(text: str, target: str | None) -> None:
    if target is None:
        sys.stdout.write(text)
        return
    try:
        with open(target, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise exits.UsageError(f"`{target}` cannot be written: {error.strerror}") from error


def _exit_code(report: Report, options: Namespace) -> int:
    least = Severity(options.fail_on)
    if any(finding.severity.at_least(least) and not finding.preview for finding in report.findings):
        return exits.FOUND
    if any(unknown.gates for unknown in report.unknowns) or (options.unknown == FAIL and report.unchecked):
        return exits.NOT_ANSWERED
    if report.judged == 0 and not options.allow_empty:
        return exits.NOTHING_CHECKED
    return exits.CLEAN
