"""What is known of a container registry."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.registry import registry_facts
from preflight.value import Absent, Teller, Unknown, Value, child
from preflight.world import wired
from tests.shared.workspaces import REGISTRY, registry

SAYS = "the answer about `acrbatch`"


def facts(body: dict[str, Any]) -> dict[str, object]:
    made = registry_facts(wired(body, None, Teller("live", REGISTRY, "acrbatch")))
    return {name: shown(child(made, name)) for name in ("id", "name", "sku", "quarantine")}


def shown(value: Value) -> object:
    return value.reason if isinstance(value, Unknown) else None if isinstance(value, Absent) else value.data


def test_a_registry() -> None:
    assert facts(registry()) == {"id": REGISTRY, "name": "acrbatch", "sku": "premium", "quarantine": "disabled"}


@pytest.mark.parametrize(
    ("sku", "policies", "quarantine"),
    [
        ("Premium", {"quarantinePolicy": {"status": "Enabled"}}, "enabled"),
        ("Premium", None, f"{SAYS} does not say whether it has quarantine"),
        ("Premium", {"quarantinePolicy": {"status": "odd"}}, f"{SAYS} says whether it has quarantine in a way that cannot be read"),
        ("Basic", None, None),
        ("Standard", {"quarantinePolicy": {"status": "disabled"}}, "disabled"),
        (None, None, f"{SAYS} does not say whether it has quarantine"),
    ],
)
def test_only_premium_ones_have_quarantine(sku: str | None, policies: object, quarantine: object) -> None:
    assert facts({"name": "acrbatch", "sku": {"name": sku}, "properties": {"policies": policies}})["quarantine"] == quarantine
