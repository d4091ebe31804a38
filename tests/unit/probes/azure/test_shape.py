"""Bodies are cut to what is wanted, and refused where a field holds another sort of thing."""

from __future__ import annotations

from typing import Any

import pytest

from preflight import question
from preflight.permission import PERMISSIONS
from preflight.probes.azure.fields import ESSENTIAL, FIELDS, ROLE_FIELDS
from preflight.probes.azure.shape import EACH, Leaf, Shape, WrongShape, at, cut

SHAPE: Shape = {
    "text": Leaf.TEXT,
    "number": Leaf.NUMBER,
    "flag": Leaf.FLAG,
    "scalar": Leaf.SCALAR,
    "names": Leaf.NAMES,
    "inner": {"list": [{"text": Leaf.TEXT}], "each": {EACH: {"text": Leaf.TEXT}}},
}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "number": 1, "flag": False, "scalar": True},
        {"number": 1.5, "scalar": "x"},
        {"text": None, "number": None, "flag": None, "names": None, "inner": None},
        {"inner": {"list": [{"text": "a"}, {}, None], "each": {"any": {"text": "b"}, "none": None}}},
    ],
)
def test_what_is_wanted_is_kept(body: dict[str, Any]) -> None:
    assert cut(body, SHAPE) == body


def test_nothing_else_is_kept() -> None:
    secret = {"key": "s3cret"}
    body = {"text": "a", "tags": secret, "inner": {"list": [{"text": "b", **secret}], "each": {"c": secret}, **secret}, "names": secret}
    assert cut(body, SHAPE) == {"text": "a", "inner": {"list": [{"text": "b"}], "each": {"c": {}}}, "names": {"key": "(hidden)"}}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "`the body` is no mapping"),
        ("", "`the body` is no mapping"),
        ({"text": 1}, "`text` is not a text"),
        ({"text": {}}, "`text` is not a text"),
        ({"number": "1"}, "`number` is not a number"),
        ({"number": True}, "`number` is not a number"),
        ({"flag": "true"}, "`flag` is not true or false"),
        ({"flag": 1}, "`flag` is not true or false"),
        ({"scalar": []}, "`scalar` is not a text, a number, true or false"),
        ({"names": ["a"]}, "`names` is no mapping"),
        ({"inner": []}, "`inner` is no mapping"),
        ({"inner": {"list": {}}}, "`inner.list` is no list"),
        ({"inner": {"list": [{}, {"text": 1}]}}, "`inner.list[1].text` is not a text"),
        ({"inner": {"each": {"a": 1}}}, "`inner.each.a` is no mapping"),
    ],
)
def test_another_sort_of_thing_is_refused(body: Any, said: str) -> None:
    with pytest.raises(WrongShape) as raised:
        cut(body, SHAPE)
    assert str(raised.value) == said


def test_paths() -> None:
    body = {"a": {"b": {"c": 1}}, "d": [1]}
    assert (at(body, "a.b.c"), at(body, "a.x.c"), at(body, "d.0"), at(None, "a")) == (1, None, None, None)


def test_every_resource_of_azure_resource_manager_has_fields() -> None:
    assert set(FIELDS) == set(ESSENTIAL) == set(PERMISSIONS) - {question.BLOBS, question.BLOB_HEAD}


@pytest.mark.parametrize("resource", sorted(FIELDS))
def test_what_a_body_must_have_is_wanted_of_it(resource: str) -> None:
    for path in ESSENTIAL[resource]:
        shape: Any = FIELDS[resource]
        for name in path.split("."):
            shape = shape[name]


def leaves(shape: Shape, path: str = "") -> dict[str, Leaf]:
    if isinstance(shape, Leaf):
        return {path: shape}
    items = shape.items() if isinstance(shape, dict) else [(EACH, shape[0])]
    return {name: leaf for key, inner in items for name, leaf in leaves(inner, f"{path}.{key}").items()}


@pytest.mark.parametrize("shape", [*FIELDS.values(), ROLE_FIELDS])
def test_nothing_secret_is_wanted(shape: Shape) -> None:
    for path, leaf in leaves(shape).items():
        assert not any(word in path.lower() for word in ("tags", "secret", "password", "token", "accountkey", "sas"))
        assert leaf is Leaf.NAMES or "environmentVariables" not in path
