"""The fields of every resource that facts are made of, and those without which a body says nothing.

No tag, no key and no value of an environment variable is among them. Source of names and types: azure-rest-api-specs, in the
versions that the clients send.
"""

from __future__ import annotations

from preflight import question
from preflight.probes.azure.shape import EACH, Leaf, Shape

_TEXT, _NUMBER, _FLAG, _SCALAR = Leaf.TEXT, Leaf.NUMBER, Leaf.FLAG, Leaf.SCALAR
_NAMED: dict[str, Shape] = {"id": _TEXT, "name": _TEXT}
_STATE: dict[str, Shape] = {"privateLinkServiceConnectionState": {"status": _TEXT}}
_IDENTITY: Shape = {
    "type": _TEXT,
    "principalId": _TEXT,
    # `unanswered` and `permission` are ours: why an object id is not known.
    "userAssignedIdentities": {EACH: {"principalId": _TEXT, "clientId": _TEXT, "unanswered": _TEXT, "permission": _TEXT}},
}
_RESOURCES: Shape = {EACH: _SCALAR}
_PERMISSION: dict[str, Shape] = {"actions": [_TEXT], "notActions": [_TEXT], "dataActions": [_TEXT], "notDataActions": [_TEXT]}
_ENDPOINT: Shape = {
    **_NAMED,
    "location": _TEXT,
    "properties": {"authMode": _TEXT, "defaults": {"deploymentName": _TEXT}, "provisioningState": _TEXT, "scoringUri": _TEXT},
}
_REFERENCE: Shape = {"referenceType": _TEXT, "assetId": _TEXT, "path": _TEXT, "datastoreId": _TEXT}
_DEPLOYMENT: Shape = {
    "compute": _TEXT,
    "model": _REFERENCE,
    "environmentId": _TEXT,
    "environmentVariables": Leaf.NAMES,
    "codeConfiguration": {"codeId": _TEXT, "scoringScript": _TEXT},
    "resources": {"instanceCount": _NUMBER, "instanceType": _TEXT},
    "outputAction": _TEXT,
    "outputFileName": _TEXT,
    "retrySettings": {"maxRetries": _NUMBER, "timeout": _TEXT},
    "miniBatchSize": _NUMBER,
    "maxConcurrencyPerInstance": _NUMBER,
    "errorThreshold": _NUMBER,
    "loggingLevel": _TEXT,
    "provisioningState": _TEXT,
    "deploymentConfiguration": {"deploymentConfigurationType": _TEXT, "componentId": _REFERENCE, "settings": {EACH: _SCALAR}},
    "description": _TEXT,
}
_COMPUTE: Shape = {
    "vmSize": _TEXT,
    "vmPriority": _TEXT,
    "scaleSettings": {"minNodeCount": _NUMBER, "maxNodeCount": _NUMBER},
    "currentNodeCount": _NUMBER,
    "subnet": {"id": _TEXT},
    "enableNodePublicIp": _FLAG,
    "instanceTypes": {EACH: {"resources": {"requests": _RESOURCES, "limits": _RESOURCES}}},
    "defaultInstanceType": _TEXT,
    "state": _TEXT,
}
_WORKSPACE: Shape = {
    "encryption": {"status": _TEXT},
    "containerRegistry": _TEXT,
    "storageAccount": _TEXT,
    "publicNetworkAccess": _TEXT,
    "allowPublicAccessWhenBehindVnet": _FLAG,
    "privateEndpointConnections": [{"properties": _STATE}],
    "managedNetwork": {"isolationMode": _TEXT},
    "v1LegacyMode": _FLAG,
    "systemDatastoresAuthMode": _TEXT,
    "provisioningState": _TEXT,
}
_DATASTORE: Shape = {
    "datastoreType": _TEXT,
    "accountName": _TEXT,
    "containerName": _TEXT,
    "filesystem": _TEXT,
    "fileShareName": _TEXT,
    "endpoint": _TEXT,
    "protocol": _TEXT,
    "subscriptionId": _TEXT,
    "resourceGroup": _TEXT,
    "isDefault": _FLAG,
    "serviceDataAccessAuthIdentity": _TEXT,
    "credentials": {"credentialsType": _TEXT},
}
_ACCOUNT: Shape = {
    "isHnsEnabled": _FLAG,
    "publicNetworkAccess": _TEXT,
    "allowSharedKeyAccess": _FLAG,
    "networkAcls": {"defaultAction": _TEXT},
    "privateEndpointConnections": [{"id": _TEXT, "properties": {"privateEndpoint": {"id": _TEXT}, "groupIds": [_TEXT], **_STATE}}],
    "primaryEndpoints": {"blob": _TEXT},
}
_LINK: Shape = [{"properties": {"groupIds": [_TEXT], "privateLinkServiceId": _TEXT, **_STATE}}]
_COMPONENT: Shape = {
    "type": _TEXT,
    "name": _TEXT,
    "version": _SCALAR,
    "display_name": _TEXT,
    "inputs": {EACH: {"type": _TEXT, "optional": _SCALAR, "default": _SCALAR, "enum": [_SCALAR], "min": _SCALAR, "max": _SCALAR}},
    "outputs": {EACH: {"type": _TEXT, "mode": _TEXT}},
}
_ASSET: dict[str, Shape] = {"isArchived": _FLAG}
_ASSIGNMENT: Shape = {
    "roleDefinitionId": _TEXT,
    "scope": _TEXT,
    "principalId": _TEXT,
    "principalType": _TEXT,
    "condition": _TEXT,
    "conditionVersion": _TEXT,
}
_PRINCIPALS: Shape = [{"id": _TEXT, "type": _TEXT}]
_DENIAL: Shape = {
    "denyAssignmentName": _TEXT,
    "permissions": [{**_PERMISSION, "condition": _TEXT}],
    "principals": _PRINCIPALS,
    "excludePrincipals": _PRINCIPALS,
    "scope": _TEXT,
    "doNotApplyToChildScopes": _FLAG,
}
ROLE_FIELDS: Shape = {"properties": {"roleName": _TEXT, "type": _TEXT, "permissions": [{**_PERMISSION, "condition": _TEXT}]}}

