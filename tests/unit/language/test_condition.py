"""Connectives and quantifiers: which of several causes is told, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.condition import compile_condition
from preflight.language.template import show
from preflight.language.verdict import COST_NOTHING_THERE, COST_OTHER_VALUE, Scope, Verdict
from preflight.source import Source
from preflight.value import Absent, Unknown, fact, listing, spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

    ScopeOf = Callable[..., Scope]

FAIL, UNKNOWN, PASS = Verdict
DOC: dict[str, Any] = {
    "one": 1,
    "two": 2,
    "text": "abc",
    "list": [1, 2, 3],
    "empty": [],
    "hidden": Unknown("403"),
    "later": Unknown("filled in later", text="${T}"),
    "open": listing([fact(1)], rest=Unknown("cut")),
    "rows": [{"name": "a", "cells": [1, 2]}, {"name": "b", "cells": [3]}, {"name": "c", "cells": []}],
}


def leaf(name: str, **asked: Any) -> dict[str, Any]:
    return {"path": f"doc.{name}", **asked}


IS_ONE, IS_TWO = leaf("one", equals=1), leaf("two", equals=2)
NOT_ONE, NOT_TWO = leaf("one", equals=9), leaf("two", equals=9)
MISSING, WRONG_TYPE = leaf("missing", equals=9), leaf("text", at_least=9)
HIDDEN, LATER = leaf("hidden", equals=9), leaf("later", equals=9)


def over(word: str, name: str = "list", **more: Any) -> dict[str, Any]:
    return {word: f"doc.{name}.*", **more}


def item(**asked: Any) -> dict[str, Any]:
    return {"path": "item", **asked}


@pytest.mark.parametrize(
    ("condition", "verdict", "paths"),
    [
        # all: the first that fails; under a `not` the last
        ({"all": [IS_ONE, NOT_TWO, NOT_ONE]}, FAIL, ["doc.two"]),
        ({"all": [HIDDEN, NOT_TWO]}, FAIL, ["doc.two"]),
        ({"all": [IS_ONE, IS_TWO]}, PASS, ["doc.two"]),
        ({"not": {"all": [IS_ONE, IS_TWO]}}, FAIL, ["doc.two"]),
        ({"all": [HIDDEN, IS_ONE, LATER]}, UNKNOWN, ["doc.hidden", "doc.later"]),
        # any: the one that came closest, of equals the first
        ({"any": [MISSING, NOT_TWO, NOT_ONE]}, FAIL, ["doc.two"]),
        ({"any": [WRONG_TYPE, MISSING]}, FAIL, ["doc.text"]),
        ({"any": [NOT_ONE, IS_TWO, IS_ONE]}, PASS, ["doc.two"]),
        ({"not": {"any": [NOT_ONE, IS_TWO, IS_ONE]}}, FAIL, ["doc.two"]),
        ({"any": [LATER, NOT_ONE, HIDDEN]}, UNKNOWN, ["doc.later", "doc.hidden"]),
        ({"not": {"any": [HIDDEN, LATER]}}, UNKNOWN, ["doc.hidden", "doc.later"]),
        # a failing branch that is an `each` tells all of its items, but in an `any` one
        ({"all": [over("each", check=item(more_than=1)), IS_ONE]}, FAIL, ["item"]),
        ({"all": [IS_ONE, over("each", check=item(more_than=2))]}, FAIL, ["item", "item"]),
        ({"any": [over("each", check=item(more_than=2)), MISSING]}, FAIL, ["item"]),
        ({"not": {"not": over("each", check=item(more_than=2))}}, FAIL, ["item"]),
        # everything but `each` and `none` tells one
        (over("some", where=item(equals=9)), FAIL, ["doc.list.*"]),
        (over("some", where=item(more_than=1)), PASS, ["item"]),
        ({"not": over("some", where=item(more_than=1))}, FAIL, ["item"]),
        (over("some"), PASS, ["item"]),
        (over("some", "missing"), FAIL, ["doc.missing.*"]),
        (over("count", where=item(more_than=1), equals=9), FAIL, ["doc.list.*"]),
        (over("count", where=item(more_than=1), at_most=0), FAIL, ["doc.list.*"]),
        (over("count", where=item(more_than=9), equals=0), PASS, ["doc.list.*"]),
        ({"not": over("count", equals=3)}, FAIL, ["item"]),
        (over("none", where=item(more_than=1)), FAIL, ["item", "item"]),
        (over("none", where=item(more_than=9)), PASS, ["doc.list.*"]),
        ({"not": over("each", check=item(at_least=1))}, FAIL, ["doc.list.*"]),
        # what is not known
        (over("each", "open", check=item(equals=1)), UNKNOWN, ["doc.open.*"]),
        (over("some", "hidden"), UNKNOWN, ["doc.hidden.*"]),
        (over("none", "hidden", where=item(equals=1)), UNKNOWN, ["doc.hidden.*"]),
        (over("count", "open", where=HIDDEN, equals=1), UNKNOWN, ["doc.open.*", "doc.hidden"]),
        (over("each", where=HIDDEN, check=item(more_than=2)), UNKNOWN, ["doc.hidden", "doc.hidden"]),
        (over("each", where=HIDDEN, check=LATER), UNKNOWN, ["doc.hidden", "doc.later"] * 3),
        (over("each", where=item(more_than=2), check=LATER), UNKNOWN, ["doc.later"]),
        # several paths: those that are there
        ({"none": ["doc.missing", "doc.one", "doc.two"], "where": item(exists=True)}, FAIL, ["item", "item"]),
        ({"count": ["doc.missing", "doc.one", "doc.list.*"], "equals": 4}, PASS, ["item"]),
        ({"some": ["doc.missing", "doc.gone"]}, FAIL, ["doc.missing"]),
        ({"some": ["doc.missing", "doc.hidden"]}, UNKNOWN, ["item"]),
        ({"some": ["doc.missing", "doc.later"]}, PASS, ["item"]),
        ({"each": ["doc.hidden"], "check": NOT_ONE}, UNKNOWN, ["item"]),
        ({"each": ["doc.hidden"], "check": HIDDEN}, UNKNOWN, ["item", "doc.hidden"]),
        ({"each": ["doc.hidden"], "where": LATER, "check": NOT_ONE}, UNKNOWN, ["item", "doc.later"]),
        ({"none": ["doc.hidden"], "where": IS_ONE}, UNKNOWN, ["item"]),
    ],
)
def test_what_is_told(scope: ScopeOf, condition: dict[str, Any], verdict: Verdict, paths: list[str]) -> None:
    result = compile_condition(condition)(scope(doc=DOC))
    assert result.verdict is verdict
    assert [cause.path for cause in result.causes] == paths
    assert all((cause.doubt is not None) is (verdict is UNKNOWN) for cause in result.causes)


@pytest.mark.parametrize(
    ("condition", "cost"),
    [
        (NOT_ONE, COST_OTHER_VALUE),
        (MISSING, COST_NOTHING_THERE),
        ({"all": [IS_ONE, MISSING]}, COST_NOTHING_THERE),
        ({"any": [MISSING, NOT_ONE]}, COST_OTHER_VALUE),
        ({"any": [MISSING, WRONG_TYPE]}, COST_NOTHING_THERE),
        ({"not": IS_ONE}, COST_OTHER_VALUE),
        (over("each", check=item(equals="x")), COST_OTHER_VALUE),
        (over("some", "missing"), COST_OTHER_VALUE),
    ],
)
def test_how_far_from_passing(scope: ScopeOf, condition: dict[str, Any], cost: int) -> None:
    assert compile_condition(condition)(scope(doc=DOC)).cost == cost


def told(condition: dict[str, Any], inside: Scope, *names: str) -> list[tuple[str, ...]]:
    result = compile_condition(condition)(inside)
    assert result.verdict is FAIL
    return [tuple(show(cause.scope[name]) for name in names) for cause in result.causes]


def test_nested_quantifiers_tell_each_pair(scope: ScopeOf) -> None:
    inside = scope(doc=DOC)
    cells = {"each": "row.cells.*", "as": "cell", "check": {"path": "cell", "equals": 3}}
    assert told({"each": "doc.rows.*", "as": "row", "check": cells}, inside, "row", "cell") == [("a", "1"), ("a", "2")]
    nones = {"none": "row.cells.*", "as": "cell", "where": {"path": "cell", "at_least": 2}}
    assert told({"each": "doc.rows.*", "as": "row", "check": nones}, inside, "row", "cell") == [("a", "2"), ("b", "3")]
    somes = {"some": "row.cells.*", "as": "cell", "where": {"path": "cell", "at_least": 2}}
    assert told({"each": "doc.rows.*", "as": "row", "check": somes}, inside, "row") == [("c",)]


def test_a_cause_knows_the_innermost_item_that_stands_somewhere(scope: ScopeOf) -> None:
    near = spot(Source("d.yml", ""))
    rows = [fact({"name": "a", "cells": [fact(1, near), fact(2)]}, near), fact({"name": "b", "cells": [3]})]
    cells = {"each": "row.cells.*", "as": "cell", "check": {"path": "two", "equals": 9}}
    each = compile_condition({"each": "rows.*", "as": "row", "check": cells})
    held = [cause.around for cause in each(scope(two=2, rows=rows)).causes]
    assert [None if around is None else show(around) for around in held] == ["1", "[1, 2]", None]
    held = [cause.around for cause in each(scope(two=2, rows=listing(rows, near))).causes]
    assert [None if around is None else show(around) for around in held] == ["1", "[1, 2]", "[a, b]"]


def test_roots_are_read_only_when_they_decide() -> None:
    asked: list[str] = []

    def root(name: str) -> Value:
        asked.append(name)
        return fact([1]) if name == "a" else Absent(name=name)

    condition = {"any": [{"each": "a.*", "check": {"path": "b", "exists": False}}, {"path": "c", "exists": True}]}
    assert compile_condition(condition)(Scope(root)).verdict is PASS
    assert asked == ["a", "b"]


def test_an_item_has_its_name_only_inside(scope: ScopeOf) -> None:
    outer = scope(doc=DOC)
    inner = outer.with_item("row", fact("a")).with_item("cell", fact("b"))
    assert [show(inner[name]) for name in ("row", "cell", "doc")] == ["a", "b", show(outer["doc"])]
    assert isinstance(outer["row"], Absent)
