"""Worlds with a private workspace, and other ways to its storage account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import good, network_shapes
from tests.azure.faults import Hollow
from tests.live.worlds.case import Case, both, drop, forbid, patch, remove, spoil

if TYPE_CHECKING:
    from tests.azure.world import World
    from tests.live.worlds.case import Change

_SERVICES = ("blob", "file", "queue", "table")
_RULE = "private-link-subresources"
_UNSURE = frozenset({_RULE})
_PRIVATE = patch(good.WORKSPACE, "properties.publicNetworkAccess", "Disabled")
_CLOSED = both(_PRIVATE, patch(good.WORKSPACE_STORAGE, "properties.publicNetworkAccess", "Disabled"))


def _endpoint(service: str) -> str:
    return f"{good.GROUP_ID}/providers/Microsoft.Network/privateEndpoints/pe-{service}"


def _linked(*services: str, status: str = "Approved", told: bool = False) -> Change:
    """Give the storage account of the workspace private endpoints; `told` lets it say what they are for."""

    def change(world: World) -> None:
        target, connections = good.WORKSPACE_STORAGE, []
        for service in services:
            world.set(_endpoint(service), network_shapes.private_endpoint(target, service, status=status))
            groups = (service,) if told else ()
            connections.append(network_shapes.private_connection(target, _endpoint(service), *groups, status=status))
        world.patch(target, "properties.privateEndpointConnections", connections)

    return change


CASES = (
    Case("network: a private workspace, an open account", _PRIVATE),
    Case("network: all four services", both(_CLOSED, _linked(*_SERVICES))),
    Case("network: all four services, as the account says", both(_CLOSED, _linked(*_SERVICES, told=True))),
    Case("network: only blobs and files", both(_CLOSED, _linked("blob", "file")), {_RULE: "error"}),
    Case("network: none", _CLOSED, {_RULE: "error"}),
    Case("network: none of them approved", both(_CLOSED, _linked(*_SERVICES, status="Pending")), {_RULE: "error"}),
    Case(
        "network: a firewall, and only blobs",
        both(_PRIVATE, patch(good.WORKSPACE_STORAGE, "properties.networkAcls.defaultAction", "Deny"), _linked("blob")),
        {_RULE: "warning"},
    ),
    Case(
        "network: a managed one, and none",
        both(_CLOSED, patch(good.WORKSPACE, "properties.managedNetwork.isolationMode", "AllowInternetOutbound")),
        {_RULE: "error"},
    ),
    Case(
        "network: a private endpoint of the workspace",
        both(_CLOSED, patch(good.WORKSPACE, "properties.publicNetworkAccess", "Enabled"), _linked()),
    ),
    Case("network: whether it is public is not said", drop(good.WORKSPACE, "properties.publicNetworkAccess")),
    Case(
        "network: whether it is public in an unknown word",
        both(_CLOSED, patch(good.WORKSPACE, "properties.publicNetworkAccess", "Sometimes")),
        unsure=_UNSURE,
        reasons=("in a way that cannot be read",),
    ),
    Case(
        "network: the account is refused",
        both(_CLOSED, forbid("Microsoft.Storage/storageAccounts/read")),
        unsure=_UNSURE,
        reasons=("may not read storage account `stbatch`*storageAccounts/read",),
    ),
    Case(
        "network: the account is hollow",
        both(_CLOSED, spoil("storageAccounts/stbatch", Hollow())),
        unsure=_UNSURE,
        reasons=("storage account `stbatch`",),
    ),
    Case(
        "network: the private endpoints are refused",
        both(_CLOSED, _linked(*_SERVICES), forbid("Microsoft.Network/*")),
        unsure=_UNSURE,
        reasons=("may not read private endpoint `pe-blob`*privateEndpoints/read",),
    ),
    Case(
        "network: one of them is not there",
        both(_CLOSED, _linked(*_SERVICES), remove(_endpoint("queue"))),
        unsure=_UNSURE,
        reasons=("the private endpoint `*pe-queue` was not found",),
    ),
    Case(
        "network: one of them is a page of HTML",
        both(_CLOSED, _linked(*_SERVICES), spoil("privateEndpoints/pe-table")),
        unsure=_UNSURE,
        reasons=("a page of HTML",),
    ),
)
