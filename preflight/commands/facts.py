"""`preflight facts record`: writes down what a workspace answers, for checks that cannot ask it."""

from __future__ import annotations

import sys
import time

from preflight import exits
from preflight.commands.job import add_job_options, job_of
from preflight.commands.live import Progress, add_live_options, live_address, live_probe
from preflight.commands.paths import add_path_options, given_paths, working_folder
from preflight.commands.selection import add_rule_options, selected_rules
from preflight.escape import for_terminal
from preflight.inventory import next_questions
from preflight.probes.recording import summary, write
from preflight.project.project import load
from preflight.root import find_root
from preflight.survey import survey
from preflight.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.address import Address
    from preflight.probes.recording import Summary
    from preflight.question import Probe

_FAIL = "fail"


def add_options(parser: ArgumentParser) -> None:
    """Add what `facts` takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    record = actions.add_parser("record", help="write down what a workspace answers, for `check --facts`", allow_abbrev=False)
    record.add_argument("--output", "-o", required=True, metavar="FILE", help="the recording; `-` is standard output")
    add_path_options(record)
    add_rule_options(record)
    record.add_argument("--all", action="store_true", help="besides what the files need, all that can be asked without them")
    record.add_argument("--unknown", choices=("warn", _FAIL), default="warn", help="fail: exit with 4 if anything was not answered")
    add_job_options(record)
    add_live_options(record)
    record.set_defaults(run=run_record)


def run_record(options: Namespace) -> int:
    """Ask what a check of the same files would ask, write down the answers, and return the exit code.

    Nothing is written where nothing was answered: a recording that was there stays.
    Raises UsageError for a path that does not exist, when it is not said which workspace, and for a file that cannot be written.
    """
    rules = selected_rules(options)
    working = working_folder()
    paths, stdin = given_paths(options)
    address = live_address(options)
    progress = Progress(sys.stderr)
    probe = live_probe(options, progress)
    world = World(probe.source)
    try:
        survey(load(paths, find_root(paths[0], working), stdin, world, job_of(options, working)), rules, probe)
        if options.all:
            _ask_all(world, probe)
    finally:
        progress.wipe()
    if not world.answers:
        _say(f"nothing to record: no rule asks workspace `{address.workspace}` about these files")
        return exits.NOTHING_CHECKED
    text = write(address, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), world.answers)
    return _finished(options, address, text, summary(world.answers))


def _ask_all(world: World, probe: Probe) -> None:
    while new := next_questions(world.answers):
        world.learn(probe.ask(new))


def _finished(options: Namespace, address: Address, text: str, told: Summary) -> int:
    for cause in told["unread"]:
        times = f" ({cause['questions']} times)" if cause["questions"] > 1 else ""
        permission = f": {cause['permission']}" if cause["permission"] else ""
        _say(f"not answered{times}: {cause['reason']}{permission}")
    answered = told["found"] + told["missing"]
    if not answered:
        _say(f"workspace `{address.workspace}` answered nothing: `{options.output}` was not written")
        return exits.NOT_ANSWERED
    _put(options.output, text)
    _say(f"recorded {answered} answers of workspace `{address.workspace}`, and {told['unanswered']} questions that it did not answer")
    return exits.NOT_ANSWERED if told["unanswered"] and options.unknown == _FAIL else exits.CLEAN


def _put(target: str, text: str) -> None:
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        with open(target, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise exits.UsageError(f"`{target}` cannot be written: {(error.strerror or type(error).__name__).lower()}") from error


def _say(line: str) -> None:
    sys.stderr.write(f"preflight: {for_terminal(line)}\n")
