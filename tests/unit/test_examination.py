"""What a sign-in can read: one question of each sort, real resources first, and stand-ins where none is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preflight import question
from preflight.examination import NOBODY, RESOURCES, WORKSPACE, Timed, examine, readings
from preflight.question import Found, Missing, Question, Unanswered, Unasked
from tests.shared import workspaces
from tests.shared.workspaces import GROUP, REGISTRY, Workspace, compute, registry, workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.examination import Reading
    from preflight.question import Answer

STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stbatch"
LINK = f"{GROUP}/providers/Microsoft.Network/privateEndpoints/pe"
ME = "aaaaaaaa-0000-0000-0000-000000000001"
BLOB = "https://stbatch.blob.core.windows.net"


def datastore(name: str, container: object, **more: object) -> dict[str, Any]:
    properties = {"accountName": "stbatch", "containerName": container, "endpoint": "core.windows.net", "protocol": "https"}
    return {"id": f"/{name}", "name": name, "properties": {**properties, **more}}


ALL: dict[Question, Any] = {
    WORKSPACE: workspace(storageAccount=STORAGE),
    Question(question.REGISTRY, (REGISTRY,)): registry(),
    Question(question.STORAGE_ACCOUNT, (STORAGE,)): {
        "id": STORAGE,
        "properties": {"privateEndpointConnections": [{"properties": {"privateEndpoint": {"id": LINK}}}]},
    },
    Question(question.PRIVATE_ENDPOINT, (LINK,)): {"id": LINK},
    Question(question.USAGES, ("eastus2",)): {"value": []},
    Question(question.VM_SIZES, ("eastus2",)): {"value": []},
    Question(question.PERMISSIONS, (workspaces.WORKSPACE,)): {"value": []},
    Question(question.ENDPOINTS): {"value": [{"id": "1", "name": "e"}, {"id": "2", "name": "f"}]},
    Question(question.ENDPOINT, ("e",)): {"name": "e"},
    Question(question.DEPLOYMENTS, ("e",)): {"value": [{"properties": {"compute": "x/computes/c"}}]},
    Question(question.COMPUTE, ("c",)): compute("c"),
    Question(question.DATASTORES): {
        "value": [datastore("a", "first"), datastore("b", "second", isDefault=True), datastore("c", None), "x"]
    },
    Question(question.ROLE_ASSIGNMENTS, (STORAGE, ME)): {"value": []},
    Question(question.DENY_ASSIGNMENTS, (STORAGE, ME)): {"value": []},
    Question(question.BLOBS, (BLOB, "second", "", "1")): {"value": []},
}


def examined(answers: dict[Question, Any]) -> tuple[Timed, dict[str, Reading]]:
    timed = Timed(Workspace(answers))
    examine(timed)
    return timed, {reading.resource: reading for reading in readings(timed)}


def test_one_of_each_sort_is_asked_for() -> None:
    timed, found = examined(ALL)
    assert list(found) == list(RESOURCES)
    assert {reading.questions for reading in found.values()} == {1}
    assert all(reading.readable for reading in found.values())
    assert set(ALL) <= set(timed.answers)
    assert set(timed.answers) - set(ALL) == {
        Question(question.MODEL, (NOBODY, "1", "")),
        Question(question.ENVIRONMENT, (NOBODY, "1", "")),
        Question(question.DATA, (NOBODY, "1", "")),
        Question(question.COMPONENT, (NOBODY, "1", "")),
        Question(question.BLOB_HEAD, (BLOB, "second", NOBODY, "1")),
    }


def test_every_resource_there_is_has_a_row() -> None:
    assert set(RESOURCES) == {value for name, value in vars(question).items() if name.isupper() and isinstance(value, str)}


def test_what_nothing_leads_to_is_not_asked_and_says_why() -> None:
    _, found = examined({})
    assert {name: reading.reason for name, reading in found.items() if reading.readable is None} == {
        "registry": "the workspace names no container registry",
        "storage-account": "the workspace names no storage account",
        "private-endpoint": "no private endpoint of a storage account is known",
        "role-assignments": "no managed identity and storage account are known",
        "deny-assignments": "no managed identity and storage account are known",
        "permissions": "the workspace is not known",
        "usages": "the location of the workspace is not known",
        "vm-sizes": "the location of the workspace is not known",
        "blobs": "no blob datastore is known",
        "blob-head": "no blob datastore is known",
    }
    assert found["compute"].readable


def test_what_is_refused_is_not_readable() -> None:
    refused = Unanswered("the registry may not be read", "Microsoft.ContainerRegistry/registries/read")
    _, found = examined(ALL | {Question(question.REGISTRY, (REGISTRY,)): refused})
    reading = found["registry"]
    assert (reading.readable, reading.refused, reading.questions) == (False, 1, 1)
    assert (reading.reason, reading.permission) == (refused.reason, refused.permission)


def test_what_was_asked_before_counts_too() -> None:
    timed = Timed(Workspace(ALL | {Question(question.COMPUTE, ("other",)): Unanswered("no")}))
    before = [Question(question.COMPUTE, ("other",)), Question(question.COMPUTE, ("c",)), Question(question.MODEL, ("m", "1", ""))]
    timed.ask(before)
    examine(timed)
    found = {reading.resource: reading for reading in readings(timed)}
    assert (found["compute"].questions, found["compute"].refused, found["compute"].readable) == (2, 1, False)
    assert found["model"].questions == 1
    assert Question(question.MODEL, (NOBODY, "1", "")) not in timed.answers


def test_an_identity_of_the_workspace_will_do() -> None:
    me = "bbbbbbbb-0000-0000-0000-000000000001"
    timed, _ = examined({WORKSPACE: {**workspace(storageAccount=STORAGE), "identity": {"principalId": me}}})
    assert Question(question.ROLE_ASSIGNMENTS, (STORAGE, me)) in timed.answers


def test_what_nobody_was_to_be_asked_has_no_row() -> None:
    blobs, head = Question(question.BLOBS, (BLOB, "second", "", "1")), Question(question.BLOB_HEAD, (BLOB, "second", NOBODY, "1"))
    _, found = examined(ALL | {blobs: Unasked("no storage account was asked"), head: Unasked("no storage account was asked")})
    assert set(found) == set(RESOURCES) - {question.BLOBS, question.BLOB_HEAD}


def test_a_question_takes_its_time_and_is_asked_once() -> None:
    class Slow(Workspace):
        def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
            asked = list(questions)
            return {one: Found({"sum": sum(range(200_000))}, "/x") if one == WORKSPACE else Missing("/x") for one in asked}

    timed = Timed(Slow({}))
    first = timed.ask([WORKSPACE, Question(question.ENDPOINTS), WORKSPACE])
    assert set(first) == {WORKSPACE, Question(question.ENDPOINTS)}
    before = dict(timed.seconds)
    assert before[WORKSPACE] > before[Question(question.ENDPOINTS)] > 0
    timed.ask([WORKSPACE])
    assert timed.seconds == before


def test_nothing_secret_is_kept() -> None:
    timed = Timed(Workspace({WORKSPACE: Unanswered("refused: sig=abc")}))
    assert timed.ask([WORKSPACE]) == {WORKSPACE: Unanswered("refused: sig=(hidden)")}
