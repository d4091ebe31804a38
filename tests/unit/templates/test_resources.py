"""The resources in a template: their types, names and bodies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preflight.jsontext import json_value
from preflight.passage import Passage
from preflight.source import Source
from preflight.templates.resources import Resource, resources_of
from preflight.value import Unknown, Value, child, members, text_of

WORKSPACE = "Microsoft.MachineLearningServices/workspaces"


def resources(root: object) -> list[Resource]:
    value, _ = json_value(Passage(Source("main.json", json.dumps(root))))
    return list(resources_of(value))


def named(resource: Resource) -> list[str | None]:
    return [f"? {part.reason}" if isinstance(part, Unknown) else text_of(part) for part in resource.names]


def template(*given: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resources": list(given), **more}


def names_of(name: object, **variables: Any) -> list[str | None]:
    (found,) = resources(template({"type": f"{WORKSPACE}/batchEndpoints", "name": name}, variables=variables))
    return named(found)


MADE = "is worked out when the template is deployed"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ws/ep", ["ws", "ep"]),
        ("[variables('both')]", ["ws", "ep"]),
        ("[variables('chain')]", ["ws", "ep"]),
        ("[variables('loop')]", [f"? `[variables('loop')]` {MADE}"]),
        ("[variables('list')]", [f"? `[variables('list')]` {MADE}"]),
        ("[variables('none')]", [f"? `[variables('none')]` {MADE}"]),
        ("[parameters('p')]", [f"? `[parameters('p')]` {MADE}"]),
        ("[[literal]", ["[literal]"]),
        ("[format('{0}/{1}', parameters('ws'), 'ep')]", [f"? `[parameters('ws')]` {MADE}", "ep"]),
        ("[format('ws/{0}', variables('end'))]", ["ws", "ep"]),
        ("[format('ws/a-{0}', 'x')]", ["ws", f"? `[a-{{0}}]` {MADE}"]),
        ("[format('{0}/{1}', 'it''s')]", ["it's", f"? `[{{1}}]` {MADE}"]),
        ("[format('{0}/{1}', concat('a', 'b'), 'ep')]", [f"? `[concat('a', 'b')]` {MADE}", "ep"]),
        ("[format('{x}/{99999999999999999999}', 'a')]", [f"? `[{{x}}]` {MADE}", f"? `[{{99999999999999999999}}]` {MADE}"]),
        ("[concat('ws', '/', 'ep')]", [f"? `[concat('ws', '/', 'ep')]` {MADE}"]),
        (5, [None]),
        (None, [None]),
    ],
)
def test_names_are_read_as_far_as_they_are_literal(name: object, expected: list[str | None]) -> None:
    assert names_of(name, both="ws/ep", end="ep", chain="[variables('both')]", loop="[variables('loop')]", list=["a"]) == expected


def test_what_is_worked_out_was_asked_of_nobody() -> None:
    (found,) = resources(template({"type": WORKSPACE, "name": "[parameters('p')]"}))
    assert isinstance(found.names[0], Unknown)
    assert not found.names[0].asked


def test_resources_inside_of_others_go_on_from_their_type_and_name() -> None:
    deployment = {"type": "deployments", "name": "torch"}
    endpoint = {"type": "batchEndpoints", "name": "heart", "resources": [deployment]}
    found = resources(template({"type": WORKSPACE, "name": "ws", "resources": [endpoint]}))
    assert [(one.type.rpartition("/")[2], named(one)) for one in found] == [
        ("workspaces", ["ws"]),
        ("batchendpoints", ["ws", "heart"]),
        ("deployments", ["ws", "heart", "torch"]),
    ]
    assert isinstance(child(found[0].body, "type"), Value)
    assert members(child(found[0].body, "resources")) == []


def test_a_full_type_inside_of_another_is_not_doubled() -> None:
    inner = {"type": f"{WORKSPACE}/batchEndpoints", "name": "ws/heart"}
    found = resources(template({"type": WORKSPACE, "name": "ws", "resources": [inner]}))
    assert [(one.type, named(one)) for one in found][1] == (f"{WORKSPACE}/batchEndpoints".lower(), ["ws", "heart"])


def test_resources_may_have_symbolic_names() -> None:
    found = resources(
        {"languageVersion": "2.0", "resources": {"ws": {"type": WORKSPACE, "name": "a"}, "other": {"type": WORKSPACE, "name": "b"}}}
    )
    assert [named(one) for one in found] == [["a"], ["b"]]


def test_templates_inside_of_templates_have_their_own_variables() -> None:
    inner = template({"type": WORKSPACE, "name": "[variables('n')]"}, variables={"n": "inner"})
    nested = {"type": "Microsoft.Resources/deployments", "name": "x", "properties": {"template": inner}}
    assert [named(one) for one in resources(template(nested, variables={"n": "outer"}))] == [["inner"]]


def test_templates_that_never_end_do() -> None:
    root: dict[str, Any] = template({"type": WORKSPACE, "name": "deep"})
    for _ in range(20):
        root = template({"type": "Microsoft.Resources/deployments", "properties": {"template": root}})
    assert resources(root) == []
    one: dict[str, Any] = {"type": WORKSPACE, "name": "a"}
    for _ in range(20):
        one = {"type": WORKSPACE, "name": "a", "resources": [one]}
    assert len(resources(template(one))) == 10


@pytest.mark.parametrize(
    "root",
    [
        None, 3, "text", [], {}, {"resources": None}, {"resources": 3}, {"resources": [None, 3, [], {}]}, {"resources": {"a": 3}},
        {"variables": 3, "resources": []},
    ],
)  # fmt: skip
def test_what_is_no_template_has_none(root: object) -> None:
    assert [one for one in resources(root) if one.type] == []
