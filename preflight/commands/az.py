"""`preflight az`: judges one command of the Azure CLI as it would run, and runs it only if nothing is wrong."""

from __future__ import annotations

import os
import sys

from preflight import exits
from preflight.commands import check
from preflight.commands.configured import configured
from preflight.commands.live import add_live_options
from preflight.commands.output import add_detail_options, wants_color
from preflight.commands.paths import working_folder
from preflight.commands.selection import add_rule_options
from preflight.escape import for_terminal
from preflight.project.typed import typed_command
from preflight.reporters import text
from preflight.value import Unknown, raw_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.project.typed import Typed

_NOT_RUN = "az was not run"


def add_options(parser: ArgumentParser) -> None:
    """Add what `az` takes before `--`; what follows is the command's own."""
    parser.usage = "preflight az [OPTION…] -- ml batch-deployment create …"
    parser.add_argument("--dry-run", action="store_true", help="judge only, and never run az")
    add_rule_options(parser)
    check.add_judging_options(parser)
    add_live_options(parser)
    add_detail_options(parser)
    # A command is all there is to judge.
    job = dict.fromkeys(("input", "input_type", "output_path", "deployment_name", "stdin_filename"))
    parser.set_defaults(run=run, endpoint=[], all_endpoints=False, changed=None, **job)


def run(options: Namespace) -> int:
    """Judge a command, report on standard error, and run it if `check` would exit with 0; a command without a batch file runs at once.

    Does not return from a command that is run, where a process can become another one. Raises UsageError for a wrong option or rule
    file, and where there is no `az` to run.
    """
    try:
        return _run(options)
    except exits.UsageError as error:
        raise exits.UsageError(f"{error}\n{_NOT_RUN}") from error


def _run(options: Namespace) -> int:
    typed = typed_command(options.command, working_folder())
    code = exits.CLEAN if typed.kind is None else _judged(options, typed)
    if code != exits.CLEAN:
        sys.stderr.write(f"preflight: {_NOT_RUN}\n")
        return exits.FOUND
    if options.dry_run:
        sys.stderr.write("preflight: az would be run\n")
        return exits.CLEAN
    from preflight.commands.running import become  # noqa: PLC0415 - a command that is held back does without

    return become("az", options.command)


def _judged(options: Namespace, typed: Typed) -> int:
    """Report what is wrong with a command, and return what `check` would exit with."""
    fault = _fault(typed)
    if fault is not None:
        sys.stderr.write(f"preflight: the file of the command {for_terminal(fault)}\n")
        return exits.USAGE
    options.paths = [typed.file] if typed.file is not None else []
    report = check.reported(options, check.Details(typed, explained=options.verbose), configured(options))
    color = wants_color(sys.stderr, no_color=options.no_color)
    sys.stderr.write(text.write(report, color=color, quiet=options.quiet, verbose=options.verbose))
    unread = [os.path.abspath(os.path.join(report.root, one.path)) for one in report.unchecked]
    return exits.NOTHING_CHECKED if typed.file in unread else check.exit_code(report, options)


def _fault(typed: Typed) -> str | None:
    """Return why the file that a command names cannot be judged; None where it can, and where the command names none."""
    named = typed.named
    if isinstance(named, Unknown):
        return f"cannot be told: {named.reason}"
    if typed.file is None or os.path.isfile(typed.file):
        return None
    shown = f"`{raw_text(named)}`"
    if os.path.isdir(typed.file):
        return f"is a folder: {shown}"
    if os.path.exists(typed.file):
        return f"is no regular file: {shown} would be read before az reads it; write a file first"
    return f"does not exist: {shown}"
