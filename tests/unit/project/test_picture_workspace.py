"""What a picture shows of a workspace that was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.project.picture import picture_of
from preflight.project.project import load
from preflight.question import Found, Missing, Question, Unanswered, Unasked
from preflight.world import World
from tests.shared.drawn import drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preflight.picture import Picture
    from preflight.question import Answer

    Write = Callable[[dict[str, str]], Path]

GROUP = "/subscriptions/s/resourceGroups/rg"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws"
CLUSTER = f"{WORKSPACE}/computes/cluster"
ACCOUNTS = f"{GROUP}/providers/Microsoft.Storage/storageAccounts"
REGISTRY = f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/acr"
FILES = {"deployment.yml": "name: classic\nendpoint_name: heart\ncompute: azureml:cluster\nsettings: {mini_batch_size: 1}\n"}
CPU: dict[str, Any] = {
    "id": CLUSTER,
    "name": "cluster",
    "identity": {"type": "SystemAssigned", "principalId": "P-1"},
    "properties": {"computeType": "AmlCompute", "properties": {}},
}
WS: dict[str, Any] = {"id": WORKSPACE, "name": "ws", "properties": {"storageAccount": f"{ACCOUNTS}/stown", "containerRegistry": REGISTRY}}
DENIED = Unanswered("this sign-in may not", "some/permission")
ASKED_WORKSPACE, ASKED_CLUSTER = Question(question.WORKSPACE), Question(question.COMPUTE, ("cluster",))
GOOD: dict[Question, Answer] = {
    ASKED_WORKSPACE: Found(WS, WORKSPACE),
    ASKED_CLUSTER: Found(CPU, CLUSTER),
    Question(question.ENDPOINT, ("heart",)): Missing(f"{WORKSPACE}/batchEndpoints/heart"),
    Question(question.REGISTRY, (REGISTRY,)): Found({"id": REGISTRY, "name": "acr", "properties": {}}, REGISTRY),
    Question(question.STORAGE_ACCOUNT, (f"{ACCOUNTS}/stown",)): Found({"id": f"{ACCOUNTS}/stown", "properties": {}}, f"{ACCOUNTS}/stown"),
    Question(question.ROLE_ASSIGNMENTS, (f"{ACCOUNTS}/stdata", "p-1")): Found({"value": []}, f"{ACCOUNTS}/stdata"),
    Question(question.BLOBS, ("https://stdata.blob.core.windows.net", "c", "", "1")): Found({"value": []}, "https://stdata.blob/c"),
    Question(question.PERMISSIONS, (GROUP,)): Found({"value": []}, GROUP),
}


@pytest.fixture
def pictured(write: Write) -> Callable[..., Picture]:
    """Return the picture of a deployment in a workspace that gives these answers."""

    def made(answers: dict[Question, Answer]) -> Picture:
        root = write(FILES)
        world = World("live")
        world.learn(answers)
        return picture_of(load([str(root)], str(root), world=world))

    return made


def test_all_that_was_told(pictured: Callable[..., Picture]) -> None:
    picture = pictured(GOOD)
    assert drawn(picture) == [
        "endpoint heart [not there: the workspace has no such endpoint]",
        "  deployment classic",
        "    compute cluster",
        "      identity system-assigned",
        "        storage account stdata",
        "workspace ws",
        "  container registry acr",
        "  storage account stown",
    ]
    resources = {node.name: node.resources for node in picture.nodes}
    assert resources["ws"] == (WORKSPACE, GROUP)
    assert resources["cluster"] == (CLUSTER,)
    assert resources["stdata"] == (f"{ACCOUNTS}/stdata", "https://stdata.blob/c")


def test_the_workspaces_own_storage_hangs_on_both(pictured: Callable[..., Picture]) -> None:
    roles = Question(question.ROLE_ASSIGNMENTS, (f"{ACCOUNTS}/stown", "P-1"))
    lines = drawn(pictured(GOOD | {roles: Found({"value": []}, f"{ACCOUNTS}/stown")}))
    assert lines.count("        storage account stown") == 1
    assert lines.count("  storage account stown") == 1


def test_what_was_refused_is_unknown(pictured: Callable[..., Picture]) -> None:
    blobs = next(asked for asked in GOOD if asked.resource == question.BLOBS)
    lines = drawn(pictured(GOOD | {blobs: DENIED, ASKED_CLUSTER: DENIED}))
    assert "    compute cluster [unknown: this sign-in may not]" in lines
    assert "storage account stdata [unknown: this sign-in may not]" in lines


def test_what_is_not_there_and_what_was_not_asked(pictured: Callable[..., Picture]) -> None:
    registry = next(asked for asked in GOOD if asked.resource == question.REGISTRY)
    account = next(asked for asked in GOOD if asked.resource == question.STORAGE_ACCOUNT)
    lines = drawn(pictured(GOOD | {registry: Missing(REGISTRY), account: Unasked("it was left out")}))
    assert "  container registry acr [not there: Azure says that it is not there]" in lines
    assert "  storage account stown [not asked: it was left out]" in lines


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Missing(WORKSPACE), "workspace ws [not there: Azure says that it is not there]"),
        (DENIED, "workspace the workspace of this run [unknown: this sign-in may not]"),
        (Unasked("the recording has none"), "workspace the workspace of this run [not asked: the recording has none]"),
    ],
)
def test_a_workspace_that_is_not_known(pictured: Callable[..., Picture], answer: Answer, line: str) -> None:
    assert line in drawn(pictured(GOOD | {ASKED_WORKSPACE: answer}))


def test_a_workspace_that_no_rule_asked_for(pictured: Callable[..., Picture]) -> None:
    lines = drawn(pictured({}))
    assert lines[-1].startswith("workspace the workspace of this run [not asked: ")


@pytest.mark.parametrize("account", [None, 3, "no id", ["x"]])
def test_a_workspace_that_tells_no_account(pictured: Callable[..., Picture], account: object) -> None:
    told = Found(WS | {"properties": {"storageAccount": account}}, WORKSPACE)
    assert "workspace ws" in drawn(pictured(GOOD | {ASKED_WORKSPACE: told}))
    assert "workspace ws" in drawn(pictured(GOOD | {ASKED_WORKSPACE: Found({"properties": account}, WORKSPACE)}))


def test_storage_of_no_account_is_not_drawn(pictured: Callable[..., Picture]) -> None:
    odd = {Question(question.STORAGE_ACCOUNT, ("odd",)): DENIED}
    assert not [line for line in drawn(pictured({ASKED_WORKSPACE: Found(WS, WORKSPACE)} | odd)) if "storage" in line]


def identities(pictured: Callable[..., Picture], identity: Any, kind: str = "AmlCompute") -> list[str]:
    told = {**CPU, "identity": identity, "properties": {"computeType": kind, "properties": {}}}
    lines = drawn(pictured({ASKED_CLUSTER: Found(told, CLUSTER)}))
    return [line.strip() for line in lines if line.startswith("      ")]


def test_the_identities_of_a_compute(pictured: Callable[..., Picture]) -> None:
    assigned = {"/userAssignedIdentities/a": {"principalId": "1"}, "/userAssignedIdentities/b": {"principalId": "2"}}
    assert identities(pictured, {"type": "UserAssigned", "userAssignedIdentities": assigned}) == ["identity a", "identity b"]
    assert identities(pictured, None) == []
    assert identities(pictured, {"type": "Odd"}) == [
        "identity not known [unknown: as whom a compute with an identity of type `odd` reads data is not known]"
    ]


def test_a_compute_that_the_workspace_has_not(pictured: Callable[..., Picture]) -> None:
    assert "    compute cluster [not there: the workspace has no such compute]" in drawn(pictured({ASKED_CLUSTER: Missing(CLUSTER)}))
