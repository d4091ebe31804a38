"""A workspace whose answers a test has written down, and projects that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preflight import question
from preflight.question import Answer, Found, Missing, Question, Unanswered, Unasked
from preflight.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-batch"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws-batch"
REGISTRY = f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/acrbatch"
STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stbatch"


class Workspace:
    """Answers what was written down, says of all else that there is no such thing, and keeps what it was asked, wave by wave."""

    source = "recorded"

    def __init__(self, answers: dict[Question, Any]) -> None:
        """Take answers: an `Answer`, or the JSON of a resource."""
        self._answers = answers
        self.waves: list[list[Question]] = []

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer every question."""
        asked = list(questions)
        self.waves.append(asked)
        return {one: _answer(self._answers.get(one)) for one in asked}


def known(answers: dict[Question, Any]) -> World:
    """Return a world in which some questions are answered already."""
    world = World("recorded")
    world.learn({one: _answer(written) for one, written in answers.items()})
    return world


def _answer(written: object) -> Answer:
    if isinstance(written, (Found, Missing, Unanswered, Unasked)):
        return written
    return Found(written, str(written.get("id", "no id"))) if isinstance(written, dict) else Missing("nothing")


def compute(name: str, **inner: Any) -> dict[str, Any]:
    """Return a cluster as Azure Resource Manager describes it, with some of its inner properties changed."""
    scale = {"minNodeCount": 0, "maxNodeCount": 4}
    properties = {"vmSize": "STANDARD_DS3_V2", "vmPriority": "Dedicated", "scaleSettings": scale, "currentNodeCount": 0, **inner}
    return {
        "id": f"{WORKSPACE}/computes/{name}",
        "name": name,
        "location": "eastus2",
        "identity": {"type": "SystemAssigned", "principalId": "aaaaaaaa-0000-0000-0000-000000000001"},
        "properties": {"computeType": "AmlCompute", "provisioningState": "Succeeded", "properties": properties},
    }


def workspace(**properties: Any) -> dict[str, Any]:
    """Return a workspace as Azure Resource Manager describes it, with some of its properties changed."""
    return {
        "id": WORKSPACE,
        "name": "ws-batch",
        "location": "eastus2",
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "encryption": {"status": "Disabled"},
            "containerRegistry": REGISTRY,
            "storageAccount": STORAGE,
            "publicNetworkAccess": "Enabled",
            "managedNetwork": {"isolationMode": "Disabled"},
            "privateEndpointConnections": [],
            "systemDatastoresAuthMode": "accesskey",
            "provisioningState": "Succeeded",
            **properties,
        },
    }


def registry(sku: str = "Premium", quarantine: str = "disabled") -> dict[str, Any]:
    """Return a container registry as Azure Resource Manager describes it."""
    policies = {"quarantinePolicy": {"status": quarantine}}
    return {"id": REGISTRY, "name": "acrbatch", "sku": {"name": sku}, "properties": {"policies": policies}}


def storage(*services: str, listed: bool = False, **properties: Any) -> dict[str, Any]:
    """Return the storage account of the workspace, with private endpoints for some services; `listed`: it says itself for which."""
    connections = [
        {
            "id": f"{STORAGE}/privateEndpointConnections/{service}",
            "properties": {
                "privateEndpoint": {"id": private_endpoint(service)["id"]},
                "privateLinkServiceConnectionState": {"status": "Approved"},
                **({"groupIds": [service]} if listed else {}),
            },
        }
        for service in services
    ]
    inner = {
        "isHnsEnabled": False,
        "publicNetworkAccess": "Enabled",
        "networkAcls": {"defaultAction": "Allow"},
        "privateEndpointConnections": connections,
        "primaryEndpoints": {"blob": "https://stbatch.blob.core.windows.net/"},
        **properties,
    }
    return {"id": STORAGE, "name": "stbatch", "kind": "StorageV2", "location": "eastus2", "properties": inner}


def private_endpoint(service: str, account: str = STORAGE) -> dict[str, Any]:
    """Return a private endpoint for a service of a storage account."""
    link = {"properties": {"groupIds": [service], "privateLinkServiceId": account}}
    name = f"pe-{service}"
    properties = {"privateLinkServiceConnections": [link], "manualPrivateLinkServiceConnections": []}
    return {"id": f"{GROUP}/providers/Microsoft.Network/privateEndpoints/{name}", "name": name, "properties": properties}


