"""`preflight diagnose --job`: the unmodified product meets a job of the fake Azure, as a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import exits
from preflight.cli import main
from tests.azure import good
from tests.diagnosis.cases import PROBLEMS
from tests.shared.live_runs import NAMED, preflight
from tests.shared.sent_jobs import ARTIFACTS, JOB, STEP, STUDIO, put_logs, send_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure.fake import FakeAzure

pytestmark = pytest.mark.live
LOGS = next(case.files for case in PROBLEMS if case.name == "module")


class Done:
    """What came of a run in this process."""

    def __init__(self, code: int, out: str, err: str) -> None:
        """Keep it."""
        self.returncode, self.stdout, self.stderr = code, out, err


@pytest.fixture
def diagnose(azure_here: FakeAzure, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run it here, so that coverage sees it; one test runs it as a process of its own."""

    def run(*arguments: str) -> Done:
        code = main(["diagnose", *NAMED, *arguments])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


def data(done: Done) -> Any:
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [JOB, STEP])
def test_the_job_and_its_step_say_the_same(name: str, azure: FakeAzure, tmp_path: Path) -> None:
    send_job(azure.world, LOGS)
    done = preflight(tmp_path, azure.env, "diagnose", *NAMED, "--job", name)
    assert (done.returncode, done.stderr) == (exits.FOUND, ""), done.stdout
    assert done.stdout.startswith("the job failed: The environment has no package for the module `sklearn`\n")
    for row in (
        f"job:          {JOB}",
        f"step:         {STEP}",
        "status:       Failed",
        "deploymentname: classic",
        f"studio:       {STUDIO}",
    ):
        assert f"  {row}\n" in done.stdout
    assert "  input data:   azureml:heart:1\n" in done.stdout
    for one in (JOB, STEP):
        for action in ("stream", "show", "download"):
            assert f"  $ az ml job {action} --name {one}" in done.stdout
    assert "  where:    logs/job_error.txt:" in done.stdout
    assert azure.log.writes() == []
    assert list(tmp_path.iterdir()) == []


def test_the_job_is_in_the_json(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    found = data(diagnose("--job", JOB, "--format", "json"))
    assert found["source"] == f"job {JOB}"
    assert found["job"]["links"] == {"studio": STUDIO}
    assert found["causes"][0]["failure"] == "module-missing"


def test_an_older_job_has_its_link_elsewhere(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    body = azure.world.get(f"{good.WORKSPACE}/jobs/{JOB}")
    body["properties"]["interactionEndpoints"] = body["properties"].pop("services")
    assert data(diagnose("--job", JOB, "--format", "json"))["job"]["links"] == {"studio": STUDIO}


@pytest.mark.parametrize(
    "services", [None, {}, {"Studio": None}, {"Studio": {"endpoint": None}}, {"Tracking": {"endpoint": "azureml://x"}}]
)
def test_a_job_may_have_no_link(services: Any, azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.get(f"{good.WORKSPACE}/jobs/{JOB}")["properties"]["services"] = services
    assert data(diagnose("--job", JOB, "--format", "json"))["job"]["links"] == {}
    assert "studio:" not in diagnose("--job", JOB).stdout


def test_without_the_history_the_jobs_own_logs_are_read(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.runs.clear()
    put_logs(azure.world, JOB, {"azureml-logs/executionlogs.txt": "JobNodeCountExceedsCoreQuota\n"})
    done = diagnose("--job", JOB, "--format", "json")
    assert data(done)["causes"][0]["failure"] == "core-quota-exceeded"


def test_no_such_job(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    done = diagnose("--job", "nothing")
    assert (done.returncode, done.stdout) == (exits.USAGE, "")
    assert done.stderr == "preflight: there is no job `nothing` in the workspace `ws-heart`\n"


@pytest.mark.parametrize("name", ["../workspaces/x", "a b", "", "x?y=z"])
def test_a_name_that_is_none_is_not_asked_for(name: str, azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    done = diagnose("--job", name)
    assert done.returncode == exits.USAGE
    assert "has no name that Azure allows" in done.stderr
    assert azure.log.exchanges == []


def test_logs_that_may_not_be_read_are_said_to_be_such(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.forbid("*/containers/blobs/read")
    done = diagnose("--job", JOB)
    assert done.returncode == exits.NOTHING_CHECKED, done.stderr
    assert f"not read: logs of {STEP}: this sign-in may not read" in done.stdout
    assert f"  $ az ml job download --name {STEP} --all" in done.stdout


def test_no_storage_account_is_asked_where_it_is_not_wanted(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    done = diagnose("--job", JOB, "--no-data-plane")
    assert done.returncode == exits.NOTHING_CHECKED
    assert "no storage account was asked" in done.stdout
    assert not [exchange for exchange in azure.log.exchanges if ".blob." in exchange.host]


def test_a_job_without_logs_yet(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, {})
    assert "there are none yet" in diagnose("--job", JOB).stdout


def test_logs_with_names_that_lead_out_are_left_out(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, {**LOGS, "../../../../evil.txt": "No module named 'evil'\n", "empty.txt": ""})
    done = diagnose("--job", JOB, "--format", "json")
    assert "evil" not in done.stdout
    assert data(done)["files"] == len(LOGS) + 1


def test_hosts_that_are_not_azures_get_no_token(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.get(good.WORKSPACE)["properties"]["discoveryUrl"] = "https://api.azureml.ms.example.org/discovery"
    azure.world.get(ARTIFACTS)["properties"]["accountName"] = "x.example.org/"
    done = diagnose("--job", JOB)
    assert "which is no storage account" in done.stdout
    assert {tunnel.host for tunnel in azure.log.tunnels} <= {"login.microsoftonline.com", "management.azure.com"}


def test_a_path_and_a_job_are_one_too_many(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    assert diagnose(".", "--job", JOB).returncode == exits.USAGE


def test_the_step_is_found_by_its_own_name(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    told = data(diagnose("--job", STEP, "--format", "json"))["job"]["facts"]
    assert (told["job"], told["step"], told["experiment"]) == (JOB, STEP, "heart-batch")


def test_a_sign_in_that_fails_is_said(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    azure.world.sign_in_error = "AADSTS7000222"
    done = diagnose("--job", JOB)
    assert done.returncode == exits.USAGE
    assert "AADSTS7000222" in done.stderr


def test_a_container_that_is_gone_is_said(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.containers.pop(("stbatch", "azureml"))
    done = diagnose("--job", JOB)
    assert done.returncode == exits.NOTHING_CHECKED
    assert f"not read: logs of {STEP}: " in done.stdout


def test_a_job_of_several_steps_has_its_scoring_step(azure: FakeAzure, diagnose: Callable[..., Done]) -> None:
    send_job(azure.world, LOGS)
    azure.world.runs = {"first": {"runId": "first", "parentRunId": JOB, "displayName": "prepare"}, **azure.world.runs}
    assert data(diagnose("--job", JOB, "--format", "json"))["job"]["facts"]["step"] == STEP
