"""A good world: one workspace in which the batch endpoint `heart-batch` works."""

from __future__ import annotations

from tests.azure import asset_shapes, shapes
from tests.azure.cloud import AZURE, Cloud
from tests.azure.roles import BLOB_READER
from tests.azure.shapes import LOCATION
from tests.azure.world import World

SUBSCRIPTION = "5f0c2a84-3b7e-4d19-8c65-1e9a7b40d2f3"
GROUP = "rg-heart"
WORKSPACE_NAME = "ws-heart"
GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
WORKSPACE = f"{GROUP_ID}/providers/Microsoft.MachineLearningServices/workspaces/{WORKSPACE_NAME}"
REGISTRY = f"{GROUP_ID}/providers/Microsoft.ContainerRegistry/registries/acrheart"
WORKSPACE_STORAGE = f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stbatch"
DATA_STORAGE = f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stdata"
LAKE_STORAGE = f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stlake"
USAGES = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/locations/{LOCATION}/usages"
VM_SIZES = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/locations/{LOCATION}/vmSizes"

COMPUTE = f"{WORKSPACE}/computes/cpu-cluster"
ENDPOINT = f"{WORKSPACE}/batchEndpoints/heart-batch"
DEPLOYMENT = f"{ENDPOINT}/deployments/classic"
MLFLOW_DEPLOYMENT = f"{ENDPOINT}/deployments/mlflow"
MODEL = f"{WORKSPACE}/models/heart-model/versions/3"
CUSTOM_MODEL = f"{WORKSPACE}/models/heart-custom/versions/1"
ENVIRONMENT = f"{WORKSPACE}/environments/batch-env/versions/7"
COMPONENT = f"{WORKSPACE}/components/heart-pipeline/versions/1"
CODE = f"{WORKSPACE}/codes/4f7b1d92-6c3e-4a58-9b0d-2e1f3a4c5b6d/versions/1"
DATA = f"{WORKSPACE}/data/heart/versions/1"
DEFAULT_DATASTORE = f"{WORKSPACE}/datastores/workspaceblobstore"
DS_NONE = f"{WORKSPACE}/datastores/ds_none"
DS_SAS = f"{WORKSPACE}/datastores/ds_sas"
DS_GEN2 = f"{WORKSPACE}/datastores/ds_gen2"

WORKSPACE_CONTAINER = "azureml-blobstore-41b6"
DATA_CONTAINER = "data"
FILE_SYSTEM = "lake"
WORKSPACE_IDENTITY = "a3f1c7d8-9e20-4b31-8c42-5d6e7f809102"
CLUSTER_IDENTITY = "b4e2d8c9-0f31-4c42-9d53-6e7f8091a213"

IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest"
CONDA = """\
name: batch
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - pip:
      - azureml-core
      - azureml-dataset-runtime[fuse]
      - mlflow
      - pandas
"""

_OWNER = (SUBSCRIPTION, GROUP)
_LAKE_APPLICATION = "d6a4f0eb-2153-4e64-9f75-8091a2b3c435"


def good_world(cloud: Cloud = AZURE) -> World:
    """Return a world of its own, which a test may change."""
    world = World(cloud)
    tenant = world.caller.tenant_id
    world.set(WORKSPACE, shapes.workspace(registry=REGISTRY, storage=WORKSPACE_STORAGE, principal=WORKSPACE_IDENTITY, tenant=tenant))
    world.set(REGISTRY, shapes.registry("acrheart"))
    world.set(WORKSPACE_STORAGE, shapes.storage_account("stbatch", cloud.storage))
    world.set(DATA_STORAGE, shapes.storage_account("stdata", cloud.storage))
    world.set(LAKE_STORAGE, shapes.storage_account("stlake", cloud.storage, hierarchical=True))
    world.set(COMPUTE, shapes.cluster(shapes.system_identity(CLUSTER_IDENTITY, tenant)))
    world.grant(CLUSTER_IDENTITY, DATA_STORAGE, BLOB_READER)
    _put_assets(world)
    _put_endpoint(world)
    _put_quota(world)
    _put_blobs(world)
    return world


