"""A schema document: what it tells of a problem, and what it refuses to be."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from preflight.schema import Problem, Schema
from preflight.source import Source
from preflight.value import Absent, Unknown, child, fact, mapping, spot

if TYPE_CHECKING:
    from preflight.value import Value

PLACEHOLDER = Unknown("`${X}` is filled in later", text="${X}")
DEPLOYMENT: dict[str, Any] = {
    "title": "a deployment",
    "type": "object",
    "required": ["name"],
    "dependentRequired": {"script": ["environment"]},
    "properties": {
        "name": {"type": "string"},
        "script": {"type": "string"},
        "environment": {"$ref": "#/$defs/environment", "description": "Where it runs."},
        "action": {"type": "string", "enum": ["append_row", "summary_only"]},
        "settings": {
            "type": "object",
            "properties": {"size": {"$ref": "#/$defs/number"}, "retry": {"$ref": "#/$defs/retry"}, "dropped": {"readOnly": True}},
            "additionalProperties": False,
        },
        "places": {"type": "array", "items": {"type": "object", "properties": {"zone": {"type": "number"}}, "additionalProperties": False}},
        "dropped": {"type": "string", "deprecated": True},
    },
    "additionalProperties": False,
    "$defs": {
        "number": {"title": "a whole number", "type": ["number", "string"], "pattern": "^[0-9]+$"},
        "retry": {"type": "object", "properties": {"timeout": {"$ref": "#/$defs/number"}}, "additionalProperties": False},
        "environment": {
            "title": "`azureml:<name>` or a mapping",
            "anyOf": [
                {"type": "string", "title": "`azureml:<name>`", "pattern": "^azureml:"},
                {"type": "object", "properties": {"image": {"type": "string"}, "dropped": {"type": "string"}}},
            ],
        },
    },
}


def problems(schema: dict[str, Any], data: object) -> list[Problem]:
    return Schema(schema).problems(fact(data))


def found(schema: dict[str, Any], data: object) -> list[tuple[str, str, str, str]]:
    return [(problem.kind, problem.parent, problem.key, problem.expected) for problem in problems(schema, data)]


def only(schema: dict[str, Any], value: Value) -> Problem:
    (problem,) = Schema(schema).problems(value)
    return problem


def test_unknown_key_points_at_its_value() -> None:
    document = fact({"name": "n", "nmae": {"size": 1}})
    problem = only(DEPLOYMENT, document)
    expected = "one of `name`, `script`, `environment`, `action`, `settings`, `places`"
    assert problem == Problem("unknown-key", "nmae", "", expected, "name", None, child(document, "nmae"))


@pytest.mark.parametrize(
    ("document", "parent", "belongs"),
    [
        ({"timeout": 5}, "", "settings.retry"),
        ({"size": 5}, "", "settings"),
        ({"settings": {"name": "n"}}, "settings", ""),
        ({"settings": {"retry": {"size": 5}}}, "retry", "settings"),
        ({"settings": {"image": "i"}}, "settings", "environment"),
        ({"settings": {"zone": 1}}, "settings", "places"),
        ({"places": [{"image": "i"}]}, "places", "environment"),
        ({"settings": {"nothing": 1}}, "settings", None),
    ],
)
def test_where_an_unknown_key_belongs(document: dict[str, Any], parent: str, belongs: str | None) -> None:
    problem = only(DEPLOYMENT, fact({"name": "n", **document}))
    assert (problem.kind, problem.parent, problem.belongs) == ("unknown-key", parent, belongs)


def test_a_key_that_is_ignored_or_only_set_by_the_service_is_no_advice() -> None:
    # `dropped` is right in three mappings; only in `environment` is it good to write.
    problem = only(DEPLOYMENT, fact({"name": "n", "settings": {"retry": {"dropped": 1}}}))
    assert problem.belongs == "environment"
    problem = only(DEPLOYMENT, fact({"name": "n", "droped": "x"}))
    assert (problem.nearest, problem.belongs) == (None, None)
    assert problems(DEPLOYMENT, {"name": "n", "dropped": "x", "settings": {"dropped": 1}}) == []


def test_a_key_that_may_stand_in_two_mappings_belongs_to_none() -> None:
    part = {"type": "object", "properties": {"count": {"type": "number"}}}
    schema = {"type": "object", "properties": {"a": part, "b": part}, "additionalProperties": False}
    assert only(schema, fact({"count": 1})).belongs is None


def test_null_is_a_value_of_the_wrong_type() -> None:
    empty = Absent(name="settings")
    document = mapping({"name": fact("n"), "settings": empty})
    assert only(DEPLOYMENT, document) == Problem("wrong-type", "settings", "", "a mapping", None, None, empty)
    assert found(DEPLOYMENT, {"name": None}) == [("wrong-type", "", "name", "text")]
    assert found(DEPLOYMENT, None) == [("wrong-type", "", "", "a deployment")]


def test_a_placeholder_is_a_right_value_anywhere() -> None:
    schema = Schema(DEPLOYMENT)
    assert schema.problems(PLACEHOLDER) == []
    parts = {"name": PLACEHOLDER, "action": PLACEHOLDER, "settings": PLACEHOLDER, "places": [PLACEHOLDER], "environment": PLACEHOLDER}
    assert schema.problems(fact(parts)) == []
    assert schema.problems(fact({"name": "n", "script": PLACEHOLDER, "environment": {"image": PLACEHOLDER}})) == []


def test_an_unknown_key_is_wrong_whatever_it_holds() -> None:
    assert only(DEPLOYMENT, fact({"name": "n", "nmae": PLACEHOLDER})).value is PLACEHOLDER


def test_what_may_hold_more_lacks_nothing() -> None:
    document = mapping({"script": fact("s.py"), "nmae": fact("n")}, rest=PLACEHOLDER)
    assert [problem.kind for problem in Schema(DEPLOYMENT).problems(document)] == ["unknown-key"]


def test_every_problem_is_found_in_the_order_of_the_document() -> None:
    document = {"settings": {"size": "1MB", "sise": 1}, "action": "append", "zone": 1, "environment": "env.yml", "script": 5}
    assert [(problem.kind, problem.key) for problem in problems(DEPLOYMENT, document)] == [
        ("wrong-type", "size"),
        ("unknown-key", "sise"),
        ("not-in-set", "action"),
        ("unknown-key", "zone"),
        ("wrong-type", "environment"),
        ("wrong-type", "script"),
        ("missing-key", "name"),
    ]


def test_a_problem_stands_where_its_value_stands() -> None:
    near = spot(Source("d.yml", "name: 5\n"), start=(1, 7), end=(1, 8))
    assert str(only(DEPLOYMENT, mapping({"name": fact(5, near)})).value.place) == "d.yml:1:7"


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ({"minimum": 1}, "the keyword `minimum` is not supported"),
        ({"properties": {"a": {"oneOf": []}}}, "the keyword `oneOf` is not supported"),
        ({"$defs": {"a": {"anyOf": [{"items": {"const": 1}}], "title": "x"}}}, "the keyword `const` is not supported"),
        ({"additionalProperties": {"format": "uri"}}, "the keyword `format` is not supported"),
        ({"allOf": [{"then": {"not": {}}}]}, "`if` must be"),
        ({"else": {}}, "the keyword `else` is not supported"),
        ({"type": "integer"}, r"the type \['integer'\] is not supported"),
        ({"enum": ["a"]}, "`enum` must hold texts"),
        ({"type": "string", "enum": [None]}, "`enum` must hold texts"),
        ({"type": "string", "pattern": "x"}, "need a `title`"),
        ({"anyOf": []}, "need a `title`"),
        ({"$ref": "#/$defs/a"}, "must be a definition"),
        ({"$ref": "other.json", "$defs": {}}, "must be a definition"),
        ({"$ref": "#/$defs/a", "type": "string", "$defs": {"a": {}}}, "must be a definition"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}, "must be a definition"),
        ({"if": {"properties": {"a": {"enum": ["x"]}}}}, "`if` must be"),
        ({"if": {"properties": {"a": {"enum": ["x"]}, "b": {"enum": ["x"]}}}, "then": {}}, "`if` must be"),
        ({"if": {"properties": {"a": {"type": "string"}}}, "then": {}}, "`if` must be"),
        ({"if": {"type": "object"}, "then": {}}, "`if` must be"),
    ],
)
def test_what_is_not_supported_is_refused_when_the_schema_is_read(schema: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Schema({"$id": "test", **schema})


def test_difflib_is_imported_only_for_a_misspelling() -> None:
    sys.modules.pop("difflib", None)
    assert problems(DEPLOYMENT, {"name": 5}) != []
    assert "difflib" not in sys.modules
    assert problems(DEPLOYMENT, {"a misspelling of no other test": "n"}) != []
    assert "difflib" in sys.modules


def test_a_valid_document_leaves_nothing_behind() -> None:
    schema = Schema(DEPLOYMENT)
    document = fact({"name": "n", "script": "s", "environment": "azureml:e", "settings": {"size": 5, "retry": {"timeout": 5}}})
    schema.problems(document)
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(100):
        schema.problems(document)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 1000
    assert peak - before < 5000
