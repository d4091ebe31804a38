"""How a storage account is reached: whether it is closed to the public, and which of its services have a private endpoint."""

from __future__ import annotations

from preflight.facts.answered import answered, list_in, mapping_of, one_of, section, text_told, word
from preflight.facts.workspace import SWITCH
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

# What jobs of batch endpoints need of a storage account (Microsoft Learn, how-to-secure-batch-endpoint).
SERVICES = ("blob", "file", "queue", "table")
_WHAT = "how it is reached"
_APPROVED = "approved"
_ACTIONS = {"allow": "allow", "deny": "deny"}


def storage_facts(account: Value, endpoint: Callable[[Value], Value]) -> Present:
    """Return what is known of how a storage account is reached (StorageAccountGetProperties in azure-rest-api-specs).

    `endpoint` tells of a private endpoint by its id. `unreached` are the services that jobs need and that have no approved private
    endpoint; open where one of them cannot be read.
    """
    properties = section(account, "properties", "its properties")
    shape = answered(child(properties, "primaryEndpoints"), "what sort of storage account it is")
    if isinstance(shape, Unknown):
        properties = shape
    acls = mapping_of(child(properties, "networkAcls"), _WHAT)
    return mapping(
        {
            "id": child(account, "id"),
            "name": child(account, "name"),
            "public_network_access": one_of(child(properties, "publicNetworkAccess"), SWITCH, _WHAT),
            "default_action": one_of(child(acls, "defaultAction"), _ACTIONS, _WHAT),
            "unreached": _unreached(account, properties, endpoint),
        },
        account,
    )


def _unreached(account: Value, properties: Value, endpoint: Callable[[Value], Value]) -> Value:
    found = list_in(properties, "privateEndpointConnections", _WHAT)
    if isinstance(found, Unknown):
        return found
    reached: set[str] = set()
    doubts: list[Unknown] = []
    for connection in members(found):
        services = _services(account, connection, endpoint)
        if isinstance(services, Unknown):
            doubts.append(services)
        else:
            reached |= services
    left = [service for service in SERVICES if service not in reached]
    if left and doubts:
        return listing([], account, doubt_of(*doubts))
    return fact(left, account)


def _services(account: Value, connection: Value, endpoint: Callable[[Value], Value]) -> set[str] | Unknown:
    """Return the services that a connection leads to; none where it is not approved."""
    inner = section(connection, "properties", _WHAT)
    state = answered(word(child(child(inner, "privateLinkServiceConnectionState"), "status"), _WHAT), _WHAT)
    if isinstance(state, Unknown):
        return state
    if text_of(state) != _APPROVED:
        return set()
    if not isinstance(child(inner, "groupIds"), Absent):
        return _names(inner)
    named = answered(text_told(child(child(inner, "privateEndpoint"), "id"), _WHAT), _WHAT)
    told = named if isinstance(named, Unknown) else endpoint(named)
    if not isinstance(told, Present):
        return told if isinstance(told, Unknown) else Unknown(f"the private endpoint `{text_of(named)}` was not found", account)
    return _linked(account, told)


def _linked(account: Value, endpoint: Value) -> set[str] | Unknown:
    """Return the services of an account that a private endpoint is for."""
    properties = section(endpoint, "properties", "its properties")
    own = (text_of(child(account, "id")) or "").lower()
    found: set[str] = set()
    for key in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections"):
        if isinstance(child(properties, key), Absent):
            continue
        links = list_in(properties, key, "what it leads to")
        if isinstance(links, Unknown):
            return links
        for link in members(links):
            inner = section(link, "properties", "what it leads to")
            if (text_of(child(inner, "privateLinkServiceId")) or "").lower() == own:
                services = _names(inner)
                if isinstance(services, Unknown):
                    return services
                found |= services
    return found or Unknown(f"what the private endpoint `{text_of(child(endpoint, 'name'))}` leads to cannot be read", account)


def _names(inner: Value) -> set[str] | Unknown:
    groups = list_in(inner, "groupIds", "what it leads to")
    if isinstance(groups, Unknown):
        return groups
    names = [word(one, "what it leads to") for one in members(groups)]
    return doubt_of(*names) or {text for one in names if (text := text_of(one)) is not None}
