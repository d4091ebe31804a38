"""What is known of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.workspace import deployed_workspace_facts, workspace_facts
from preflight.value import Absent, Present, Teller, Unknown, child, text_of
from preflight.world import wired

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document
    from preflight.value import Value

    Read = Callable[[str], Document]


@pytest.mark.parametrize("key", ["{key_uri: x}", "{key_vault: x}", "{key_uri: '${URI}'}"])
def test_a_key_of_the_customers_own(read: Read, key: str) -> None:
    facts = workspace_facts(read(f"name: w\ncustomer_managed_key: {key}\n").root, of_batch=True)
    encryption = child(facts, "encryption")
    assert (text_of(encryption), str(encryption.place)) == ("enabled", "x.yml:2:1")
    assert encryption.key is not None
    assert text_of(child(facts, "name")) == "w"


@pytest.mark.parametrize("text", ["name: w\n", "customer_managed_key:\n", "customer_managed_key: {}\n", "customer_managed_key: [x]\n"])
def test_without_one_nothing_is_said(read: Read, text: str) -> None:
    assert isinstance(child(workspace_facts(read(text).root, of_batch=False), "encryption"), Absent)


def test_a_key_that_is_filled_in_later(read: Read) -> None:
    assert isinstance(child(workspace_facts(read("customer_managed_key: ${KEY}\n").root, of_batch=False), "encryption"), Unknown)


@pytest.mark.parametrize("of_batch", [True, False])
def test_whether_it_is_for_batch_endpoints(read: Read, *, of_batch: bool) -> None:
    made = child(workspace_facts(read("name: w\n").root, of_batch=of_batch), "of_batch")
    assert isinstance(made, Present)
    assert made.data is of_batch


def deployed(**properties: object) -> Value:
    """Return the fact of the key of a workspace that the service describes."""
    body = wired({"id": "/w", "name": "w", "properties": properties}, None, Teller("live", "/w", "the workspace"))
    return child(deployed_workspace_facts(body), "encryption")


@pytest.mark.parametrize("status", ["Enabled", "enabled"])
def test_the_service_tells_of_a_key(status: str) -> None:
    assert text_of(deployed(encryption={"status": status, "keyVaultProperties": None})) == "enabled"


@pytest.mark.parametrize("properties", [{}, {"encryption": None}, {"encryption": {"status": "Disabled"}}])
def test_the_service_tells_of_none(properties: dict[str, object]) -> None:
    assert isinstance(deployed(**properties), Absent)


@pytest.mark.parametrize("encryption", ["Enabled", [], {}, {"status": None}, {"status": "Sometimes"}, {"status": True}])
def test_what_the_service_tells_in_another_way_is_unknown(encryption: object) -> None:
    found = deployed(encryption=encryption)
    assert isinstance(found, Unknown)
    assert "a key of the customer's own" in found.reason


def test_so_is_a_workspace_without_properties() -> None:
    body = wired({"id": "/w", "name": "w"}, None, Teller("live", "/w", "the workspace"))
    assert isinstance(child(deployed_workspace_facts(body), "encryption"), Unknown)
