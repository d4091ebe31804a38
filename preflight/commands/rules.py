"""`preflight rules`: lists, shows and tests rules, the built-in ones and users' own alike."""

from __future__ import annotations

import os
import sys
import time

from preflight import __version__, exits, resources
from preflight.commands.writing import write_text
from preflight.escape import for_terminal
from preflight.examples import mismatches
from preflight.kind import Kind
from preflight.language.rulecheck import is_rule_id
from preflight.newrule import new_rule
from preflight.ruledata import data_lines
from preflight.rulefiles import read_rules
from preflight.rulepage import rule_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any


def add_options(parser: ArgumentParser) -> None:
    """Add what `rules` takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="all rules, one line each", allow_abbrev=False)
    listed.set_defaults(run=run_list)
    shown = actions.add_parser("show", help="all that a rule says", allow_abbrev=False)
    shown.add_argument("id", metavar="ID", help="the rule")
    shown.set_defaults(run=run_show)
    tested = actions.add_parser("test", help="judge rules by their own examples", allow_abbrev=False)
    tested.add_argument("paths", nargs="*", metavar="PATH", help="rule files or folders (default: the built-in rules)")
    tested.set_defaults(run=run_test)
    new = actions.add_parser("new", help="write a rule to begin with, and what its parts are for", allow_abbrev=False)
    new.add_argument("id", metavar="ID", help="the name of the bad thing, in kebab-case")
    new.add_argument("--folder", default=".", metavar="PATH", help="where to write ID.yaml (default: .)")
    new.set_defaults(run=run_new)
    for action in (listed, shown):
        action.add_argument("--rules", action="append", default=[], metavar="PATH", help="a rule file or folder besides the built-in rules")


def run_list(options: Namespace) -> int:
    """Print a line for each rule: severity, id and summary."""
    rules = [*_all_rules(options.rules).values()]
    width = max(len(rule["id"]) for rule in rules)
    for rule in sorted(rules, key=lambda rule: rule["id"]):
        note = "" if rule["status"] == "stable" else f" ({rule['status']})"
        _print(f"{rule['severity']:8} {rule['id']:{width}}  {rule['summary']}{note}")
    return exits.CLEAN


def run_show(options: Namespace) -> int:
    """Print all that a rule says."""
    rules = _all_rules(options.rules)
    if options.id not in rules:
        from difflib import get_close_matches  # noqa: PLC0415 - only a mistake comes to it

        near = get_close_matches(options.id, rules, 1)
        raise exits.UsageError(f"there is no rule `{options.id}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    data = data_lines(rules[options.id], time.strftime("%Y-%m"))
    for line in [*rule_page(rules[options.id]), *(["", "Data:", *data] if data else [])]:
        _print(line)
    return exits.CLEAN


def run_test(options: Namespace) -> int:
    """Judge rules by their own examples; 1 when one does not come out as its rule says."""
    rules = read_rules(options.paths or resources.rule_files())
    wrong = 0
    for rule in rules:
        for mismatch in mismatches(rule):
            wrong += 1
            _print(f"{rule.path}:{mismatch.line}: {rule.data['id']}, example {mismatch.number} {mismatch.message}")
    examples = sum(len(rule.data["examples"]) for rule in rules)
    _print(f"{len(rules)} rules, {examples} examples, {wrong} wrong")
    return exits.FOUND if wrong else exits.CLEAN


def run_new(options: Namespace) -> int:
    """Write a rule to begin with; a file that is there already stays as it is."""
    if not is_rule_id(options.id):
        raise exits.UsageError(f"`{options.id}` is not kebab-case: name the bad thing, such as `timeout-too-short`")
    path = os.path.join(options.folder, f"{options.id}.yaml")
    text = new_rule(options.id, [kind.value for kind in Kind], __version__, time.strftime("%Y-%m"))
    write_text(path, text, anew=False)
    _print(f"{path} is written: `preflight rules test {path}` tests it, `preflight check --rules {path}` judges by it")
    return exits.CLEAN


def _all_rules(own: list[str]) -> dict[str, dict[str, Any]]:
    """Return the rules as plain data, by id: the built-in ones, those about exceptions, and users' own."""
    found = {rule.data["id"]: rule.data for rule in read_rules(resources.rule_files())}
    found |= {name: {"id": name, **page} for name, page in resources.exceptions()["rules"].items()}
    return found | {rule.data["id"]: rule.data for rule in (read_rules(own) if own else [])}


def _print(line: str) -> None:
    sys.stdout.write(for_terminal(line) + "\n")
