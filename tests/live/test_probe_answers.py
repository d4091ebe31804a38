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


def text(answer: Answer) -> str:
    assert isinstance(answer, Found), answer
    return json.dumps(answer.body)


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


def test_labels_are_the_newest_versions(ask: Ask, whole: FakeAzure) -> None:
    for old in (good.MODEL, good.ENVIRONMENT, good.DATA, good.COMPONENT):
        whole.world.set(f"{old.rpartition('/')[0]}/0.1", {"properties": whole.world.get(old)["properties"]})
    for asked, answer in ask(*asking.LABELS).items():
        assert '"name": "0.1"' in text(answer), asked


def test_long_lists_are_read_page_by_page(ask: Ask, whole: FakeAzure) -> None:
    whole.world.page_size = 1
    lists = (asking.DEPLOYMENTS, asking.DATASTORES, asking.ENDPOINTS, asking.USAGES)
    sizes = {named(asked): len(answer.body["value"]) for asked, answer in ask(*lists).items() if isinstance(answer, Found)}
    assert sizes == {"deployments": 2, "datastores": 4, "endpoints": 1, "usages": 6}


def test_a_page_that_the_package_cannot_read_is_no_end(ask: Ask, whole: FakeAzure) -> None:
    whole.world.page_size = 1
    whole.world.patch(good.DS_NONE, "properties.datastoreType", "AzureMoon")
    assert '"AzureMoon"' in text(ask(asking.DATASTORES)[asking.DATASTORES])


def test_identities_without_object_ids_are_looked_up(ask: Ask, whole: FakeAzure) -> None:
    ids = {name: f"{good.GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}" for name in "abcd"}
    principal = "aaaaaaaa-0000-0000-0000-00000000000a"
    whole.world.set(ids["a"], {"properties": {"principalId": principal, "clientId": "cid"}})
    whole.world.set(ids["b"], {"properties": {}})
    whole.world.set(ids["d"], {"properties": {"principalId": principal}})
    whole.world.forbid(f"{ids['d']}")
    told: dict[str, dict[str, str]] = {arm_id: {} for arm_id in ids.values()}
    told |= {"/odd?x=1": {}, f"{ids['a']}-known": {"principalId": principal}}
    whole.world.patch(good.COMPUTE, "identity", {"type": "UserAssigned", "userAssignedIdentities": told})
    (answer,) = ask(COMPUTE).values()
    assert isinstance(answer, Found)
    found = answer.body["identity"]["userAssignedIdentities"]
    assert found.pop(f"{ids['a']}-known") == {"principalId": principal}
    assert found.pop(ids["a"]) == {"principalId": principal, "clientId": "cid"}
    assert found.pop(ids["b"]) == {"unanswered": "the answer about user-assigned identity `b` does not say its object id"}
    assert found.pop(ids["c"]) == {"unanswered": "user-assigned identity `c` was not found"}
    assert found.pop("/odd?x=1")["unanswered"] == "`/odd?x=1` is not the id of a user-assigned identity"
    refused = found.pop(ids["d"])
    assert refused["unanswered"].startswith("this sign-in may not read user-assigned identity `d`")
    assert refused["permission"] == "Microsoft.ManagedIdentity/userAssignedIdentities/read"
    assert found == {}


def test_roles_come_with_what_they_allow(ask: Ask, whole: FakeAzure) -> None:
    reading = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
    custom = whole.world.role(good.DATA_STORAGE, "reader of ours", {"dataActions": [reading]})
    hidden = whole.world.role(good.DATA_STORAGE, "hidden", {"dataActions": [reading]})
    whole.world.forbid(hidden)
    group = "99999999-0000-0000-0000-000000000001"
    whole.world.group(group, good.CLUSTER_IDENTITY)
    for principal, role in (
        (good.CLUSTER_IDENTITY, custom),
        (group, hidden),
        (good.CLUSTER_IDENTITY, "00000000-0000-0000-0000-00000000dead"),
    ):
        whole.world.grant(principal, good.DATA_STORAGE, role)
    (answer,) = ask(ROLE_ASSIGNMENTS).values()
    assert isinstance(answer, Found)
    assert len(answer.body["value"]) == 4
    roles = answer.body["definitions"]
    assert roles.pop(custom.lower())["properties"]["permissions"][0]["dataActions"] == [reading]
    refused = roles.pop(hidden.lower())
    assert refused["permission"] == "Microsoft.Authorization/roleDefinitions/read"
    (gone,) = roles.values()
    assert gone == {"unanswered": "role `00000000-0000-0000-0000-00000000dead` was not found"}
    assert whole.log.count(f"*{BLOB_READER}") == 0, "what the roles of Storage Blob Data allow is known"


