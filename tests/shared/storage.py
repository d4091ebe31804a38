"""Storage behind a workspace, as the services describe it, and who may read it."""

from __future__ import annotations

from typing import Any

from preflight import question
from preflight.question import Question
from tests.shared.workspaces import GROUP, SUBSCRIPTION, WORKSPACE

ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stdata"
CONTAINER = f"{ACCOUNT}/blobServices/default/containers/data"
ENDPOINT = "https://stdata.blob.core.windows.net"
PRINCIPAL = "aaaaaaaa-0000-0000-0000-000000000001"

DATASTORES = Question(question.DATASTORES)
ROLES = Question(question.ROLE_ASSIGNMENTS, (ACCOUNT, PRINCIPAL))
DENIALS = Question(question.DENY_ASSIGNMENTS, (ACCOUNT, PRINCIPAL))
STORAGE = Question(question.STORAGE_ACCOUNT, (ACCOUNT,))

READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"


def datastore(name: str, sort: str = "None", **properties: Any) -> dict[str, Any]:
    """Return a blob datastore in container `data` of account `stdata`, with some of its properties changed."""
    return {
        "id": f"{WORKSPACE}/datastores/{name}",
        "name": name,
        "properties": {
            "datastoreType": "AzureBlob",
            "accountName": "stdata",
            "containerName": "data",
            "endpoint": "core.windows.net",
            "protocol": "https",
            "subscriptionId": SUBSCRIPTION.rpartition("/")[2],
            "resourceGroup": "rg-batch",
            "isDefault": False,
            "credentials": {"credentialsType": sort},
            **properties,
        },
    }


def datastores(*listed: dict[str, Any]) -> dict[str, Any]:
    """Return the answer that lists datastores: by default one without credentials, one with a key, and the default one."""
    found = listed or (datastore("plain"), datastore("keyed", "AccountKey"), datastore("workspaceblobstore", isDefault=True))
    return {"value": list(found)}


def data_asset(name: str, version: str = "1", uri: str | None = None, kind: str = "uri_folder") -> dict[str, Any]:
    """Return a version of a data asset; by default its data lie in the datastore `plain`, in a folder of its name."""
    where = f"azureml:/{WORKSPACE}/datastores/plain/paths/{name}/" if uri is None else uri
    return {
        "id": f"{WORKSPACE}/data/{name}/versions/{version}",
        "name": version,
        "properties": {"dataType": kind, "dataUri": where, "isArchived": False},
    }


def data(name: str, version: str = "1", label: str = "") -> Question:
    """Return the question for a data asset."""
    return Question(question.DATA, (name, version, label))


def account(**properties: Any) -> dict[str, Any]:
    """Return the storage account."""
    return {"id": ACCOUNT, "name": "stdata", "kind": "StorageV2", "location": "eastus2", "properties": properties}


def listed(prefix: str, most: int = 1_000, container: str = "data") -> Question:
    """Return the question for blobs whose names begin with a prefix."""
    return Question(question.BLOBS, (ENDPOINT, container, prefix, str(most)))


def blobs(*names: str, truncated: object = False, size: object = 3) -> dict[str, Any]:
    """Return a listing of blobs."""
    return {"value": [{"name": name, "size": size} for name in names], "truncated": truncated}


def head_of(path: str, most: int = 8_192) -> Question:
    """Return the question for the beginning of a blob."""
    return Question(question.BLOB_HEAD, (ENDPOINT, "data", path, str(most)))


def head(text: str, size: object = None) -> dict[str, Any]:
    """Return the beginning of a blob, by default all of it."""
    return {"text": text, "size": len(text.encode()) if size is None else size}


def grant(role: str = READER, scope: str = ACCOUNT, **properties: Any) -> dict[str, Any]:
    """Return a role assignment; a role may be given by the last part of its id."""
    definition = role if "/" in role else f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    given = {"roleDefinitionId": definition, "scope": scope, "principalId": PRINCIPAL, "principalType": "ServicePrincipal", **properties}
    return {"id": f"{scope}/providers/Microsoft.Authorization/roleAssignments/x", "properties": given}


def assignments(*given: Any, **definitions: Any) -> dict[str, Any]:
    """Return role assignments; keywords are the definitions of roles that no storage role is, by the last part of their ids."""
    prefix = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/".lower()
    return {"value": list(given), "definitions": {prefix + name: definition for name, definition in definitions.items()}}


def role(*permissions: Any, name: str = "A role of ours") -> dict[str, Any]:
    """Return the definition of a role, by its permissions."""
    return {"properties": {"roleName": name, "type": "CustomRole", "permissions": list(permissions)}}


def denial(*actions: str, scope: str = ACCOUNT, **properties: Any) -> dict[str, Any]:
    """Return a deny assignment of data actions, by default of all of them."""
    permissions = [{"actions": [], "notActions": [], "dataActions": list(actions) or ["*"], "notDataActions": []}]
    principals = [{"id": PRINCIPAL, "type": "ServicePrincipal"}]
    given = {"denyAssignmentName": "no blobs", "scope": scope, "permissions": permissions, "principals": principals, **properties}
    return {"id": f"{scope}/providers/Microsoft.Authorization/denyAssignments/x", "properties": given}


# The signature of a model that needs two columns, as MLflow writes it.
MLMODEL = """\
signature:
  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "double", "name": "chol", "required": true}]'
"""
# What a good workspace answers of the data asset `heart`, whose files the compute `c` may read.
STORED: dict[Question, Any] = {
    DATASTORES: datastores(),
    data("heart"): data_asset("heart"),
    STORAGE: account(),
    ROLES: assignments(grant(), grant(CONTRIBUTOR)),
    DENIALS: {"value": []},
    listed("heart/"): blobs("heart/a.csv", "heart/b.csv", "heart/old/c.csv"),
    head_of("heart/a.csv"): head("age,sex\n1,0\n"),
}
