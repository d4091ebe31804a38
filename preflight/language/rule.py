"""Rules, compiled when a document of their kind turns up, and what they say of a subject."""

from __future__ import annotations

from enum import Enum

from preflight.language.condition import compile_condition
from preflight.language.telling import Telling
from preflight.language.verdict import FAIL, PASS, UNKNOWN, Partly
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.language.condition import Condition
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
    """One entry of `check`: a condition, perhaps with a `when` of its own, and its telling."""

    __slots__ = ("_data", "_rule", "_telling", "check", "kinds", "when")

    def __init__(self, rule: dict[str, Any], data: dict[str, Any]) -> None:
        """Compile an entry, given as plain data."""
        self.when = compile_condition(data["when"]) if "when" in data else None
        self.check = compile_condition(data)
        self.kinds = words(data.get("for", rule["for"]))
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
    """A rule as plain data; its conditions become functions on the first subject."""

    __slots__ = ("_by_kind", "_entries", "_when", "data", "id", "kinds")

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the data of a rule that was checked."""
        self.data = data
        self.id: str = data["id"]
        self.kinds: tuple[str, ...] = tuple(words(data["for"]))
        self._when: Condition | None = None
        self._entries: list[Entry] = []
        self._by_kind: dict[str, list[Entry]] = {}

    def judge(self, kind: str, scope: Scope) -> Judgement:
        """Judge a subject of a kind by the first entry of `check` that fails."""
        entries = self._by_kind.get(kind)
        if entries is None:
            entries = self._by_kind[kind] = self._compile(kind)
        doubts: list[Cause] = []
        if self._when is not None:
            applicable = self._when(scope)
            if applicable.verdict is FAIL:
                return Settled.NOT_APPLICABLE
            if applicable.verdict is UNKNOWN:
                doubts = applicable.causes
        return _judge(entries, scope, doubts)

    def _compile(self, kind: str) -> list[Entry]:
        """Return the entries for a kind; they are compiled for the first of the rule's kinds."""
        data = self.data
        if not self._entries:
            check = data["check"]
            self._when = compile_condition(data["when"]) if "when" in data else None
            self._entries = [Entry(data, entry) for entry in (check if isinstance(check, list) else [check])]
        return [entry for entry in self._entries if kind in entry.kinds]


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
            return Failed(tuple(result.causes), entry.telling, tuple(result.doubts) if isinstance(result, Partly) else ())
        unknown |= dict.fromkeys(inner if result.verdict is FAIL else inner + result.causes)
    if unknown:
        return Undecided(tuple(unknown))
    return Settled.PASSED if applied else Settled.NOT_APPLICABLE


def words(data: str | list[str]) -> list[str]:
    """Return one word or several as a list."""
    return data if isinstance(data, list) else [data]
