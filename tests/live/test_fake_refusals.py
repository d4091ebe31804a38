"""The fake Azure refuses as Azure does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

NOBODY = "00000000-1111-2222-3333-444444444444"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"/subscriptions/{NOBODY}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st", "SubscriptionNotFound"),
        (
            f"/subscriptions/{good.SUBSCRIPTION}/resourceGroups/rg-other/providers/Microsoft.Storage/storageAccounts/st",
            "ResourceGroupNotFound",
        ),
        (good.WORKSPACE.replace("ws-heart", "ws-other"), "ResourceNotFound"),
        (good.COMPUTE.replace("ws-heart", "ws-other"), "ResourceNotFound"),
        (good.REGISTRY + "x", "ResourceNotFound"),
        (good.COMPUTE + "x", "ResourceNotFound"),
        (good.ENDPOINT + "x", "UserError"),
        (good.ENDPOINT + "x/deployments", "UserError"),
        (good.DEPLOYMENT + "x", "UserError"),
        (good.DATA + "1", "UserError"),
        (f"{good.WORKSPACE}/data/other", "UserError"),
        (f"{good.WORKSPACE}/datastores/other", "UserError"),
    ],
)
def test_not_found(arm: Clients, path: str, code: str) -> None:
    status, body = arm(path)
    assert (status, body["error"]["code"]) == (404, code)


def test_not_found_as_machine_learning_says_it(ml: Any, arm: Clients) -> None:
    from azure.core.exceptions import ResourceNotFoundError

    details = {one["type"]: one["info"]["value"] for one in arm(good.ENDPOINT + "x")[1]["error"]["additionalInfo"]}
    assert details["InnerError"]["code"] == "NotFoundError"
    with pytest.raises(ResourceNotFoundError, match="UserError"):
        ml.datastores.get("other")
    with pytest.raises(ResourceNotFoundError, match="was not found in workspace"):
        ml.compute.get("other")


def test_removing_what_is_not_there(azure: FakeAzure) -> None:
    with pytest.raises(KeyError):
        azure.world.remove(good.REGISTRY + "x")


def test_removing_removes_what_is_below(azure: FakeAzure, arm: Clients) -> None:
    azure.world.remove(good.ENDPOINT)
    assert arm(good.DEPLOYMENT)[0] == 404
    azure.world.remove(good.GROUP_ID)
    assert arm(good.WORKSPACE)[1]["error"]["code"] == "ResourceGroupNotFound"
    azure.world.remove(f"/subscriptions/{good.SUBSCRIPTION}")
    assert arm(good.WORKSPACE)[1]["error"]["code"] == "SubscriptionNotFound"


def test_forbidden_action(azure: FakeAzure, ml: Any) -> None:
    from azure.core.exceptions import HttpResponseError

    action = "Microsoft.MachineLearningServices/workspaces/computes/read"
    azure.world.forbid(action)
    for name in ("cpu-cluster", "is-not-there"):
        with pytest.raises(HttpResponseError, match="does not have authorization") as refused:
            ml.compute.get(name)
        said = f"to perform action '{action}' over scope '{good.WORKSPACE}/computes/{name}' or"
        assert (refused.value.status_code, said in str(refused.value)) == (403, True)
    assert ml.batch_endpoints.get("heart-batch").name == "heart-batch"


def test_forbidden_collection_names_what_it_is_in(azure: FakeAzure, arm: Clients) -> None:
    azure.world.forbid("*/deployments/read")
    status, body = arm(f"{good.ENDPOINT}/deployments")
    assert (status, body["error"]["code"]) == (403, "AuthorizationFailed")
    assert f"action 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments/read' over scope '{good.ENDPOINT}'" in str(
        body
    )


@pytest.mark.parametrize(
    "pattern", ["*/batchEndpoints/heart-batch", f"https://management.azure.com{good.ENDPOINT}", "/subscriptions/*/HEART-batch"]
)
def test_forbidden_address(azure: FakeAzure, arm: Clients, pattern: str) -> None:
    azure.world.forbid(pattern)
    assert arm(good.ENDPOINT)[0] == 403
    assert arm(good.COMPUTE)[0] == 200


def test_forbidden_scope(azure: FakeAzure, arm: Clients) -> None:
    azure.world.forbid("Microsoft.Authorization/*", "Microsoft.ContainerRegistry/registries/read")
    for kind in ("roleAssignments", "denyAssignments", "permissions"):
        assert arm(f"{good.DATA_STORAGE}/providers/Microsoft.Authorization/{kind}")[0] == 403
    assert arm(good.REGISTRY)[0] == 403
    assert arm(good.WORKSPACE)[0] == 200


def test_unregistered_provider_makes_a_client_write(azure: FakeAzure, registries: Any) -> None:
    from azure.core.exceptions import HttpResponseError

    azure.world.unregistered.add("microsoft.containerregistry")
    with pytest.raises(HttpResponseError, match="MissingSubscriptionRegistration"):
        registries.get(good.GROUP, "acrheart")
    register = f"/subscriptions/{good.SUBSCRIPTION}/providers/Microsoft.ContainerRegistry/register"
    assert [(one.method, one.path, one.status) for one in azure.log.writes()] == [("POST", register, 403)]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "POST", "DELETE"])
def test_nobody_writes(azure: FakeAzure, arm: Clients, method: str) -> None:
    assert arm(good.COMPUTE, method=method)[0] == 403
    assert arm(good.COMPUTE)[0] == 200
    assert [one.method for one in azure.log.writes()] == [method]


def test_version_of_the_interface_is_needed(arm: Clients) -> None:
    assert arm(good.COMPUTE, **{"api-version": ""})[1]["error"]["code"] == "MissingApiVersionParameter"
