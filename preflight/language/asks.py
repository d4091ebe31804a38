"""What a rule has a workspace asked: the resources that the facts in its conditions rest on."""

from __future__ import annotations

from preflight.facts.catalogue import roots_of
from preflight.kind import Kind
from preflight.language.operators import WORDS
from preflight.language.quantifier import ITEM, QUANTIFIERS
from preflight.language.rule import words
from preflight.language.shapes import ANYTHING, read_trail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.facts.entry import Fact
    from preflight.language.rule import Rule
    from preflight.language.shapes import Names


# What a JSON Schema says under `path` is no path of ours.
_COMPARING = tuple(word for word in WORDS if word != "schema")


def asks_of(rule: Rule) -> set[str]:
    """Return the resources (words of preflight/question.py) that judging by a rule may ask for; none where files tell everything.

    Messages and places read facts, too, but ask for none.
    """
    data = rule.data
    check = data["check"]
    found: set[str] = set()
    for kind in rule.kinds:
        names = roots_of([Kind(kind)])
        entries = [entry for entry in (check if isinstance(check, list) else [check]) if kind in words(entry.get("for", data["for"]))]
        for condition in (data, *entries):
            if "when" in condition:
                found |= _condition(condition["when"], names)
        for entry in entries:
            found |= _condition(entry, names)
    return found


def _condition(data: dict[str, Any], names: Names) -> set[str]:
    if "path" in data:
        compared = [data[word]["path"] for word in _COMPARING if isinstance(data.get(word), dict) and data[word].keys() == {"path"}]
        return {asked for text in (data["path"], *compared) for asked in _read(text, names)}
    for word in ("all", "any"):
        if word in data:
            return {asked for part in data[word] for asked in _condition(part, names)}
    if "not" in data:
        return _condition(data["not"], names)
    return _quantified(data, names)


def _quantified(data: dict[str, Any], names: Names) -> set[str]:
    source = data[next(word for word in QUANTIFIERS if word in data)]
    sources = words(source)
    found = {asked for text in sources for asked in _read(text, names)}
    items = [read_trail(text, names)[1][-1] for text in sources]
    inside = {**names, data.get("as", ITEM): items[0] if all(item == items[0] for item in items) else ANYTHING}
    for word in ("where", "check"):
        if word in data:
            found |= _condition(data[word], inside)
    return found


def _read(text: str, names: Names) -> set[str]:
    """Return what reading a path asks for: what its last fact rests on, and of what is free-form what holds it."""
    _, trail = read_trail(text, names)
    fact = next(fact for fact in reversed(trail) if fact is not ANYTHING or fact is trail[0])
    return set(fact.asks) or _shared(fact)


def _shared(fact: Fact) -> set[str]:
    """Return what all live parts of a mapping rest on: whether it is there at all."""
    live = [set(part.asks) for part in fact.parts if part.asks]
    return set.intersection(*live) if live else set()
