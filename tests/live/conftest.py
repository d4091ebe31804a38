"""Clients of the real packages, which meet the fake Azure."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.shared.live_questions import ADDRESS, PRIVATE_ENDPOINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preflight.question import Answer, Question
    from tests.azure.fake import FakeAzure

    Ask = Callable[..., dict[Question, Answer]]
    Clients = Callable[..., Any]

_ONCE: dict[str, Any] = {
    "retry_total": 0,
    "retry_connect": 0,
    "retry_read": 0,
    "retry_status": 0,
    "connection_timeout": 2,
    "read_timeout": 5,
}


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Close what was opened."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def credential(azure_here: FakeAzure, opened: ExitStack) -> Any:
    """Return the credential of the environment, which asks once."""
    from azure.identity import EnvironmentCredential

    return opened.enter_context(EnvironmentCredential(**_ONCE))


@pytest.fixture
def ml(credential: Any) -> Any:
    """Return a client of the workspace, which asks once."""
    from azure.ai.ml import MLClient

    return MLClient(credential, good.SUBSCRIPTION, good.GROUP, good.WORKSPACE_NAME, enable_telemetry=False, **_ONCE)


@pytest.fixture
def access(credential: Any, opened: ExitStack) -> Any:
    """Return a client of role assignments, which asks once."""
    from azure.mgmt.authorization import AuthorizationManagementClient

    return opened.enter_context(AuthorizationManagementClient(credential, good.SUBSCRIPTION, **_ONCE))


@pytest.fixture
def registries(credential: Any, opened: ExitStack) -> Any:
    """Return a client of container registries, which asks once."""
    from azure.mgmt.containerregistry import ContainerRegistryManagementClient

    return opened.enter_context(ContainerRegistryManagementClient(credential, good.SUBSCRIPTION, **_ONCE)).registries


@pytest.fixture
def container(credential: Any, opened: ExitStack) -> Clients:
    """Return a function that makes a client of a container of a storage account, which asks once."""
    from azure.storage.blob import ContainerClient

    def make(name: str, account: str = "stdata") -> Any:
        client = ContainerClient(f"https://{account}.blob.core.windows.net", name, credential, **_ONCE)
        return opened.enter_context(client)

    return make


@pytest.fixture
def arm(credential: Any, opened: ExitStack) -> Clients:
    """Return a function that reads a path of the resource manager, and gives the status and the JSON."""
    from azure.core.rest import HttpRequest
    from azure.mgmt.core import ARMPipelineClient
    from azure.mgmt.core.policies import ARMChallengeAuthenticationPolicy

    policies = [ARMChallengeAuthenticationPolicy(credential, "https://management.azure.com/.default")]
    client: Any = opened.enter_context(ARMPipelineClient("https://management.azure.com", policies=policies))

    def read(path: str, method: str = "GET", **query: str) -> tuple[int, Any]:
        params = {"api-version": "2025-12-01", **query}
        url = path if path.startswith("https:") else f"https://management.azure.com{path}"
        answer = client.send_request(HttpRequest(method, url, params={} if url == path else params))
        return answer.status_code, answer.json()

    return read


@pytest.fixture
def whole(azure_here: FakeAzure) -> FakeAzure:
    """Return a fake Azure in which there is something to every question of tests/shared/live_questions.py."""
    link = {"groupIds": ["blob"], "privateLinkServiceId": good.DATA_STORAGE, "privateLinkServiceConnectionState": {"status": "Approved"}}
    body = {"location": "westeurope", "properties": {"privateLinkServiceConnections": [{"name": "pe-blob", "properties": link}]}}
    azure_here.world.set(PRIVATE_ENDPOINT.arguments[0], body)
    return azure_here


@pytest.fixture
def ask(whole: FakeAzure, opened: ExitStack) -> Ask:
    """Return a function that asks a probe of its own."""
    from preflight.probes.azure.probe import AzureProbe

    def asked(*questions: Question, deadline: float = 30, **options: Any) -> dict[Question, Answer]:
        probe = AzureProbe(ADDRESS, deadline, **options)
        opened.callback(probe.close)
        return probe.ask(questions)

    return asked
