"""Checking of the examples in a rule file: their form, not how they come out."""

from __future__ import annotations

import re

from preflight.facts.catalogue import roots_of
from preflight.language.template import show
from preflight.value import Present, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.entry import Fact
    from preflight.kind import Kind
    from preflight.language.faults import Faults
    from preflight.value import Value

OUTCOMES = ("bad", "good", "unknown")
KEYS = (*OUTCOMES, "facts", "at", "message", "because", "suggests")
UNKNOWN = "$unknown"
OPEN = "$open"
BECAUSE = "because"

_PLACE = re.compile(r".+:[1-9][0-9]*:[1-9][0-9]*\Z", re.DOTALL)
_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[^/\\:\0]{1,100}\Z")
_LONGEST_NAME = 200


class ExampleCheck:
    """Checks the examples of one rule file."""

    def __init__(self, faults: Faults, kinds: list[Kind], waits: str | None) -> None:
        """Take where to note what is wrong, the kinds the rule is for, and a fact it reads that only the workspace may know."""
        self._faults = faults
        self._names = {name: fact for kind in kinds for name, fact in roots_of([kind]).items()}
        self._waits = waits

    def check(self, examples: Value) -> None:
        """Note everything that is wrong."""
        outcomes = {self._check_one(example) for example in members(examples)}
        for wanted in ("bad", "good"):
            if wanted not in outcomes:
                self._faults.add(examples, f"there is no {wanted} example")
        if self._waits is not None and "unknown" not in outcomes:
            self._faults.add(examples, f"there is no unknown example, though `{self._waits}` may be unknown")

    def _check_one(self, example: Value) -> str | None:
        """Check one example and return how it is meant to come out."""
        keys = entries(example)
        outcome = [word for word in OUTCOMES if word in keys]
        if len(outcome) != 1:
            self._faults.add(example, f"an example has exactly one of {', '.join(OUTCOMES)}")
            return None
        for name, value in keys.items():
            if name not in KEYS:
                self._faults.add(value.key or value, f"unknown key `{name}`", name, KEYS)
        self._check_files(keys[outcome[0]])
        if "facts" in keys and self._names:
            self._check_facts(keys["facts"])
        for key in ("message", "because", "suggests"):
            if key in keys and not text_of(keys[key]):
                self._faults.add(keys[key], f"`{key}` takes a text")
        if "at" in keys and not all(_PLACE.match(text_of(one) or "") for one in members(keys["at"]) or [keys["at"]]):
            self._faults.add(keys["at"], "`at` takes file:line:column, or a list of them")
        return outcome[0]

    def _check_files(self, files: Value) -> None:
        if not entries(files) or any(text_of(text) is None for text in entries(files).values()):
            self._faults.add(files, "an example maps file names to texts")
        names = list(entries(files))
        for name in names:
            if len(name) > _LONGEST_NAME or not all(_SEGMENT.match(segment) for segment in name.split("/")):
                self._faults.add(files, f"`{name}` is no path inside of the example's folder")
            elif any(other.startswith(name + "/") for other in names):
                self._faults.add(files, f"`{name}` is a file and a folder at once")

    def _check_facts(self, facts: Value) -> None:
        if not entries(facts):
            self._faults.add(facts, "`facts` maps roots to values")
        for name, value in entries(facts).items():
            if name not in self._names:
                self._faults.add(value.key or value, f"unknown root `{name}`", name, self._names)
            else:
                self._check_fact(value, self._names[name])

    def _check_fact(self, value: Value, fact: Fact | None) -> None:
        """Check a value that stands for a fact; None for what is free-form."""
        keys = entries(value)
        if any(name.startswith("$") for name in keys):
            self._check_special(value, fact)
            return
        for item in members(value):
            self._check_fact(item, fact.member if fact is not None else None)
        for name, item in keys.items():
            part = fact.part(name) if fact is not None else None
            if fact is None or fact.sort == "any" or part is not None:
                self._check_fact(item, part)
            else:
                self._faults.add(item.key or item, f"no fact `{name}` in `{fact.name}`", name, [one.name for one in fact.parts])

    def _check_special(self, value: Value, fact: Fact | None) -> None:
        keys = entries(value)
        if keys.keys() == {OPEN, BECAUSE} and text_of(keys[BECAUSE]) and _is_list(keys[OPEN]):
            self._check_fact(keys[OPEN], fact)
        elif keys.keys() != {UNKNOWN} or not text_of(keys[UNKNOWN]):
            self._faults.add(value, f"`{{{UNKNOWN}: why}}` and `{{{OPEN}: [...], {BECAUSE}: why}}` are understood, not `{show(value)}`")


def _is_list(value: Value) -> bool:
    return isinstance(value, Present) and isinstance(value.data, list)
