"""Recorded by the real packages and replayed without them: the same report, but for who told it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from tests.azure import good
from tests.shared.live_runs import JOB, NAMED, preflight, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure.fake import FakeAzure
    from tests.azure.world import World

    Change = Callable[[World], object]

pytestmark = pytest.mark.live


def take_roles(world: World) -> None:
    """Leave nobody with a role."""
    for arm_id in list(world.resources.of_type("Microsoft.Authorization/roleAssignments")):
        world.remove(arm_id)


WORLDS: dict[str, Change] = {
    "good": lambda _: None,
    "registry-refused": lambda world: world.forbid("Microsoft.ContainerRegistry/*"),
    "computes-refused": lambda world: world.forbid("*/computes/read"),
    "all-refused-but-the-workspace": lambda world: world.forbid("*/workspaces/*/read", "Microsoft.Storage/*", "Microsoft.Authorization/*"),
    "key-of-the-customer": lambda world: world.patch(good.WORKSPACE, "properties.encryption.status", "Enabled"),
    "quarantine": lambda world: world.patch(good.REGISTRY, "properties.policies.quarantinePolicy.status", "enabled"),
    "no-default": lambda world: world.patch(good.ENDPOINT, "properties.defaults", None),
    "other-table": lambda world: world.patch(good.DATA, "properties.dataType", "mltable"),
    "no-role": take_roles,
    "output-there": lambda world: world.blobs("stdata", good.DATA_CONTAINER, {"scored/predictions.csv": b"1"}),
    "no-input": lambda world: world.containers.clear(),
    "no-workspace": lambda world: world.remove(good.WORKSPACE),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a repository that names what is in the workspace, and what is not."""
    return written(tmp_path)


def offline() -> dict[str, str]:
    """Return an environment in which nobody can be reached, and nobody is signed in."""
    return dict(os.environ) | {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}


@pytest.mark.parametrize("name", WORLDS)
def test_a_replay_is_the_same_report(name: str, azure: FakeAzure, folder: Path) -> None:
    WORLDS[name](azure.world)
    live = preflight(folder, azure.env, "check", "--format", "json", *NAMED, *JOB)
    recorded = preflight(folder, azure.env, "facts", "record", "-o", "facts.json", *NAMED, *JOB)
    assert recorded.returncode == exits.CLEAN, recorded.stderr
    asked = len(azure.log.exchanges)
    replayed = preflight(folder, offline(), "check", "--format", "json", "--facts", "facts.json", *JOB)
    assert replayed.stderr == ""
    assert json.loads(live.stdout)["summary"]["rules"] > 0
    assert replayed.stdout == live.stdout.replace('"source": "live"', '"source": "recorded"')
    assert replayed.returncode == live.returncode
    assert len(azure.log.exchanges) == asked
    assert azure.log.writes() == []


@pytest.mark.parametrize("arguments", [["--all-endpoints"], ["--endpoint", "heart-batch", "--endpoint", "gone"], ["--no-data-plane", *JOB]])
def test_so_is_one_of_what_is_deployed_and_one_that_left_something_out(arguments: list[str], azure: FakeAzure, folder: Path) -> None:
    live = preflight(folder, azure.env, "check", ".", "--format", "json", "--verbose", *NAMED, *arguments)
    assert preflight(folder, azure.env, "facts", "record", "-o", "facts.json", ".", *NAMED, *arguments).returncode == exits.CLEAN
    offline_arguments = [argument for argument in arguments if argument != "--no-data-plane"]
    replayed = preflight(folder, offline(), "check", ".", "--format", "json", "--facts", "facts.json", *offline_arguments)
    assert replayed.stdout == live.stdout.replace('"source": "live"', '"source": "recorded"')


def test_with_all_a_check_of_what_is_deployed_needs_nothing_else(azure: FakeAzure, folder: Path) -> None:
    assert preflight(folder, azure.env, "facts", "record", "--all", "-o", "facts.json", *NAMED).returncode == exits.CLEAN
    live = preflight(folder, azure.env, "check", "--format", "json", *NAMED, "--all-endpoints")
    replayed = preflight(folder, offline(), "check", "--format", "json", "--facts", "facts.json", "--all-endpoints")
    assert json.loads(replayed.stdout)["summary"]["not_asked"] == json.loads(live.stdout)["summary"]["not_asked"]
    assert replayed.stdout == live.stdout.replace('"source": "live"', '"source": "recorded"')


def test_the_same_workspace_is_the_same_recording(azure: FakeAzure, folder: Path) -> None:
    texts = []
    for name in ("one.json", "two.json"):
        done = preflight(folder, azure.env, "facts", "record", "--all", "-o", name, *NAMED)
        assert done.returncode == exits.CLEAN, done.stderr
        texts.append([line for line in (folder / name).read_text().splitlines() if '"recorded":' not in line])
    assert texts[0] == texts[1]
    whole = "\n".join(texts[0])
    assert azure.world.caller.client_secret not in whole
    assert "63,1,233" not in whole
    resources = {entry["resource"] for entry in json.loads((folder / "one.json").read_text())["answers"]}
    assert {"registry", "storage-account", "datastores", "usages", "vm-sizes", "endpoints", "deployments", "environment"} <= resources


def test_a_failed_sign_in_leaves_a_recording_as_it_is(azure: FakeAzure, folder: Path) -> None:
    (folder / "facts.json").write_text("before")
    azure.world.sign_in_error = "AADSTS7000222"
    done = preflight(folder, azure.env, "facts", "record", "-o", "facts.json", *NAMED)
    assert done.returncode == exits.NOT_ANSWERED
    assert "sign-in failed" in done.stderr
    assert (folder / "facts.json").read_text() == "before"
