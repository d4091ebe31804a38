"""The data of a job, from a file to the report: preflight as a process of its own, with the real packages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import preflight
from tests.azure import good
from tests.azure.roles import BLOB_READER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.azure.fake import FakeAzure

    Check = Callable[..., tuple[int, dict[str, Any]]]

pytestmark = pytest.mark.live

NAMED = ["--workspace", good.WORKSPACE_NAME, "--resource-group", good.GROUP, "--subscription", good.SUBSCRIPTION]
RULES = (
    "compute-identity-missing-blob-reader,compute-identity-none,data-missing,datastore-missing,input-nested-folders,input-type-unsupported,"
    "input-unreachable-or-empty,mlflow-signature-mismatch,mlflow-unsupported-file-type,output-datastore-needs-credentials,"
    "output-datastore-not-blob,output-path-exists"
)
DEPLOYMENT = "name: mlflow\nendpoint_name: heart-batch\nmodel: azureml:heart-model:3\ncompute: azureml:cpu-cluster\n"
OUTPUT = "azureml://datastores/workspaceblobstore/paths/scores"
SIGNATURE = b'signature:\n  inputs: \'[{"type": "long", "name": "age"}, {"type": "long", "name": "slope"}]\'\n'
READERS = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
CONTAINER = f"{good.DATA_STORAGE}/blobServices/default/containers/data"


@pytest.fixture
def check(azure: FakeAzure, tmp_path: Path) -> Check:
    """Return a function that checks a job in the workspace of the fake Azure, and returns exit code and report."""
    (tmp_path / "deployment.yml").write_text(DEPLOYMENT)

    def run(source: str = "azureml:heart:1", target: str = OUTPUT) -> tuple[int, dict[str, Any]]:
        inputs = f"inputs:\n  x: {{type: uri_folder, path: '{source}'}}\noutputs:\n  y: {{type: uri_file, path: '{target}'}}\n"
        (tmp_path / "inputs.yml").write_text(inputs)
        env = azure.env | {"PYTHONPATH": str(Path(preflight.__file__).parents[1])}
        command = [sys.executable, "-m", "preflight", "check", "--format", "json", "--select", RULES, *NAMED]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    return run


def take_role(azure: FakeAzure) -> None:
    """Take the role that lets the cluster read: an assignment has the same id whenever it is made."""
    azure.world.remove(azure.world.grant(good.CLUSTER_IDENTITY, good.DATA_STORAGE, BLOB_READER))


def rules(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["rule"], one["severity"]) for one in report["findings"]]


def test_a_good_job_is_clean_nothing_is_unknown_and_nobody_else_is_asked(check: Check, azure: FakeAzure) -> None:
    code, report = check()
    assert (code, report["findings"], report["unknowns"], report["summary"]["not_asked"]) == (0, [], [], 0)
    check("https://stdata.blob.example.com/data/heart?sig=geheim")
    assert (azure.log.writes(), azure.log.strangers()) == ([], [])


def test_without_the_role_the_fix_is_the_command(check: Check, azure: FakeAzure) -> None:
    take_role(azure)
    code, report = check()
    assert (code, rules(report)) == (1, [("compute-identity-missing-blob-reader", "error")])
    (finding,) = report["findings"]
    assert f"--assignee-object-id {good.CLUSTER_IDENTITY} " in finding["fix"]
    assert f"--scope {CONTAINER}`" in finding["fix"]
    assert finding["location"]["line"] == 2
    assert [fact["source"] for fact in finding["facts"]] == ["live"]


def test_a_role_of_ones_own_a_group_and_a_deny_assignment(check: Check, azure: FakeAzure) -> None:
    world = azure.world
    take_role(azure)
    world.group(READERS, good.CLUSTER_IDENTITY)
    own = world.role(good.GROUP_ID, "Reads blobs", {"dataActions": ["Microsoft.Storage/*/blobs/read"]})
    world.grant(READERS, good.GROUP_ID, own)
    assert check()[0] == 0
    world.deny([good.CLUSTER_IDENTITY], good.GROUP_ID)
    code, report = check()
    assert (code, rules(report)) == (1, [("compute-identity-missing-blob-reader", "error")])
    assert "the deny assignment `no reading of blobs`" in report["findings"][0]["message"]


def test_what_may_not_be_read_is_unknown_with_its_permission(check: Check, azure: FakeAzure) -> None:
    azure.world.forbid("Microsoft.Authorization/roleAssignments/read")
    code, report = check()
    assert (code, report["findings"]) == (0, [])
    assert [one["permission"] for one in report["unknowns"]] == ["Microsoft.Authorization/roleAssignments/read"]


def test_a_compute_without_an_identity(check: Check, azure: FakeAzure) -> None:
    azure.world.drop(good.COMPUTE, "identity")
    code, report = check()
    assert (code, rules(report)) == (1, [("compute-identity-none", "error")])


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("azureml:heart:9", "data-missing"),
        ("azureml://datastores/other/paths/heart", "datastore-missing"),
        ("azureml://datastores/ds_none/paths/haert", "input-unreachable-or-empty"),
        ("https://stdata.blob.core.windows.net/data/haert", "input-unreachable-or-empty"),
    ],
)
def test_an_input_that_is_not_there(check: Check, source: str, rule: str) -> None:
    code, report = check(source)
    assert (code, rules(report), report["unknowns"]) == (1, [(rule, "error")], [])


def test_what_a_folder_holds(check: Check, azure: FakeAzure) -> None:
    azure.world.blobs("stdata", "data", {"heart/notes.txt": b"x", "heart/2025/a.csv": b"age\n1\n"})
    azure.world.blobs("stbatch", good.WORKSPACE_CONTAINER, {"models/heart-model/MLmodel": SIGNATURE})
    code, report = check()
    assert code == 1
    assert {one["rule"]: one["message"].rpartition(": ")[2] for one in report["findings"]} == {
        "input-nested-folders": "2025",
        "mlflow-signature-mismatch": "slope",
        "mlflow-unsupported-file-type": "`notes.txt` is of the type `.txt`, which an MLflow model without a scoring script does not read",
    }


def test_a_hierarchical_account(check: Check) -> None:
    code, report = check("https://stlake.blob.core.windows.net/lake/heart", "azureml://datastores/ds_gen2/paths/scores")
    assert (code, sorted(rules(report))) == (
        1,
        [("compute-identity-missing-blob-reader", "warning"), ("output-datastore-not-blob", "error")],
    )


def test_an_output_that_is_taken(check: Check, azure: FakeAzure) -> None:
    azure.world.blobs("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv": b"1\n"})
    code, report = check()
    assert (code, rules(report)) == (1, [("output-path-exists", "error")])


def test_an_output_that_only_a_role_lets_be_written(check: Check) -> None:
    code, report = check(target="azureml://datastores/ds_none/paths/scores")
    assert (code, rules(report)) == (0, [("output-datastore-needs-credentials", "warning")])
