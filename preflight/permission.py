"""The permissions that it takes to read what questions ask for."""

from __future__ import annotations

from preflight import question
from preflight.record import Record


class Permission(Record):
    """What it takes to read one sort of resource: the actions that a role must have, on Azure Resource Manager and on data.

    `scope` says in words where such a role must be assigned, at the least, but for what is read on the way (`scope_of`).
    """

    actions: tuple[str, ...]
    data_actions: tuple[str, ...]
    scope: str

    def scope_of(self, action: str) -> str:
        """Return where a role with one of the actions must be assigned, in words."""
        return _ON_THE_WAY.get(action, self.scope)


_ML = "Microsoft.MachineLearningServices"
_WORKSPACES = f"{_ML}/workspaces"
_BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
READ_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/read"
"""Takes part in reading a compute whose user-assigned identities come without their object ids."""
READ_ROLE = "Microsoft.Authorization/roleDefinitions/read"
# A role is addressed below its subscription, whatever it is assigned on.
_ON_THE_WAY = {READ_IDENTITY: "the user-assigned identities of its computes", READ_ROLE: "the subscription"}


def _manage(scope: str, *actions: str) -> Permission:
    return Permission(actions, (), scope)


# Sources: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations, and for blobs
# https://learn.microsoft.com/rest/api/storageservices/list-blobs#permissions
PERMISSIONS: dict[str, Permission] = {
    question.WORKSPACE: _manage("the workspace", f"{_WORKSPACES}/read"),
    question.REGISTRY: _manage("the container registry", "Microsoft.ContainerRegistry/registries/read"),
    question.COMPUTE: _manage("the workspace", f"{_WORKSPACES}/computes/read", READ_IDENTITY),
    question.ENDPOINT: _manage("the workspace", f"{_WORKSPACES}/batchEndpoints/read"),
    question.ENDPOINTS: _manage("the workspace", f"{_WORKSPACES}/batchEndpoints/read"),
    question.DEPLOYMENTS: _manage("the workspace", f"{_WORKSPACES}/batchEndpoints/deployments/read"),
    question.MODEL: _manage("the workspace", f"{_WORKSPACES}/models/versions/read"),
    question.ENVIRONMENT: _manage("the workspace", f"{_WORKSPACES}/environments/versions/read"),
    question.DATA: _manage("the workspace", f"{_WORKSPACES}/data/versions/read", f"{_WORKSPACES}/data/read"),
    question.COMPONENT: _manage("the workspace", f"{_WORKSPACES}/components/versions/read"),
    question.DATASTORES: _manage("the workspace", f"{_WORKSPACES}/datastores/read"),
    question.STORAGE_ACCOUNT: _manage("the storage accounts of the datastores", "Microsoft.Storage/storageAccounts/read"),
    question.PRIVATE_ENDPOINT: _manage("the private endpoints of the storage accounts", "Microsoft.Network/privateEndpoints/read"),
    question.ROLE_ASSIGNMENTS: _manage("the storage accounts of the datastores", "Microsoft.Authorization/roleAssignments/read", READ_ROLE),
    question.DENY_ASSIGNMENTS: _manage("the storage accounts of the datastores", "Microsoft.Authorization/denyAssignments/read"),
    question.PERMISSIONS: _manage("the workspace and its resource group", "Microsoft.Authorization/permissions/read"),
    question.USAGES: _manage("the subscription", f"{_ML}/locations/usages/read"),
    question.VM_SIZES: _manage("the subscription", f"{_ML}/locations/vmsizes/read"),
    question.BLOBS: Permission((), (_BLOBS,), "the storage accounts of the datastores"),
    question.BLOB_HEAD: Permission((), (_BLOBS,), "the storage accounts of the datastores"),
}
"""By the words of preflight/question.py; the first action is the one that is missing where Azure refuses and names none."""
