"""Rules, compiled when a document of their kind turns up, and what they say of a subject."""

from __future__ import annotations

from enum import Enum

from preflight.language.condition import compile_when, when_asked
from preflight.language.quantifier import lists_of
from preflight.language.telling import Telling
from preflight.language.verdict import FAIL, PASS, UNKNOWN, Partly
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.language.path import Path
    from preflight.language.verdict import Cause, Scope


class Settled(Enum):
    """Verdicts of which there is nothing to tell."""

    NOT_APPLICABLE = "not applicable"
    PASSED = "passed"


class Failed(Record):
    """What failed, how to tell it, and what may fail besides but could not be decided."""

    causes: tuple[Cause, ...]
    telling: Telling
    doubts: tuple[Cause, ...] = ()


class Undecided(Record):
    """What could not be decided."""

    causes: tuple[Cause, ...]


Judgement = Settled | Failed | Undecided


class Entry:
    """One entry of `check`: a condition, perhaps with a `when` of its own, and its telling.

    `lists` are those whose members the condition is about, if it is about nothing else.
    """

    __slots__ = ("_data", "_rule", "_telling", "check", "kinds", "lists", "when")

    def __init__(self, rule: dict[str, Any], data: dict[str, Any]) -> None:
        """Take an entry, given as plain data."""
        self.kinds = words(data.get("for", rule["for"]))
        self.lists = lists_of(data)
        self.when = compile_when(data["when"]) if "when" in data else None
        self.check = when_asked(data)
        self._telling: Telling | None = None
        self._rule = rule
        self._data = data

    @property
    def telling(self) -> Telling:
        """How a failure is told; few rules of a run fail."""
        if self._telling is None:
            self._telling = Telling(self._rule, self._data)
        return self._telling


class Rule:
    """A rule as plain data; its conditions become functions on the first subject that needs them."""

    __slots__ = ("_entries", "_when", "data", "id", "kinds")

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the data of a rule that was checked."""
        self.data = data
        self.id: str = data["id"]
        self.kinds: tuple[str, ...] = tuple(words(data["for"]))
        self._when = compile_when(data["when"]) if "when" in data else None
        self._entries: dict[str, list[Entry]] = {}

    def lists(self, kind: str) -> tuple[Path, ...]:
        """Return the lists whose members the rule is about for a kind, none when it is about anything else.

        A subject passes where all of them are empty, whether the rule applies or not; so it is with most rules and subjects.
        """
        about = [entry.lists for entry in self._of_kind(kind)]
        return tuple(path for paths in about for path in paths) if all(about) else ()

    def judge(self, kind: str, scope: Scope) -> Judgement:
        """Judge a subject of a kind by the first entry of `check` that fails."""
        doubts: list[Cause] = []
        if self._when is not None:
            applicable = self._when(scope)
            if applicable.verdict is FAIL:
                return Settled.NOT_APPLICABLE
            if applicable.verdict is UNKNOWN:
                doubts = applicable.causes
        return _judge(self._of_kind(kind), scope, doubts)

    def _of_kind(self, kind: str) -> list[Entry]:
        """Return the entries for a kind."""
        found = self._entries.get(kind)
        if found is None:
            check = self.data["check"]
            made = [Entry(self.data, entry) for entry in (check if isinstance(check, list) else [check])]
            found = self._entries[kind] = [entry for entry in made if kind in entry.kinds]
        return found


def _judge(entries: list[Entry], scope: Scope, doubts: list[Cause]) -> Judgement:
    """Judge the entries in order; while it is in doubt whether the rule applies at all, nothing can fail."""
    unknown: dict[Cause, None] = {}
    applied = False
    for entry in entries:
        inner = doubts
        if entry.when is not None:
            applicable = entry.when(scope)
            if applicable.verdict is FAIL:
                continue
            if applicable.verdict is UNKNOWN:
                inner = doubts + applicable.causes
        applied = True
        result = entry.check(scope)
        if result.verdict is PASS:
            continue
        if result.verdict is FAIL and not inner:
            besides = result.doubts if isinstance(result, Partly) else []
            return Failed(tuple(result.causes), entry.telling, (*unknown, *besides))
        unknown |= dict.fromkeys(inner if result.verdict is FAIL else inner + result.causes)
    if unknown:
        return Undecided(tuple(unknown))
    return Settled.PASSED if applied else Settled.NOT_APPLICABLE


def words(data: str | list[str]) -> list[str]:
    """Return one word or several as a list."""
    return data if isinstance(data, list) else [data]
