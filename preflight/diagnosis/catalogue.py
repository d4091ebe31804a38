"""All that a message may be: the known failures, each with the rules that prevent it, and the rules whose log text is no failure's."""

from __future__ import annotations

from preflight import resources
from preflight.diagnosis.failure import Failure, failures
from preflight.diagnosis.phrase import Phrase
from preflight.diagnosis.recognition import Recogniser
from preflight.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

# What stands in the log text of a rule for what changes: `[number]`, `<name>`, `…`.
_CHANGING = Pattern(r"\[[a-z ]+\]|<[a-z ]+>|…|\.\.\.|[{}]")


def known_failures(own: Iterable[Mapping[str, Any]] = ()) -> dict[str, Failure]:
    """Return what a message may be, by name: `own` are the user's rules, which count like built-in ones.

    A rule belongs to the failures that its log text (`prevents`) tells of, besides those that name it; else it is one of its own.
    """
    known = failures()
    recogniser = Recogniser(known.values())
    linked: dict[str, list[str]] = {name: list(failure.rules) for name, failure in known.items()}
    alone = {}
    for rule in (*_builtin(), *own):
        if "prevents" not in rule:
            continue
        told = recogniser.recognise(rule["prevents"])
        if not told:
            alone[rule["id"]] = failure_of_rule(rule)
        elif not any(rule["id"] in linked[one.failure.id] for one in told):
            linked[told[0].failure.id].append(rule["id"])
    return {**{name: failure.of_rules(tuple(linked[name])) for name, failure in known.items()}, **alone}


def failure_of_rule(rule: Mapping[str, Any]) -> Failure:
    """Return what a rule says of the message that it prevents as a failure of its own."""
    phrase = _CHANGING.compiled.sub("{}", rule["prevents"].strip())
    fix = rule.get("fix", rule["summary"])
    return Failure(
        rule["id"], rule["summary"], rule["why"].strip(), fix, (Phrase(phrase, "en"),), 0, (), (rule["id"],), tuple(rule["evidence"])
    )


def _builtin() -> list[dict[str, Any]]:
    pages = resources.packed_pages()
    if pages is not None:
        fixes = {rule["id"]: rule for rule in resources.packed_rules() or []}
        return [
            {"id": name, **{key: fixes[name][key] for key in ("fix",) if key in fixes.get(name, {})}, **page}
            for name, page in pages.items()
        ]
    from preflight.pack import read_rule  # noqa: PLC0415 - an installed preflight has the rules packed

    return [read_rule(path) for path in resources.rule_files()]