# The body of a resource; of a list, one member of it.
FIELDS: dict[str, Shape] = {
    question.WORKSPACE: {**_NAMED, "location": _TEXT, "identity": _IDENTITY, "properties": _WORKSPACE},
    question.REGISTRY: {
        **_NAMED,
        "sku": {"name": _TEXT},
        "properties": {
            "policies": {"quarantinePolicy": {"status": _TEXT}},
            "adminUserEnabled": _FLAG,
            "publicNetworkAccess": _TEXT,
            "networkRuleSet": {"defaultAction": _TEXT},
        },
    },
    question.COMPUTE: {
        **_NAMED,
        "location": _TEXT,
        "identity": _IDENTITY,
        "properties": {
            "computeType": _TEXT,
            "computeLocation": _TEXT,
            "resourceId": _TEXT,
            "provisioningState": _TEXT,
            "provisioningErrors": [{"error": {"code": _TEXT, "message": _TEXT}}],
            "properties": _COMPUTE,
        },
    },
    question.ENDPOINT: _ENDPOINT,
    question.ENDPOINTS: _ENDPOINT,
    question.DEPLOYMENTS: {**_NAMED, "properties": _DEPLOYMENT},
    question.MODEL: {
        **_NAMED,
        "properties": {**_ASSET, "modelType": _TEXT, "modelUri": _TEXT, "flavors": {EACH: {"data": {EACH: _SCALAR}}}},
    },
    question.ENVIRONMENT: {
        **_NAMED,
        "properties": {
            **_ASSET,
            "image": _TEXT,
            "condaFile": _TEXT,
            "build": {"contextUri": _TEXT, "dockerfilePath": _TEXT},
            "osType": _TEXT,
            "environmentType": _TEXT,
        },
    },
    question.DATA: {**_NAMED, "properties": {**_ASSET, "dataType": _TEXT, "dataUri": _TEXT}},
    question.COMPONENT: {**_NAMED, "properties": {**_ASSET, "componentSpec": _COMPONENT}},
    question.DATASTORES: {**_NAMED, "properties": _DATASTORE},
    question.STORAGE_ACCOUNT: {**_NAMED, "kind": _TEXT, "location": _TEXT, "properties": _ACCOUNT},
    question.PRIVATE_ENDPOINT: {
        **_NAMED,
        "properties": {"privateLinkServiceConnections": _LINK, "manualPrivateLinkServiceConnections": _LINK},
    },
    question.ROLE_ASSIGNMENTS: {"id": _TEXT, "properties": _ASSIGNMENT},
    question.DENY_ASSIGNMENTS: {"id": _TEXT, "properties": _DENIAL},
    question.PERMISSIONS: _PERMISSION,
    question.USAGES: {"id": _TEXT, "name": {"value": _TEXT}, "currentValue": _NUMBER, "limit": _NUMBER, "unit": _TEXT},
    question.VM_SIZES: {
        "name": _TEXT,
        "family": _TEXT,
        "vCPUs": _NUMBER,
        "gpus": _NUMBER,
        "lowPriorityCapable": _FLAG,
        "memoryGB": _NUMBER,
    },
}

# At least one of these must be there, and not null.
ESSENTIAL: dict[str, tuple[str, ...]] = {
    question.WORKSPACE: ("properties.storageAccount", "properties.provisioningState"),
    question.REGISTRY: ("sku.name",),
    question.COMPUTE: ("properties.computeType",),
    question.ENDPOINT: ("properties.authMode", "properties.provisioningState"),
    question.ENDPOINTS: ("properties.authMode", "properties.provisioningState"),
    question.DEPLOYMENTS: ("properties.model", "properties.compute", "properties.deploymentConfiguration", "properties.provisioningState"),
    question.MODEL: ("properties.modelUri", "properties.modelType"),
    question.ENVIRONMENT: ("properties.image", "properties.build", "properties.condaFile"),
    question.DATA: ("properties.dataType",),
    question.COMPONENT: ("properties.componentSpec.type",),
    question.DATASTORES: ("properties.datastoreType",),
    question.STORAGE_ACCOUNT: ("properties.primaryEndpoints", "kind"),
    question.PRIVATE_ENDPOINT: ("properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections"),
    question.ROLE_ASSIGNMENTS: ("properties.roleDefinitionId",),
    question.DENY_ASSIGNMENTS: ("properties.permissions",),
    question.PERMISSIONS: ("actions",),
    question.USAGES: ("name.value",),
    question.VM_SIZES: ("name",),
}
