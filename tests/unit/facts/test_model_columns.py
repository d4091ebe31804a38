"""The columns that models need and CSV files have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.model_columns import csv_columns, missing_columns, mlmodel_in, needed_columns
from preflight.value import Absent, Present, Unknown, Value, fact, members, text_of
from tests.shared.storage import head

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def needed(inputs: Any) -> Value:
    return needed_columns(fact({"signature": {"inputs": json.dumps(inputs)}}))


def names(value: Value) -> list[str | None]:
    assert isinstance(value, Present), value
    return [text_of(one) for one in members(value)]


def test_columns_with_names_are_needed() -> None:
    columns = [
        {"type": "long", "name": "age"},
        {"type": "double", "name": "chol", "required": True},
        {"type": "string", "name": "note", "required": False},
        {"type": "string", "name": "older", "optional": True},
        {"type": "string", "name": "sex", "optional": False},
    ]
    assert names(needed(columns)) == ["age", "chol", "sex"]


def test_as_mlflow_writes_it(read: Read) -> None:
    text = """signature:
  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "double", "name":
    "chol", "required": true}]'
  outputs: null
"""
    assert names(needed_columns(read(text).root)) == ["age", "chol"]


@pytest.mark.parametrize(
    "mlmodel",
    [{}, {"signature": None}, {"signature": {}}, {"signature": {"inputs": None}}],
)
def test_a_model_may_have_no_signature(mlmodel: Any) -> None:
    assert isinstance(needed_columns(fact(mlmodel)), Absent)


def test_tensors_have_no_columns() -> None:
    assert isinstance(needed([{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]), Absent)


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ({"inputs": "[{"}, "the signature of the model cannot be read"),
        ({"inputs": "[" * 100_000}, "the signature of the model cannot be read"),
        ({"inputs": '{"name": "x"}'}, "the signature of the model cannot be read"),
        ({"inputs": "[3]"}, "the signature of the model cannot be read"),
        ({"inputs": [{"name": "x"}]}, "the signature of the model cannot be read"),
        ({"inputs": '[{"type": "long"}]'}, "the signature of the model does not name its columns"),
        ({"inputs": '[{"name": 3}]'}, "the signature of the model does not name its columns"),
    ],
)
def test_an_odd_signature_is_unknown(signature: Any, reason: str) -> None:
    found = needed_columns(fact({"signature": signature}))
    assert isinstance(found, Unknown)
    assert found.reason == reason


def test_an_mlmodel_file_is_read_as_a_whole_or_not_at_all() -> None:
    text = "signature: {inputs: '[]'}\n"
    assert names(needed_columns(mlmodel_in(fact(head(text))))) == []
    for odd in (head(text, 10_000), head(text, "x"), head(text, size=True), {"text": text}, {"text": 3, "size": 3}):
        found = mlmodel_in(fact(odd))
        assert isinstance(found, Unknown)
        assert found.reason == "the MLmodel file could not be read as a whole"
    broken = mlmodel_in(fact(head("a: [\n")))
    assert isinstance(broken, Unknown)
    assert broken.reason.startswith("the MLmodel file cannot be read: not YAML")
    assert isinstance(mlmodel_in(Absent()), Absent)
    assert isinstance(mlmodel_in(Unknown("x")), Unknown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age,sex\n1,0\n", ["age", "sex"]),
        ("age,sex", ["age", "sex"]),
        ("\ufeffage,sex\r\n1,0\r\n", ["age", "sex"]),
        ("\n\nage\n1\n", ["age"]),
        ('"a,b","c ""d"""\n1,2\n', ["a,b", 'c "d"']),
        ("age,\n1,\n", ["age", ""]),
        ("1st,2\n", ["1st", "2"]),
    ],
)
def test_headers(text: str, expected: list[str]) -> None:
    assert names(csv_columns(fact(head(text)))) == expected


@pytest.mark.parametrize(
    "answer",
    [
        head(""), head("\n"), head("age,sex", 10_000), head("age;sex\n"), head("age\tsex\n"), head("1,2.5\n3,4\n"), head("1, ,nan\n"),
        head('"age\nsex",x\n'), head("PK\ufffd\ufffd,x\n"), {"size": 3}, {"text": 3, "size": 3}, head("age,sex", "x"),
    ],
)  # fmt: skip
def test_what_is_no_header_for_sure_is_unknown(answer: Any) -> None:
    found = csv_columns(fact(answer))
    assert isinstance(found, Unknown)
    assert found.reason == "the first line of the CSV file cannot be read as the names of columns"


def test_a_header_is_enough_of_a_long_file() -> None:
    assert names(csv_columns(fact(head("age,sex\n1,", 10_000)))) == ["age", "sex"]


def test_what_is_missing() -> None:
    near = fact("here")
    assert names(missing_columns(fact(["age", "sex"]), fact(["sex", "chol"]), near)) == ["age"]
    assert names(missing_columns(fact(["age"]), fact(["Age"]), near)) == ["age"]
    assert names(missing_columns(fact([]), fact([]), near)) == []
    assert isinstance(missing_columns(Absent(), fact([]), near), Absent)
    assert isinstance(missing_columns(fact([]), Absent(), near), Absent)
    doubt = missing_columns(Unknown("x", permission="p"), fact([]), near)
    assert isinstance(doubt, Unknown)
    assert doubt.permission == "p"
