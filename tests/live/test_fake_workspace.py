"""The workspace of the fake Azure is one to the real packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.asset_shapes import data, environment, file_datastore, model
from tests.azure.network_shapes import private_connection, private_endpoint
from tests.azure.shapes import attached_cluster, cluster, deployment, endpoint, other_compute, pipeline_deployment, user_identity

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

ARC = f"{good.GROUP_ID}/providers/Microsoft.Kubernetes/connectedClusters/arc-heart"
SHARED = f"{good.GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-heart"


def test_workspace_and_cluster(azure: FakeAzure, ml: Any) -> None:
    workspace = ml.workspaces.get()
    assert workspace.container_registry == good.REGISTRY
    assert workspace.storage_account == good.WORKSPACE_STORAGE
    assert workspace.identity.principal_id == good.WORKSPACE_IDENTITY
    assert workspace.customer_managed_key is None
    size = ml.compute.get("cpu-cluster")
    assert (size.type, size.size, size.max_instances, size.tier) == ("amlcompute", "STANDARD_DS3_V2", 4, "dedicated")
    assert size.identity.principal_id == good.CLUSTER_IDENTITY
    assert [(one.method, one.status) for one in azure.log.exchanges] == [("GET", 200), ("POST", 200), ("GET", 200), ("GET", 200)]
    assert {one.api_version for one in azure.log.matching("management*")} == {"2024-10-01-preview", "2023-08-01-preview"}


def test_encrypted_workspace(azure: FakeAzure, ml: Any) -> None:
    key = {
        "keyVaultArmId": f"{good.GROUP_ID}/providers/Microsoft.KeyVault/vaults/kv",
        "keyIdentifier": "https://kv.vault.azure.net/keys/k/1",
    }
    azure.world.patch(good.WORKSPACE, "properties.encryption.status", "Enabled")
    azure.world.patch(good.WORKSPACE, "properties.encryption.keyVaultProperties", key)
    assert ml.workspaces.get().customer_managed_key.key_uri == key["keyIdentifier"]


def test_computes(azure: FakeAzure, ml: Any, arm: Clients) -> None:
    azure.world.set(f"{good.WORKSPACE}/computes/arc", attached_cluster(ARC))
    azure.world.set(f"{good.WORKSPACE}/computes/shared", cluster(user_identity({SHARED: good.CLUSTER_IDENTITY})))
    azure.world.set(f"{good.WORKSPACE}/computes/desk", other_compute("ComputeInstance", {"vmSize": "STANDARD_DS3_V2", "state": "Running"}))
    assert [one.name for one in ml.compute.list()] == ["cpu-cluster", "arc", "shared", "desk"]
    assert (ml.compute.get("desk").type, ml.compute.get("desk").state) == ("computeinstance", "Running")
    assert ml.compute.get("arc").resource_id == ARC
    _, body = arm(f"{good.WORKSPACE}/computes/shared")
    assert body["identity"]["userAssignedIdentities"][SHARED]["principalId"] == good.CLUSTER_IDENTITY


def test_shared_identity(azure: FakeAzure, arm: Clients) -> None:
    azure.world.set(SHARED, {"location": "westeurope", "properties": {"principalId": good.CLUSTER_IDENTITY}})
    assert arm(SHARED, **{"api-version": "2023-01-31"})[1]["properties"] == {"principalId": good.CLUSTER_IDENTITY}


def test_endpoint_and_deployments(azure: FakeAzure, ml: Any) -> None:
    found = ml.batch_endpoints.get("heart-batch")
    assert (found.defaults.deployment_name, found.auth_mode) == ("classic", "aad_token")
    classic, mlflow = ml.batch_deployments.list("heart-batch")
    assert (classic.name, classic.model, classic.environment) == ("classic", good.CUSTOM_MODEL, good.ENVIRONMENT)
    assert (classic.compute, classic.output_file_name, classic.mini_batch_size) == (good.COMPUTE, "predictions.csv", 10)
    assert classic.code_configuration.scoring_script == "score.py"
    assert (mlflow.name, mlflow.model, mlflow.code_configuration) == ("mlflow", good.MODEL, None)
    azure.world.set(f"{good.ENDPOINT}/deployments/steps", pipeline_deployment(good.COMPUTE, good.COMPONENT))
    assert ml.batch_deployments.get("steps", "heart-batch").properties["deployment_configuration_type"] == "PipelineComponent"


def test_endpoint_without_default_and_deployments(azure: FakeAzure, ml: Any) -> None:
    azure.world.set(f"{good.WORKSPACE}/batchEndpoints/empty", endpoint("empty", None))
    assert ml.batch_endpoints.get("empty").defaults.deployment_name is None
    assert list(ml.batch_deployments.list("empty")) == []


def test_many_pages(azure: FakeAzure, ml: Any) -> None:
    azure.world.page_size = 2
    for number in range(3):
        azure.world.set(f"{good.ENDPOINT}/deployments/more-{number}", deployment(good.COMPUTE, good.MODEL))
        azure.world.set(f"{good.WORKSPACE}/batchEndpoints/more-{number}", endpoint(f"more-{number}", None))
    assert [one.name for one in ml.batch_deployments.list("heart-batch")] == ["classic", "mlflow", "more-0", "more-1", "more-2"]
    assert [one.name for one in ml.batch_endpoints.list()] == ["heart-batch", "more-0", "more-1", "more-2"]
    assert len(list(ml.compute.list_usage(location="westeurope"))) == 6
    assert azure.log.count("*/deployments") == 3
    assert azure.log.count("*/batchEndpoints") == 2
    assert azure.log.count("*/usages") == 3


def test_datastores(azure: FakeAzure, ml: Any, arm: Clients) -> None:
    kinds = {one.name: (one.type, one.account_name, one.credentials.type) for one in ml.datastores.list()}
    assert kinds == {
        "workspaceblobstore": ("AzureBlob", "stbatch", "account_key"),
        "ds_none": ("AzureBlob", "stdata", "None"),
        "ds_sas": ("AzureBlob", "stdata", "sas"),
        "ds_gen2": ("AzureDataLakeGen2", "stlake", "service_principal"),
    }
    assert ml.datastores.get_default().name == "workspaceblobstore"
    azure.world.set(f"{good.WORKSPACE}/datastores/files", file_datastore("stbatch", "share", (good.SUBSCRIPTION, good.GROUP)))
    assert ml.datastores.get("files").file_share_name == "share"
    chosen = arm(f"{good.WORKSPACE}/datastores", names="files,ds_sas")[1]["value"]
    assert [one["name"] for one in chosen] == ["ds_sas", "files"]
    assert arm(good.DS_NONE)[1]["properties"]["resourceGroup"] == good.GROUP
    assert azure.log.writes() == []


def test_assets(ml: Any) -> None:
    assert ml.models.get("heart-model", version="3").type == "mlflow_model"
    assert ml.models.get("heart-custom", version="1").type == "custom_model"
    assert "azureml-core" in str(ml.environments.get("batch-env", version="7").conda_file)
    asset = ml.data.get("heart", version="1")
    assert (asset.type, asset.path) == ("uri_folder", good.datastore_uri("ds_none", "heart/"))
    assert ml.components.get("heart-pipeline", version="1").type == "pipeline"


@pytest.mark.parametrize("kind", ["data", "environments", "models"])
def test_label_latest_is_what_was_created_last(azure: FakeAzure, ml: Any, kind: str) -> None:
    bodies = {"data": data("azureml://x"), "environments": environment("image", None), "models": model("azureml://x", "custom_model")}
    for version in ("9", "10", "2"):
        azure.world.set(f"{good.WORKSPACE}/{kind}/thing/versions/{version}", bodies[kind])
    operations = getattr(ml, kind)
    assert operations.get("thing", label="latest").version == "2"
    azure.world.remove(f"{good.WORKSPACE}/{kind}/thing/versions/2")
    assert operations.get("thing", label="latest").version == "10"
    asked = azure.log.exchanges[-1].query
    assert ("$orderBy=createdtime desc" in asked and "$top=1" in asked) == (kind != "data")


def test_archived_versions_are_listed_when_asked_for(azure: FakeAzure, arm: Clients) -> None:
    azure.world.patch(good.DATA, "properties.isArchived", value=True)
    versions = good.DATA.rpartition("/")[0]
    assert arm(versions)[1] == {"value": []}
    for kind in ("All", "ArchivedOnly"):
        assert [one["name"] for one in arm(versions, listViewType=kind)[1]["value"]] == ["1"]
    assert arm(good.DATA)[0] == 200


def test_containers_of_assets(azure: FakeAzure, ml: Any, arm: Clients) -> None:
    assert [one.name for one in ml.data.list()] == ["heart"]
    assert sorted(one.name for one in ml.models.list()) == ["heart-custom", "heart-model"]
    azure.world.set(f"{good.WORKSPACE}/data/heart", {"properties": {"dataType": "uri_folder", "latestVersion": "77"}})
    assert arm(f"{good.WORKSPACE}/data/heart")[1]["properties"]["latestVersion"] == "77"
    assert len(arm(f"{good.WORKSPACE}/data")[1]["value"]) == 1


def test_quota_and_sizes(ml: Any, arm: Clients) -> None:
    assert "Standard DSv2 Family Cluster Dedicated vCPUs" in [one.name["value"] for one in ml.compute.list_usage(location="westeurope")]
    assert [one.name for one in ml.compute.list_sizes(location="westeurope")] == ["Standard_DS2_v2", "Standard_DS3_v2", "Standard_NC6s_v3"]
    usage = arm(good.USAGES)[1]["value"][1]
    assert (usage["currentValue"], usage["limit"]) == (4, 24)


def test_registry_and_storage(azure: FakeAzure, registries: Any, arm: Clients) -> None:
    found = registries.get(good.GROUP, "acrheart")
    assert (found.login_server, found.sku.name) == ("acrheart.azurecr.io", "Premium")
    assert arm(good.REGISTRY)[1]["properties"]["policies"]["quarantinePolicy"] == {"status": "disabled"}
    assert arm(good.DATA_STORAGE)[1]["properties"]["isHnsEnabled"] is False
    accounts = arm(f"/subscriptions/{good.SUBSCRIPTION}/providers/Microsoft.Storage/storageAccounts")[1]["value"]
    assert [one["name"] for one in accounts] == ["stbatch", "stdata", "stlake"]
    assert arm(f"{good.GROUP_ID}/providers/Microsoft.Storage/storageAccounts")[1]["value"] == accounts


def test_private_endpoint(azure: FakeAzure, ml: Any, arm: Clients) -> None:
    door = f"{good.GROUP_ID}/providers/Microsoft.Network/privateEndpoints/pe-blob"
    azure.world.set(door, private_endpoint(good.WORKSPACE_STORAGE, "blob"))
    azure.world.patch(good.WORKSPACE_STORAGE, "properties.privateEndpointConnections", [private_connection(good.WORKSPACE_STORAGE, door)])
    azure.world.patch(good.WORKSPACE, "properties.publicNetworkAccess", "Disabled")
    connection = arm(good.WORKSPACE_STORAGE)[1]["properties"]["privateEndpointConnections"][0]
    reached = arm(connection["properties"]["privateEndpoint"]["id"])[1]["properties"]["privateLinkServiceConnections"][0]["properties"]
    assert (reached["groupIds"], reached["privateLinkServiceId"]) == (["blob"], good.WORKSPACE_STORAGE)
    assert private_connection(door, door, "blob", status="Pending")["properties"]["groupIds"] == ["blob"]
    assert ml.workspaces.get().public_network_access == "Disabled"


def test_registry_of_another_subscription(azure: FakeAzure, credential: Any) -> None:
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient

    other = "9e8d7c6b-5a49-4838-a271-605f4e3d2c1b"
    azure.world.set(
        f"/subscriptions/{other}/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/acrshared",
        azure.world.get(good.REGISTRY) | {"name": "acrshared"},
    )
    with ContainerRegistryManagementClient(credential, other) as client:
        assert client.registries.get("rg-shared", "acrshared").name == "acrshared"


def test_ids_have_no_case(arm: Clients) -> None:
    assert arm(good.COMPUTE.upper())[1]["id"] == good.COMPUTE
    assert [one["name"] for one in arm(f"{good.ENDPOINT}/DEPLOYMENTS".lower())[1]["value"]] == ["classic", "mlflow"]
