"""What our schemas say of a document, as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.problems import found_words, problem_facts
from preflight.schema import Problem
from preflight.value import Absent, Present, Unknown, Value, child, fact, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def problem(value: Value, kind: str = "wrong-type", key: str = "a", parent: str = "b", belongs: str | None = None) -> Problem:
    return Problem(kind, key, parent, "a number", "near", belongs, value)


def told(made: Value) -> list[dict[str, str | None]]:
    names = ("kind", "key", "parent", "nearest", "belongs", "name", "found", "expected")
    return [{name: text_of(child(one, name)) for name in names} for one in members(made)]


def test_a_problem_tells_everything(read: Read) -> None:
    root = read("b:\n  a: x\n").root
    made = problem_facts([problem(child(child(root, "b"), "a"), belongs="")], root, Absent())
    assert told(made) == [
        {
            "kind": "wrong-type",
            "key": "a",
            "parent": "b",
            "nearest": "near",
            "belongs": "",
            "name": "`a`",
            "found": "`x`",
            "expected": "a number",
        }
    ]
    (one,) = members(made)
    assert [str(value.place) for value in (one, child(one, "key"), child(one, "value"))] == ["x.yml:2:6"] * 3
    assert child(one, "value") is child(child(root, "b"), "a")


def test_an_unknown_key_stands_at_the_key(read: Read) -> None:
    root = read("b:\n  a: x\n").root
    (one,) = members(problem_facts([problem(child(child(root, "b"), "a"), "unknown-key")], root, Absent()))
    assert [str(value.place) for value in (one, child(one, "key"), child(one, "value"))] == ["x.yml:2:3", "x.yml:2:3", "x.yml:2:6"]
    (bare,) = members(problem_facts([problem(Present("x"), "unknown-key")], root, Absent()))
    assert bare.place is None


@pytest.mark.parametrize(("key", "parent", "name"), [("a", "b", "`a`"), ("", "b", "an entry of `b`"), ("", "", "the document")])
def test_what_a_message_calls_the_place(key: str, parent: str, name: str) -> None:
    assert told(problem_facts([problem(Present(1), key=key, parent=parent)], Absent(), Absent()))[0]["name"] == name


@pytest.mark.parametrize(
    ("expected", "belongs", "words"),
    [
        ("one of `a`, `b`", None, "one of `a`, `b`"),
        ("one of `a`, `b`, `c`, `d`, `e`, `f`, `g`", None, "a key that is documented"),
        ("one of `a`, `b`", "settings.retry_settings", "it under `settings.retry_settings`"),
        ("one of `a`, `b`", "", "it at the root of the file"),
    ],
)
def test_what_is_expected_of_an_unknown_key(expected: str, belongs: str | None, words: str) -> None:
    made = problem_facts([Problem("unknown-key", "a", "", expected, None, belongs, Present(1))], Absent(), Absent())
    assert told(made)[0]["expected"] == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Absent(), "left empty"), (Present({}), "a mapping"), (Present([]), "a list"), (fact(data=True), "`true`"), (Present(3.5), "`3.5`"),
        (Present("x"), "`x`"),
        (Unknown("why", text="${V}"), "`${V}`"), (Present("x" * 60), f"`{'x' * 60}`"), (Present("x" * 61), f"`{'x' * 60}…`"),
        (Present(""), "``"),
    ],
)  # fmt: skip
def test_what_is_found_in_words(value: Value, words: str) -> None:
    assert found_words(value) == words


def test_what_one_sign_of_the_preview_explains_is_left_out(read: Read) -> None:
    root = read("model: {local_path: x, deep: [{er: 1}]}\nother: 1\n").root
    model = child(root, "model")
    inner = child(members(child(model, "deep"))[0], "er")
    problems = [problem(model), problem(child(model, "local_path")), problem(inner, key="er"), problem(child(root, "other"), key="other")]
    assert [one["key"] for one in told(problem_facts(problems, root, fact(["model.local_path"])))] == ["other"]
    assert len(members(problem_facts(problems, root, Absent()))) == 4
    assert len(members(problem_facts(problems, root, fact(["type"])))) == 4


def test_of_very_many_problems_the_first_are_told() -> None:
    for number, rest in ((1000, None), (1001, "only the first 1,000 problems of this file are told")):
        made = problem_facts([problem(Present(at), key=str(at)) for at in range(number)], Present({}), Absent())
        assert isinstance(made, Present)
        assert [one["key"] for one in told(made)] == [str(at) for at in range(1000)]
        assert (made.rest.reason if made.rest else None) == rest


def test_several_signs_explain_everything(read: Read) -> None:
    root = read("type: batch\ntraffic: {}\nother: 1\n").root
    made = problem_facts([problem(child(root, "other"))], root, fact(["type", "traffic"]))
    assert members(made) == []
    assert made.place == root.place