def datastore_uri(datastore: str, path: str) -> str:
    """Return the address of a path in a datastore of the workspace, as assets have it."""
    place = f"subscriptions/{SUBSCRIPTION}/resourcegroups/{GROUP}/workspaces/{WORKSPACE_NAME}"
    return f"azureml://{place}/datastores/{datastore}/paths/{path}"


def _put_assets(world: World) -> None:
    domain, tenant = world.cloud.storage, world.caller.tenant_id
    lake = asset_shapes.principal_credentials(_LAKE_APPLICATION, tenant, domain)
    world.set(DEFAULT_DATASTORE, asset_shapes.blob_datastore("stbatch", WORKSPACE_CONTAINER, "AccountKey", _OWNER, default=True))
    world.set(DS_NONE, asset_shapes.blob_datastore("stdata", DATA_CONTAINER, "None", _OWNER))
    world.set(DS_SAS, asset_shapes.blob_datastore("stdata", DATA_CONTAINER, "Sas", _OWNER))
    world.set(DS_GEN2, asset_shapes.gen2_datastore("stlake", FILE_SYSTEM, lake, _OWNER))
    for datastore in (DEFAULT_DATASTORE, DS_NONE, DS_SAS, DS_GEN2):
        world.patch(datastore, "properties.endpoint", domain)
    world.set(DATA, asset_shapes.data(datastore_uri("ds_none", "heart/")))
    world.set(MODEL, asset_shapes.model(datastore_uri("workspaceblobstore", "models/heart-model/")))
    world.set(CUSTOM_MODEL, asset_shapes.model(datastore_uri("workspaceblobstore", "models/heart-custom/"), "custom_model"))
    world.set(ENVIRONMENT, asset_shapes.environment(IMAGE, CONDA))
    world.set(COMPONENT, asset_shapes.component("heart-pipeline", jobs={}))


def _put_endpoint(world: World) -> None:
    world.set(ENDPOINT, shapes.endpoint("heart-batch", "classic"))
    world.set(DEPLOYMENT, shapes.deployment(COMPUTE, CUSTOM_MODEL, ENVIRONMENT, CODE))
    world.set(MLFLOW_DEPLOYMENT, shapes.deployment(COMPUTE, MODEL))


def _put_quota(world: World) -> None:
    whole = f"/subscriptions/{SUBSCRIPTION}"
    usages = [
        asset_shapes.usage("Total Cluster Dedicated Regional vCPUs", 4, 100, whole),
        asset_shapes.usage("Standard DSv2 Family Cluster Dedicated vCPUs", 4, 24, whole),
        asset_shapes.usage("Standard DSv2 Family Cluster Dedicated vCPUs", 4, 24, WORKSPACE),
        asset_shapes.usage("Standard NCv3 Family Cluster Dedicated vCPUs", 0, 0, whole),
        asset_shapes.usage("Total Cluster LowPriority Regional vCPUs", 0, 50, whole),
        asset_shapes.usage("Standard DSv2 Family Cluster LowPriority vCPUs", 0, -1, whole),
    ]
    sizes = [
        asset_shapes.vm_size("Standard_DS2_v2", "standardDSv2Family", 2),
        asset_shapes.vm_size("Standard_DS3_v2", "standardDSv2Family", 4),
        asset_shapes.vm_size("Standard_NC6s_v3", "standardNCSv3Family", 6, gpus=1),
    ]
    world.set(USAGES, {"value": usages})
    world.set(VM_SIZES, {"value": sizes})


def _put_blobs(world: World) -> None:
    """Put the input; there is no output yet."""
    table = b"age,sex,chol,thalach\n63,1,233,150\n37,1,250,187\n"
    world.blobs("stdata", DATA_CONTAINER, {"heart/part-0.csv": table, "heart/part-1.csv": table})
    world.blobs("stbatch", WORKSPACE_CONTAINER, {"models/heart-model/MLmodel": b"flavors:\n  python_function: {}\n"})
    world.blobs("stlake", FILE_SYSTEM, {"heart/": b"", "heart/part-0.csv": table})
