"""What goes wrong in the fake Azure goes wrong in the real packages as it does with Azure."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.faults import AnswerFault, BlackHole, CutShort, Delay, Drop, HalfJson, Hang, Hollow, Html, RefuseTunnel, Status

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

COMPUTE = "management.azure.com/*/computes/cpu-cluster"
REGISTRY = "*/registries/acrheart"


@pytest.mark.parametrize("status", [401, 403, 409, 429, 500, 503])
def test_status(azure: FakeAzure, registries: Any, status: int) -> None:
    from azure.core.exceptions import HttpResponseError

    azure.world.fault(REGISTRY, Status(status, {"Retry-After": "0"}, {"error": {"code": "Odd", "message": "odd"}}))
    with pytest.raises(HttpResponseError, match="Odd") as refused:
        registries.get(good.GROUP, "acrheart")
    assert refused.value.status_code == status
    assert azure.log.exchanges[-1].status == status


def test_fault_is_over_after_some_times(azure: FakeAzure, arm: Clients) -> None:
    azure.world.fault(COMPUTE, Status(404, body={"first": 1}), 1)
    azure.world.fault(COMPUTE, Status(404, body={"then": 2}), 2)
    assert [arm(good.COMPUTE)[1] for _ in range(3)] == [{"first": 1}, {"then": 2}, {"then": 2}]
    assert arm(good.COMPUTE)[1]["name"] == "cpu-cluster"
    azure.world.fault(COMPUTE, Status(500))
    azure.world.faults.clear()
    assert arm(good.COMPUTE)[0] == 200


def test_too_many_requests_once(azure: FakeAzure, credential: Any) -> None:
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient

    azure.world.fault(REGISTRY, Status(429, {"Retry-After": "0"}), 1)
    with ContainerRegistryManagementClient(credential, good.SUBSCRIPTION) as client:
        assert client.registries.get(good.GROUP, "acrheart").name == "acrheart"
    assert [one.status for one in azure.log.matching(REGISTRY)] == [429, 200]


def test_second_page(azure: FakeAzure, ml: Any) -> None:
    from azure.core.exceptions import HttpResponseError

    azure.world.page_size = 1
    azure.world.fault("management.azure.com/*/deployments?*$skip=1*", Status(500))
    with pytest.raises(HttpResponseError):
        list(ml.batch_deployments.list("heart-batch"))
    assert [one.status for one in azure.log.matching("*/deployments")] == [200, 500]


@pytest.mark.parametrize("what", [Drop(), CutShort()], ids=lambda what: type(what).__name__)
def test_lost_connection(azure: FakeAzure, ml: Any, what: AnswerFault) -> None:
    from azure.core.exceptions import AzureError

    azure.world.fault(COMPUTE, what, 1)
    with pytest.raises(AzureError):
        ml.compute.get("cpu-cluster")
    assert ml.compute.get("cpu-cluster").name == "cpu-cluster"


def test_half_of_the_text(azure: FakeAzure, ml: Any) -> None:
    from azure.core.exceptions import DecodeError

    azure.world.fault(REGISTRY, HalfJson())
    azure.world.fault("*/batchEndpoints/heart-batch", HalfJson())
    with pytest.raises((DecodeError, json.JSONDecodeError)):
        ml.batch_endpoints.get("heart-batch")
    assert azure.log.exchanges[-1].status == 200


def test_page_of_a_network(azure: FakeAzure, ml: Any) -> None:
    azure.world.fault(COMPUTE, Html())
    with pytest.raises(json.JSONDecodeError):
        ml.compute.get("cpu-cluster")


def test_hollow_answer(azure: FakeAzure, registries: Any) -> None:
    azure.world.fault(REGISTRY, Hollow())
    assert registries.get(good.GROUP, "acrheart").name is None


def test_no_answer(azure: FakeAzure, credential: Any) -> None:
    from azure.core.exceptions import ServiceResponseError
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient

    azure.world.fault(REGISTRY, Hang())
    client = ContainerRegistryManagementClient(credential, good.SUBSCRIPTION, retry_total=0, read_timeout=0.2)
    with client, pytest.raises(ServiceResponseError):
        client.registries.get(good.GROUP, "acrheart")
    assert [one.status for one in azure.log.matching(REGISTRY)] == [0]


def test_proxy_refuses(azure: FakeAzure, registries: Any) -> None:
    from azure.core.exceptions import ServiceRequestError

    azure.world.fault("management.azure.com", RefuseTunnel())
    with pytest.raises(ServiceRequestError):
        registries.get(good.GROUP, "acrheart")
    assert azure.log.count("management*") == 0
    assert azure.log.strangers() == []


def test_black_hole(azure: FakeAzure, credential: Any) -> None:
    from azure.core.exceptions import ServiceResponseTimeoutError
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient

    azure.world.fault("management.azure.com", BlackHole())
    start = time.monotonic()
    client = ContainerRegistryManagementClient(credential, good.SUBSCRIPTION, retry_total=0, connection_timeout=0.2)
    with client, pytest.raises(ServiceResponseTimeoutError):
        client.registries.get(good.GROUP, "acrheart")
    assert 0.2 <= time.monotonic() - start < 2
    assert [(one.host, one.status) for one in azure.log.tunnels] == [("login.microsoftonline.com", 200), ("management.azure.com", 0)]


def test_delay_and_latency(azure: FakeAzure, arm: Clients) -> None:
    azure.world.latency_ms = 20
    azure.world.fault(COMPUTE, Delay(0.05))
    azure.world.fault(COMPUTE, Delay(0.05), 1)
    azure.world.fault(COMPUTE, Status(418, body={}), 1)
    assert arm(good.COMPUTE)[0] == 418
    assert arm(good.COMPUTE)[0] == 200
    assert arm(good.ENDPOINT)[0] == 200
    taken = [one.end - one.start for one in azure.log.matching("management*")]
    assert [0.12 <= taken[0] < 1, 0.07 <= taken[1] < 1, 0.02 <= taken[2] < 1] == [True, True, True]
    assert len(azure.log.chain()) == len(azure.log.exchanges) == 5


def test_odd_bodies(azure: FakeAzure, arm: Clients) -> None:
    azure.world.set(f"{good.WORKSPACE}/computes", {"value": "none"})
    azure.world.patch(good.COMPUTE, "properties.properties", None)
    azure.world.drop(good.COMPUTE, "identity.principalId")
    azure.world.set(good.ENDPOINT, ["what"])
    assert arm(f"{good.WORKSPACE}/computes")[1] == {"value": "none"}
    assert arm(good.COMPUTE)[1]["properties"]["properties"] is None
    assert arm(good.COMPUTE)[1]["identity"]["type"] == "SystemAssigned"
    assert arm(good.ENDPOINT)[1] == ["what"]
    assert arm(f"{good.WORKSPACE}/batchEndpoints")[1] == {"value": [["what"]]}
