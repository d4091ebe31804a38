"""What a sign-in can read, found out with the real packages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import exits
from tests.shared.live_runs import NAMED, preflight

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.azure.fake import FakeAzure

pytestmark = pytest.mark.live


def doctor(azure: FakeAzure, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Examine the workspace of the fake Azure."""
    return preflight(folder, azure.env, "doctor", *NAMED, *arguments)


def rows(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """Return what was found, by resource."""
    return {one["resource"]: one for one in json.loads(done.stdout)["facts"]}


def test_all_is_readable(azure: FakeAzure, tmp_path: Path) -> None:
    done = doctor(azure, tmp_path, "--format", "json")
    assert done.returncode == exits.CLEAN, done.stdout
    found = rows(done)
    assert {name for name, row in found.items() if row["readable"] is None} == {"private-endpoint"}
    assert not [name for name, row in found.items() if row["readable"] is False]
    assert all(row["seconds"] > 0 for row in found.values() if row["readable"])
    assert azure.log.writes() == []


@pytest.mark.parametrize(
    ("pattern", "resource", "permission"),
    [
        ("Microsoft.ContainerRegistry/*", "registry", "Microsoft.ContainerRegistry/registries/read"),
        ("*/computes/read", "compute", "Microsoft.MachineLearningServices/workspaces/computes/read"),
        ("*/components/versions/read", "component", "Microsoft.MachineLearningServices/workspaces/components/versions/read"),
        ("*/roleAssignments/read", "role-assignments", "Microsoft.Authorization/roleAssignments/read"),
        ("*/vmSizes/read", "vm-sizes", "Microsoft.MachineLearningServices/locations/vmSizes/read"),
    ],
)
def test_what_is_forbidden_names_its_permission(pattern: str, resource: str, permission: str, azure: FakeAzure, tmp_path: Path) -> None:
    azure.world.forbid(pattern)
    done = doctor(azure, tmp_path, "--format", "json")
    assert done.returncode == exits.NOT_ANSWERED
    found = rows(done)
    assert [name for name, row in found.items() if row["readable"] is False] == [resource], done.stdout
    assert found[resource]["permission"].lower() == permission.lower()
    assert permission.rpartition("/")[0].rpartition("/")[2].lower() in doctor(azure, tmp_path).stdout.lower()


def test_data_are_left_alone_where_that_is_asked_for(azure: FakeAzure, tmp_path: Path) -> None:
    done = doctor(azure, tmp_path, "--format", "json", "--no-data-plane")
    assert done.returncode == exits.CLEAN
    assert not {"blobs", "blob-head"} & set(rows(done))
    assert not [host for host in {one.host for one in azure.log.exchanges} if "blob" in host]


def test_a_failed_sign_in_is_one_line_with_the_remedy(azure: FakeAzure, tmp_path: Path) -> None:
    azure.world.sign_in_error = "AADSTS7000222"
    done = doctor(azure, tmp_path)
    assert done.returncode == exits.NOT_ANSWERED
    (line,) = done.stdout.splitlines()
    assert line.startswith("sign-in failed: ")
    assert "AADSTS7000222" in line
    assert "check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET" in line
    assert [one.host for one in azure.log.exchanges if one.host == "management.azure.com"] == []


def test_what_files_name_is_looked_for_too(azure: FakeAzure, tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("name: d\nendpoint_name: heart-batch\ncompute: azureml:gone\nresources: {instance_count: 3}\n")
    found = rows(doctor(azure, tmp_path, "d.yml", "--format", "json"))
    assert (found["compute"]["questions"], found["compute"]["readable"]) == (1, True)
    assert any(one.path.endswith("/computes/gone") for one in azure.log.exchanges)
