"""Storage accounts of the fake Azure are ones to the real packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.faults import Status

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live


def test_one_page(azure: FakeAzure, container: Clients) -> None:
    pages = container("data").list_blobs(name_starts_with="heart/", results_per_page=1).by_page()
    assert [one.name for one in next(pages)] == ["heart/part-0.csv"]
    asked = azure.log.matching("stdata.blob.core.windows.net/data")
    assert [one.query for one in asked] == ["restype=container&comp=list&prefix=heart/&maxresults=1"]
    assert [one.name for one in next(pages)] == ["heart/part-1.csv"]
    with pytest.raises(StopIteration):
        next(pages)


def test_listed_facts(container: Clients) -> None:
    one = next(iter(container("data").list_blobs()))
    assert (one.name, one.size, one.blob_type, one.container) == ("heart/part-0.csv", 47, "BlockBlob", "data")
    assert list(container("data").list_blobs(name_starts_with="scores/")) == []


def test_names_that_xml_knows(azure: FakeAzure, container: Clients) -> None:
    azure.world.blobs("stdata", "odd", {"a&b/<c> ü.csv": b"1", "a&b/d": b"", "e": b""})
    client = container("odd")
    assert [one.name for one in client.list_blobs()] == ["a&b/<c> ü.csv", "a&b/d", "e"]
    assert [one.name for one in client.list_blobs(name_starts_with="a&b/<")] == ["a&b/<c> ü.csv"]
    assert [one.name for one in client.walk_blobs(delimiter="/")] == ["a&b/", "e"]
    assert client.download_blob("a&b/<c> ü.csv").readall() == b"1"


def test_directory_of_a_hierarchical_account(container: Clients) -> None:
    assert [(one.name, one.size) for one in container("lake", "stlake").list_blobs()] == [("heart", 0), ("heart/part-0.csv", 47)]


def test_part_of_a_blob(azure: FakeAzure, container: Clients) -> None:
    azure.world.blobs("stdata", "data", {"empty": b""})
    client = container("data")
    download = client.download_blob("heart/part-0.csv", offset=0, length=7)
    assert (download.readall(), download.size) == (b"age,sex", 7)
    assert client.download_blob("heart/part-0.csv", offset=40, length=100).readall() == b"50,187\n"
    assert client.download_blob("empty").readall() == b""
    assert client.get_blob_client("heart/part-0.csv").get_blob_properties().size == 47
    assert client.get_container_properties().name == "data"


def test_part_of_nothing(azure: FakeAzure, container: Clients) -> None:
    from azure.core.exceptions import HttpResponseError

    azure.world.blobs("stdata", "data", {"empty": b""})
    with pytest.raises(HttpResponseError, match="ErrorCode:InvalidRange"):
        container("data").download_blob("empty", offset=0, length=7)


def test_what_is_not_there(container: Clients) -> None:
    from azure.core.exceptions import ResourceNotFoundError, ServiceRequestError

    with pytest.raises(ResourceNotFoundError, match="ErrorCode:ContainerNotFound"):
        list(container("other").list_blobs())
    client = container("data").get_blob_client("other")
    with pytest.raises(ResourceNotFoundError, match="ErrorCode:BlobNotFound"):
        client.download_blob()
    assert client.exists() is False
    with pytest.raises(ServiceRequestError):
        list(container("data", "stother").list_blobs())


@pytest.mark.parametrize("pattern", ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read", "https://stdata.blob.*/data*"])
def test_without_a_role(azure: FakeAzure, container: Clients, pattern: str) -> None:
    azure.world.forbid(pattern)
    _refused(container, "AuthorizationPermissionMismatch")


def test_behind_a_firewall(azure: FakeAzure, container: Clients) -> None:
    azure.world.walled.add("stdata")
    _refused(container, "AuthorizationFailure")
    assert next(iter(container("lake", "stlake").list_blobs())).name == "heart"


def test_other_trouble(azure: FakeAzure, container: Clients) -> None:
    body = b'<?xml version="1.0" encoding="utf-8"?><Error><Code>ServerBusy</Code><Message>Busy.</Message></Error>'
    azure.world.fault(
        "stdata.blob.core.windows.net", Status(503, {"x-ms-error-code": "ServerBusy", "Content-Type": "application/xml"}, body)
    )
    _refused(container, "ServerBusy")


def test_nobody_writes(azure: FakeAzure, container: Clients) -> None:
    from azure.core.exceptions import HttpResponseError

    with pytest.raises(HttpResponseError, match="AuthorizationPermissionMismatch"):
        container("data").upload_blob("x", b"1")
    assert [one.method for one in azure.log.writes()] == ["PUT"]


def test_without_a_token(azure_here: FakeAzure) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.storage.blob import ContainerClient

    refused = pytest.raises(ClientAuthenticationError, match="ErrorCode:NoAuthenticationInformation")
    with ContainerClient("https://stdata.blob.core.windows.net", "data") as client, refused:
        list(client.list_blobs())


def test_token_for_somebody_else(credential: Any) -> None:
    from azure.core.exceptions import HttpResponseError
    from azure.storage.blob import ContainerClient

    client = ContainerClient(
        "https://stdata.blob.core.windows.net", "data", credential, audience="https://management.azure.com", retry_total=0
    )
    with client, pytest.raises(HttpResponseError, match="ErrorCode:AuthenticationFailed"):
        list(client.list_blobs())


def test_page_of_no_length(container: Clients) -> None:
    from azure.core.exceptions import HttpResponseError

    with pytest.raises(HttpResponseError, match="ErrorCode:OutOfRangeQueryParameterValue"):
        list(container("data").list_blobs(results_per_page=0))


def _refused(container: Clients, code: str) -> None:
    from azure.core.exceptions import HttpResponseError

    with pytest.raises(HttpResponseError, match=f"ErrorCode:{code}"):
        list(container("data").list_blobs())


def test_containers_of_the_good_world(container: Clients) -> None:
    assert [one.name for one in container(good.WORKSPACE_CONTAINER, "stbatch").list_blobs()] == ["models/heart-model/MLmodel"]
