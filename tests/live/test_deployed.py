"""What is deployed, from the service to the report: preflight as a process of its own, with the real packages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import preflight
from tests.azure import good, shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.azure.fake import FakeAzure

    Check = Callable[..., tuple[int, dict[str, Any]]]

pytestmark = pytest.mark.live

NAMED = ["--workspace", good.WORKSPACE_NAME, "--resource-group", good.GROUP, "--subscription", good.SUBSCRIPTION, "--no-data-plane"]
RULES = ["--select", "retry-timeout-range,default-deployment-missing,endpoint-missing,env-required-with-script,auth-mode-not-aad"]
PIPELINE = f"{good.ENDPOINT}/deployments/pipeline"


@pytest.fixture
def check(azure: FakeAzure, tmp_path: Path) -> Check:
    """Return a function that checks the workspace of the fake Azure, and returns exit code and report."""
    (tmp_path / "d.yml").write_text("name: d\nendpoint_name: e\nretry_settings: {timeout: 0}\n")

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        env = azure.env | {"PYTHONPATH": str(Path(preflight.__file__).parents[1])}
        command = [sys.executable, "-m", "preflight", "check", "--format", "json", *NAMED, *RULES, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    return run


def rules(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["rule"], one["location"]["path"]) for one in report["findings"]]


@pytest.mark.parametrize("arguments", [["--endpoint", "heart-batch"], ["--all-endpoints"]])
def test_a_good_state_is_clean(arguments: list[str], check: Check, azure: FakeAzure) -> None:
    azure.world.set(PIPELINE, shapes.pipeline_deployment(good.COMPUTE, good.COMPONENT))
    code, report = check(*arguments)
    assert (code, report["findings"], report["unchecked"]) == (0, [], [])
    assert (report["summary"]["files"], report["summary"]["documents"]) == (0, 5)


def test_a_bad_state_is_told_at_the_resource(check: Check, azure: FakeAzure) -> None:
    azure.world.patch(good.DEPLOYMENT, "properties.retrySettings.timeout", "-PT5S")
    azure.world.patch(good.DEPLOYMENT, "properties.environmentId", None)
    azure.world.patch(good.ENDPOINT, "properties.defaults.deploymentName", "clasic")
    code, report = check("--endpoint", "heart-batch")
    assert code == 1, report["unchecked"]
    assert rules(report) == [
        ("default-deployment-missing", f"azure:{good.ENDPOINT}"),
        ("env-required-with-script", f"azure:{good.DEPLOYMENT}"),
        ("retry-timeout-range", f"azure:{good.DEPLOYMENT}"),
    ]
    assert {fact["source"] for one in report["findings"] for fact in one["facts"]} == {"live"}


def test_an_endpoint_that_is_not_there_is_an_error(check: Check) -> None:
    code, report = check("--endpoint", "hart-batch")
    assert code == 1, report["unchecked"]
    assert rules(report) == [("endpoint-missing", "command line")]


def test_what_may_not_be_read_is_unchecked_with_the_permission(check: Check, azure: FakeAzure) -> None:
    azure.world.forbid(good.ENDPOINT)
    code, report = check("--endpoint", "heart-batch")
    assert code == 3
    (one,) = report["unchecked"]
    assert one["path"] == "command line"
    assert "Microsoft.MachineLearningServices/workspaces/batchEndpoints/read" in one["reason"]


def test_a_job_is_judged_with_what_is_deployed(check: Check) -> None:
    code, report = check("--endpoint", "heart-batch", "--input", "azureml:heart:1", "--deployment-name", "clasic")
    assert code == 1, report["unchecked"]
    assert rules(report) == [("default-deployment-missing", "command line")]
