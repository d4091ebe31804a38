"""Signing in to the fake Azure is what the real packages expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.cloud import CHINA, US_GOVERNMENT, Cloud
from tests.azure.faults import Drop, RefuseTunnel, Status
from tests.azure.tokens import claims_of

if TYPE_CHECKING:
    from contextlib import ExitStack

    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

MANAGER = "https://management.azure.com/.default"


def test_token_says_whose_it_is(azure: FakeAzure, credential: Any) -> None:
    caller = azure.world.caller
    for audience in ("https://management.azure.com", "https://storage.azure.com"):
        claims = claims_of(credential.get_token(f"{audience}/.default").token)
        assert claims is not None
        assert (claims["aud"], claims["oid"], claims["appid"], claims["tid"]) == (
            audience,
            caller.object_id,
            caller.client_id,
            caller.tenant_id,
        )
        assert claims["exp"] - claims["iat"] == 3600
    credential.get_token(MANAGER)
    assert [one.method for one in azure.log.exchanges] == ["GET", "POST", "POST"]
    assert {one.host for one in azure.log.exchanges} == {"login.microsoftonline.com"}
    assert azure.log.writes() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("AZURE_CLIENT_SECRET", "wrong", "AADSTS7000215"),
        ("AZURE_CLIENT_ID", "00000000-1111-2222-3333-444444444444", "AADSTS700016"),
        ("AZURE_TENANT_ID", "00000000-1111-2222-3333-444444444444", "AADSTS90002"),
    ],
)
def test_wrong_environment(azure_here: FakeAzure, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.identity import EnvironmentCredential

    monkeypatch.setenv(name, value)
    with EnvironmentCredential() as credential, pytest.raises(ClientAuthenticationError) as refused:
        credential.get_token(MANAGER)
    # The package asks for the tenant itself first, and says it in its own words.
    assert code in str(refused.value) or "Unable to get authority configuration" in str(refused.value)
    assert {one.status for one in azure_here.log.exchanges} & {400, 401}


@pytest.mark.parametrize("code", ["AADSTS7000222", "AADSTS53003", "AADSTS50020"])
def test_refused_sign_in(azure: FakeAzure, credential: Any, code: str) -> None:
    from azure.core.exceptions import ClientAuthenticationError

    azure.world.sign_in_error = code
    with pytest.raises(ClientAuthenticationError, match=code):
        credential.get_token(MANAGER)


@pytest.mark.parametrize("what", [RefuseTunnel(), Drop()])
def test_unreachable_sign_in(azure: FakeAzure, credential: Any, what: RefuseTunnel | Drop) -> None:
    from azure.core.exceptions import ClientAuthenticationError

    azure.world.fault("login.microsoftonline.com", what)
    with pytest.raises(ClientAuthenticationError):
        credential.get_token(MANAGER)


def test_nothing_in_the_environment(azure_here: FakeAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.identity import EnvironmentCredential

    monkeypatch.delenv("AZURE_CLIENT_SECRET")
    with pytest.raises(ClientAuthenticationError):
        EnvironmentCredential().get_token(MANAGER)
    assert azure_here.log.tunnels == []


def test_old_token(azure: FakeAzure, arm: Clients) -> None:
    azure.world.token_seconds = -1
    status, body = arm(good.WORKSPACE)
    assert (status, body["error"]["code"]) == (401, "ExpiredAuthenticationToken")


def test_token_for_somebody_else(credential: Any) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.mgmt.authorization import AuthorizationManagementClient

    client = AuthorizationManagementClient(credential, good.SUBSCRIPTION, credential_scopes=["https://storage.azure.com/.default"])
    with client, pytest.raises(ClientAuthenticationError, match="InvalidAuthenticationTokenAudience"):
        client.role_definitions.get_by_id(f"/providers/Microsoft.Authorization/roleDefinitions/{good.CLUSTER_IDENTITY}")


def test_token_of_another_tenant(azure: FakeAzure, credential: Any, arm: Clients) -> None:
    credential.get_token(MANAGER)
    azure.world.caller = type(azure.world.caller)(tenant_id="00000000-1111-2222-3333-444444444444")
    status, body = arm(good.WORKSPACE)
    assert (status, body["error"]["code"]) == (401, "InvalidAuthenticationTokenTenant")


def test_challenge_for_new_claims(azure: FakeAzure, arm: Clients) -> None:
    claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="
    challenge = f'Bearer authorization_uri="https://login.microsoftonline.com/x", error="insufficient_claims", claims="{claims}"'
    azure.world.fault("management.azure.com/*", Status(401, {"WWW-Authenticate": challenge}), 1)
    assert arm(good.WORKSPACE)[0] == 200
    assert azure.log.count("*/token") == 2


@pytest.mark.parametrize("cloud", [US_GOVERNMENT, CHINA], ids=lambda cloud: cloud.name)
def test_other_clouds(azure_here: FakeAzure, opened: ExitStack, monkeypatch: pytest.MonkeyPatch, cloud: Cloud) -> None:
    from azure.identity import EnvironmentCredential
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient
    from azure.storage.blob import ContainerClient

    azure_here.reset(good.good_world(cloud))
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", f"https://{cloud.sign_in}")
    credential = opened.enter_context(EnvironmentCredential())
    base = f"https://{cloud.manager}"
    client = opened.enter_context(
        ContainerRegistryManagementClient(credential, good.SUBSCRIPTION, base_url=base, credential_scopes=[f"{base}/.default"])
    )
    assert client.registries.get(good.GROUP, "acrheart").name == "acrheart"
    blobs = opened.enter_context(ContainerClient(f"https://stdata.blob.{cloud.storage}", "data", credential))
    assert len(list(blobs.list_blobs())) == 2
    assert azure_here.log.strangers() == []
    assert {one.host for one in azure_here.log.exchanges} == {cloud.sign_in, cloud.manager, f"stdata.blob.{cloud.storage}"}
