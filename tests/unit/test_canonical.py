"""Answers in one form: in order, without secrets, and never too deep."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preflight import question
from preflight.canonical import MAX_DEPTH, canonical
from preflight.question import Found, Missing, Question, Unanswered, Unasked

W = Question(question.WORKSPACE)


def body(**given: Any) -> dict[str, Any]:
    answer = canonical(W, Found(given, "/x"))
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
    assert canonical(W, Missing("https://a/?sig=x")) == Missing("https://a/?sig=(hidden)")
    assert canonical(W, Unanswered("401: Bearer abcdefghijklmnopqrst", "x/read")) == Unanswered("401: Bearer (hidden)", "x/read")
    assert canonical(W, Unasked("not held")) == Unasked("not held")
    assert canonical(W, Found({}, "https://a/?sig=x")) == Found({}, "https://a/?sig=(hidden)")


def test_an_answer_that_is_nested_too_deep_tells_nothing() -> None:
    def nested(levels: int, *, listed: bool) -> dict[str, Any]:
        data: Any = 1
        for _ in range(levels):
            data = [data] if listed else {"a": data}
        return {"a": data}

    for listed in (True, False):
        assert isinstance(canonical(W, Found(nested(MAX_DEPTH - 1, listed=listed), "/x")), Found)
        for levels in (MAX_DEPTH, 5_000):
            answer = canonical(W, Found(nested(levels, listed=listed), "/x"))
            assert answer == Unanswered("the answer is nested more than 50 levels deep")


def test_the_form_is_final() -> None:
    once = canonical(W, Found({"b": [{"id": 2}, {"id": 1}], "a": "sig=x", "environmentVariables": {"x": "y"}}, "/x"))
    assert canonical(W, once) == once


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("heart/part-0.csv", "age,sex\r\n63,1\r\n37,1\r\n", "age,sex\r\n(hidden)"),
        ("a.csv", "\ufeff\n\nage,sex\n63,1", "\ufeff\n\nage,sex\n(hidden)"),
        ("a.csv", "age,sex\n", "age,sex\n"),
        ("a.csv", "age,se", "age,se"),
        ("a.csv", "", ""),
        ("a.csv", "\n\n", "\n(hidden)"),
        ("a.txt", "63\x0b1", "63\x0b(hidden)"),
        ("models/m/MLmodel", "flavors:\n  sklearn: {}\n", "flavors:\n  sklearn: {}\n"),
    ],
)
def test_of_data_only_the_names_of_columns_are_kept(path: str, text: str, kept: str) -> None:
    asked = Question(question.BLOB_HEAD, ("https://a.blob.core.windows.net", "c", path, "8192"))
    answer = canonical(asked, Found({"text": text, "size": 1}, "/x"))
    assert answer == Found({"size": 1, "text": kept}, "/x")
    assert canonical(asked, answer) == answer


def test_the_beginning_of_a_file_may_be_odd() -> None:
    asked = Question(question.BLOB_HEAD, ("https://a.blob.core.windows.net", "c", "a.csv", "1"))
    assert canonical(asked, Found({"text": None}, "/x")) == Found({"text": None}, "/x")
