"""Bodies of assets and datastores as Azure gives them, with values of our own.

The shapes are those of the examples in https://github.com/Azure/azure-rest-api-specs.
"""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]

_COMMON: Body = {"description": None, "tags": {}, "properties": {}, "isArchived": False, "isAnonymous": False}


def model(uri: str, kind: str = "mlflow_model") -> Body:
    """Return a version of a model; of MLflow's it knows the flavors."""
    flavors = (
        {"python_function": {"data": {"loader_module": "mlflow.sklearn", "python_version": "3.10.14"}}} if kind == "mlflow_model" else {}
    )
    return {
        "properties": {**_COMMON, "modelType": kind, "modelUri": uri, "flavors": flavors, "jobName": None, "provisioningState": "Succeeded"}
    }


def environment(image: str, conda: str | None) -> Body:
    """Return a version of an environment; `conda` is the text of its conda file."""
    kind = "UserCreated"
    return {"properties": {**_COMMON, "environmentType": kind, "image": image, "condaFile": conda, "build": None, "osType": "Linux"}}


def data(uri: str, kind: str = "uri_folder") -> Body:
    """Return a version of a data asset."""
    return {"properties": {**_COMMON, "dataType": kind, "dataUri": uri}}


def component(name: str, kind: str = "pipeline", **spec: Any) -> Body:
    """Return a version of a component; keywords are further parts of its specification."""
    whole = {
        "name": name,
        "version": "1",
        "display_name": name,
        "type": kind,
        "is_deterministic": True,
        "inputs": {"input_data": {"type": "uri_folder", "optional": False}},
        "outputs": {"scores": {"type": "uri_folder"}},
        **spec,
    }
    return {"properties": {**_COMMON, "componentSpec": whole, "provisioningState": "Succeeded"}}


def blob_datastore(account: str, container: str, credentials: str, owner: tuple[str, str], *, default: bool = False) -> Body:
    """Return a datastore over a container of blobs; `owner` is the subscription and the resource group of the account."""
    facts = {"datastoreType": "AzureBlob", "accountName": account, "containerName": container, "isDefault": default}
    return _datastore(facts, {"credentialsType": credentials}, owner)


def gen2_datastore(account: str, file_system: str, credentials: Body, owner: tuple[str, str]) -> Body:
    """Return a datastore over a file system of Data Lake Storage Gen2."""
    return _datastore({"datastoreType": "AzureDataLakeGen2", "accountName": account, "filesystem": file_system}, credentials, owner)


def file_datastore(account: str, share: str, owner: tuple[str, str]) -> Body:
    """Return a datastore over a file share."""
    facts = {"datastoreType": "AzureFile", "accountName": account, "fileShareName": share}
    return _datastore(facts, {"credentialsType": "AccountKey"}, owner)


def principal_credentials(client: str, tenant: str, domain: str) -> Body:
    """Return the credentials of a datastore that an application signs in to; its secret is never given."""
    return {
        "credentialsType": "ServicePrincipal",
        "authorityUrl": "https://login.microsoftonline.com",
        "clientId": client,
        "tenantId": tenant,
        "resourceUrl": f"https://storage.{domain}",
    }


def _datastore(facts: Body, credentials: Body, owner: tuple[str, str]) -> Body:
    subscription, group = owner
    common: Body = {
        "description": None,
        "tags": {},
        "properties": None,
        "isDefault": False,
        "endpoint": "core.windows.net",
        "protocol": "https",
        "serviceDataAccessAuthIdentity": "None",
        "subscriptionId": subscription,
        "resourceGroup": group,
    }
    return {"properties": {**common, "credentials": credentials, **facts}}


def usage(name: str, used: int, limit: int, scope: str) -> Body:
    """Return what is used of a quota; a limit of -1 is none."""
    slug = name.replace(" ", "_")
    return {
        "id": f"{scope}/usages/{slug}",
        "type": "Microsoft.MachineLearningServices/vmFamily/usages",
        "name": {"value": name, "localizedValue": name},
        "currentValue": used,
        "limit": limit,
        "unit": "Count",
    }


def vm_size(name: str, family: str, cores: int, *, gpus: int = 0) -> Body:
    """Return a size of virtual machines."""
    return {
        "name": name,
        "family": family,
        "vCPUs": cores,
        "gpus": gpus,
        "memoryGB": cores * 3.5,
        "osVhdSizeMB": 1047552,
        "maxResourceVolumeMB": cores * 7168,
        "lowPriorityCapable": True,
        "premiumIO": True,
        "estimatedVMPrices": None,
        "supportedComputeTypes": ["AmlCompute", "ComputeInstance"],
    }
