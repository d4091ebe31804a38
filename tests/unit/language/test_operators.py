"""Operators: what holds of present values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.operators import compile_operator
from preflight.value import Present, Unknown, fact, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope

    ScopeOf = Callable[..., Scope]

WHY = Unknown("nobody knows")
MORE = Unknown("there may be more")
BIG = 10**400


def present(data: object) -> Present:
    value = fact(data)
    assert isinstance(value, Present)
    return value


@pytest.mark.parametrize(
    ("word", "argument", "data", "answer"),
    [
        ("equals", 1, 1.0, True),
        ("equals", 1, True, False),
        ("equals", "1", 1, False),
        ("equals", [1, "b"], [1, "b"], True),
        ("equals", [1], [True], False),
        ("equals", ["a"], "a", False),
        ("in", [1, "b", True], "b", True),
        ("in", [1, "b"], True, False),
        ("in", ["1"], 1, False),
        ("in", ["a"], ["a"], None),
        ("in", ["a"], {"a": 1}, None),
        ("contains", "b", ["a", "b"], True),
        ("contains", 1, [True, "1", None, 1.0], True),
        ("contains", 1, [True, "1", None], False),
        ("contains", "b", [], False),
        ("contains", "b", "abc", None),
        ("contains", "b", {"b": 1}, None),
        ("contains", "b", ["a", WHY], WHY),
        ("contains", "b", [WHY, "b"], True),
        ("matches", "b+", "abbc", True),
        ("matches", "^b", "abbc", False),
        ("matches", "1", 1, None),
        ("matches", "a", ["a"], None),
        ("at_least", 3, 3, True),
        ("at_least", 3, 2.5, False),
        ("at_most", 3, 3, True),
        ("at_most", 3, 3.5, False),
        ("more_than", 3, 3, False),
        ("more_than", 3, BIG, True),
        ("less_than", 3, 3, False),
        ("less_than", 3.5, 3, True),
        ("at_least", 0, True, None),
        ("at_least", 0, "5", None),
        ("at_most", 0, float("nan"), False),
        ("at_least", 0, float("nan"), False),
        ("at_least", 0, float("inf"), True),
        ("type", "string", "", True),
        ("type", "string", 1, False),
        ("type", "integer", 1, True),
        ("type", "integer", 1.0, True),
        ("type", "integer", 1.5, False),
        ("type", "integer", float("inf"), False),
        ("type", "integer", True, False),
        ("type", "number", 1.5, True),
        ("type", "number", True, False),
        ("type", "boolean", True, True),
        ("type", "boolean", 1, False),
        ("type", "array", [], True),
        ("type", "array", {}, False),
        ("type", "object", {}, True),
        ("type", "object", [], False),
        ("version", ">=3.8,<3.12", "3.10", True),
        ("version", ">=3.8,<3.12", "3.12", False),
        ("version", ">=3.8", 3.9, True),
        ("version", ">=3.8", 3, False),
        ("version", ">=2", "mlflow>=2.8", True),
        ("version", ">=3.8", True, None),
        ("version", ">=3.8", ["3.8"], None),
        ("schema", {"type": "object"}, {}, True),
        ("schema", {"type": "object"}, [], False),
    ],
)
def test_literal_arguments(scope: ScopeOf, word: str, argument: Any, data: object, answer: object) -> None:
    assert compile_operator(word, argument, ignore_case=False).judge(present(data), scope()) == answer


@pytest.mark.parametrize(
    ("word", "argument", "data"),
    [
        ("equals", "ABC", "abc"),
        ("equals", "STRASSE", "straße"),
        ("equals", ["ABC"], ["abc"]),
        ("in", ["x", "Abc"], "aBC"),
        ("contains", "ABC", ["x", "abc"]),
        ("matches", "^B", "bc"),
    ],
)
def test_case_is_ignored_where_asked(scope: ScopeOf, word: str, argument: Any, data: object) -> None:
    assert compile_operator(word, argument, ignore_case=True).judge(present(data), scope()) is True
    assert compile_operator(word, argument, ignore_case=False).judge(present(data), scope()) is False


def test_some_versions_of_a_range_are_not_enough(scope: ScopeOf) -> None:
    answer = compile_operator("version", "<3", ignore_case=False).judge(present("mlflow>=2.8"), scope())
    assert isinstance(answer, Unknown)
    assert answer.reason == "`mlflow>=2.8` may or may not be <3"


OTHERS = {
    "two": 2,
    "text": "b",
    "null": None,
    "list": ["a", "b", None],
    "doubtful": ["a", WHY],
    "open": listing([fact("a")], rest=MORE),
    "unknown": WHY,
}


@pytest.mark.parametrize(
    ("word", "path", "data", "answer"),
    [
        ("equals", "two", 2, True),
        ("equals", "two", 3, False),
        ("equals", "list", ["a", "b", None], True),
        ("equals", "open", ["a"], MORE),
        ("equals", "open", [], False),
        ("equals", "null", 2, None),
        ("equals", "unknown", 2, WHY),
        ("at_most", "two", 2, True),
        ("at_most", "two", 3, False),
        ("at_most", "text", 3, None),
        ("at_most", "missing", 3, None),
        ("at_most", "unknown", 3, WHY),
        ("at_most", "unknown", "3", None),
        ("in", "list.*", "b", True),
        ("in", "list.*", "c", False),
        ("in", "null.*", "c", False),
        ("in", "doubtful.*", "a", True),
        ("in", "doubtful.*", "c", WHY),
        ("in", "open.*", "a", True),
        ("in", "open.*", "c", MORE),
        ("in", "unknown.*", "c", WHY),
        ("in", "text", "b", True),
        ("contains", "text", ["a", "b"], True),
        ("contains", "text", ["a"], False),
        ("contains", "missing", ["a"], None),
        ("contains", "unknown", ["a"], WHY),
        ("contains", "unknown", "a", None),
    ],
)
def test_arguments_that_are_paths(scope: ScopeOf, word: str, path: str, data: object, answer: object) -> None:
    operator = compile_operator(word, {"path": f"doc.{path}"}, ignore_case=False)
    given = operator.judge(present(data), scope(doc=OTHERS))
    assert given is answer


def test_a_list_that_is_open_may_contain_more(scope: ScopeOf) -> None:
    value = listing([fact("a")], rest=MORE)
    assert compile_operator("contains", "a", ignore_case=False).judge(value, scope()) is True
    assert compile_operator("contains", "b", ignore_case=False).judge(value, scope()) is MORE


@pytest.mark.parametrize(
    ("word", "argument", "texts"),
    [
        ("equals", "abc", ["abc"]),
        ("equals", 1, []),
        ("equals", {"path": "doc.text"}, ["b"]),
        ("equals", {"path": "doc.unknown"}, []),
        ("in", ["a", 1, "b"], ["a", "b"]),
        ("in", {"path": "doc.list.*"}, ["a", "b"]),
        ("in", {"path": "doc.doubtful.*"}, ["a"]),
        ("contains", "a", []),
        ("matches", "a", []),
        ("at_least", 1, []),
        ("type", "string", []),
        ("schema", {}, []),
    ],
)
def test_the_texts_that_would_have_done(scope: ScopeOf, word: str, argument: Any, texts: list[str]) -> None:
    assert compile_operator(word, argument, ignore_case=False).options(scope(doc=OTHERS)) == texts
