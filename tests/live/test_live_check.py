"""`preflight check` with a workspace, as a process of its own and with the real packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Found, Question, Unasked
from tests.azure import good
from tests.azure.cloud import CHINA, US_GOVERNMENT, Cloud
from tests.azure.faults import Hang
from tests.azure.good import good_world
from tests.shared.live_questions import ADDRESS, ALL, BLOB_HEAD, BLOBS, COMPUTE, WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preflight.question import Answer
    from tests.azure.fake import FakeAzure

    Ask = Callable[..., dict[Question, Answer]]
    Check = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.live

DEPLOYMENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/modelBatchDeployment.schema.json
name: classic
endpoint_name: heart-batch
type: model
model: azureml:heart-custom@latest
compute: azureml:cpu-cluster
environment: azureml:batch-env:7
resources: {instance_count: 9}
settings: {mini_batch_size: 10}
"""
NAMED = ("-w", good.WORKSPACE_NAME, "-g", good.GROUP, "--subscription", good.SUBSCRIPTION)
ONE_RULE = ("--select", "instance-count-exceeds-max")
PREFLIGHT = [sys.executable, "-m", "preflight", "check"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a git root with a deployment that asks for more nodes than its cluster may have."""
    pytest.importorskip("azure.ai.ml")
    (tmp_path / ".git").mkdir()
    (tmp_path / "deployment.yml").write_text(DEPLOYMENT)
    return tmp_path


@pytest.fixture
def check(folder: Path, azure: FakeAzure) -> Check:
    """Check the folder."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        env = azure.env | {"AZURE_CONFIG_DIR": str(folder / "az")} | environment
        return subprocess.run([*PREFLIGHT, *arguments], cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)

    return run


def test_the_workspace_is_asked(check: Check, azure: FakeAzure) -> None:
    done = check(*NAMED, *ONE_RULE)
    assert (done.returncode, done.stderr) == (1, "")
    assert "error[instance-count-exceeds-max]" in done.stdout
    assert [one.path for one in azure.log.matching("management.azure.com*")] == [good.COMPUTE]
    assert azure.log.writes() == []
    assert azure.log.strangers() == []


def test_evidence_says_who_told(check: Check) -> None:
    done = check(*NAMED, *ONE_RULE, "--format", "json")
    facts = {fact["name"]: fact for fact in json.loads(done.stdout)["findings"][0]["facts"]}
    assert facts["compute.max_nodes"] == {"name": "compute.max_nodes", "source": "live", "resource": good.COMPUTE, "value": "4"}


def test_offline_nothing_is_asked(check: Check, azure: FakeAzure) -> None:
    done = check(*ONE_RULE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 rule needs the workspace: --workspace NAME\n")
    assert azure.log.tunnels == []


def test_the_environment_names_the_workspace(check: Check) -> None:
    named = {
        "AZURE_SUBSCRIPTION_ID": good.SUBSCRIPTION,
        "AZUREML_ARM_RESOURCEGROUP": good.GROUP,
        "AZUREML_ARM_WORKSPACE_NAME": good.WORKSPACE_NAME,
    }
    assert check("--live", *ONE_RULE, **named).returncode == 1
    done = check("--live", *ONE_RULE, **named, AZUREML_CURRENT_CLOUD="NoCloud")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("preflight: `NoCloud` of AZUREML_CURRENT_CLOUD is no cloud: AzureCloud, AzureUSGovernment, AzureChinaCloud\n")


def test_a_sign_in_that_fails_leaves_a_whole_report(check: Check, azure: FakeAzure) -> None:
    azure.world.sign_in_error = "AADSTS7000222"
    done = check(*NAMED, *ONE_RULE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("unknown: sign-in failed: EnvironmentCredential: Authentication failed: AADSTS7000222: ")
    assert done.stdout.count("sign-in failed") == 1
    assert done.stdout.endswith("1 rule; 1 unknown\n")
    assert check(*NAMED, *ONE_RULE, "--unknown", "fail").returncode == 4


def test_a_permission_that_is_missing_is_told(check: Check, azure: FakeAzure) -> None:
    azure.world.forbid("Microsoft.MachineLearningServices/workspaces/computes/read")
    done = check(*NAMED, *ONE_RULE)
    assert done.returncode == 0
    assert f"this sign-in may not read compute `cpu-cluster`: it lacks a permission on `{good.COMPUTE}`" in done.stdout
    assert "   = permission: Microsoft.MachineLearningServices/workspaces/computes/read\n" in done.stdout


def test_the_process_ends_with_its_time(check: Check, azure: FakeAzure) -> None:
    azure.world.fault("management.azure.com*", Hang())
    start = time.monotonic()
    done = check(*NAMED, *ONE_RULE, "--timeout", "2.5")
    assert time.monotonic() - start < 2.5 + 1.5
    assert (done.returncode, done.stderr) == (0, "")
    assert "no answer within 2.5 s" in done.stdout or "did not answer in time" in done.stdout


def test_a_recording_takes_the_place_of_a_workspace(check: Check, folder: Path) -> None:
    (folder / "facts.json").write_text(
        json.dumps(
            {
                "version": 1,
                "recorded": "2026-08-01T12:00:00Z",
                "workspace": {"subscription": "s", "resource_group": "g", "name": "w", "cloud": "AzureCloud"},
                "answers": [],
            }
        )
    )
    done = check(*NAMED, "--facts", "facts.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "preflight: --facts takes the place of a workspace: name one of them only\n"


@pytest.mark.parametrize("cloud", [US_GOVERNMENT, CHINA], ids=lambda cloud: cloud.name)
def test_other_clouds(cloud: Cloud, check: Check, azure: FakeAzure) -> None:
    azure.reset(good_world(cloud))
    done = check(*NAMED, *ONE_RULE, "--cloud", cloud.name)
    assert (done.returncode, done.stderr) == (1, "")
    assert {one.host for one in azure.log.exchanges} == {cloud.sign_in, cloud.manager}
    assert azure.log.strangers() == []


@pytest.mark.parametrize("cloud", [US_GOVERNMENT, CHINA], ids=lambda cloud: cloud.name)
def test_every_client_knows_other_clouds(cloud: Cloud, azure_here: FakeAzure) -> None:
    from preflight.address import Address
    from preflight.probes.azure.probe import AzureProbe

    azure_here.reset(good_world(cloud))
    address = Address(ADDRESS.subscription, ADDRESS.resource_group, ADDRESS.workspace, cloud.name)
    there = f"https://stdata.blob.{cloud.storage}"
    blobs = {one: Question(one.resource, (there, *one.arguments[1:])) for one in (BLOBS, BLOB_HEAD)}
    asked = [blobs.get(one, one) for one in ALL if one.resource != question.PRIVATE_ENDPOINT]
    probe = AzureProbe(address, 20)
    answers = probe.ask(asked)
    probe.close()
    assert {type(answer) for answer in answers.values()} == {Found}, answers
    assert {one.host for one in azure_here.log.exchanges} == {cloud.sign_in, cloud.manager, there.removeprefix("https://")}
    assert azure_here.log.strangers() == []


def test_nothing_is_asked_for_where_a_cloud_is_to_be_found(check: Check, azure: FakeAzure) -> None:
    """azure-ai-ml would ask this address for the clouds while it is imported."""
    assert check(*NAMED, *ONE_RULE, ARM_CLOUD_METADATA_URL="https://clouds.example/metadata").returncode == 1
    assert azure.log.strangers() == []


def test_storage_accounts_are_left_alone(ask: Ask, whole: FakeAzure) -> None:
    answers = ask(BLOBS, COMPUTE, BLOB_HEAD, data_plane=False)
    assert list(answers) == [BLOBS, COMPUTE, BLOB_HEAD]
    assert answers[BLOBS] == answers[BLOB_HEAD] == Unasked("no storage account was asked")
    assert isinstance(answers[COMPUTE], Found)
    assert whole.log.matching("*blob*") == []


def test_progress_is_told(ask: Ask, whole: FakeAzure) -> None:
    told: list[tuple[int, int]] = []
    ask(BLOBS, COMPUTE, WORKSPACE, data_plane=False, on_progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_progress_is_seen_on_a_terminal_only(folder: Path, azure: FakeAzure) -> None:
    import pty

    ours, theirs = pty.openpty()
    command: Any = [*PREFLIGHT, *NAMED, *ONE_RULE]
    env = azure.env | {"TERM": "xterm"}
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        out, _ = process.communicate(timeout=60)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert seen == "\r\x1b[Kasking the workspace: 0 of 1\r\x1b[Kasking the workspace: 1 of 1\r\x1b[K"
    assert "asking" not in out
