"""What is known of a workspace."""

from __future__ import annotations

from preflight.facts.answered import answered, list_in, lower, mapping_of, one_of, section, text_told, unasked, word
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, placed, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

ENABLED, DISABLED = "enabled", "disabled"
SWITCH = {ENABLED: ENABLED, DISABLED: DISABLED}
_KEY = "whether its data are encrypted with a key of the customer's own"
_NETWORK = "how it is reached"


def workspace_facts(root: Value, *, of_batch: bool, live: bool = False) -> Present:
    """Return the root `workspace` of a workspace file.

    `of_batch` tells whether the batch endpoints and deployments in sight can only be meant for this workspace. `encryption` is
    `enabled` where the file names a key of the customer's own; without one, Microsoft's key is used and nothing is said of it.
    `live` tells whether a workspace is asked: it is a subject of its own then, and what it tells is not told of the file.
    """
    key = child(root, "customer_managed_key")
    named = written(child(key, "key_uri")) or written(child(key, "key_vault"))
    encryption = placed(ENABLED, key) if named else key.elsewhere(key) if isinstance(key, Unknown) else Absent(key)
    hidden = {
        "id": "its id",
        "found": "whether it is there",
        "private_endpoints": "how it is reached",
        "storage": "how its storage account is reached",
        "caller": "what who asks it may do there",
    }
    return mapping(
        {
            **{name: Absent(root) if live else unasked(root, what) for name, what in hidden.items()},
            "name": child(root, "name"),
            "encryption": encryption,
            "location": child(root, "location"),
            "public_network_access": lower(child(root, "public_network_access")),
            "isolation": _isolation(child(child(root, "managed_network"), "isolation_mode")),
            "datastore_auth": lower(child(root, "system_datastores_auth_mode")),
            "identity": lower(child(child(root, "identity"), "type")),
            "of_batch": fact(of_batch, root),
            "holds": Absent(root),
        },
        root,
    )


def deployed_workspace_facts(body: Value, holds: list[str]) -> Present:
    """Return the root `workspace` of a workspace as Azure Resource Manager describes it (Workspace/get in azure-rest-api-specs).

    `holds` are the kinds of documents that the run is about. How its storage is reached, and what the caller may do, is not among it.
    """
    properties = _whole(section(body, "properties", "its properties"))
    mode = word(child(mapping_of(child(properties, "managedNetwork"), _NETWORK), "isolationMode"), _NETWORK)
    return mapping(
        {
            "id": text_told(child(body, "id"), "its id"),
            "found": fact(data=True, near=body),
            "name": child(body, "name"),
            "encryption": _encryption(properties),
            "location": text_told(child(body, "location"), "where it is"),
            "public_network_access": one_of(child(properties, "publicNetworkAccess"), SWITCH, _NETWORK),
            "isolation": _isolation(mode),
            "private_endpoints": _private_endpoints(properties),
            "datastore_auth": word(child(properties, "systemDatastoresAuthMode"), "how its datastores are read"),
            "identity": word(child(mapping_of(child(body, "identity"), "its identity"), "type"), "the sort of its identity"),
            "storage": Absent(body),
            "caller": Absent(body),
            "of_batch": fact(data=True, near=body),
            "holds": fact(holds, body),
        },
        body,
    )


def missing_workspace_facts(told: Absent, holds: list[str]) -> Present:
    """Return the root `workspace` where there is none of that name: its name and its id, and nothing else."""
    resource = told.teller.resource if told.teller is not None else ""
    facts = workspace_facts(told, of_batch=True, live=True)
    known = {"id": resource, "name": resource.rpartition("/")[2], "found": False, "holds": holds}
    return mapping({**facts.data, **{name: fact(data, told) for name, data in known.items()}}, told)  # type: ignore[dict-item]  # a mapping


def _whole(properties: Value) -> Value:
    """Return the properties; those that lack what every workspace has tell nothing, not even that something is not there."""
    shape = [child(properties, name) for name in ("provisioningState", "storageAccount")]
    if isinstance(properties, Present) and all(isinstance(one, Absent) for one in shape):
        return answered(Absent(properties), "what sort of workspace it is")
    return properties


def _encryption(properties: Value) -> Value:
    encryption = mapping_of(child(properties, "encryption"), _KEY)
    if isinstance(encryption, (Absent, Unknown)):
        return encryption
    status = answered(one_of(child(encryption, "status"), SWITCH, _KEY), _KEY)
    return Absent(encryption) if text_of(status) == DISABLED else status


def _isolation(mode: Value) -> Value:
    """Return the isolation of a managed network as one word, such as `allowinternetoutbound`; absent where there is none."""
    said = text_of(mode)
    if said is None:
        return mode
    plain = said.lower().replace("_", "")
    return Absent(mode) if plain == DISABLED else placed(plain, mode)


def _private_endpoints(properties: Value) -> Value:
    """Return the states of the connections to private endpoints."""
    if isinstance(child(properties, "privateEndpointConnections"), Absent):
        return listing([], properties)
    found = list_in(properties, "privateEndpointConnections", _NETWORK)
    if isinstance(found, Unknown):
        return found
    states = [child(child(child(one, "properties"), "privateLinkServiceConnectionState"), "status") for one in members(found)]
    return listing([answered(word(state, _NETWORK), _NETWORK) for state in states], found)
