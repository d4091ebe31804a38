"""Leaves: what holds of present, absent and unknown values, and of placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.leaf import compile_leaf
from preflight.language.verdict import COST_NOTHING_THERE, COST_OTHER_VALUE, Verdict
from preflight.value import Unknown, fact, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope

    ScopeOf = Callable[..., Scope]

FAIL, UNKNOWN, PASS = Verdict
DOC = {
    "number": 3,
    "text": "abc",
    "flag": True,
    "null": None,
    "list": [1, "b"],
    "mapping": {"name": "x"},
    "unknown": Unknown("the workspace answered 403"),
    "placeholder": Unknown("`${T}` is filled in later", text="${T}"),
    "unknowns": [1, Unknown("not said")],
    "open": listing([fact(1)], rest=Unknown("cut at 1000")),
}


def leaf(name: str, **asked: Any) -> dict[str, Any]:
    return {"path": f"doc.{name}", **asked}


@pytest.mark.parametrize(
    ("name", "exists", "missing", "placeholder", "filled"),
    [
        ("number", PASS, FAIL, FAIL, PASS),
        ("mapping", PASS, FAIL, FAIL, PASS),
        ("null", FAIL, PASS, FAIL, FAIL),
        ("nothing", FAIL, PASS, FAIL, FAIL),
        ("number.inside", FAIL, PASS, FAIL, FAIL),
        ("unknown", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        ("unknown.inside", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        ("placeholder", PASS, FAIL, PASS, FAIL),
        ("placeholder.inside", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_presence(scope: ScopeOf, name: str, exists: Verdict, missing: Verdict, placeholder: Verdict, filled: Verdict) -> None:
    inside = scope(doc=DOC)
    assert compile_leaf(leaf(name, exists=True))(inside).verdict is exists
    assert compile_leaf(leaf(name, exists=False))(inside).verdict is missing
    assert compile_leaf(leaf(name, placeholder=True))(inside).verdict is placeholder
    assert compile_leaf(leaf(name, placeholder=False))(inside).verdict is filled


OPERATORS: list[dict[str, Any]] = [
    {"equals": 1},
    {"in": [1, 2]},
    {"in": {"path": "doc.list.*"}},
    {"contains": 1},
    {"matches": "."},
    {"at_least": 1},
    {"at_most": 1},
    {"more_than": 1},
    {"less_than": 1},
    {"type": "string"},
    {"version": ">=1"},
    {"schema": {}},
]


@pytest.mark.parametrize("asked", OPERATORS, ids=str)
def test_operators_do_not_hold_of_what_is_absent_and_are_undecided_of_what_is_unknown(scope: ScopeOf, asked: dict[str, Any]) -> None:
    inside = scope(doc=DOC)
    for name in ("null", "nothing"):
        result = compile_leaf(leaf(name, **asked))(inside)
        assert (result.verdict, result.cost) == (FAIL, COST_NOTHING_THERE)
    for name in ("unknown", "placeholder"):
        result = compile_leaf(leaf(name, **asked))(inside)
        assert result.verdict is UNKNOWN
        assert result.causes[0].doubt is DOC[name]


@pytest.mark.parametrize(
    ("name", "asked", "verdict", "cost"),
    [
        ("number", {"type": "integer", "at_least": 1, "at_most": 5}, PASS, 0),
        ("number", {"type": "integer", "at_least": 1, "at_most": 2}, FAIL, COST_OTHER_VALUE),
        ("text", {"type": "string", "at_least": 1}, FAIL, COST_NOTHING_THERE),
        ("number", {"exists": True, "equals": 3}, PASS, 0),
        ("number", {"exists": False, "equals": 3}, FAIL, COST_NOTHING_THERE),
        ("nothing", {"exists": False, "equals": 3}, FAIL, COST_NOTHING_THERE),
        ("placeholder", {"placeholder": True, "matches": "T"}, UNKNOWN, 0),
        ("placeholder", {"placeholder": False, "matches": "T"}, FAIL, COST_NOTHING_THERE),
        ("unknown", {"exists": True, "placeholder": True}, UNKNOWN, COST_NOTHING_THERE),
        ("text", {"equals": "ABC", "ignore_case": True}, PASS, 0),
        ("text", {"equals": "ABC", "ignore_case": False}, FAIL, COST_OTHER_VALUE),
        ("text", {"equals": "ABC"}, FAIL, COST_OTHER_VALUE),
        # what fails decides, though something else is not known
        ("number", {"equals": {"path": "doc.unknown"}, "at_least": 5}, FAIL, COST_OTHER_VALUE),
        ("number", {"equals": {"path": "doc.unknown"}, "at_least": 2}, UNKNOWN, 0),
        ("number", {"at_least": 2, "equals": {"path": "doc.unknown"}, "at_most": {"path": "doc.placeholder"}}, UNKNOWN, 0),
    ],
)
def test_several_operators_must_all_hold(scope: ScopeOf, name: str, asked: dict[str, Any], verdict: Verdict, cost: int) -> None:
    result = compile_leaf(leaf(name, **asked))(scope(doc=DOC))
    assert (result.verdict, result.cost) == (verdict, cost)


@pytest.mark.parametrize("word", ["equals", "at_least", "at_most", "more_than", "less_than"])
@pytest.mark.parametrize(
    ("other", "verdict"), [("nothing", FAIL), ("null", FAIL), ("unknown", UNKNOWN), ("placeholder", UNKNOWN), ("text", FAIL)]
)
def test_what_is_compared_with_may_be_missing_or_unknown(scope: ScopeOf, word: str, other: str, verdict: Verdict) -> None:
    result = compile_leaf(leaf("number", **{word: {"path": f"doc.{other}"}}))(scope(doc=DOC))
    assert result.verdict is verdict
    assert [cause.doubt for cause in result.causes] == [DOC[other] if verdict is UNKNOWN else None]


def test_a_wrong_type_fails_whatever_it_is_compared_with(scope: ScopeOf) -> None:
    for name, asked in [("text", "at_least"), ("flag", "at_most"), ("list", "less_than")]:
        assert compile_leaf(leaf(name, **{asked: {"path": "doc.unknown"}}))(scope(doc=DOC)).verdict is FAIL
    assert compile_leaf(leaf("text", contains={"path": "doc.unknown"}))(scope(doc=DOC)).verdict is FAIL


def test_what_fails_leaves_no_doubt(scope: ScopeOf) -> None:
    for asked in ({"placeholder": False}, {"exists": False}):
        (cause,) = compile_leaf(leaf("placeholder", **asked))(scope(doc=DOC)).causes
        assert (cause.value, cause.doubt) == (DOC["placeholder"], None)


def test_the_first_doubt_is_told(scope: ScopeOf) -> None:
    judge = compile_leaf(leaf("number", equals={"path": "doc.unknown"}, at_most={"path": "doc.placeholder"}))
    (cause,) = judge(scope(doc=DOC)).causes
    assert cause.doubt is DOC["unknown"]
    assert cause.value is not cause.doubt


def test_a_cause_says_what_was_read_and_what_did_not_hold(scope: ScopeOf) -> None:
    inside = scope(doc=DOC)
    (failed,) = compile_leaf(leaf("text", type="string", equals="abd"))(inside).causes
    assert (failed.path, failed.scope) == ("doc.text", inside)
    assert failed.operator is not None
    assert failed.operator.options(inside) == ["abd"]
    (passed,) = compile_leaf(leaf("text", exists=True))(inside).causes
    assert (passed.doubt, passed.operator) == (None, None)
