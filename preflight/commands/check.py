"""`preflight check`: judges files and folders."""

from __future__ import annotations

import os
import sys
from functools import partial

from preflight import exits
from preflight.commands.configured import add_configuration_options, configured
from preflight.commands.deployed import add_deployed_options, wanted_of
from preflight.commands.exceptions import Excuses, excused
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
from preflight.record import Record
from preflight.report import Report
from preflight.root import find_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from preflight.commands.exceptions import Excused
    from preflight.commands.output import Output
    from preflight.configuration.reading import Configuration, Target
    from preflight.engine import Judged
    from preflight.probes.recorded import Recording
    from preflight.project.project import Project
    from preflight.project.typed import Typed
    from preflight.question import Probe
    from preflight.rulebook import Rulebook

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
    since = "judge only what changed since the default branch, or since --changed=REF, and what uses it (docs/changed.md)"
    parser.add_argument("--changed", nargs="?", const="", metavar="REF", help=since)
    parser.add_argument("--target", action="append", default=[], metavar="NAME", help="a target of the configuration; repeatable")
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
    add("--fail-on", choices=_LEVELS, help="the least severity that makes the exit code 1 (default: error)")
    add(
        "--unknown",
        choices=("warn", "fail", "ignore"),
        help="what it is worth that something was not answered (default: warn)",
    )
    add("--allow-empty", action="store_true", help="exit with 0 where there is nothing to check")
    add("--facts", metavar="FILE", help="take what a workspace tells from a recording, which `preflight facts record` wrote")
    add("--baseline", metavar="FILE", help="excuse the findings that `preflight baseline write` wrote there")
    add_configuration_options(parser)


def run(options: Namespace) -> int:
    """Check, report, and return the exit code.

    Raises UsageError for a path that does not exist, a rule that does not, and a wrong rule file.
    """
    configuration = configured(options)
    outputs = outputs_of(options)
    if options.target:
        if options.explain_effective is not None:
            raise exits.UsageError("--explain-effective shows a file without a target: give --set, --endpoint-name or --name")
        return _run_for_targets(options, outputs, configuration)
    typed = typed_of(options, working_folder())
    if options.explain_effective is not None:
        from preflight.commands.explaining import explain  # noqa: PLC0415 - a check judges

        return explain(options, typed)
    details = Details(typed, are_explained(outputs, options), are_pictured(outputs))
    report = reported(options, details, configuration)
    write_reports(report, outputs, options)
    return exit_code(report, options)


def _run_for_targets(options: Namespace, outputs: list[Output], configuration: Configuration | None) -> int:
    """Check for each target, report once, and return the exit code."""
    from preflight.commands.targets import checked_for, options_for, targets_of  # noqa: PLC0415 - few runs name a target

    def checked(target: Target) -> Report:
        own = options_for(options, target, configuration) if configuration is not None else options
        typed = typed_of(own, working_folder())
        return reported(own, Details(typed, are_explained(outputs, options), are_pictured(outputs)), configuration)

    report = checked_for(targets_of(options, configuration), checked)
    write_reports(report, outputs, options)
    return exit_code(report, options)


class Details(Record):
    """What a report is to be about besides files: a command, findings with their explanation, and a picture of what was checked."""

    typed: Typed | None = None
    explained: bool = False
    pictured: bool = False


def reported(options: Namespace, details: Details, configuration: Configuration | None = None) -> Report:
    """Return what a check comes to; the options are those in effect (`configured`).

    Raises UsageError as `run` does.
    """
    rules = rules_of(options, configuration)
    excuses = _excuses(options, configuration)
    typed = details.typed
    working = working_folder()
    recording = _recording(options)
    progress = Progress(sys.stderr)
    probe = _probe(options, recording, progress)
    more = More(job_of(options, working), wanted_of(options, probe), typed)
    paths, stdin = given_paths(options, otherwise=None if is_about_more(more) else ".")
    root = find_root(paths[0] if paths and not is_command(more) else working, working)
    loaded: Callable[..., Project] = partial(load, paths, root, stdin)
    comparison = None
    if options.changed is not None:
        from preflight.commands.changed import compared, narrowing  # noqa: PLC0415 - most runs are about all files

        comparison = compared(options, root, paths, configuration)
        loaded = narrowing(loaded, comparison, paths, stdin)
    try:
        project = surveyed(loaded, more, rules, probe)
    finally:
        if probe is not None:
            progress.wipe()
    judged = judge(project, rules, options.unknown, explained=details.explained or excuses.baseline is not None)
    report = _report(project, judged, excused(project, judged, rules, paths, excuses), len(rules.rules), recording)
    if comparison is not None:
        report = report.narrowed_to(comparison.told(project.untouched))
    if not details.pictured:
        return report
    from preflight.project.picture import picture_of  # noqa: PLC0415 - few reports show one

    return report.with_picture(picture_of(project))


def rules_of(options: Namespace, configuration: Configuration | None) -> Rulebook:
    """Return the rules of a check; raises UsageError for one that does not exist, and for a wrong rule file."""
    return selected_rules(options, _severity(options), configuration)


def _excuses(options: Namespace, configuration: Configuration | None) -> Excuses:
    """Return what excuses findings besides comments."""
    if options.baseline is None:
        return Excuses(configuration)
    from preflight.suppression.baseline import read_baseline  # noqa: PLC0415 - few runs have a baseline

    return Excuses(configuration, read_baseline(options.baseline))


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
        stale=left.stale,
        unchecked=tuple(project.unchecked),
    )


def exit_code(report: Report, options: Namespace) -> int:
    """Return what a check exits with."""
    least = Severity(options.fail_on)
    if any(finding.severity.at_least(least) and not finding.preview for finding in report.findings):
        return exits.FOUND
    if any(unknown.gates for unknown in report.unknowns) or (options.unknown == FAIL and report.unchecked):
        return exits.NOT_ANSWERED
    if report.judged == 0 and not options.allow_empty and not report.is_untouched:
        return exits.NOTHING_CHECKED
    return exits.CLEAN
