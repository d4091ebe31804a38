"""The default deployment that a request gives an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.az.defaults import default_set
from tests.shared.az_commands import only_request, plain

if TYPE_CHECKING:
    from preflight.az.request import Request

URL = "https://management.azure.com/subscriptions/s/providers/Microsoft.MachineLearningServices/workspaces/w/batchEndpoints"
SIGN_IN = "TOKEN=$(az account get-access-token --query accessToken -o tsv)"
BODY = '{"properties": {"defaults": {"deploymentName": "d"}}}'


def sent(words: str) -> Request:
    return only_request(f"{SIGN_IN}\ncurl {words}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"-X PUT {URL}/e?api-version=1 -d '{BODY}'", ("e", "d")),
        (f"-X PATCH {URL}/e -d '{BODY}'", ("e", "d")),
        (f"-X PUT \"{URL}/$E?api-version=1\" -d '{BODY}'", ("?", "d")),
        (f'-X PUT {URL}/e -d "$BODY"', ("e", "?")),
        (f"-X PUT {URL}/e -d '{BODY.replace('d' + chr(34) + '}', '$D' + chr(34) + '}')}'", ("e", "?$D")),
    ],
)
def test_a_default_that_is_set(words: str, found: tuple[str, str]) -> None:
    made = default_set(sent(words))
    assert made is not None
    assert tuple(map(plain, made)) == found


@pytest.mark.parametrize(
    "words",
    [
        f"{URL}/e",
        f"-X POST {URL}/e -d '{BODY}'",
        f"-X PUT {URL}/e/deployments/d -d '{BODY}'",
        f"-X PUT {URL}/e -d '{{}}'",
        f"-X PUT https://e.eastus.inference.ml.azure.com/batchEndpoints/e -d '{BODY}'",
    ],
)
def test_a_request_that_sets_none(words: str) -> None:
    assert default_set(sent(words)) is None
