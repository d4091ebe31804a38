"""The fake Azure is one to the real packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure

pytestmark = pytest.mark.live


def test_workspace_and_compute(azure: FakeAzure, ml: Any) -> None:
    workspace = ml.workspaces.get()
    assert workspace.container_registry == good.REGISTRY
    assert workspace.storage_account == good.WORKSPACE_STORAGE
    assert workspace.identity.principal_id == good.WORKSPACE_IDENTITY
    cluster = ml.compute.get("cpu-cluster")
    assert (cluster.type, cluster.size, cluster.max_instances, cluster.tier) == ("amlcompute", "STANDARD_DS3_V2", 4, "dedicated")
    assert cluster.identity.principal_id == good.CLUSTER_IDENTITY
    assert [(one.method, one.status) for one in azure.log.exchanges] == [("GET", 200), ("POST", 200), ("GET", 200), ("GET", 200)]
    assert azure.log.writes() == []
    assert azure.log.strangers() == []
