"""Roles that every tenant has, with the ids that they have everywhere."""

from __future__ import annotations

from typing import Any

# Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
BLOB_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
BLOB_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
DATA_SCIENTIST = "f6c7c914-8db3-469d-8ca1-694a8f32e121"

_BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
_CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers"
_WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
_WRITING_ACCESS = ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action"]


def built_in_roles() -> dict[str, Any]:
    """Return the definitions by their ids."""
    roles = [
        _role(OWNER, "Owner", ["*"]),
        _role(CONTRIBUTOR, "Contributor", ["*"], _WRITING_ACCESS),
        _role(READER, "Reader", ["*/read"]),
        _role(BLOB_OWNER, "Storage Blob Data Owner", [f"{_CONTAINERS}/*"], data=[f"{_BLOBS}/*"]),
        _role(
            BLOB_CONTRIBUTOR,
            "Storage Blob Data Contributor",
            [f"{_CONTAINERS}/delete", f"{_CONTAINERS}/read", f"{_CONTAINERS}/write"],
            data=[f"{_BLOBS}/{verb}" for verb in ("delete", "read", "write", "move/action", "add/action")],
        ),
        _role(BLOB_READER, "Storage Blob Data Reader", [f"{_CONTAINERS}/read"], data=[f"{_BLOBS}/read"]),
        _role(
            DATA_SCIENTIST,
            "AzureML Data Scientist",
            [f"{_WORKSPACES}/*/{verb}" for verb in ("read", "action", "delete", "write")],
            [f"{_WORKSPACES}/delete", f"{_WORKSPACES}/write", f"{_WORKSPACES}/computes/*/write", f"{_WORKSPACES}/listKeys/action"],
        ),
    ]
    return {role["id"]: role for role in roles}


def _role(number: str, name: str, actions: list[str], less: list[str] | None = None, *, data: list[str] | None = None) -> dict[str, Any]:
    permission = {"actions": actions, "notActions": less or [], "dataActions": data or [], "notDataActions": []}
    return {
        "id": f"/providers/Microsoft.Authorization/roleDefinitions/{number}",
        "name": number,
        "type": "Microsoft.Authorization/roleDefinitions",
        "properties": {
            "roleName": name,
            "type": "BuiltInRole",
            "description": "",
            "assignableScopes": ["/"],
            "permissions": [permission],
        },
    }