def permissions(*actions: str, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what a caller may do, as one role gives it."""
    return {"value": [{"actions": list(actions), "notActions": list(but), "dataActions": [], "notDataActions": []}]}


def kubernetes(name: str, platform: str = "Microsoft.ContainerService/managedClusters", **outer: Any) -> dict[str, Any]:
    """Return an attached Kubernetes cluster as Azure Resource Manager describes it, with some of its outer properties changed."""
    instance_types = {"gpu-small": {"resources": {"limits": {"nvidia.com/gpu": "1"}}}}
    return {
        "id": f"{WORKSPACE}/computes/{name}",
        "name": name,
        "properties": {
            "computeType": "Kubernetes",
            "provisioningState": "Succeeded",
            "resourceId": f"{GROUP}/providers/{platform}/{name}",
            "properties": {"defaultInstanceType": "defaultInstanceType", "instanceTypes": instance_types},
            **outer,
        },
    }


def endpoint(name: str, default: str | None = "d1") -> dict[str, Any]:
    """Return a batch endpoint as Azure Resource Manager describes it."""
    properties = {"authMode": "AADToken", "defaults": {"deploymentName": default}, "provisioningState": "Succeeded"}
    return {"id": f"{WORKSPACE}/batchEndpoints/{name}", "name": name, "location": "eastus2", "properties": properties}


def deployment(name: str, state: str = "Succeeded", **properties: Any) -> dict[str, Any]:
    """Return a batch deployment as Azure Resource Manager describes it, with some of its properties changed."""
    inner = {"compute": f"{WORKSPACE}/computes/c", "provisioningState": state, **properties}
    return {"id": f"{WORKSPACE}/batchEndpoints/e/deployments/{name}", "name": name, "properties": inner}


def version(kind: str, name: str, number: str, **properties: Any) -> dict[str, Any]:
    """Return a version of an asset as Azure Resource Manager describes it: its `name` is the version."""
    return {"id": f"{WORKSPACE}/{kind}/{name}/versions/{number}", "name": number, "properties": {"isArchived": False, **properties}}


CONDA = "channels: [conda-forge]\ndependencies:\n- python=3.11\n- pip:\n  - azureml-core\n  - azureml-dataset-runtime[fuse]\n"


def environment(conda: object = CONDA, image: object = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:1") -> dict[str, Any]:
    """Return version 1 of the environment `env`."""
    return version("environments", "env", "1", image=image, condaFile=conda, osType="Linux", environmentType="UserCreated")


def model(kind: object = "mlflow_model", flavors: object = None) -> dict[str, Any]:
    """Return version 1 of the model `m`."""
    given = {"python_function": {"data": {}}, "sklearn": {"data": {}}} if flavors is None else flavors
    return version("models", "m", "1", modelType=kind, modelUri="azureml://x", flavors=given)


def component(**spec: Any) -> dict[str, Any]:
    """Return version 1 of the pipeline component `p`, with some of its specification changed."""
    inputs = {"data": {"type": "uri_folder"}, "mode": {"type": "string", "optional": True}}
    made = {"type": "pipeline", "name": "p", "version": "1", "inputs": inputs, "outputs": {"scores": {"type": "uri_file"}}, **spec}
    return version("components", "p", "1", componentSpec=made)


def usage(name: str, used: object, limit: object, scope: str = SUBSCRIPTION) -> dict[str, Any]:
    """Return a row of a location's usages as the service gives it: `name` is written with blanks."""
    total = name.startswith("Total")
    return {
        "id": f"{scope}/usages" + ("" if total else f"/{name.replace(' ', '_')}"),
        "name": {"value": name},
        "currentValue": used,
        "limit": limit,
        "unit": "Count",
    }


def usages(*more: dict[str, Any], used: object = 8, limit: object = 24) -> dict[str, Any]:
    """Return the usages of a location: of the family DSv2, dedicated and low priority, of all families, and of one workspace."""
    family = "Standard DSv2 Family Cluster Dedicated vCPUs"
    rows = [
        usage("Total Cluster Dedicated Regional vCPUs", 14, 100),
        usage("Standard D Family Cluster Dedicated vCPUs", 0, 0),
        usage(family, used, limit),
        usage(family, 0, 1, scope=WORKSPACE),
        usage("Total Cluster LowPriority Regional vCPUs", 18, 50),
        usage("Standard DSv2 Family Cluster LowPriority vCPUs", 0, -1),
    ]
    return {"value": [*more, *rows]}


SIZES: dict[str, Any] = {
    "value": [
        {"name": "Standard_DS3_v2", "family": "standardDSv2Family", "vCPUs": 4, "gpus": 0, "memoryGB": 14},
        {"name": "Standard_NC24ads_A100_v4", "family": "StandardNCADSA100v4Family", "vCPUs": 24, "gpus": 1, "memoryGB": 220},
    ]
}
GOOD: dict[Question, Any] = {
    Question(question.WORKSPACE): workspace(),
    Question(question.REGISTRY, (REGISTRY,)): registry(),
    Question(question.STORAGE_ACCOUNT, (STORAGE,)): storage(),
    Question(question.PERMISSIONS, (WORKSPACE,)): permissions("*"),
    Question(question.PERMISSIONS, (GROUP,)): permissions("*"),
    Question(question.COMPUTE, ("c",)): compute("c"),
    Question(question.COMPUTE, ("k",)): kubernetes("k"),
    Question(question.ENDPOINT, ("e",)): endpoint("e"),
    Question(question.DEPLOYMENTS, ("e",)): {"value": [deployment("d1"), deployment("other")]},
    Question(question.ENVIRONMENT, ("env", "1", "")): environment(),
    Question(question.MODEL, ("m", "1", "")): model(),
    Question(question.MODEL, ("m", "", "latest")): model(),
    Question(question.COMPONENT, ("p", "1", "")): component(),
    Question(question.VM_SIZES, ("eastus2",)): SIZES,
    Question(question.USAGES, ("eastus2",)): usages(),
}
