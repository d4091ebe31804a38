"""`preflight check`: judges files and folders."""

from __future__ import annotations

import os
import sys
from functools import partial

from preflight import exits
from preflight.commands.deployed import add_deployed_options, wanted_of
from preflight.commands.exceptions import excused
from preflight.commands.job import add_job_options, job_of
from preflight.commands.live import Progress, add_live_options, is_live, live_probe
from preflight.commands.output import add_output_options, are_explained, are_pictured, outputs_of, write_reports
from preflight.commands.paths import add_path_options, given_paths, working_folder
from preflight.commands.selection import add_rule_options, listed, selected_rules
from preflight.commands.surveyed import More, is_about_more, is_command, surveyed
from preflight.commands.typed import add_typed_options, typed_of
from preflight.engine import FAIL, judge
from preflight.finding import Severity
from preflight.project.project import load
from preflight.report import Report
from preflight.root import find_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.commands.exceptions import Excused
    from preflight.engine import Judged
    from preflight.probes.recorded import Recording
    from preflight.project.project import Project
    from preflight.project.typed import Typed
    from preflight.question import Probe

_LEVELS = tuple(level.value for level in Severity)


def add_options(parser: ArgumentParser) -> None:
    """Add what `check` takes."""
    add_path_options(parser)
    add_rule_options(parser)
    add_judging_options(parser)
    add_output_options(parser)
    add_live_options(parser)
    add_deployed_options(parser)
    add_job_options(parser)
    add_typed_options(parser)
    parser.set_defaults(run=run)


def add_judging_options(parser: ArgumentParser) -> None:
    """Add what says how much findings and doubts are worth, and where answers come from."""
    add = parser.add_argument
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
    add("--facts", metavar="FILE", help="take what a workspace tells from a recording, which `preflight facts record` wrote")


def run(options: Namespace) -> int:
    """Check, report, and return the exit code.

    Raises UsageError for a path that does not exist, a rule that does not, and a wrong rule file.
    """
    outputs = outputs_of(options)
    typed = typed_of(options, working_folder())
    if options.explain_effective is not None:
        from preflight.commands.explaining import explain  # noqa: PLC0415 - a check judges

        return explain(options, typed)
    report = reported(options, typed, explained=are_explained(outputs, options), pictured=are_pictured(outputs))
    write_reports(report, outputs, options)
    return exit_code(report, options)


def reported(options: Namespace, typed: Typed | None, *, explained: bool, pictured: bool = False) -> Report:
    """Return what a check comes to, with a picture of what was checked if it is to be `pictured`; `typed` is a command it is about.

    Raises UsageError as `run` does.
    """
    rules = selected_rules(options, _severity(options))
    working = working_folder()
    recording = _recording(options)
    progress = Progress(sys.stderr)
    probe = _probe(options, recording, progress)
    more = More(job_of(options, working), wanted_of(options, probe), typed)
    paths, stdin = given_paths(options, otherwise=None if is_about_more(more) else ".")
    root = find_root(paths[0] if paths and not is_command(more) else working, working)
    try:
        project = surveyed(partial(load, paths, root, stdin), more, rules, probe)
    finally:
        if probe is not None:
            progress.wipe()
    judged = judge(project, rules, options.unknown, explained=explained)
    report = _report(project, judged, excused(project, judged, rules, paths), len(rules.rules), recording)
    if not pictured:
        return report
    from preflight.project.picture import picture_of  # noqa: PLC0415 - few reports show one

    return report.with_picture(picture_of(project))


def _recording(options: Namespace) -> Recording | None:
    if options.facts is None:
        return None
    from preflight.probes.recorded import read_recording  # noqa: PLC0415 - few runs have a recording

    return read_recording(options.facts)


def _probe(options: Namespace, recording: Recording | None, progress: Progress) -> Probe | None:
    """Return who can be asked; raises UsageError when two are named."""
    if not is_live(options):
        return recording
    if recording is not None:
        raise exits.UsageError("--facts takes the place of a workspace: name one of them only")
    return live_probe(options, progress)


def _relative(root: str, working: str) -> str:
    try:
        return os.path.relpath(root, working)
    except ValueError:  # another drive
        return root


def _severity(options: Namespace) -> dict[str, Severity]:
    severity = {}
    for text in listed(options.severity):
        name, _, level = text.partition("=")
        if level not in _LEVELS:
            raise exits.UsageError(f"--severity takes ID=LEVEL with {', '.join(_LEVELS)}, not `{text}`")
        severity[name] = Severity(level)
    return severity


def _report(project: Project, judged: Judged, left: Excused, rules: int, recording: Recording | None) -> Report:
    return Report(
        root=_relative(project.tree.root, working_folder()).replace(os.sep, "/"),
        files=project.files,
        documents=len(project.subjects),
        rules=rules,
        judged=judged.verdicts,
        findings=left.findings,
        unknowns=judged.unknowns,
        not_asked=judged.not_asked,
        at_run=judged.at_run,
        asked=project.world.source is not None,
        recorded=recording.told if recording is not None else None,
        suppressed=left.suppressed,
        unchecked=tuple(project.unchecked),
    )


def exit_code(report: Report, options: Namespace) -> int:
    """Return what a check exits with."""
    least = Severity(options.fail_on)
    if any(finding.severity.at_least(least) and not finding.preview for finding in report.findings):
        return exits.FOUND
    if any(unknown.gates for unknown in report.unknowns) or (options.unknown == FAIL and report.unchecked):
        return exits.NOT_ANSWERED
    if report.judged == 0 and not options.allow_empty:
        return exits.NOTHING_CHECKED
    return exits.CLEAN
