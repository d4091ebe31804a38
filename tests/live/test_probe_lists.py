"""What the probe makes of lists and their pages, of identities, roles and the beginnings of blobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.question import Found, Missing, Question, Unanswered
from tests.azure import good
from tests.azure.faults import Status
from tests.azure.roles import BLOB_READER
from tests.shared import live_questions as asking
from tests.shared.live_questions import (
    BLOB_HEAD,
    BLOBS,
    COMPUTE,
    ROLE_ASSIGNMENTS,
    named,
    pattern,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.question import Answer
    from tests.azure.fake import FakeAzure

    Ask = Callable[..., dict[Question, Answer]]

pytestmark = pytest.mark.live


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
