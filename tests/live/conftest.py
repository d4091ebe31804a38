"""Clients of the real packages, and the fake Azure that they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure


@pytest.fixture
def ml(azure_here: FakeAzure) -> Any:
    """Return a client of the workspace."""
    from azure.ai.ml import MLClient
    from azure.identity import EnvironmentCredential

    return MLClient(EnvironmentCredential(), good.SUBSCRIPTION, good.GROUP, good.WORKSPACE_NAME, enable_telemetry=False)
