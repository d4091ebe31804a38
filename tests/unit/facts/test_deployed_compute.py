"""Computes as the workspace has them."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.deployed_compute import deployed_compute_facts
from preflight.value import Teller, entries
from preflight.world import wired
from tests.shared.values import plain
from tests.shared.workspaces import compute, kubernetes

CLUSTER = {
    "name": "c",
    "kind": "amlcompute",
    "tier": "dedicated",
    "max_nodes": 4,
    "nodes": 0,
    "vm_size": "STANDARD_DS3_V2",
    "gpus": None,
    "location": "eastus2",
    "resource_id": None,
    "platform": None,
    "instance_types": None,
    "identity": "system_assigned",
    "state": "succeeded",
}


def deployed(body: object) -> dict[str, object]:
    return {name: plain(item) for name, item in entries(deployed_compute_facts(wired(body, None, Teller("live", "/x", "c")))).items()}


def test_a_cluster_of_the_workspace() -> None:
    assert deployed(compute("c")) == CLUSTER


def test_low_priority_in_the_workspace() -> None:
    assert deployed(compute("c", vmPriority="LowPriority"))["tier"] == "low_priority"
    assert deployed(compute("c", vmPriority="Spot"))["tier"] == "the answer about `c` says its priority in a way that cannot be read"


def test_the_region_of_the_machines_comes_before_that_of_the_resource() -> None:
    body = compute("c")
    body["properties"]["computeLocation"] = "westus"
    assert deployed(body)["location"] == "westus"


@pytest.mark.parametrize(
    ("provider", "platform"),
    [
        ("Microsoft.ContainerService/managedClusters", "aks"),
        ("Microsoft.Kubernetes/connectedClusters", "arc"),
        ("microsoft.kubernetes/CONNECTEDCLUSTERS", "arc"),
        ("Some.Other/clusters", "other"),
    ],
)
def test_a_kubernetes_cluster_of_the_workspace(provider: str, platform: str) -> None:
    facts = deployed(kubernetes("k", provider))
    assert (facts["kind"], facts["platform"], facts["instance_types"]) == ("kubernetes", platform, ["gpu-small"])
    assert [facts[name] for name in ("tier", "max_nodes", "nodes", "vm_size", "gpus")] == [None] * 5


def test_a_kubernetes_cluster_without_what_is_attached() -> None:
    facts = deployed(kubernetes("k", resourceId=None, properties=None))
    assert facts["platform"] == "the answer about `c` does not say which resource is attached"
    assert facts["instance_types"] == "the answer about `c` does not say what sort of cluster it is"


def test_what_was_attached_of_old() -> None:
    facts = deployed({"name": "a", "properties": {"computeType": "AKS", "provisioningState": "Succeeded"}})
    assert (facts["kind"], facts["platform"], facts["resource_id"]) == ("aks", "aks", None)


@pytest.mark.parametrize("body", [{}, {"properties": None}, {"properties": 3}, {"properties": {}}])
def test_of_an_answer_without_anything_nothing_is_known(body: dict[str, Any]) -> None:
    facts = deployed(body)
    for name in ("kind", "tier", "max_nodes", "nodes", "vm_size", "platform", "instance_types", "state"):
        assert str(facts[name]).startswith("the answer about `c` "), name


@pytest.mark.parametrize(
    ("identity", "made"),
    [
        (None, None),
        ({"type": "None"}, "none"),
        ({"type": "UserAssigned"}, "user_assigned"),
        ({"type": "SystemAssigned,UserAssigned"}, "system_assigned, user_assigned"),
        ({"type": "Other"}, "the answer about `c` says the sort of its identity in a way that cannot be read"),
        ({"type": 3}, "the answer about `c` says the sort of its identity in a way that cannot be read"),
        ("x", "the answer about `c` says its identity in a way that cannot be read"),
    ],
)
def test_the_sort_of_an_identity(identity: object, made: object) -> None:
    assert deployed({**compute("c"), "identity": identity})["identity"] == made
