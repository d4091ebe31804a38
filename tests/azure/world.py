"""A world: what is in Azure, who asks, and what goes wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from tests.azure.address import address
from tests.azure.cloud import AZURE, Cloud
from tests.azure.faults import Fault, Faults, What
from tests.azure.resources import Path, Resources
from tests.azure.roles import built_in_roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAMES = uuid.UUID("5d1b6f0e-6a63-4c53-9d6b-0c8f6ac7e9b1")


@dataclass(frozen=True)
class Caller:
    """The application that signs in."""

    tenant_id: str = "7d3b1c52-4a0e-4f8e-9a7c-2f6d1e5b8c90"
    client_id: str = "c1a2e3d4-55b6-4c77-8d88-99aa00bb11cc"
    client_secret: str = "not-a-secret~of-anybody"  # noqa: S105  # it opens nothing but this fake
    object_id: str = "0f1e2d3c-4b5a-4697-8877-665544332211"


class World:
    """All that a test can set about Azure.

    `token_seconds` is how long a token lives, `latency_ms` what every answer takes, `page_size` how much a page holds,
    `sign_in_error` a code such as `AADSTS7000222` that every sign-in ends with, `unregistered` the resource providers in lower case
    that the subscription does not use, `walled` the storage accounts whose firewall keeps the caller out.
    """

    def __init__(self, cloud: Cloud = AZURE, caller: Caller | None = None) -> None:
        """Start with the built-in roles and a caller who may do everything."""
        self.cloud = cloud
        self.caller = caller or Caller()
        self.resources = Resources()
        self.faults = Faults()
        self.containers: dict[tuple[str, str], dict[str, bytes]] = {}
        self.runs: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, set[str]] = {}
        self.permissions: dict[str, list[Any]] = {}
        self.unregistered: set[str] = set()
        self.walled: set[str] = set()
        self.sign_in_error = ""
        self.token_seconds = 3600
        self.latency_ms = 0
        self.page_size = 100
        self._forbidden: set[str] = set()
        for arm_id, role in built_in_roles().items():
            self.resources.set(arm_id, role)

    def set(self, arm_id: str, body: Any) -> str:
        """Put a resource, or the whole answer to a path, and return its id; what is missing in an envelope is filled in."""
        self.resources.set(arm_id, body)
        return arm_id

    def get(self, arm_id: str) -> Any:
        """Return a resource as it is kept."""
        return self.resources.get(arm_id)

    def patch(self, arm_id: str, path: Path, value: Any) -> None:
        """Set a value inside of a resource: `patch(workspace, "properties.encryption.status", "Enabled")`."""
        self.resources.patch(arm_id, path, value)

    def drop(self, arm_id: str, path: Path) -> None:
        """Remove a value inside of a resource."""
        self.resources.drop(arm_id, path)

    def remove(self, arm_id: str) -> None:
        """Remove a resource and all below it."""
        self.resources.remove(arm_id)

    def forbid(self, *patterns: str) -> None:
        """Take permissions from the caller: actions, or addresses that begin with `/` or `https://`; all with wildcards."""
        self._forbidden |= {pattern.lower() for pattern in patterns}

    def forbids(self, action: str, url: str) -> bool:
        """Tell whether the caller may not do something at an address."""
        path = "/" + url.partition("://")[2].partition("/")[2]
        return any(fnmatchcase(one.lower(), pattern) for one in (action, url, path) for pattern in self._forbidden)

    def permit(self, scope: str, permissions: list[Any]) -> None:
        """Say what the caller may do at a scope, as it is listed there; everything where nothing was said."""
        self.permissions[address(scope).id.lower()] = permissions

    def permissions_at(self, scope: str) -> list[Any]:
        """Return what the caller may do at a scope."""
        everything = {"actions": ["*"], "notActions": [], "dataActions": [], "notDataActions": []}
        return self.permissions.get(address(scope).id.lower(), [everything])

    def blobs(self, account: str, container: str, files: Mapping[str, bytes]) -> None:
        """Put blobs into a container, which is made; a path that ends in `/` is a directory of a hierarchical account."""
        self.containers.setdefault((account, container), {}).update(files)

    def group(self, group: str, *members: str) -> None:
        """Put principals or groups into a group."""
        self.groups.setdefault(group.lower(), set()).update(member.lower() for member in members)

    def grant(self, principal: str, scope: str, role: str, **more: Any) -> str:
        """Assign a role, given by its id or by the last part of it, and return the id of the assignment.

        Further keywords are properties of the assignment: `condition`, `conditionVersion`, `principalType`.
        """
        definition = role if "/" in role else f"{_subscription(scope)}/providers/Microsoft.Authorization/roleDefinitions/{role}"
        kind = "Group" if principal.lower() in self.groups else "ServicePrincipal"
        properties = {"roleDefinitionId": definition, "principalId": principal, "principalType": kind, "scope": scope, "condition": None}
        name = uuid.uuid5(_NAMES, f"{principal} {scope} {role}".lower())
        return self.set(
            f"{scope.rstrip('/')}/providers/Microsoft.Authorization/roleAssignments/{name}", {"properties": {**properties, **more}}
        )

    def deny(self, principals: Iterable[str], scope: str, **more: Any) -> str:
        """Deny reading blobs at a scope, and return the id of the assignment.

        Further keywords are properties of the assignment: `permissions`, `excludePrincipals`, `doNotApplyToChildScopes`.
        """
        denied = [{"id": principal, "type": "ServicePrincipal"} for principal in principals]
        reading = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
        properties = {
            "denyAssignmentName": "no reading of blobs",
            "description": "",
            "permissions": [{"actions": [], "notActions": [], "dataActions": [reading], "notDataActions": []}],
            "scope": scope,
            "doNotApplyToChildScopes": False,
            "principals": denied,
            "excludePrincipals": [],
            "isSystemProtected": True,
        }
        name = uuid.uuid5(_NAMES, f"{denied} {scope}".lower())
        return self.set(
            f"{scope.rstrip('/')}/providers/Microsoft.Authorization/denyAssignments/{name}", {"properties": {**properties, **more}}
        )

    def role(self, scope: str, name: str, *permissions: Mapping[str, Any]) -> str:
        """Define a role of one's own and return its id; lists that a permission lacks are empty."""
        empty: dict[str, Any] = {"actions": [], "notActions": [], "dataActions": [], "notDataActions": []}
        number = uuid.uuid5(_NAMES, name)
        properties = {
            "roleName": name,
            "type": "CustomRole",
            "description": "",
            "assignableScopes": [scope],
            "permissions": [{**empty, **permission} for permission in permissions],
        }
        definition = f"{_subscription(scope)}/providers/Microsoft.Authorization/roleDefinitions/{number}"
        return self.set(definition, {"properties": properties})

    def fault(self, pattern: str, what: What, times: int | None = None) -> None:
        """Let something go wrong where a pattern covers `host`, `host/path` or `host/path?query`; None is for ever."""
        self.faults.add(Fault(pattern, what, times))


def _subscription(scope: str) -> str:
    number = address(scope).subscription
    return f"/subscriptions/{number}" if number else ""
