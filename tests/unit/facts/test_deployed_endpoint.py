"""Batch endpoints and their deployments as the workspace has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.deployed_endpoint import all_deployments, deployed_default, deployed_endpoint_facts
from preflight.facts.endpoint import defined_deployment
from preflight.value import Absent, Teller, Unknown, Value, child, entries, listing, members
from preflight.world import wired
from tests.shared.workspaces import deployment, endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]

TELLER = Teller("live", "/x", "e")


def told(body: object) -> Value:
    return wired(body, None, TELLER)


def shown(value: Value) -> object:
    return value.reason if isinstance(value, Unknown) else None if isinstance(value, Absent) else value.data


def rows(deployments: Value) -> list[dict[str, object]]:
    return [{name: shown(item) for name, item in entries(one).items()} for one in members(deployments)]


def test_an_endpoint_of_the_workspace() -> None:
    facts = deployed_endpoint_facts(told(endpoint("e")), listing([]))
    assert {name: shown(child(facts, name)) for name in ("name", "auth_mode", "default_deployment", "state", "identity")} == {
        "name": "e",
        "auth_mode": "AADToken",
        "default_deployment": "d1",
        "state": "succeeded",
        "identity": None,
    }


@pytest.mark.parametrize(
    ("properties", "default"),
    [
        ({"defaults": {"deploymentName": "d"}}, "d"),
        ({"defaults": {"deploymentName": ""}}, None),
        ({"defaults": {"deploymentName": None}}, None),
        ({"defaults": {}}, None),
        ({"defaults": None}, None),
        ({}, None),
        ({"defaults": {"deploymentName": 3}}, "the answer about `e` says its default deployment in a way that cannot be read"),
        ({"defaults": "d"}, "the answer about `e` says its default deployment in a way that cannot be read"),
    ],
)
def test_the_default_of_an_endpoint_of_the_workspace(properties: dict[str, object], default: object) -> None:
    assert shown(deployed_default(told({"properties": {"authMode": "AADToken", **properties}}))) == default


@pytest.mark.parametrize("body", [{}, {"properties": None}, {"properties": {}}, {"properties": 3}])
def test_an_answer_without_anything_does_not_tell_that_there_is_no_default(body: dict[str, object]) -> None:
    assert isinstance(deployed_default(told(body)), Unknown)
    assert isinstance(child(deployed_endpoint_facts(told(body), listing([])), "state"), Unknown)


def test_deployments_of_files_and_of_the_workspace_are_one_list(read: Read) -> None:
    defined = [defined_deployment(read(f"name: {name}\ntype: {kind}\n").root) for name, kind in (("A", "model"), ("new", "pipeline"))]
    pipeline: Any = {"deploymentConfiguration": {"deploymentConfigurationType": "PipelineComponent"}}
    answer = told({"value": [deployment("a", "Failed"), deployment("b", **pipeline)]})
    found = all_deployments(defined, answer, answer)
    assert rows(found) == [
        {"name": "A", "form": "model", "in_file": True, "state": "failed"},
        {"name": "new", "form": "pipeline", "in_file": True, "state": None},
        {"name": "b", "form": "pipeline", "in_file": False, "state": "succeeded"},
    ]
    assert found.rest is None


def test_an_endpoint_that_is_not_there_has_what_files_define(read: Read) -> None:
    defined = [defined_deployment(read("name: a\n").root)]
    found = all_deployments(defined, Absent(), defined[0])
    assert [row["name"] for row in rows(found)] == ["a"]
    assert found.rest is None


@pytest.mark.parametrize(
    ("body", "names", "why"),
    [
        ({}, ["a"], "the answer about `e` does not say its deployments"),
        ({"value": {}}, ["a"], "the answer about `e` says its deployments in a way that cannot be read"),
        ({"value": [None, {"name": "b"}]}, ["a", "b"], "the answer about `e` does not say the name of a deployment"),
        ({"value": [{"name": 3}]}, ["a"], "the answer about `e` says the name of a deployment in a way that cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_is_open(read: Read, body: dict[str, object], names: list[str], why: str) -> None:
    defined = [defined_deployment(read("name: a\n").root)]
    found = all_deployments(defined, told(body), defined[0])
    assert [row["name"] for row in rows(found)] == names
    assert found.rest is not None
    assert found.rest.reason == why


def test_a_list_that_may_not_be_read_is_open_with_its_doubt(read: Read) -> None:
    doubt = Unknown("refused", permission="x/read")
    found = all_deployments([defined_deployment(read("name: a\n").root)], doubt, doubt)
    assert found.rest is not None
    assert (found.rest.reason, found.rest.permission) == ("refused", "x/read")


def test_an_odd_deployment_has_odd_parts() -> None:
    found = all_deployments([], told({"value": [{"name": "b", "properties": {"deploymentConfiguration": 3}}]}), Absent())
    assert rows(found) == [
        {
            "name": "b",
            "form": "the answer about `e` says the form of a deployment in a way that cannot be read",
            "in_file": False,
            "state": "the answer about `e` does not say the state of a deployment",
        }
    ]
