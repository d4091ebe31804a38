"""Every question in its good, absent, forbidden and malformed form, asked with the real packages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import __version__, question
from preflight.permission import PERMISSIONS
from preflight.question import Found, Missing, Question, Unanswered
from tests.azure import good
from tests.azure.faults import CutShort, HalfJson, Hollow, Html, Status
from tests.azure.roles import BLOB_READER
from tests.shared import live_questions as asking
from tests.shared.live_questions import (
    ALL,
    BLOB_HEAD,
    BLOBS,
    BLOBS_OF,
    COMPUTE,
    MODEL,
    REGISTRY,
    ROLE_ASSIGNMENTS,
    WORKSPACE,
    named,
    pattern,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.question import Answer
    from tests.azure.fake import FakeAzure
    from tests.azure.message import Request
    from tests.azure.proxy import Outcome

    Ask = Callable[..., dict[Question, Answer]]

pytestmark = pytest.mark.live

# What is asked for, and is not there.
ABSENT = {
    REGISTRY: good.REGISTRY,
    COMPUTE: good.COMPUTE,
    asking.ENDPOINT: good.ENDPOINT,
    asking.DEPLOYMENTS: good.ENDPOINT,
    MODEL: good.MODEL,
    asking.ENVIRONMENT: good.ENVIRONMENT,
    asking.DATA: good.DATA,
    asking.COMPONENT: good.COMPONENT,
    asking.NEWEST_MODEL: good.MODEL,
    asking.NEWEST_ENVIRONMENT: good.ENVIRONMENT,
    asking.NEWEST_DATA: good.DATA,
    asking.NEWEST_COMPONENT: good.COMPONENT,
    asking.STORAGE_ACCOUNT: good.DATA_STORAGE,
    asking.PRIVATE_ENDPOINT: asking.PRIVATE_ENDPOINT.arguments[0],
}
LISTS = (asking.ENDPOINTS, asking.DATASTORES, asking.DENY_ASSIGNMENTS, asking.PERMISSIONS, asking.USAGES, asking.VM_SIZES)


def test_good(ask: Ask, whole: FakeAzure) -> None:
    answers = ask(*ALL)
    assert list(answers) == ALL
    for asked, told in {
        WORKSPACE: good.REGISTRY,
        REGISTRY: '"quarantinePolicy": {"status": "disabled"}',
        COMPUTE: '"maxNodeCount": 4',
        asking.ENDPOINT: '"defaults": {"deploymentName": "classic"}',
        asking.ENDPOINTS: '"name": "heart-batch"',
        asking.DEPLOYMENTS: '"environmentVariables": {"HEART_KEY": "(hidden)"}',
        MODEL: '"modelType": "mlflow_model"',
        asking.NEWEST_MODEL: '"name": "3"',
        asking.ENVIRONMENT: "- azureml-core",
        asking.NEWEST_ENVIRONMENT: '"name": "7"',
        asking.DATA: '"dataType": "uri_folder"',
        asking.NEWEST_DATA: '"dataType": "uri_folder"',
        asking.COMPONENT: '"inputs": {"input_data": {"type": "uri_folder", "optional": false}}',
        asking.NEWEST_COMPONENT: '"type": "pipeline"',
        asking.DATASTORES: '"credentials": {"credentialsType": "ServicePrincipal"}',
        asking.STORAGE_ACCOUNT: '"isHnsEnabled": false',
        asking.PRIVATE_ENDPOINT: '"groupIds": ["blob"]',
        ROLE_ASSIGNMENTS: BLOB_READER,
        asking.DENY_ASSIGNMENTS: '{"value": []}',
        asking.PERMISSIONS: '{"value": [{"actions": ["*"]',
        asking.USAGES: '"limit": -1',
        asking.VM_SIZES: '"vCPUs": 4',
        BLOBS: '{"value": [{"name": "heart/part-0.csv", "size": 47, "type": "file"}], "truncated": true}',
        BLOB_HEAD: '{"text": "age,sex,ch", "size": 47}',
    }.items():
        assert told in text(answers[asked]), asked
    whole_text = json.dumps([answer.body for answer in answers.values() if isinstance(answer, Found)])
    for secret in ("is-not-shown", "tags", "clientId", "authorityUrl"):
        assert secret not in whole_text
    assert whole.log.writes() == []
    assert whole.log.strangers() == []
    assert whole.log.count("login.microsoftonline.com*", "POST") == 2, "one token for each scope"


def test_every_client_says_who_asks(ask: Ask, whole: FakeAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    agents: dict[str, set[str]] = {}

    def serve(request: Request) -> Outcome:
        agents.setdefault(request.host, set()).add(request.headers["user-agent"])
        return type(whole).serve(whole, request)

    monkeypatch.setattr(whole, "serve", serve)
    ask(*ALL)
    del agents["login.microsoftonline.com"]
    assert len(agents) == 2
    for agent in {agent for seen in agents.values() for agent in seen}:
        assert agent.startswith(f"azureml-preflight/{__version__} ")


@pytest.mark.parametrize("asked", ABSENT, ids=named)
def test_absent(asked: Question, ask: Ask, whole: FakeAzure) -> None:
    whole.world.remove(ABSENT[asked])
    (answer,) = ask(asked).values()
    where = asking.LABELS.get(asked, ABSENT[asked]).removesuffix("/versions")
    assert answer == Missing(where)
    assert whole.log.count(f"*{good.WORKSPACE}") == 1, "the workspace itself has answered"


def test_nothing_listed_is_no_absence(ask: Ask, whole: FakeAzure) -> None:
    for asked in LISTS:
        whole.world.fault(pattern(asked), Status(404, body={"error": {"code": "ResourceNotFound", "message": "No."}}))
    for answer in ask(*LISTS).values():
        assert isinstance(answer, Unanswered)
        assert "404 ResourceNotFound: No" in answer.reason


def test_absent_blobs(ask: Ask, whole: FakeAzure) -> None:
    nowhere = Question(question.BLOBS, (BLOBS_OF, "nowhere", "", "1"))
    nothing = Question(question.BLOBS, (BLOBS_OF, good.DATA_CONTAINER, "nothing/", "1"))
    no_file = Question(question.BLOB_HEAD, (BLOBS_OF, good.DATA_CONTAINER, "nothing.csv", "10"))
    answers = ask(nowhere, nothing, no_file)
    assert answers[nowhere] == Missing(f"{BLOBS_OF}/nowhere")
    assert answers[nothing] == Found({"value": [], "truncated": False}, f"{BLOBS_OF}/data")
    assert answers[no_file] == Missing(f"{BLOBS_OF}/data/nothing.csv")


def test_the_whole_of_a_small_blob_and_of_an_empty_one(ask: Ask, whole: FakeAzure) -> None:
    whole.world.blobs("stdata", good.DATA_CONTAINER, {"empty": b"", "odd": b"\xff\x00"})
    heads = {name: Question(question.BLOB_HEAD, (BLOBS_OF, good.DATA_CONTAINER, name, "4096")) for name in ("empty", "odd")}
    answers = ask(*heads.values())
    assert text(answers[heads["empty"]]) == '{"text": "", "size": 0}'
    assert text(answers[heads["odd"]]) == '{"text": "\\ufffd\\u0000", "size": 2}'


def test_without_a_workspace_nothing_is_absent(ask: Ask, whole: FakeAzure) -> None:
    whole.world.remove(good.WORKSPACE)
    answers = ask(WORKSPACE, *ABSENT, Question(question.BLOBS, (BLOBS_OF, "nowhere", "", "1")))
    assert answers.pop(WORKSPACE) == Missing(good.WORKSPACE)
    outside = {REGISTRY, asking.STORAGE_ACCOUNT, asking.PRIVATE_ENDPOINT}
    for asked, answer in answers.items():
        if asked in outside:
            assert isinstance(answer, Found)
        else:
            assert answer == Unanswered("there is no workspace `ws-heart` in the resource group `rg-heart`"), asked


@pytest.mark.parametrize("gone", [good.WORKSPACE, good.GROUP_ID, f"/subscriptions/{good.SUBSCRIPTION}"])
def test_a_missing_workspace_is_the_one_reason(gone: str, ask: Ask, whole: FakeAzure) -> None:
    whole.world.remove(gone)
    answers = ask(WORKSPACE, COMPUTE, MODEL, asking.DATASTORES, asking.ENDPOINTS)
    assert answers.pop(WORKSPACE) == Missing(good.WORKSPACE)
    assert set(answers.values()) == {Unanswered("there is no workspace `ws-heart` in the resource group `rg-heart`")}


def test_what_is_elsewhere_is_no_matter_of_the_workspace(ask: Ask, whole: FakeAzure) -> None:
    other = Question(question.REGISTRY, (good.REGISTRY.replace(good.SUBSCRIPTION, "99999999-3b7e-4d19-8c65-1e9a7b40d2f3"),))
    whole.world.remove(good.WORKSPACE)
    answer = ask(other)[other]
    assert isinstance(answer, Unanswered)
    assert "404 SubscriptionNotFound" in answer.reason


def test_where_the_workspace_cannot_be_read_nothing_is_absent(ask: Ask, whole: FakeAzure) -> None:
    whole.world.remove(good.COMPUTE)
    whole.world.forbid("Microsoft.MachineLearningServices/workspaces/read")
    (answer,) = ask(COMPUTE).values()
    assert isinstance(answer, Unanswered)
    assert answer.reason.startswith("compute `cpu-cluster` was not found, but neither was workspace `ws-heart` read: this sign-in may not")


@pytest.mark.parametrize("asked", ALL, ids=named)
def test_forbidden(asked: Question, ask: Ask, whole: FakeAzure) -> None:
    where = pattern(asked)
    whole.world.forbid(f"https://{where}", f"https://{where}*")
    (answer,) = ask(asked).values()
    assert isinstance(answer, Unanswered)
    assert answer.reason.startswith("this sign-in may not read ")
    assert answer.permission is not None
    needed = PERMISSIONS[asked.resource]
    assert answer.permission.lower() in {action.lower() for action in needed.actions + needed.data_actions}


@pytest.mark.parametrize("what", [Html(), HalfJson(), CutShort(), Hollow()], ids=["html", "half", "cut", "hollow"])
def test_malformed(what: Html | HalfJson | CutShort | Hollow, ask: Ask, whole: FakeAzure) -> None:
    asked = [one for one in ALL if not (one is BLOB_HEAD and isinstance(what, HalfJson))]  # half a text is a text
    whole.world.fault("management.azure.com*", what)
    whole.world.fault("stdata.blob.core.windows.net*", what)
    for one, answer in ask(*asked).items():
        assert isinstance(answer, Unanswered), (one, answer)


@pytest.mark.parametrize(
    ("asked", "where", "path", "value"),
    [
        (WORKSPACE, good.WORKSPACE, "properties.encryption", "Enabled"),
        (WORKSPACE, good.WORKSPACE, "name", "another"),
        (REGISTRY, good.REGISTRY, "properties.policies.quarantinePolicy", True),
        (REGISTRY, good.REGISTRY, "sku", None),
        (COMPUTE, good.COMPUTE, "properties.computeType", None),
        (COMPUTE, good.COMPUTE, "properties.properties.scaleSettings.maxNodeCount", "4"),
        (COMPUTE, good.COMPUTE, "identity.userAssignedIdentities", []),
        (asking.ENDPOINT, good.ENDPOINT, "properties.defaults.deploymentName", 5),
        (asking.DEPLOYMENTS, good.DEPLOYMENT, "properties", {}),
        (MODEL, good.MODEL, "name", "4"),
        (asking.ENVIRONMENT, good.ENVIRONMENT, "properties.condaFile", {}),
        (asking.DATA, good.DATA, "properties.dataType", None),
        (asking.COMPONENT, good.COMPONENT, "properties.componentSpec", []),
        (asking.DATASTORES, good.DS_NONE, "properties.credentials", "None"),
        (asking.STORAGE_ACCOUNT, good.DATA_STORAGE, "properties.isHnsEnabled", "true"),
        (asking.USAGES, good.USAGES, "value", None),
        (asking.VM_SIZES, good.VM_SIZES, "value", {}),
    ],
)
def test_odd_fields(asked: Question, where: str, path: str, value: object, ask: Ask, whole: FakeAzure) -> None:
    whole.world.patch(where, path, value)
    (answer,) = ask(asked).values()
    assert isinstance(answer, Unanswered)
    assert answer.reason.startswith("the answer about ")


@pytest.mark.parametrize(
    ("asked", "where", "path"),
    [
        (WORKSPACE, good.WORKSPACE, "identity"),
        (WORKSPACE, good.WORKSPACE, "properties.managedNetwork"),
        (COMPUTE, good.COMPUTE, "properties.properties"),
        (asking.ENDPOINT, good.ENDPOINT, "properties.defaults"),
        (asking.DEPLOYMENTS, good.DEPLOYMENT, "properties.resources"),
        (MODEL, good.MODEL, "properties.flavors"),
        (asking.DATASTORES, good.DS_NONE, "properties.credentials"),
    ],
)
def test_nulls_that_the_packages_fail_on_are_nulls(asked: Question, where: str, path: str, ask: Ask, whole: FakeAzure) -> None:
    whole.world.patch(where, path, None)
    (answer,) = ask(asked).values()
    last = path.rpartition(".")[2]
    assert f'"{last}": null' in text(answer)
