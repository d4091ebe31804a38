"""The role that `preflight permissions` prints: it suffices, and each of its permissions is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.permission import PERMISSIONS
from preflight.question import Found
from tests.azure import good
from tests.azure.shapes import user_identity
from tests.shared.live_questions import ALL
from tests.shared.live_runs import JOB, NAMED, preflight, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preflight.question import Answer, Question
    from tests.azure.fake import FakeAzure

    Ask = Callable[..., dict[Question, Answer]]

pytestmark = pytest.mark.live

ML = "Microsoft.MachineLearningServices/workspaces"
IDENTITY = f"{good.GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-heart"


def give(azure: FakeAzure, monkeypatch: pytest.MonkeyPatch, actions: set[str]) -> None:
    """Let the caller do this, and nothing else."""
    allowed = {action.lower() for action in actions}
    monkeypatch.setattr(azure.world, "forbids", lambda action, _url: action.lower() not in allowed)


def actions_of(resource: str) -> set[str]:
    """Return what it takes to read a sort of resource."""
    return {*PERMISSIONS[resource].actions, *PERMISSIONS[resource].data_actions}


@pytest.fixture
def thorough(whole: FakeAzure) -> FakeAzure:
    """Return a fake Azure in which all takes its longest way: an identity without its object id, and a role of one's own."""
    whole.world.set(
        IDENTITY, {"location": "westeurope", "properties": {"principalId": good.CLUSTER_IDENTITY, "clientId": good.CLUSTER_IDENTITY}}
    )
    whole.world.patch(good.COMPUTE, "identity", user_identity({IDENTITY: ""}))
    role = whole.world.role(good.DATA_STORAGE, "reader of hearts", {"dataActions": ["*/blobs/read"]})
    whole.world.grant(good.CLUSTER_IDENTITY, good.DATA_STORAGE, role)
    return whole


def about(resource: str) -> list[Question]:
    """Return the questions about a sort of resource."""
    return [asked for asked in ALL if asked.resource == resource]


def refused(azure: FakeAzure) -> list[str]:
    """Return the requests that were refused."""
    return [one.path for one in azure.log.exchanges if one.status == 403]


@pytest.mark.parametrize("resource", PERMISSIONS)
def test_the_permissions_of_a_resource_suffice(resource: str, thorough: FakeAzure, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    give(thorough, monkeypatch, actions_of(resource) | {f"{ML}/read"})
    answers = ask(*about(resource))
    assert refused(thorough) == []
    assert all(isinstance(answer, Found) for answer in answers.values()), answers
    assert "permission" not in repr(answers).replace("permission=None", "").replace("'permissions'", "")


@pytest.mark.parametrize(
    ("resource", "action"), [(resource, action) for resource in PERMISSIONS for action in sorted(actions_of(resource))]
)
def test_each_of_them_is_needed(resource: str, action: str, thorough: FakeAzure, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    give(thorough, monkeypatch, (actions_of(resource) | {f"{ML}/read"}) - {action})
    answers = ask(*about(resource))
    assert refused(thorough) != []
    assert action.lower() in repr(answers).lower()


def test_the_role_that_is_printed_suffices_for_a_check(thorough: FakeAzure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = preflight(tmp_path, thorough.env, "permissions", *NAMED)
    assert printed.returncode == exits.CLEAN, printed.stderr
    role = json.loads(printed.stdout)
    give(thorough, monkeypatch, {*role["Actions"], *role["DataActions"]})
    files = written(tmp_path)
    done = preflight(files, thorough.env, "check", "--format", "json", *NAMED, *JOB)
    report = json.loads(done.stdout)
    assert [one for one in report["unknowns"] if one["permission"]] == []
    assert refused(thorough) == []
    assert len(thorough.log.exchanges) > 5


def test_a_role_for_some_rules_does_not_suffice_for_all(thorough: FakeAzure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    role = json.loads(preflight(tmp_path, thorough.env, "permissions", "--select", "workspace-cmk", *NAMED).stdout)
    give(thorough, monkeypatch, {*role["Actions"], *role["DataActions"]})
    files = written(tmp_path)
    done = preflight(files, thorough.env, "check", "--select", "workspace-cmk", "--unknown", "fail", *NAMED)
    assert done.returncode == exits.CLEAN, done.stdout
    assert refused(thorough) == []
    report = json.loads(preflight(files, thorough.env, "check", "--format", "json", *NAMED).stdout)
    assert f"{ML}/computes/read" in {one["permission"] for one in report["unknowns"]}


def test_with_all_it_suffices_for_the_other_commands(thorough: FakeAzure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    role = json.loads(preflight(tmp_path, thorough.env, "permissions", "--all", *NAMED).stdout)
    give(thorough, monkeypatch, {*role["Actions"], *role["DataActions"]})
    done = preflight(tmp_path, thorough.env, "doctor", *NAMED)
    assert done.returncode == exits.CLEAN, done.stdout
    done = preflight(written(tmp_path), thorough.env, "facts", "record", "--all", "--unknown", "fail", "-o", "facts.json", *NAMED, *JOB)
    assert done.returncode == exits.CLEAN, done.stderr
    assert refused(thorough) == []
