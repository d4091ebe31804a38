"""What each keyword finds, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.schema import Schema
from preflight.schema_keywords import Problem
from preflight.value import Unknown, child, fact, mapping, members

if TYPE_CHECKING:
    from preflight.value import Value

PLACEHOLDER = Unknown("`${X}` is filled in later", text="${X}")
ACTION: dict[str, Any] = {"type": "string", "enum": ["append_row", "summary_only"]}
NUMBER: dict[str, Any] = {"title": "a whole number", "type": ["number", "string"], "pattern": "^[0-9]+$"}
ENVIRONMENT: dict[str, Any] = {
    "title": "`azureml:<name>` or a mapping",
    "anyOf": [
        {"type": "string", "title": "`azureml:<name>`", "pattern": "^azureml:"},
        {"type": "object", "properties": {"image": {"type": "string"}}},
    ],
}
CHOICE: dict[str, Any] = {"if": {"properties": {"type": {"enum": ["data"]}}, "required": ["type"]}, "then": {"required": ["path"]}}


def problems(schema: dict[str, Any], data: object) -> list[Problem]:
    return Schema(schema).problems(fact(data))


def found(schema: dict[str, Any], data: object) -> list[tuple[str, str, str, str]]:
    return [(problem.kind, problem.parent, problem.key, problem.expected) for problem in problems(schema, data)]


def only(schema: dict[str, Any], value: Value) -> Problem:
    (problem,) = Schema(schema).problems(value)
    return problem


@pytest.mark.parametrize(
    ("types", "right", "wrong", "words"),
    [
        ("string", ["", "5"], [5, 5.5, True, None, [], {}], "text"),
        ("number", [5, 5.5, -0.0, 10**400], ["5", True, None, float("inf"), float("-inf"), float("nan")], "a number"),
        ("boolean", [True, False], [0, 1, "true", None], "true or false"),
        ("object", [{}, {"a": 1}], [[], "{}", None], "a mapping"),
        ("array", [[], [1]], [{}, "[]", None], "a list"),
        ("null", [None], ["", 0, False, [], {}], "nothing"),
        (["string", "null"], [None, ""], [5, []], "text or nothing"),
    ],
)
def test_type(types: object, right: list[object], wrong: list[object], words: str) -> None:
    assert [value for value in right if problems({"type": types}, value)] == []
    assert [found({"type": types}, value) for value in wrong] == [[("wrong-type", "", "", words)]] * len(wrong)


def test_a_schema_without_keywords_takes_anything() -> None:
    schema = {"description": "Any.", "default": 1, "examples": [2], "title": "x", "$comment": "y", "$schema": "z", "$id": "i"}
    values: list[object] = [None, 1, "", [], {}, [None]]
    assert [value for value in values if problems(schema, value)] == []


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("AppendRow", "append_row"), ("APPEND_ROW", "append_row"), ("summary", "summary_only"), ("overwrite", None), ("x" * 70, None)],
)
def test_enum(word: str, nearest: str | None) -> None:
    assert problems(ACTION, "append_row") == []
    value = fact(word)
    assert only(ACTION, value) == Problem("not-in-set", "", "", "one of `append_row`, `summary_only`", nearest, None, value)


def test_a_wrong_type_is_one_problem() -> None:
    assert found(ACTION, 5) == [("wrong-type", "", "", "one of `append_row`, `summary_only`")]
    assert found({"type": "string", "enum": ["only"]}, []) == [("wrong-type", "", "", "`only`")]


def test_pattern() -> None:
    assert [value for value in ("10", 10, 10.5) if problems(NUMBER, value)] == []
    assert found(NUMBER, "30s") == [("wrong-type", "", "", "a whole number")]
    assert found(NUMBER, None) == [("wrong-type", "", "", "a whole number")]


def test_the_nearest_key() -> None:
    names = ["mini_batch_size", "max_retries", "timeout", "deployment_name"]
    schema = {"type": "object", "properties": {name: {} for name in names}, "additionalProperties": False}
    written = {"mini_batch_sise": 1, "retries": 1, "deploymentName": 1, "Timeout": 1, "settings": 1, "x" * 70: 1}
    assert [problem.nearest for problem in problems(schema, written)] == [
        "mini_batch_size",
        "max_retries",
        "deployment_name",
        "timeout",
        None,
        None,
    ]


def test_a_thousand_unknown_keys_are_all_found_but_not_guessed_at() -> None:
    document = {f"max_retrie{number}": 1 for number in range(1000)}
    told = problems({"type": "object", "properties": {"max_retries": {}}, "additionalProperties": False}, document)
    assert len(told) == 1000
    assert [problem.nearest for problem in told] == ["max_retries"] * 20 + [None] * 980


def test_other_keys() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "number"}}, "additionalProperties": {"type": "string"}}
    assert found(schema, {"a": "x", "b": 5, "c": "x"}) == [("wrong-type", "", "a", "a number"), ("wrong-type", "", "b", "text")]
    assert found({"additionalProperties": {"type": "string"}}, {"b": 5}) == [("wrong-type", "", "b", "text")]
    assert found({"properties": {"a": {"type": "number"}}}, {"b": None}) == []
    assert found({"properties": {"a": {"type": "number"}}}, "not a mapping") == []


def test_missing_keys_point_at_the_mapping_that_lacks_them() -> None:
    schema = {
        "required": ["name"],
        "dependentRequired": {"script": ["environment"], "model": ["version"]},
        "properties": {"name": {"type": "string"}, "environment": {"$ref": "#/$defs/environment"}},
        "$defs": {"environment": ENVIRONMENT},
    }
    document = fact({"script": "s.py"})
    assert Schema(schema).problems(document) == [
        Problem("missing-key", "name", "", "text", None, None, document),
        Problem("missing-key", "environment", "", "`azureml:<name>` or a mapping", None, None, document),
    ]
    assert found({"required": ["a"]}, {}) == [("missing-key", "", "a", "a value")]
    assert found({"required": ["a"]}, []) == []


def test_a_missing_key_of_a_nested_mapping() -> None:
    schema = {"type": "object", "properties": {"settings": {"type": "object", "required": ["size"]}}}
    document = fact({"settings": {}})
    problem = only(schema, document)
    assert (problem.key, problem.parent, problem.value) == ("size", "settings", child(document, "settings"))


def test_members_of_a_list() -> None:
    place = {"type": "object", "properties": {"zone": {"type": "number"}}, "additionalProperties": False}
    document = fact({"places": [{"zone": 1}, "x", {"zone": "z"}, {"zno": 1}]})
    told = Schema({"properties": {"places": {"items": place}}}).problems(document)
    assert [(problem.kind, problem.parent, problem.key) for problem in told] == [
        ("wrong-type", "places", ""),
        ("wrong-type", "places", "zone"),
        ("unknown-key", "places", "zno"),
    ]
    assert told[0].value is members(child(document, "places"))[1]
    assert found({"items": {"type": "string"}}, "no list") == []


def test_any_of_tells_of_the_part_of_the_right_type() -> None:
    assert problems(ENVIRONMENT, "azureml:e") == []
    assert problems(ENVIRONMENT, {"image": "i"}) == []
    assert found(ENVIRONMENT, {"image": 5}) == [("wrong-type", "", "image", "text")]


@pytest.mark.parametrize("value", ["env.yml", 5, True, [], None])
def test_any_of_tells_of_all_parts_when_none_is_of_the_right_type(value: object) -> None:
    assert found(ENVIRONMENT, value) == [("wrong-type", "", "", "`azureml:<name>` or a mapping")]


def test_any_of_tells_of_the_part_that_got_deepest_then_of_the_one_that_finds_least() -> None:
    deep = {"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}}, "required": ["c"]}
    shallow = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert found({"title": "x", "anyOf": [shallow, deep]}, {"a": {"b": 5}}) == [
        ("wrong-type", "a", "b", "text"),
        ("missing-key", "", "c", "a value"),
    ]
    two = {"type": "object", "required": ["x", "y"]}
    one = {"type": "object", "required": ["z"]}
    assert found({"title": "x", "anyOf": [two, one]}, {}) == [("missing-key", "", "z", "a value")]


def test_any_of_words_and_spellings() -> None:
    part = {"type": "string", "title": "`a_b`", "pattern": "^[aA]_[bB]$"}
    schema = {"title": "`a_b`", "anyOf": [{"type": "string", "enum": ["a_b"]}, part]}
    assert [value for value in ("a_b", "A_B") if problems(schema, value)] == []
    assert found(schema, "AB") == [("not-in-set", "", "", "`a_b`")]
    assert found(schema, 5) == [("wrong-type", "", "", "`a_b`")]


def test_all_of() -> None:
    schema = {"allOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert found(schema, {}) == [("missing-key", "", "a", "a value"), ("missing-key", "", "b", "a value")]
    assert found(schema, {"a": 1, "b": 2}) == []


def test_if() -> None:
    assert found(CHOICE, {"type": "data"}) == [("missing-key", "", "path", "a value")]
    assert [value for value in ({"type": "data", "path": "p"}, {"type": "text"}, {"type": None}, {}, "x") if problems(CHOICE, value)] == []
    default = {"if": {"properties": {"type": {"enum": ["data"]}}}, "then": {"required": ["path"]}}
    assert found(default, {}) == [("missing-key", "", "path", "a value")]
    assert found(default, {"type": None}) == []


def test_if_is_not_decided_by_a_placeholder_or_by_what_may_be_there() -> None:
    default = {"if": {"properties": {"type": {"enum": ["data"]}}}, "then": {"properties": {"path": {"type": "string"}}}}
    assert Schema(CHOICE).problems(fact({"type": PLACEHOLDER})) == []
    assert Schema(default).problems(mapping({"path": fact(5)}, rest=PLACEHOLDER)) == []
    assert len(Schema(default).problems(fact({"path": 5}))) == 1
