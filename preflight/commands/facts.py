"""`preflight facts record`: writes down what a workspace answers, for checks that cannot ask it."""

from __future__ import annotations

import sys
import time
from functools import partial

from preflight import exits
from preflight.commands.deployed import add_deployed_options, wanted_of
from preflight.commands.job import add_job_options, job_of
from preflight.commands.live import Progress, add_live_options, live_address, live_probe
from preflight.commands.paths import add_path_options, given_paths, working_folder
from preflight.commands.selection import add_rule_options, selected_rules
from preflight.commands.surveyed import More, surveyed
from preflight.commands.writing import write_text
from preflight.escape import for_terminal
from preflight.inventory import next_questions
from preflight.probes.recording import summary, write
from preflight.project.project import load
from preflight.root import find_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from preflight.address import Address
    from preflight.probes.recording import Summary
    from preflight.question import Probe
    from preflight.rulebook import Rulebook
    from preflight.world import World

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
    add_live_options(record)
    add_deployed_options(record)
    add_job_options(record)
    record.set_defaults(run=run_record)


def run_record(options: Namespace) -> int:
    """Ask what a check of the same files would ask, write down the answers, and return the exit code.

    Nothing is written where nothing was answered: a recording that was there stays.
    Raises UsageError for a path that does not exist, when it is not said which workspace, and for a file that cannot be written.
    """
    rules = selected_rules(options)
    address = live_address(options)
    progress = Progress(sys.stderr)
    probe = live_probe(options, progress)
    try:
        world = _asked(options, rules, probe)
    finally:
        progress.wipe()
    if not world.answers:
        _say(f"nothing to record: no rule asks workspace `{address.workspace}` about these files")
        return exits.NOTHING_CHECKED
    text = write(address, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), world.answers)
    return _finished(options, address, text, summary(world.answers))


def _asked(options: Namespace, rules: Rulebook, probe: Probe) -> World:
    """Return what a check would learn; with `--all` that is a check of all that is deployed, too, and more."""
    working = working_folder()
    options.all_endpoints = options.all_endpoints or options.all
    more = More(job_of(options, working), wanted_of(options, probe))
    paths, stdin = given_paths(options, otherwise="." if options.all or more.deployed is None else None)
    root = find_root(paths[0] if paths else working, working)
    world = surveyed(partial(load, paths, root, stdin), more, rules, probe).world
    while options.all and (new := next_questions(world.answers)):
        world.learn(probe.ask(new))
    return world


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
    write_text(target, text)


def _say(line: str) -> None:
    sys.stderr.write(f"preflight: {for_terminal(line)}\n")
