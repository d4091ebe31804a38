"""Bodies of resources as Azure gives them, with values of our own.

The shapes are those of the examples in https://github.com/Azure/azure-rest-api-specs.
"""

from __future__ import annotations

from typing import Any

LOCATION = "westeurope"

Body = dict[str, Any]


def workspace(*, registry: str, storage: str, principal: str, tenant: str) -> Body:
    """Return a workspace with an identity of its own that anybody may reach."""
    vault = storage.partition("/Microsoft.Storage/")[0] + "/Microsoft.KeyVault/vaults/kv-heart"
    return {
        "location": LOCATION,
        "kind": "Default",
        "sku": {"name": "Basic", "tier": "Basic"},
        "tags": {},
        "identity": {"type": "SystemAssigned", "principalId": principal, "tenantId": tenant},
        "properties": {
            "friendlyName": "heart",
            "description": "",
            "workspaceId": "e2b4c6d8-1a3c-4e5f-8071-92a3b4c5d6e7",
            "storageAccount": storage,
            "containerRegistry": registry,
            "keyVault": vault,
            "applicationInsights": None,
            "discoveryUrl": f"https://{LOCATION}.api.azureml.ms/discovery",
            "mlFlowTrackingUri": f"azureml://{LOCATION}.api.azureml.ms/mlflow/v1.0/workspaces/ws-heart",
            "hbiWorkspace": False,
            "imageBuildCompute": None,
            "publicNetworkAccess": "Enabled",
            "allowPublicAccessWhenBehindVnet": False,
            "privateEndpointConnections": [],
            "privateLinkCount": 0,
            "managedNetwork": {"isolationMode": "Disabled"},
            "v1LegacyMode": False,
            "systemDatastoresAuthMode": "accesskey",
            "enableDataIsolation": False,
            "provisioningState": "Succeeded",
            "tenantId": tenant,
        },
    }


def registry(name: str, sku: str = "Premium") -> Body:
    """Return a container registry without quarantine."""
    policies = {
        "quarantinePolicy": {"status": "disabled"},
        "trustPolicy": {"type": "Notary", "status": "disabled"},
        "retentionPolicy": {"days": 7, "status": "disabled"},
        "exportPolicy": {"status": "enabled"},
    }
    return {
        "location": LOCATION,
        "sku": {"name": sku, "tier": sku},
        "tags": {},
        "properties": {
            "loginServer": f"{name}.azurecr.io",
            "creationDate": "2026-03-02T08:00:00.0000000Z",
            "provisioningState": "Succeeded",
            "adminUserEnabled": True,
            "publicNetworkAccess": "Enabled",
            "networkRuleBypassOptions": "AzureServices",
            "networkRuleSet": {"defaultAction": "Allow", "ipRules": []},
            "policies": policies,
            "privateEndpointConnections": [],
            "zoneRedundancy": "Disabled",
            "dataEndpointEnabled": False,
            "dataEndpointHostNames": [],
            "encryption": {"status": "disabled"},
        },
    }


def storage_account(name: str, domain: str = "core.windows.net", *, hierarchical: bool = False) -> Body:
    """Return a storage account that anybody may reach."""
    return {
        "kind": "StorageV2",
        "location": LOCATION,
        "sku": {"name": "Standard_LRS", "tier": "Standard"},
        "tags": {},
        "properties": {
            "isHnsEnabled": hierarchical,
            "publicNetworkAccess": "Enabled",
            "allowSharedKeyAccess": True,
            "allowBlobPublicAccess": False,
            "minimumTlsVersion": "TLS1_2",
            "supportsHttpsTrafficOnly": True,
            "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []},
            "privateEndpointConnections": [],
            "primaryEndpoints": {service: f"https://{name}.{service}.{domain}/" for service in ("blob", "dfs", "file", "queue", "table")},
            "primaryLocation": LOCATION,
            "provisioningState": "Succeeded",
            "creationTime": "2026-03-02T08:00:00.0000000Z",
        },
    }


def cluster(identity: Body | None, *, vm_size: str = "STANDARD_DS3_V2", most_nodes: int = 4) -> Body:
    """Return a dedicated cluster whose nodes are all shut down."""
    body: Body = {
        "location": LOCATION,
        "tags": {},
        "properties": {
            "computeType": "AmlCompute",
            "computeLocation": LOCATION,
            "description": None,
            "provisioningState": "Succeeded",
            "provisioningErrors": None,
            "createdOn": "2026-03-02T08:30:00.0000000+00:00",
            "modifiedOn": "2026-03-02T08:30:00.0000000+00:00",
            "resourceId": None,
            "isAttachedCompute": False,
            "disableLocalAuth": True,
            "properties": {
                "vmSize": vm_size,
                "vmPriority": "Dedicated",
                "osType": "Linux",
                "virtualMachineImage": None,
                "isolatedNetwork": False,
                "scaleSettings": {"minNodeCount": 0, "maxNodeCount": most_nodes, "nodeIdleTimeBeforeScaleDown": "PT2M"},
                "subnet": None,
                "remoteLoginPortPublicAccess": "NotSpecified",
                "allocationState": "Steady",
                "allocationStateTransitionTime": "2026-03-02T08:31:00.000Z",
                "errors": None,
                "currentNodeCount": 0,
                "targetNodeCount": 0,
                "nodeStateCounts": dict.fromkeys(
                    (f"{state}NodeCount" for state in ("preparing", "running", "idle", "unusable", "leaving", "preempted")), 0
                ),
                "enableNodePublicIp": True,
            },
        },
    }
    return body if identity is None else {**body, "identity": identity}


