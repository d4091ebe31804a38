"""What is known of a compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.compute import compute_facts
from preflight.value import Absent, Present, Unknown, child, text_of
from tests.shared.values import plain

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


@pytest.mark.parametrize("written", ["LowPriority", "lowpriority", "low_priority", "LOW_PRIORITY"])
def test_one_word_for_low_priority(read: Read, written: str) -> None:
    assert text_of(child(compute_facts(read(f"name: c\ntier: {written}\n").root), "tier")) == "low_priority"


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
