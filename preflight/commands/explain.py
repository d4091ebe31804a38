"""`preflight explain`: what a rule means, or which known failure a message of a job is."""

from __future__ import annotations

import json
import os
import sys

from preflight import exits, resources
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.explanation import Explanation, explain
from preflight.escape import for_json, for_terminal
from preflight.rulepage import rule_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable
    from typing import Any

    from preflight.diagnosis.failure import Failure

FORMATS = ("text", "json")
_SURE = ((0.9, "certain"), (0.7, "likely"), (0.0, "possible"))
# The most that is read of a message on standard input.
_MOST_BYTES = 1 << 20


def add_options(parser: ArgumentParser) -> None:
    """Add what `explain` takes."""
    add = parser.add_argument
    add("subject", nargs="+", metavar="ID-or-MESSAGE", help="a rule, or what a log or a command said; `-` reads it from standard input")
    add("--rules", action="append", default=[], metavar="PATH", help="a rule file or folder besides the built-in rules")
    add("--format", choices=FORMATS, default="text", help="text or json (default: text)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Explain, and return the exit code: 0 for a match, 3 for none."""
    own = _own_rules(options.rules)
    subject = _standard_input() if options.subject == ["-"] else " ".join(options.subject)
    rule = _rule(subject, own)
    known = known_failures(own.values())
    if rule is not None:
        told_by = [failure for failure in known.values() if rule["id"] in failure.rules and failure.id != rule["id"]]
        sys.stdout.write(_rule_json(rule, told_by) if options.format == "json" else _rule_text(rule, told_by))
        return exits.CLEAN
    named = known.get(subject)
    explained = explain(subject, known.values()) if named is None else [Explanation(named, 1.0, None, {})]
    sys.stdout.write(_json(explained) if options.format == "json" else _text(explained, subject, _ids(own)))
    return exits.CLEAN if explained else exits.NOTHING_CHECKED


def _own_rules(paths: list[str]) -> dict[str, dict[str, Any]]:
    if not paths:
        return {}
    from preflight.rulefiles import read_rules  # noqa: PLC0415 - checking rule files takes longer than explaining one

    return {rule.data["id"]: rule.data for rule in read_rules(paths)}


def _rule(name: str, own: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Return a rule, the user's own first, without reading those that were not asked for."""
    if name in own:
        return own[name]
    about = resources.exceptions()["rules"]
    if name in about:
        return {"id": name, **about[name]}
    packed = resources.packed_rules()
    if packed is not None:
        pages = resources.packed_pages() or {}
        return next(({**rule, **pages[name]} for rule in packed if rule["id"] == name), None)
    from preflight.pack import read_rule  # noqa: PLC0415 - an installed preflight has the rules packed

    return next((read_rule(path) for path in resources.rule_files() if os.path.basename(path) == f"{name}.yaml"), None)


def _ids(own: Iterable[str]) -> list[str]:
    packed = resources.packed_rules()
    builtin = [os.path.basename(path)[:-5] for path in resources.rule_files()] if packed is None else [rule["id"] for rule in packed]
    return [*own, *builtin, *resources.exceptions()["rules"]]


def _standard_input() -> str:
    if sys.stdin is None:
        raise exits.UsageError("standard input is closed")
    return sys.stdin.buffer.read(_MOST_BYTES).decode(errors="replace")


def _rule_text(rule: dict[str, Any], told_by: list[Failure]) -> str:
    lines = rule_page(rule)
    if told_by:
        lines += ["", "In logs:"] + [f"  {failure.id}: {failure.phrases[0].text}" for failure in told_by]
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def _rule_json(rule: dict[str, Any], told_by: list[Failure]) -> str:
    told = {key: rule.get(key) for key in ("summary", "why", "fix", "prevents", "evidence", "examples")}
    match = {"rule": rule["id"], "score": 1.0, "failures": [failure.id for failure in told_by], **told}
    return for_json(json.dumps({"version": 1, "matches": [match]}, indent=2, ensure_ascii=False)) + "\n"


def _json(explained: list[Explanation]) -> str:
    matches = [
        {
            "rule": next(iter(one.failure.rules), None),
            "score": one.score,
            "failure": one.failure.id,
            "rules": list(one.failure.rules),
            "wrapper": one.failure.is_wrapper,
            "summary": one.filled(one.failure.summary),
            "cause": one.filled(one.failure.cause),
            "fix": one.filled(one.failure.fix),
            "message": one.said,
            "evidence": [dict(source) for source in one.failure.evidence],
        }
        for one in explained
    ]
    return for_json(json.dumps({"version": 1, "matches": matches}, indent=2, ensure_ascii=False)) + "\n"


def _text(explained: list[Explanation], subject: str, ids: list[str]) -> str:
    if not explained:
        from difflib import get_close_matches  # noqa: PLC0415 - only a message that nobody knows comes to it

        near = get_close_matches(subject, ids, 1) if len(subject) < 80 else []  # noqa: PLR2004 - no id is as long
        return "no known failure has this message" + (f"; did you mean the rule `{near[0]}`?" if near else "") + "\n"
    return "\n".join(_block(one) for one in explained)


def _block(one: Explanation) -> str:
    failure = one.failure
    sure = next(word for least, word in _SURE if one.score >= least)
    lines = [f"{failure.id} ({sure}, {one.score:.2f}): {one.filled(failure.summary)}"]
    if one.said is not None:
        lines.append(f"  message: {one.said}")
    lines.append(f"  cause:   {one.filled(failure.cause)}")
    lines.append(f"  fix:     {one.filled(failure.fix)}")
    if failure.look:
        lines.append(f"  look at: {failure.look}")
    lines += [f"  rule:    {rule}" for rule in failure.rules]
    lines += [f"  source:  {source['source']} ({source['kind']}, seen {source['seen']})" for source in failure.evidence]
    return "".join(f"{for_terminal(line)}\n" for line in lines)