def attached_cluster(cluster_id: str, identity: Body | None = None) -> Body:
    """Return a Kubernetes cluster that was attached, with two instance types; the id says whether it is AKS or Arc."""
    small = {"cpu": "1", "memory": "4Gi", "nvidia.com/gpu": None}
    large = {"cpu": "4", "memory": "16Gi", "nvidia.com/gpu": None}
    body: Body = {
        "location": LOCATION,
        "tags": {},
        "properties": {
            "computeType": "Kubernetes",
            "provisioningState": "Succeeded",
            "provisioningErrors": None,
            "resourceId": cluster_id,
            "isAttachedCompute": True,
            "properties": {
                "namespace": "default",
                "defaultInstanceType": "defaultinstancetype",
                "vcName": None,
                "extensionPrincipalId": None,
                "extensionInstanceReleaseTrain": "stable",
                "instanceTypes": {
                    "defaultinstancetype": {
                        "nodeSelector": None,
                        "resources": {"requests": {"cpu": "100m", "memory": "2Gi"}, "limits": small},
                    },
                    "large": {"nodeSelector": {"pool": "large"}, "resources": {"requests": large, "limits": large}},
                },
            },
        },
    }
    return body if identity is None else {**body, "identity": identity}


def other_compute(kind: str, inner: Body, resource: str | None = None) -> Body:
    """Return a compute of another type: `AKS` for a cluster that was attached long ago, `ComputeInstance`, `Databricks`."""
    facts = {"computeType": kind, "provisioningState": "Succeeded", "provisioningErrors": None, "resourceId": resource}
    return {"location": LOCATION, "tags": {}, "properties": {**facts, "isAttachedCompute": resource is not None, "properties": inner}}


def system_identity(principal: str, tenant: str) -> Body:
    """Return an identity that belongs to one resource only."""
    return {"type": "SystemAssigned", "principalId": principal, "tenantId": tenant, "userAssignedIdentities": None}


def user_identity(principals: dict[str, str]) -> Body:
    """Return identities that were made on their own: the object id by the ARM id, an empty text where Azure says none."""
    shared = {
        arm_id: {"principalId": principal, "clientId": principal[::-1]} if principal else {} for arm_id, principal in principals.items()
    }
    return {"type": "UserAssigned", "userAssignedIdentities": shared}


def endpoint(name: str, default: str | None) -> Body:
    """Return a batch endpoint, with the name of its default deployment."""
    uri = f"https://{name}.{LOCATION}.inference.ml.azure.com"
    return {
        "location": LOCATION,
        "kind": None,
        "tags": {},
        "identity": {"type": "SystemAssigned", "principalId": "c5f3e9da-1042-4d53-8e64-7f8091a2b324", "tenantId": None},
        "properties": {
            "authMode": "AADToken",
            "description": None,
            "properties": {},
            "defaults": {"deploymentName": default},
            "provisioningState": "Succeeded",
            "scoringUri": f"{uri}/jobs",
            "swaggerUri": None,
        },
    }


def deployment(compute: str, model: str, environment: str | None = None, code: str | None = None) -> Body:
    """Return a deployment of a model; one with a model of MLflow needs neither environment nor code."""
    return {
        "location": LOCATION,
        "tags": {},
        "properties": {
            "description": None,
            "properties": {},
            "compute": compute,
            "model": {"referenceType": "Id", "assetId": model},
            "environmentId": environment,
            "environmentVariables": {"HEART_KEY": "is-not-shown"},
            "codeConfiguration": {"codeId": code, "scoringScript": "score.py"} if code else None,
            "resources": {"instanceCount": 2, "instanceType": None, "properties": None},
            "outputAction": "AppendRow",
            "outputFileName": "predictions.csv",
            "retrySettings": {"maxRetries": 3, "timeout": "PT5M"},
            "miniBatchSize": 10,
            "maxConcurrencyPerInstance": 2,
            "errorThreshold": -1,
            "loggingLevel": "Info",
            "provisioningState": "Succeeded",
            "deploymentConfiguration": None,
        },
    }


def pipeline_deployment(compute: str, component: str) -> Body:
    """Return a deployment of a pipeline component."""
    body = deployment(compute, "")
    configuration = {
        "deploymentConfigurationType": "PipelineComponent",
        "componentId": {"referenceType": "Id", "assetId": component},
        "settings": {"default_compute": compute, "continue_on_step_failure": "false"},
    }
    properties = {**body["properties"], "model": None, "compute": None, "resources": None, "deploymentConfiguration": configuration}
    return {**body, "properties": properties}
