"""What is known of a compute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.compute import compute_facts, deployed_compute_facts
from preflight.value import Absent, Present, Teller, Unknown, Value, child, entries, members, text_of
from preflight.world import wired
from tests.shared.workspaces import compute, kubernetes

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def test_a_cluster(read: Read) -> None:
    facts = compute_facts(
        read("name: c\ntype: amlcompute\nsize: Standard_DS3\ntier: LowPriority\nmin_instances: 0\nmax_instances: 4\n").root
    )
    data = {name: (child(facts, name).data, str(child(facts, name).place)) for name in ("name", "kind", "vm_size", "tier", "max_nodes")}  # type: ignore[union-attr]
    assert data == {
        "name": ("c", "x.yml:1:7"),
        "kind": ("amlcompute", "x.yml:2:7"),
        "vm_size": ("Standard_DS3", "x.yml:3:7"),
        "tier": ("low_priority", "x.yml:4:7"),
        "max_nodes": (4, "x.yml:6:16"),
    }
    assert isinstance(child(facts, "resource_id"), Absent)


@pytest.mark.parametrize(("tier", "sort"), [("", Absent), ("${T}", Unknown), ("[x]", Present), ("3", Present)])
def test_a_tier_that_is_no_text_stays_as_it_is(read: Read, tier: str, sort: type) -> None:
    root = read(f"name: c\ntier: {tier}\n").root
    made = child(compute_facts(root), "tier")
    assert made is child(root, "tier")
    assert isinstance(made, sort)


def test_an_attached_one(read: Read) -> None:
    facts = compute_facts(read("name: k\ntype: kubernetes\nresource_id: /subscriptions/s\n").root)
    assert text_of(child(facts, "resource_id")) == "/subscriptions/s"
    missing = child(facts, "max_nodes")
    assert isinstance(missing, Absent)
    assert str(missing.place) == "x.yml:1:1"


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


def plain(value: Value) -> object:
    """Return what a value comes to as plain data: what is unknown as its reason."""
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Absent):
        return None
    return [plain(item) for item in members(value)] if isinstance(value.data, list) else value.data


def deployed(body: object) -> dict[str, object]:
    return {name: plain(item) for name, item in entries(deployed_compute_facts(wired(body, None, Teller("live", "/x", "c")))).items()}


def test_a_cluster_of_the_workspace() -> None:
    assert deployed(compute("c")) == CLUSTER


@pytest.mark.parametrize("written", ["LowPriority", "lowpriority", "low_priority", "LOW_PRIORITY"])
def test_one_word_for_low_priority(read: Read, written: str) -> None:
    assert text_of(child(compute_facts(read(f"name: c\ntier: {written}\n").root), "tier")) == "low_priority"


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


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("type: kubernetes\nresource_id: /s/Microsoft.Kubernetes/connectedClusters/k\n", "arc"),
        ("type: kubernetes\nresource_id: /s/Microsoft.ContainerService/managedClusters/k\n", "aks"),
        ("type: kubernetes\n", None),
        ("type: kubernetes\nresource_id: ${ID}\n", "`${ID}` is filled in later"),
        ("type: ${TYPE}\nresource_id: /s\n", "`${TYPE}` is filled in later"),
        ("type: amlcompute\n", None),
    ],
)
def test_the_platform_in_a_file(read: Read, text: str, platform: object) -> None:
    assert plain(child(compute_facts(read("name: k\n" + text).root), "platform")) == platform
