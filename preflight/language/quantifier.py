"""Quantifiers: `each`, `some`, `none` and `count`, over lists that may be open.

An open list has one more member of which nothing is known, any number of times.
"""

from __future__ import annotations

from preflight.language.path import Path, read_path
from preflight.language.verdict import COST_OTHER_VALUE, FAIL, PASS, UNKNOWN, Cause, Partly, Result, Verdict
from preflight.value import Absent, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.language.condition import Condition
    from preflight.language.verdict import Scope
    from preflight.value import Value

QUANTIFIERS = ("each", "some", "none", "count")
ITEM = "item"


def compile_quantifier(word: str, data: dict[str, Any], compile_condition: Callable[[dict[str, Any]], Condition]) -> Condition:
    """Return the function of a quantifier, given as plain data."""
    source = Items(data[word], data.get("as", ITEM))
    where = compile_condition(data["where"]) if "where" in data else None
    if word == "each":
        return _each(source, where, compile_condition(data["check"]))
    if word == "none":
        return _none(source, compile_condition(data["where"]))
    if word == "some":
        return _count(source, where, 1, None)
    least = [data[bound] for bound in ("equals", "at_least") if bound in data]
    most = [data[bound] for bound in ("equals", "at_most") if bound in data]
    return _count(source, where, max(least, default=0), min(most, default=None))


def lists_of(data: dict[str, Any]) -> list[Path]:
    """Return the lists whose members a condition is about: it holds where all of them are empty. None for other conditions."""
    source = data.get("none") or data.get("each") or []
    paths = [read_path(text) for text in (source if isinstance(source, list) else [source])]
    return paths if all(path.steps[-1:] == (None,) for path in paths) else []


class Item:
    """One of the values of a path, the scope in which it has its name, and why it may not be there at all."""

    __slots__ = ("doubt", "path", "scope", "value")

    def __init__(self, value: Value, path: Path, scope: Scope, doubt: Unknown | None) -> None:
        """Keep an item."""
        self.value = value
        self.path = path
        self.scope = scope
        self.doubt = doubt

    def told(self, causes: list[Cause]) -> list[Cause]:
        """Note in causes where they are told if they stand nowhere; those of a quantifier within may know it."""
        for cause in causes:
            if cause.around is None:
                holders = (self.value, *self.path.around(self.scope))
                cause.around = next((value for value in holders if value.source is not None), None)
        return causes


class Items:
    """What a quantifier ranges over: the members of one path, or those of several paths that are there."""

    __slots__ = ("_name", "_paths")

    def __init__(self, source: str | list[str], name: str) -> None:
        """Take the paths and the name of an item."""
        self._paths = [read_path(text) for text in (source if isinstance(source, list) else [source])]
        self._name = name

    def read(self, scope: Scope) -> tuple[list[Item], Unknown | None]:
        """Return the items, and why there may be more."""
        found: list[Item] = []
        rest: Unknown | None = None
        for path in self._paths:
            values, more = path.many(scope)
            # A member is there, whatever it is; at the end of any other path there may be nothing.
            may_lack = path.steps[-1:] != (None,)
            for value in values:
                if not isinstance(value, Absent):
                    doubt = value if may_lack and isinstance(value, Unknown) and value.text is None else None
                    found.append(Item(value, path, scope.with_item(self._name, value), doubt))
            rest = rest or more
        return found, rest

    def home(self, scope: Scope, doubt: Unknown | None = None) -> Cause:
        """Return the collection, or whatever lacks it, as a cause."""
        path = self._paths[0]
        return Cause(next(path.around(scope)), path.text, scope, doubt)

    def itself(self, item: Item) -> Cause:
        """Return an item as a cause."""
        return Cause(item.value, self._name, item.scope, item.doubt)


def _each(source: Items, where: Condition | None, check: Condition) -> Condition:
    def judge(scope: Scope) -> Result:
        items, rest = source.read(scope)
        failed: list[Cause] = []
        doubts: list[Cause] = [source.home(scope, rest)] if rest else []
        for item in items:
            chosen = where(item.scope) if where else None
            if chosen is not None and chosen.verdict is FAIL:
                continue
            result = check(item.scope)
            if result.verdict is PASS:
                continue
            doubt = [source.itself(item)] if item.doubt else []
            doubt += chosen.causes if chosen is not None and chosen.verdict is UNKNOWN else []
            if result.verdict is UNKNOWN:
                doubts += doubt + result.causes
            elif doubt:
                doubts += doubt
            else:
                failed += item.told(result.causes)
                doubts += result.doubts if isinstance(result, Partly) else []
        return _decided(failed, doubts, source, scope)

    return judge


def _none(source: Items, where: Condition) -> Condition:
    def judge(scope: Scope) -> Result:
        items, rest = source.read(scope)
        failed: list[Cause] = []
        doubts: list[Cause] = [source.home(scope, rest)] if rest else []
        for item in items:
            result = where(item.scope)
            if result.verdict is UNKNOWN:
                doubts += result.causes
            elif result.verdict is PASS and item.doubt:
                doubts.append(source.itself(item))
            elif result.verdict is PASS:
                failed += item.told(result.causes[:1])
        return _decided(failed, doubts, source, scope)

    return judge


def _decided(failed: list[Cause], doubts: list[Cause], source: Items, scope: Scope) -> Result:
    if failed:
        return Partly(failed, doubts, COST_OTHER_VALUE)
    if doubts:
        return Result(UNKNOWN, doubts)
    return Result(PASS, lambda: [source.home(scope)])


def _count(source: Items, where: Condition | None, least: int, most: int | None) -> Condition:
    """Count the items that hold; undecided when more of them could change the answer."""

    def judge(scope: Scope) -> Result:
        items, rest = source.read(scope)
        doubts: list[Cause] = [source.home(scope, rest)] if rest else []
        certain = possible = 0
        first: Cause | None = None
        for item in items:
            result = where(item.scope) if where else Result(PASS, [source.itself(item)])
            if result.verdict is UNKNOWN:
                possible += 1
                doubts += result.causes
            elif result.verdict is PASS and item.doubt:
                possible += 1
                doubts.append(source.itself(item))
            elif result.verdict is PASS:
                certain += 1
                first = first or item.told(result.causes)[0]
        verdict = _between(certain, None if rest else certain + possible, least, most)
        if verdict is UNKNOWN:
            return Result(verdict, doubts)
        told = first if verdict is PASS else None
        return Result(verdict, lambda: [told or source.home(scope)], COST_OTHER_VALUE)

    return judge


def _between(lowest: int, highest: int | None, least: int, most: int | None) -> Verdict:
    """Say whether a number within `lowest` and `highest` (None: no end) is within `least` and `most`."""
    if (highest is not None and highest < least) or (most is not None and (lowest > most or least > most)):
        return FAIL
    if lowest >= least and (most is None or (highest is not None and highest <= most)):
        return PASS
    return UNKNOWN
