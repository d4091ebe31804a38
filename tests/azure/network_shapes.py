"""Bodies of private endpoints as Azure gives them, with values of our own.

The shapes are those of the examples in https://github.com/Azure/azure-rest-api-specs.
"""

from __future__ import annotations

from typing import Any

from tests.azure.shapes import LOCATION

Body = dict[str, Any]


def private_endpoint(target: str, *groups: str, status: str = "Approved", subnet: str | None = None) -> Body:
    """Return a private endpoint of a resource: its groups are what of the resource it reaches, such as `blob`."""
    state = {"status": status, "description": "", "actionsRequired": "None"}
    facts = {
        "provisioningState": "Succeeded",
        "groupIds": list(groups),
        "privateLinkServiceId": target,
        "privateLinkServiceConnectionState": state,
    }
    return {
        "location": LOCATION,
        "properties": {
            "provisioningState": "Succeeded",
            "subnet": {"id": subnet} if subnet else None,
            "privateLinkServiceConnections": [{"name": "link", "properties": facts}],
            "manualPrivateLinkServiceConnections": [],
            "networkInterfaces": [],
        },
    }


def private_connection(resource: str, endpoint: str, *groups: str, status: str = "Approved") -> Body:
    """Return how a resource lists a private endpoint of its own; not every resource says the groups."""
    name = endpoint.rpartition("/")[2]
    facts: Body = {
        "provisioningState": "Succeeded",
        "privateEndpoint": {"id": endpoint},
        "privateLinkServiceConnectionState": {"status": status, "description": "Auto-Approved", "actionsRequired": "None"},
    }
    if groups:
        facts["groupIds"] = list(groups)
    return {"id": f"{resource}/privateEndpointConnections/{name}", "name": name, "properties": facts}
