"""How `init` and `run` are called, and how they can end."""

from __future__ import annotations

import pytest

from preflight.facts.script import script
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Present, Unknown, child, members, text_of


def function(text: str, name: str = "run") -> Present:
    made = child(script(Reading(Source("score.py", text))), name)
    assert isinstance(made, Present)
    return made


@pytest.mark.parametrize(
    ("signature", "parameters", "required", "fits"),
    [
        ("b", "b", "b", True),
        ("b, /", "b", "b", True),
        ("b, c=1, *d, e=2, **f", "b", "b", True),
        ("b, *, c", "b", "b c", False),
        ("b, c", "b c", "b c", False),
        ("", "", "", False),
        ("*, b", "", "b", False),
        ("**b", "", "", False),
        ("b=None", "may be given: b", "", True),
        ("*b", "may be given: b", "", True),
        ("*b, c", "may be given: b", "c", False),
        ("b, mini_batch_context", "b", "b", True),
        ("b, *, mini_batch_context", "b", "b", True),
        ("mini_batch_context", "", "", False),
    ],
)
def test_how_run_is_called(signature: str, parameters: str, required: str, *, fits: bool) -> None:
    made = function(f"def run({signature}): return []\n")
    listed = child(made, "parameters")
    assert isinstance(listed, Present)
    known = " ".join(text_of(name) or "" for name in members(listed))
    if listed.rest is not None:
        known = "may be given: " + listed.rest.reason.split("`")[1]
    assert known == parameters
    assert " ".join(text_of(name) or "" for name in members(child(made, "required"))) == required
    answer = child(made, "fits_call")
    assert isinstance(answer, Present)
    assert answer.data is fits


@pytest.mark.parametrize(
    ("signature", "parameters", "fits"),
    [
        ("", [], True),
        ("a=1, *b, **c", [], True),
        ("a", ["a"], False),
        ("*, a", [], False),
        ("mini_batch_context", ["mini_batch_context"], False),
    ],
)
def test_how_init_is_called(signature: str, parameters: list[str], *, fits: bool) -> None:
    made = function(f"def init({signature}): pass\n", "init")
    listed = child(made, "parameters")
    assert isinstance(listed, Present)
    assert listed.rest is None
    assert [text_of(name) for name in members(listed)] == parameters
    answer = child(made, "fits_call")
    assert isinstance(answer, Present)
    assert answer.data is fits


@pytest.mark.parametrize(
    ("text", "is_async", "is_generator"),
    [
        ("def run(b): return []\n", False, False),
        ("async def run(b): return []\n", True, False),
        ("def run(b): yield 1\n", False, True),
        ("async def run(b): yield 1\n", True, True),
        ("def run(b):\n    return\n    yield\n", False, True),
    ],
)
def test_what_sort_of_function(text: str, *, is_async: bool, is_generator: bool) -> None:
    made = function(text)
    assert [getattr(child(made, key), "data", None) for key in ("is_async", "is_generator")] == [is_async, is_generator]


@pytest.mark.parametrize(
    ("decorator", "reason"),
    [
        ("functools.lru_cache", None),
        ("functools.lru_cache(maxsize=1)", None),
        ("tf.function", None),
        ("staticmethod", "`run` is decorated with `staticmethod`"),
        ("contextlib.contextmanager", "`run` is decorated with `contextlib.contextmanager`"),
        ("no_grad()", "`run` is decorated with `no_grad`"),
        ("retry(times=3)", "`run` is decorated with `retry`"),
        ("functools.lru_cache\n@retry(times=3)", "`run` is decorated with `retry`"),
    ],
)
def test_a_decorator_may_change_all_but_the_name(decorator: str, reason: str | None) -> None:
    made = function(f"import contextlib, functools\nimport tensorflow as tf\n@{decorator}\nasync def run(b, c): return\n")
    assert text_of(child(made, "name")) == "run"
    for key in ("parameters", "required", "fits_call", "is_async", "is_generator", "exits"):
        value = child(made, key)
        assert (value.reason if isinstance(value, Unknown) else None) == reason


def test_exits_say_how_and_what() -> None:
    text = "def run(b):\n    if b == 1:\n        return f(b,\n            2)\n    if b:\n        return None if b > 2 else 1\n    return\n"
    exits = members(child(function(text), "exits"))
    assert [[getattr(child(exit_, key), "data", None) for key in ("kind", "type", "text")] for exit_ in exits] == [
        ["value", None, "f(b, 2)"], ["value", "integer", "None if b > 2 else 1"], ["none", "none", "None"], ["bare", "none", None],
    ]  # fmt: skip
    places = [exit_.place for exit_ in exits]
    assert [place and (place.line, place.column, place.end_line, place.end_column) for place in places] == [
        (3, 9, 4, 15), (6, 9, 6, 36), (6, 9, 6, 36), (7, 5, 7, 11),
    ]  # fmt: skip
    first = child(exits[0], "type")
    assert isinstance(first, Unknown)
    assert first.reason == "it cannot be told what `f(b, 2)` is"


def test_an_end_that_is_in_doubt() -> None:
    exits = members(child(function("def run(b):\n    for f in b:\n        return [f]\n"), "exits"))
    kind = child(exits[-1], "kind")
    assert isinstance(kind, Unknown)
    assert kind.reason == "it cannot be told whether the loop on line 2 ends without a `return`"
    assert str(exits[-1].place) == "score.py:1:5"


def test_a_function_stands_at_its_heading() -> None:
    made = function("'é'\nfrom functools import wraps\n@wraps(f)\nasync def run(b): return\n")
    place = made.place
    assert place is not None
    assert (place.line, place.column, place.end_line, place.end_column) == (4, 1, 4, 14)
