"""`preflight doctor`: which facts of a workspace this sign-in can read."""

from __future__ import annotations

import json
import sys

import preflight
from preflight import exits
from preflight.commands.live import Progress, add_live_options, live_address, live_probe
from preflight.commands.paths import given_paths, working_folder
from preflight.escape import for_json, for_terminal
from preflight.examination import WORKSPACE, Timed, examine, readings
from preflight.project.project import load
from preflight.question import Unanswered
from preflight.root import find_root
from preflight.rulebook import Selection, rulebook
from preflight.survey import survey
from preflight.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from preflight.address import Address
    from preflight.examination import Reading

_FORMATS = ("text", "json")
# What the reason begins with where nobody is signed in: all other answers would say the same.
_SIGN_IN = "sign-in failed"
_MARKS = {True: "yes", False: "no", None: "-"}


def add_options(parser: ArgumentParser) -> None:
    """Add what `doctor` takes."""
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="files or folders: what they name is looked for, too")
    add_live_options(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text", help="text or json (default: text)")
    parser.set_defaults(run=run, stdin_filename=None)


def run(options: Namespace) -> int:
    """Ask for one of everything, tell what can be read, and return the exit code.

    Raises UsageError for a path that does not exist, and when it is not said which workspace.
    """
    working = working_folder()
    paths, _ = given_paths(options, otherwise=None)
    address = live_address(options)
    progress = Progress(sys.stderr)
    timed = Timed(live_probe(options, progress))
    try:
        failure = _examined(timed, paths, working)
    finally:
        progress.wipe()
    found = [] if failure else readings(timed)
    write = _as_json if options.format == "json" else _as_text
    sys.stdout.write(write(address, failure, found))
    return exits.NOT_ANSWERED if failure or any(reading.refused for reading in found) else exits.CLEAN


def _examined(timed: Timed, paths: list[str], working: str) -> str:
    """Ask for all of it; return why nobody is signed in, empty where somebody is."""
    workspace = timed.ask([WORKSPACE])[WORKSPACE]
    if isinstance(workspace, Unanswered) and workspace.reason.startswith(_SIGN_IN):
        return workspace.reason
    if paths:
        project = load(paths, find_root(paths[0], working), world=World(timed.source))
        survey(project, rulebook([], Selection()), timed)
    examine(timed)
    return ""


def _as_json(address: Address, failure: str, found: list[Reading]) -> str:
    shown = {
        "version": 1,
        "tool": {"name": "preflight", "version": preflight.__version__},
        "workspace": {
            "subscription": address.subscription,
            "resource_group": address.resource_group,
            "name": address.workspace,
            "cloud": address.cloud,
        },
        "sign_in": failure or None,
        "facts": [
            {
                "resource": reading.resource,
                "readable": reading.readable,
                "questions": reading.questions,
                "refused": reading.refused,
                "reason": reading.reason,
                "permission": reading.permission,
                "seconds": round(reading.seconds, 3),
            }
            for reading in found
        ],
    }
    return for_json(json.dumps(shown, indent=2, ensure_ascii=False)) + "\n"


def _as_text(address: Address, failure: str, found: list[Reading]) -> str:
    head = f"workspace `{address.workspace}`, resource group `{address.resource_group}`, subscription `{address.subscription}`"
    lines = [failure] if failure else [head, "", *_table(found), "", _summary(found)]
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _table(found: list[Reading]) -> Iterator[str]:
    width = max(len(reading.resource) for reading in found)
    yield f"{'facts of':{width}}  readable  seconds"
    for reading in found:
        seconds = f"{reading.seconds:7.2f}" if reading.questions else " " * 7
        several = f" ({reading.refused} of {reading.questions})" if 0 < reading.refused < reading.questions else ""
        note = reading.permission or ("" if reading.refused else reading.reason)
        yield f"{reading.resource:{width}}  {_MARKS[reading.readable]:8}  {seconds}  {note}{several}".rstrip()
        if reading.refused:
            yield f"{'':{width}}  {reading.reason}"


def _summary(found: list[Reading]) -> str:
    numbers = {mark: sum(reading.readable is mark for reading in found) for mark in (True, False, None)}
    told = [f"{numbers[True]} readable", f"{numbers[False]} not readable"]
    return ", ".join(told + ([f"{numbers[None]} with nothing to ask for"] if numbers[None] else []))
