"""The operator `schema`: JSON Schema over values of which not everything is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.shape import Shape, lost_reference
from preflight.value import Present, Unknown, fact, listing, mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope

    ScopeOf = Callable[..., Scope]

WHY = Unknown("403")
MORE = Unknown("there may be more")
LATER = Unknown("filled in later", text="${T}")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "size": {"type": "integer", "minimum": 1},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True, "maxItems": 3, "minItems": 1},
        "null": {"type": "null"},
    },
    "additionalProperties": False,
}
DATASTORE = {
    "if": {"properties": {"type": {"const": "blob"}}},
    "then": {"required": ["container"]},
    "else": {"required": ["path"]},
}


def judged(schema: Any, data: object, inside: Scope) -> object:
    value = fact(data)
    assert isinstance(value, Present)
    return Shape(schema).judge(value, inside)


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ({"name": "ab"}, True),
        ({"name": "ab", "size": 3, "tags": ["a", "b"], "null": None}, True),
        ({}, False),
        ({"name": "a"}, False),
        ({"name": 12}, False),
        ({"name": "ab", "size": 1.5}, False),
        ({"name": "ab", "other": 1}, False),
        ({"name": "ab", "tags": ["a", "a"]}, False),
        ("ab", False),
        # a placeholder that fits as text fits; an error inside of one decides nothing
        ({"name": LATER}, True),
        ({"name": "ab", "size": LATER}, LATER),
        ({"name": "ab", "tags": LATER}, LATER),
        ({"name": "ab", "tags": ["a", LATER]}, LATER),
        ({"name": "a", "size": LATER}, False),
        ({"size": LATER}, False),
        ({"name": LATER, "other": 1}, False),
        # of what is unknown nothing fits for sure
        ({"name": WHY}, WHY),
        ({"name": WHY, "size": 0}, False),
        ({"name": WHY, "other": WHY}, False),
        ({"name": "ab", "null": WHY}, WHY),
        # what may have more
        (mapping({}, rest=MORE), MORE),
        (mapping({"name": fact("ab")}, rest=MORE), MORE),
        (mapping({"name": fact("a")}, rest=MORE), False),
        (mapping({"other": fact("a")}, rest=MORE), False),
        ({"name": "ab", "tags": listing([], rest=MORE)}, MORE),
        ({"name": "ab", "tags": listing([fact("c")], rest=MORE)}, False),
        ({"name": "ab", "tags": listing([fact("a")] * 2, rest=MORE)}, MORE),
        ({"name": "ab", "tags": listing([fact("a")] * 4, rest=MORE)}, False),
    ],
)
def test_a_schema(scope: ScopeOf, data: object, answer: object) -> None:
    assert judged(SCHEMA, data, scope()) is answer


@pytest.mark.parametrize(
    ("schema", "data", "answer"),
    [
        ({"anyOf": [{"required": ["a"]}, {"properties": {"b": {"const": 1}}}]}, {"b": LATER}, LATER),
        ({"anyOf": [{"required": ["a"]}, {"properties": {"b": {"const": 1}}}]}, {"b": 2}, False),
        ({"not": {"properties": {"b": {"type": "string"}}}}, {"b": LATER}, LATER),
        ({"const": {"b": 1}}, {"b": LATER}, LATER),
        ({"enum": [[1, 2]]}, [1, LATER], LATER),
        ({"contains": {"const": 1}}, [2, LATER], LATER),
        ({"contains": {"const": 1}}, listing([fact(2)], rest=MORE), MORE),
        ({"contains": {"const": 1}}, [2], False),
        (DATASTORE, {"type": "blob"}, False),
        (DATASTORE, {"type": "blob", "container": "c"}, True),
        (DATASTORE, {"type": LATER, "container": "c"}, LATER),
        (DATASTORE, mapping({"container": fact("c")}, rest=MORE), MORE),
        ({"type": "object"}, {"a": {"b": LATER}}, True),
        (True, {"a": 1}, True),
        (False, {"a": 1}, False),
    ],
)
def test_keywords_that_look_at_all_that_is_inside(scope: ScopeOf, schema: Any, data: object, answer: object) -> None:
    assert judged(schema, data, scope()) is answer


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"$defs": {"a": {"$id": "sub", "$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        {"$ref": "https://example.org/schema.json"},
        {"$ref": "#/prefixItems/x", "prefixItems": [{}]},
    ],
)
def test_a_schema_that_cannot_be_applied_decides_nothing(scope: ScopeOf, schema: Any) -> None:
    answer = judged(schema, {"a": 1}, scope())
    assert isinstance(answer, Unknown)
    assert answer.reason.startswith("the schema cannot be applied: ")


@pytest.mark.parametrize(
    ("schema", "lost"),
    [
        (SCHEMA, None),
        (True, None),
        ({"$ref": "#/$defs/a", "$defs": {"a": {}}}, None),
        ({"$ref": "#word", "$defs": {"a": {"$anchor": "word"}}}, None),
        ({"items": [{"$ref": "#/$defs/no"}]}, "#/$defs/no"),
        ({"$dynamicRef": "#no"}, "#no"),
        ({"$ref": "other.json"}, "other.json"),
        ({"properties": {"a": {"$ref": "https://example.org/schema.json#/a"}}}, "https://example.org/schema.json#/a"),
        ({"$ref": "#/prefixItems/x", "prefixItems": [{}]}, "#/prefixItems/x"),
        ({"properties": {"$ref": {"type": "string"}}}, None),
    ],
)
def test_references_that_lead_nowhere(schema: Any, lost: str | None) -> None:
    assert lost_reference(schema) == lost