def test_roles_that_cannot_be_read(ask: Ask, whole: FakeAzure) -> None:
    reading = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
    roles = [whole.world.role(good.DATA_STORAGE, name, {"dataActions": [reading]}) for name in ("odd", "hollow")]
    whole.world.patch(roles[0], "properties.permissions", {})
    whole.world.patch(roles[1], "properties.permissions", [])
    for role in (*roles, "/subscriptions/../x"):
        whole.world.grant(good.CLUSTER_IDENTITY, good.DATA_STORAGE, role)
    (answer,) = ask(ROLE_ASSIGNMENTS).values()
    assert isinstance(answer, Found)
    numbers = [role.rpartition("/")[2] for role in roles]
    assert [one["unanswered"] for one in answer.body["definitions"].values()] == [
        f"the answer about role `{numbers[0]}` is not what Azure sends: `properties.permissions` is no list",
        f"the answer about role `{numbers[1]}` says nothing: it lacks `properties.permissions`",
        "`/subscriptions/../x` is not the id of a role",
    ]


def test_odd_lists(ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault(pattern(asking.NEWEST_MODEL), Status(200, body={"value": [5]}))
    whole.world.fault(pattern(asking.NEWEST_COMPONENT), Status(200, body={"value": "x"}))
    questions = (asking.NEWEST_MODEL, asking.NEWEST_COMPONENT, asking.PERMISSIONS, asking.VM_SIZES)
    for asked in questions[2:]:
        whole.world.fault(pattern(asked), Status(200, body={"value": [], "nextLink": "https://management.azure.com/more"}))
    reasons = [answer.reason for answer in ask(*questions).values()]  # type: ignore[union-attr]
    assert reasons == [
        "the answer about model `heart-model@latest` is not what Azure sends: `value` is no list of versions",
        "the answer about component `heart-pipeline@latest` is not what Azure sends: `value` is no list of versions",
        "the permissions of this sign-in on `ws-heart` go on at another page",
        "the VM sizes in `westeurope` go on at another page",
    ]


def test_an_empty_list_of_versions_is_no_version(ask: Ask, whole: FakeAzure) -> None:
    whole.world.patch(good.MODEL, "properties.isArchived", value=True)
    assert ask(asking.NEWEST_MODEL)[asking.NEWEST_MODEL] == Missing(good.MODEL.rpartition("/versions/")[0])


def test_legacy_clusters_are_told_as_they_are(ask: Ask, whole: FakeAzure) -> None:
    whole.world.patch(good.COMPUTE, "properties.computeType", "AKS")
    assert '"computeType": "AKS"' in text(ask(COMPUTE)[COMPUTE])


def test_a_registry_in_another_subscription(ask: Ask, whole: FakeAzure) -> None:
    other = good.REGISTRY.replace(good.SUBSCRIPTION, "99999999-3b7e-4d19-8c65-1e9a7b40d2f3")
    whole.world.set(other, whole.world.get(good.REGISTRY) | {"id": other})
    asked = Question(question.REGISTRY, (other,))
    assert ask(asked)[asked].resource_id == other  # type: ignore[union-attr]
    nowhere = Question(question.REGISTRY, (other.replace("99999999", "88888888"),))
    answer = ask(nowhere)[nowhere]
    assert isinstance(answer, Unanswered)
    assert "404 SubscriptionNotFound" in answer.reason


def test_a_firewall_keeps_out(ask: Ask, whole: FakeAzure) -> None:
    whole.world.walled.add("stdata")
    for answer in ask(BLOBS, BLOB_HEAD).values():
        assert isinstance(answer, Unanswered)
        assert answer.reason.startswith("the network rules of the storage account keep this machine from ")


@pytest.mark.parametrize(
    "endpoint", ["https://evil.example", "http://stdata.blob.core.windows.net", "https://stdata.blob.core.windows.net/x"]
)
def test_a_token_goes_to_no_other_host(endpoint: str, ask: Ask, whole: FakeAzure) -> None:
    (answer,) = ask(Question(question.BLOBS, (endpoint, "data", "", "1"))).values()
    assert isinstance(answer, Unanswered)
    assert "is not the blob service of a storage account" in answer.reason
    assert whole.log.strangers() == []


@pytest.mark.parametrize("stretch", ["bytes 0-9/47", "bytes 0-99/470", "bytes 7-16/47", ""])
def test_bytes_that_are_not_the_beginning_of_a_blob(stretch: str, ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault(pattern(BLOB_HEAD), Status(206, {"Content-Range": stretch}, b"0123456789"))
    assert isinstance(ask(BLOB_HEAD)[BLOB_HEAD], Unanswered)


def test_names_that_azure_cannot_have_are_not_sent(ask: Ask, whole: FakeAzure) -> None:
    answers = ask(Question(question.COMPUTE, ("../x?y",)), Question(question.MODEL, ("m", "", "prod")))
    assert all(isinstance(answer, Unanswered) for answer in answers.values())
    assert whole.log.matching("management.azure.com*") == []
