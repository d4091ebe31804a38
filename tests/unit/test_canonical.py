"""Answers in one form: in order, without secrets, and never too deep."""

from __future__ import annotations

import json
from typing import Any

from preflight.canonical import MAX_DEPTH, canonical
from preflight.question import Found, Missing, Unanswered, Unasked


def body(**given: Any) -> dict[str, Any]:
    answer = canonical(Found(given, "/x"))
    assert isinstance(answer, Found)
    return answer.body


def test_names_are_in_order_and_so_are_resources() -> None:
    found = body(z=1, a={"d": [{"id": "/b"}, {"id": "/a"}], "c": None})
    assert json.dumps(found) == '{"a": {"c": null, "d": [{"id": "/a"}, {"id": "/b"}]}, "z": 1}'


def test_a_list_of_anything_else_keeps_its_order() -> None:
    assert body(value=[{"id": "b"}, {"name": "a"}], sizes=[3, 1, None, "x"]) == {
        "sizes": [3, 1, None, "x"],
        "value": [{"id": "b"}, {"name": "a"}],
    }
    assert body(value=[{"id": "b"}, "a"]) == {"value": [{"id": "b"}, "a"]}
    assert body(value=[{"id": 2, "n": 1}, {"id": None}, {"id": 2, "n": 0}])["value"] == [{"id": 2, "n": 1}, {"id": 2, "n": 0}, {"id": None}]


def test_secrets_are_hidden_wherever_they_are() -> None:
    assert body(
        uri="https://a/b?sig=x",
        credentials={"secrets": {"key": "k"}, "credentialsType": "Sas", "sasToken": "abc", "password": None},
        environmentVariables={"B": "x", "A": 1},
        more=[["AccountKey=abc"], {"bearer abcdefghijklmnopqrst": 1}],
        environment_variables="none",
    ) == {
        "uri": "https://a/b?sig=(hidden)",
        "credentials": {"secrets": "(hidden)", "credentialsType": "Sas", "sasToken": "(hidden)", "password": None},
        "environmentVariables": {"A": "(hidden)", "B": "(hidden)"},
        "more": [["AccountKey=(hidden)"], {"bearer (hidden)": 1}],
        "environment_variables": "none",
    }


def test_the_other_answers() -> None:
    assert canonical(Missing("https://a/?sig=x")) == Missing("https://a/?sig=(hidden)")
    assert canonical(Unanswered("401: Bearer abcdefghijklmnopqrst", "x/read")) == Unanswered("401: Bearer (hidden)", "x/read")
    assert canonical(Unasked("not held")) == Unasked("not held")
    assert canonical(Found({}, "https://a/?sig=x")) == Found({}, "https://a/?sig=(hidden)")


def test_an_answer_that_is_nested_too_deep_tells_nothing() -> None:
    def nested(levels: int, *, listed: bool) -> dict[str, Any]:
        data: Any = 1
        for _ in range(levels):
            data = [data] if listed else {"a": data}
        return {"a": data}

    for listed in (True, False):
        assert isinstance(canonical(Found(nested(MAX_DEPTH - 1, listed=listed), "/x")), Found)
        for levels in (MAX_DEPTH, 5_000):
            answer = canonical(Found(nested(levels, listed=listed), "/x"))
            assert answer == Unanswered("the answer is nested more than 50 levels deep")


def test_the_form_is_final() -> None:
    once = canonical(Found({"b": [{"id": 2}, {"id": 1}], "a": "sig=x", "environmentVariables": {"x": "y"}}, "/x"))
    assert canonical(once) == once
