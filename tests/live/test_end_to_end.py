"""`preflight check` as a process of its own, with nothing but the environment to tell it from a run against Azure: what a reader sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from preflight import resources
from tests.azure import good
from tests.live.worlds.outcome import NAMED
from tests.live.worlds.project import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.azure.fake import FakeAzure
    from tests.azure.world import World

    Change = Callable[[World], object]
    Golden = Callable[[str, str], None]

pytestmark = pytest.mark.live

PACKAGE = Path(__file__).parents[2]


def _bad(world: World) -> None:
    """Make a mess of everything that a deployment and a job rest on."""
    world.patch(good.WORKSPACE, "properties.encryption", {"status": "Enabled"})
    world.patch(good.COMPUTE, "properties.properties.scaleSettings.maxNodeCount", 1)
    world.patch(good.ENVIRONMENT, "properties.condaFile", good.CONDA.replace("      - azureml-core\n", ""))
    world.blobs("stbatch", good.WORKSPACE_CONTAINER, {"scores/predictions.csv": b"1"})
    for one in world.resources.of_type("Microsoft.Authorization/roleAssignments"):
        world.remove(one)


def _refused(world: World) -> None:
    world.forbid("*/computes/read", "*/roleAssignments/read", "https://*.blob.core.windows.net/*")


# What is otherwise, further options, and the exit code.
RUNS: dict[str, tuple[Change, tuple[str, ...], int]] = {
    "good": (lambda _: None, (), 0),
    "bad": (_bad, (), 1),
    "refused": (_refused, (), 0),
    "refused-strict": (_refused, ("--quiet", "--unknown", "fail"), 4),
}


def _preflight(folder: Path, azure: FakeAzure, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "preflight", "check", *NAMED, *options]
    env = azure.env | {"PYTHONPATH": str(PACKAGE)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=90, check=False)


@pytest.mark.parametrize("name", RUNS)
def test_run(name: str, azure: FakeAzure, tmp_path: Path, golden: Golden) -> None:
    change, options, code = RUNS[name]
    change(azure.world)
    done = _preflight(write(tmp_path, {}), azure, *options)
    assert (done.returncode, done.stderr) == (code, "")
    golden(f"{name}.txt", done.stdout)
    assert azure.log.writes() == []
    assert azure.log.strangers() == []


def test_the_report_for_machines(azure: FakeAzure, tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    reports = []
    for change in (_bad, _refused):
        change(azure.world)
        done = _preflight(folder, azure, "--format", "json")
        reports.append(json.loads(done.stdout))
        Draft202012Validator(resources.schema("report.v1")).validate(reports[-1])
    bad, refused = reports
    facts = [fact for one in bad["findings"] for fact in one["facts"]]
    assert {fact["source"] for fact in facts} == {"live"}
    assert {good.WORKSPACE, good.COMPUTE} < {fact["resource"] for fact in facts}
    assert "Microsoft.MachineLearningServices/workspaces/computes/read" in {one["permission"] for one in refused["unknowns"]}
