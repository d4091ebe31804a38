"""Quantifiers and connectives against brute force: the verdict is unknown exactly when both answers are possible.

A world settles everything that is not known: each unknown truth is one or the other, and an open list has none to three more members.
"""

from __future__ import annotations

from itertools import chain, combinations_with_replacement, product
from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.condition import compile_condition
from preflight.language.verdict import Scope, Verdict
from preflight.value import Absent, Present, Unknown, fact, listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from preflight.value import Value

    # True, False, or None for unknown.
    Truth = bool | None
    Pair = tuple[Truth, Truth]

TRUTHS: tuple[Truth, ...] = (True, False, None)
LISTS = [items for size in range(4) for items in product(TRUTHS, repeat=size)]
PAIRS = [items for size in range(4) for items in combinations_with_replacement(list(product(TRUTHS, repeat=2)), size)]
WHY = Unknown("nobody knows")
OPEN = pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])

OK = {"path": "item.ok", "equals": True}
ON = {"path": "item.on", "equals": True}
# What a condition means for a list of which everything is known.
OVER_ONE: list[tuple[dict[str, Any], Callable[[Sequence[bool]], bool]]] = [
    ({"each": "values.*", "check": OK}, all),
    ({"some": "values.*", "where": OK}, any),
    ({"some": "values.*"}, lambda held: len(held) > 0),
    ({"none": "values.*", "where": OK}, lambda held: not any(held)),
    *(({"count": "values.*", "where": OK, "equals": n}, lambda held, n=n: sum(held) == n) for n in range(3)),
    *(({"count": "values.*", "where": OK, "at_least": n}, lambda held, n=n: sum(held) >= n) for n in range(4)),
    *(({"count": "values.*", "where": OK, "at_most": n}, lambda held, n=n: sum(held) <= n) for n in range(3)),
    ({"count": "values.*", "where": OK, "at_least": 1, "at_most": 2}, lambda held: 1 <= sum(held) <= 2),
    ({"count": "values.*", "where": OK, "at_least": 2, "at_most": 1}, lambda _: False),
    ({"count": "values.*", "where": OK, "equals": 1, "at_least": 2}, lambda _: False),
    ({"count": "values.*", "where": OK, "equals": 2, "at_most": 3}, lambda held: sum(held) == 2),
    ({"count": "values.*", "equals": 2}, lambda held: len(held) == 2),
    ({"count": "values.*", "at_least": 2}, lambda held: len(held) >= 2),
    ({"count": "values.*", "at_most": 1}, lambda held: len(held) <= 1),
    ({"not": {"each": "values.*", "check": OK}}, lambda held: not all(held)),
    ({"not": {"some": "values.*", "where": OK}}, lambda held: not any(held)),
    ({"each": "values.*", "check": {"not": OK}}, lambda held: not any(held)),
]


def truth(known: Truth) -> Value:
    return Unknown("nobody knows") if known is None else fact(known)


def settled(known: Iterable[Truth]) -> Iterable[tuple[bool, ...]]:
    """Return all that truths, some of them unknown, can come to."""
    return product(*([False, True] if one is None else [one] for one in known))


def expected(answers: Iterable[bool]) -> Verdict:
    possible = set(answers)
    return Verdict.UNKNOWN if len(possible) == 2 else Verdict.PASS if possible == {True} else Verdict.FAIL


def verdict(condition: dict[str, Any], **roots: Value) -> Verdict:
    return compile_condition(condition)(Scope(lambda name: roots.get(name) or Absent(name=name))).verdict


def named(held: object) -> str:
    return str(held).replace("None", "?").replace("True", "yes").replace("False", "no")


def condition_id(condition: object) -> str:
    return str(condition).replace("'", "").replace("path: item.ok, equals: True", "ok") if isinstance(condition, dict) else ""


@OPEN
@pytest.mark.parametrize("held", LISTS, ids=named)
@pytest.mark.parametrize(("condition", "meaning"), OVER_ONE, ids=condition_id)
def test_a_quantifier_over_a_list(
    condition: dict[str, Any], meaning: Callable[[Sequence[bool]], bool], held: tuple[Truth, ...], *, is_open: bool
) -> None:
    values = listing([fact({"ok": truth(one)}) for one in held], rest=WHY if is_open else None)
    more = [extra for size in range(4) for extra in product([False, True], repeat=size)] if is_open else [()]
    assert verdict(condition, values=values) is expected(meaning(world + extra) for world in settled(held) for extra in more)


@OPEN
@pytest.mark.parametrize("held", PAIRS, ids=named)
def test_each_counts_an_item_as_not_where_or_check(held: tuple[Pair, ...], *, is_open: bool) -> None:
    values = listing([fact({"on": truth(on), "ok": truth(ok)}) for on, ok in held], rest=WHY if is_open else None)
    pairs = list(product([False, True], repeat=2))
    more = [extra for size in range(4) for extra in combinations_with_replacement(pairs, size)] if is_open else [()]
    worlds = product(*(list(settled(pair)) for pair in held))
    answers = {all(not on or ok for on, ok in chain(world, extra)) for world in worlds for extra in more}
    assert verdict({"each": "values.*", "where": ON, "check": OK}, values=values) is expected(answers)


