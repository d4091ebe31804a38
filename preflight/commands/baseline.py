"""`preflight baseline`: writes down the findings of today, for checks that are to tell new ones only."""

from __future__ import annotations

import sys

from preflight import exits
from preflight.commands import check
from preflight.commands.configured import configured
from preflight.commands.live import add_live_options
from preflight.commands.paths import add_path_options
from preflight.commands.selection import add_rule_options
from preflight.commands.writing import write_text
from preflight.escape import for_terminal
from preflight.suppression.baseline import write_baseline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DEFAULT = "preflight-baseline.json"


def add_options(parser: ArgumentParser) -> None:
    """Add what `baseline` takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    write = actions.add_parser("write", help="write a baseline", description="Check, and write the findings down.", allow_abbrev=False)
    write.add_argument("-o", "--output", metavar="FILE", help=f"where to (default: the baseline of the configuration, else {DEFAULT})")
    add_path_options(write)
    add_rule_options(write)
    check.add_judging_options(write)
    add_live_options(write)
    job = dict.fromkeys(("input", "input_type", "output_path", "deployment_name"))
    write.set_defaults(run=run, endpoint=[], all_endpoints=False, target=[], changed=None, **job)


def run(options: Namespace) -> int:
    """Write a baseline of what a check finds; findings that comments or the configuration excuse are not in it.

    Raises UsageError for wrong options, and for a file that cannot be written.
    """
    configuration = configured(options)
    path = options.output or options.baseline or DEFAULT
    options.baseline = None  # it is written anew
    report = check.reported(options, check.Details(explained=True), configuration)
    text = write_baseline(report.findings)
    write_text(path, text)
    number = len(report.findings)
    sys.stdout.write(for_terminal(f"{path} has {number} finding{'' if number == 1 else 's'}: check with `--baseline {path}`") + "\n")
    return exits.CLEAN
