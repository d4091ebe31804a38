"""What requests to Azure Resource Manager create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.project.requested import document_requested
from tests.shared.az_commands import only_request, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

ARM = "https://management.azure.com/subscriptions/$S/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/$W"
ENDPOINT = f"{ARM}/batchEndpoints/$E?api-version=1"
DEPLOYMENT = f"{ARM}/batchEndpoints/$E/deployments/d?api-version=1"
BODY = '{"properties": {"compute": "x/computes/c", "retrySettings": {"timeout": "PT30S"}, "miniBatchSize": "$M"}}'.replace('"', '\\"')


def requested(url: str, body: str = BODY, method: str = "PUT") -> Any:
    made = document_requested(only_request(f'az ml -h\ncurl -X {method} "{url}" -d "{body}"'), "run.sh")
    return None if made is None else (made.kind.value if made.kind is not None else "", plain(made.document.root))


def test_a_deployment() -> None:
    assert requested(DEPLOYMENT) == (
        "batch-deployment",
        {
            "name": "d",
            "endpoint_name": "?",
            "compute": "azureml:x/computes/c",
            "retry_settings": {"timeout": 30},
            "mini_batch_size": "?",
        },
    )


def test_an_endpoint() -> None:
    body = '{"properties": {"authMode": "aadToken", "defaults": {"deploymentName": "d"}}, "location": "l"}'
    assert requested(ENDPOINT, body.replace('"', '\\"')) == (
        "batch-endpoint",
        {"name": "?", "location": "l", "auth_mode": "aad_token", "defaults": {"deployment_name": "d"}},
    )


@pytest.mark.parametrize(
    ("url", "body", "method"),
    [
        (DEPLOYMENT, BODY, "PATCH"),
        (DEPLOYMENT, "{}", "PUT"),
        (DEPLOYMENT, "$BODY", "PUT"),
        (f"{ARM}/onlineEndpoints/e/deployments/d", BODY, "PUT"),
        (f"{ARM}/batchEndpoints", BODY, "PUT"),
        (f"{ARM}/computes/c", BODY, "PUT"),
        ("https://management.azure.com", BODY, "PUT"),
        ("", BODY, "PUT"),
        ("https://example.com/batchEndpoints/e", BODY, "PUT"),
        ("https://e.eastus.inference.ml.azure.com/batchEndpoints/e", BODY, "PUT"),
    ],
)
def test_other_requests_create_nothing_of_interest(url: str, body: str, method: str) -> None:
    assert requested(url, body, method) is None


def test_a_job_is_for_what_its_own_script_creates(project: Load) -> None:
    put = f'az ml batch-endpoint list\ncurl -X PUT "{DEPLOYMENT}" -d "{BODY}"\n'
    send = 'U=$(az ml batch-endpoint show -n x --query scoring_uri)\ncurl $U -d \'{"properties": {"InputData": {"a": {}}}}\'\n'
    other = put.replace("/d?", "/other?")
    loaded = project({"a.sh": put + send, "b.sh": other, "c.sh": send})
    names = {one.source.path: plain(one.root("deployment")) for one in loaded.project.subjects if one.kind.value == "invocation"}
    assert {path: found["name"] if isinstance(found, dict) else found for path, found in names.items()} == {"a.sh": "d", "c.sh": "?"}