@pytest.mark.parametrize(
    "values",
    [
        Absent(name="values"),
        fact({"values": None}),
        listing([]),
        fact({}),
        fact("a text"),
    ],
    ids=["absent", "null", "empty list", "empty mapping", "scalar"],
)
@pytest.mark.parametrize(("condition", "meaning"), OVER_ONE, ids=condition_id)
def test_what_holds_nothing_is_an_empty_list(condition: dict[str, Any], meaning: Callable[[Sequence[bool]], bool], values: Value) -> None:
    assert verdict(condition, values=values) is expected([meaning(())])


@pytest.mark.parametrize("values", [Unknown("nobody knows"), Unknown("later", text="${VALUES}")], ids=["unknown", "placeholder"])
@pytest.mark.parametrize(("condition", "meaning"), OVER_ONE, ids=condition_id)
def test_what_is_unknown_may_hold_anything(condition: dict[str, Any], meaning: Callable[[Sequence[bool]], bool], values: Value) -> None:
    worlds = [world for size in range(4) for world in product([False, True], repeat=size)]
    assert verdict(condition, values=values) is expected(meaning(world) for world in worlds)


@pytest.mark.parametrize("held", LISTS, ids=named)
@pytest.mark.parametrize(("condition", "meaning"), OVER_ONE, ids=condition_id)
def test_an_item_at_the_end_of_a_path_may_not_be_there(
    condition: dict[str, Any], meaning: Callable[[Sequence[bool]], bool], held: tuple[Truth, ...]
) -> None:
    """Here an unknown is an item of which it is not known whether it is there at all; the others are there and hold or do not."""
    paths: dict[str, Any] = {"values.*": "values.*.inner"}
    moved = {word: paths.get(value, value) if isinstance(value, str) else value for word, value in condition.items()}
    if "not" in condition:
        moved = {"not": {word: paths.get(value, value) if isinstance(value, str) else value for word, value in condition["not"].items()}}
    values = listing([fact({"inner": Unknown("?") if one is None else {"ok": one}}) for one in held])
    known = [one for one in held if one is not None]
    extras = [extra for size in range(held.count(None) + 1) for extra in product([False, True], repeat=size)]
    assert verdict(moved, values=values) is expected(meaning([*known, *extra]) for extra in extras)


# Connectives over truths that do not depend on one another.
A, B, C, D = ({"path": f"doc.{name}", "equals": True} for name in "abcd")
CONNECTED: list[tuple[dict[str, Any], Callable[[bool, bool, bool, bool], bool]]] = [
    ({"all": [A, B, C, D]}, lambda a, b, c, d: a and b and c and d),
    ({"any": [A, B, C, D]}, lambda a, b, c, d: a or b or c or d),
    ({"all": [A, {"not": B}, {"any": [C, D]}]}, lambda a, b, c, d: a and not b and (c or d)),
    ({"any": [{"all": [A, B]}, {"not": {"any": [C, D]}}]}, lambda a, b, c, d: (a and b) or not (c or d)),
    ({"not": {"all": [{"any": [A, {"not": B}]}, {"any": [C, D]}]}}, lambda a, b, c, d: not ((a or not b) and (c or d))),
    ({"not": {"not": {"all": [A, {"any": [B, {"all": [C, D]}]}]}}}, lambda a, b, c, d: a and (b or (c and d))),
    ({"all": [{"not": {"all": [A, B]}}, {"not": {"all": [C, D]}}]}, lambda a, b, c, d: not (a and b) and not (c and d)),
]


@pytest.mark.parametrize("held", list(product(TRUTHS, repeat=4)), ids=named)
@pytest.mark.parametrize(("condition", "meaning"), CONNECTED, ids=range(len(CONNECTED)))
def test_connectives(condition: dict[str, Any], meaning: Callable[[bool, bool, bool, bool], bool], held: tuple[Truth, ...]) -> None:
    doc = Present({name: truth(one) for name, one in zip("abcd", held, strict=True)})
    assert verdict(condition, doc=doc) is expected(meaning(*world) for world in settled(held))


INNER = [items for size in range(3) for items in product(TRUTHS, repeat=size)]
NESTED: list[tuple[dict[str, Any], Callable[[list[tuple[bool, ...]]], bool]]] = [
    ({"each": "rows.*", "as": "row", "check": {"some": "row.cells.*", "where": OK}}, lambda rows: all(any(row) for row in rows)),
    ({"none": "rows.*", "as": "row", "where": {"each": "row.cells.*", "check": OK}}, lambda rows: not any(all(row) for row in rows)),
    (
        {"count": "rows.*", "as": "row", "where": {"count": "row.cells.*", "where": OK, "equals": 1}, "equals": 1},
        lambda rows: sum(sum(row) == 1 for row in rows) == 1,
    ),
]


@OPEN
@pytest.mark.parametrize("held", list(product(INNER, repeat=2)), ids=named)
@pytest.mark.parametrize(("condition", "meaning"), NESTED, ids=["each-some", "none-each", "count-count"])
def test_nested_quantifiers(
    condition: dict[str, Any],
    meaning: Callable[[list[tuple[bool, ...]]], bool],
    held: tuple[tuple[Truth, ...], tuple[Truth, ...]],
    *,
    is_open: bool,
) -> None:
    """The second row is open, or not."""
    cells = [[fact({"ok": truth(one)}) for one in row] for row in held]
    rows = listing([fact({"cells": listing(cells[0])}), fact({"cells": listing(cells[1], rest=WHY if is_open else None)})])
    more = [extra for size in range(3) for extra in product([False, True], repeat=size)] if is_open else [()]
    worlds = product(settled(held[0]), settled(held[1]), more)
    assert verdict(condition, rows=rows) is expected(meaning([first, second + extra]) for first, second, extra in worlds)
