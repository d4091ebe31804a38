"""What is known of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.workspace import deployed_workspace_facts, missing_workspace_facts, workspace_facts
from preflight.value import Absent, Present, Teller, Unknown, child, entries, text_of
from preflight.world import wired
from tests.shared.values import plain
from tests.shared.workspaces import WORKSPACE, workspace

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
    body = wired(
        {"id": "/w", "name": "w", "properties": {"provisioningState": "Succeeded", **properties}},
        None,
        Teller("live", "/w", "the workspace"),
    )
    return child(deployed_workspace_facts(body, []), "encryption")


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
    assert isinstance(child(deployed_workspace_facts(body, []), "encryption"), Unknown)


def told(body: dict[str, object]) -> dict[str, object]:
    facts = deployed_workspace_facts(wired(body, None, Teller("live", "/w", "the workspace")), ["invocation"])
    return {name: plain(item) for name, item in entries(facts).items()}


def test_a_workspace_of_the_service() -> None:
    assert told(workspace()) == {
        "id": WORKSPACE,
        "found": True,
        "name": "ws-batch",
        "encryption": None,
        "location": "eastus2",
        "public_network_access": "enabled",
        "isolation": None,
        "private_endpoints": [],
        "datastore_auth": "accesskey",
        "identity": "systemassigned",
        "storage": None,
        "caller": None,
        "of_batch": True,
        "holds": ["invocation"],
    }


def test_a_private_workspace_of_the_service() -> None:
    states = ("Approved", "Pending", None, 3)
    connections = [{"properties": {"privateLinkServiceConnectionState": {"status": state}}} for state in states]
    facts = told(
        workspace(
            publicNetworkAccess="Disabled",
            managedNetwork={"isolationMode": "AllowOnlyApprovedOutbound"},
            privateEndpointConnections=connections,
        )
    )
    assert (facts["public_network_access"], facts["isolation"]) == ("disabled", "allowonlyapprovedoutbound")
    assert facts["private_endpoints"] == [
        "approved",
        "pending",
        "the answer about `the workspace` does not say how it is reached",
        "the answer about `the workspace` says how it is reached in a way that cannot be read",
    ]


@pytest.mark.parametrize("properties", [None, 3, {}, {"containerRegistry": None}])
def test_properties_that_are_none_tell_nothing(properties: object) -> None:
    facts = told({"id": "/w", "name": "w", "properties": properties})
    for name in ("encryption", "public_network_access", "isolation", "private_endpoints", "datastore_auth"):
        assert str(facts[name]).startswith("the answer about `the workspace` "), name


@pytest.mark.parametrize("connections", [None, ...])
def test_without_private_endpoints(connections: object) -> None:
    body = workspace(privateEndpointConnections=connections)
    if connections is ...:
        del body["properties"]["privateEndpointConnections"]
    assert told(body)["private_endpoints"] == []
    assert str(told(workspace(privateEndpointConnections="x"))["private_endpoints"]).startswith("the answer about")


def test_a_workspace_that_is_not_there() -> None:
    gone = Absent()
    gone.teller = Teller("live", f"{WORKSPACE}-not", "the workspace")
    facts = {name: plain(item) for name, item in entries(missing_workspace_facts(gone, ["conda"])).items()}
    assert {name: item for name, item in facts.items() if item is not None} == {
        "id": f"{WORKSPACE}-not",
        "name": "ws-batch-not",
        "found": False,
        "of_batch": True,
        "holds": ["conda"],
    }
    assert plain(child(missing_workspace_facts(Absent(), []), "name")) == ""


TEXT = """\
name: w
location: eastus2
public_network_access: Disabled
managed_network: {isolation_mode: allow_internet_outbound}
system_datastores_auth_mode: Identity
identity: {type: system_assigned}
"""


def test_a_file_of_a_workspace(read: Read) -> None:
    facts = workspace_facts(read(TEXT).root, of_batch=True)
    names = ("location", "public_network_access", "isolation", "datastore_auth", "identity")
    assert [plain(child(facts, name)) for name in names] == ["eastus2", "disabled", "allowinternetoutbound", "identity", "system_assigned"]
    for name in ("id", "found", "private_endpoints", "storage", "caller"):
        value = child(facts, name)
        assert isinstance(value, Unknown), name
        assert not value.asked


def test_of_a_file_beside_a_live_workspace_what_is_live_is_not_told(read: Read) -> None:
    facts = workspace_facts(read(TEXT).root, of_batch=True, live=True)
    for name in ("id", "found", "private_endpoints", "storage", "caller"):
        assert isinstance(child(facts, name), Absent), name
