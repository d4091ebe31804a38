"""Equality: type and value, into lists and mappings, unknown where something unknown decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.equality import equal
from preflight.value import Absent, Unknown, fact, listing, mapping

if TYPE_CHECKING:
    from preflight.value import Value

WHY = Unknown("nobody knows")
LATER = Unknown("filled in later", text="${T}")
MORE = Unknown("there may be more")


def open_list(*items: object) -> Value:
    return listing([fact(item) for item in items], rest=MORE)


def open_mapping(**items: object) -> Value:
    return mapping({name: fact(item) for name, item in items.items()}, rest=MORE)


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (1, 1, True),
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (1, "1", False),
        ("a", "a", True),
        ("a", "A", False),
        (None, None, True),
        (None, 0, False),
        (None, "", False),
        ([], [], True),
        ([1, "b"], [1.0, "b"], True),
        ([1], [True], False),
        ([1, 2], [2, 1], False),
        ([1], [1, 2], False),
        ([], {}, False),
        ([1], 1, False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "b": None}, {"a": 1}, True),
        ({"a": [{"b": "c"}]}, {"a": [{"b": "c"}]}, True),
        ({"a": [{"b": "c"}]}, {"a": [{"b": "d"}]}, False),
        # something unknown decides only where nothing else does
        (WHY, 1, WHY),
        (LATER, "a", LATER),
        ([1, WHY], [1, 2], WHY),
        ([1, WHY], [2, 2], False),
        ([WHY, 1], [1, 2], False),
        ([1, WHY, LATER], [1, 2, 3], WHY),
        ([1, WHY], [1], False),
        ({"a": WHY}, {"a": 1}, WHY),
        ({"a": WHY}, {}, WHY),
        ({"a": WHY, "b": 1}, {"a": 1, "b": 2}, False),
        # and so does what may have more
        (open_list(), [], MORE),
        (open_list(1), [2, 1], MORE),
        (open_list(1, 2), [1], False),
        ([1], open_list(1, 2), False),
        (open_mapping(), {}, MORE),
        (open_mapping(a=1), {"a": 1, "b": 2}, MORE),
        (open_mapping(a=1), {"a": 2, "b": 2}, False),
        (open_mapping(a=1), {}, False),
        ({"a": 1}, open_mapping(a=1), MORE),
    ],
)
def test_equal(left: Any, right: Any, *, answer: bool | Unknown) -> None:
    for one, other in ((left, right), (right, left), (fact(left), right), (fact(right), fact(left))):
        assert equal(one, other) is answer or equal(one, other) == answer


def test_an_absent_value_is_null() -> None:
    assert equal(Absent(), None) is True
    assert equal(Absent(), "") is False


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [("Straße", "STRASSE", True), ("a", "b", False), (["A"], ["a"], True), ({"k": "A"}, {"k": "a"}, True), ({"K": 1}, {"k": 1}, False)],
)
def test_case_is_ignored_in_values(left: Any, right: Any, *, answer: bool) -> None:
    assert equal(fact(left), right, fold=True) is answer
    assert equal(left, right) is False
