"""What counts as an answer: well-formed success, and a 404 of the very resource. Nothing else tells anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.probes.azure.failure import NotRead, NotThere
from preflight.probes.azure.reading import body_of, decisive, refused
from preflight.probes.azure.subject import IDENTITY, ROLE, Subject
from preflight.probes.azure.wire import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.wire import Reply

    Replied = Callable[..., Reply]

pytest.importorskip("azure.core")

C = Subject(question.COMPUTE, "compute `c`", "/w/computes/c", "c")
W = Subject(question.WORKSPACE, "workspace `w`", "/w", "w")
ACTION = "Microsoft.MachineLearningServices/workspaces/computes/read"
REFUSAL = (
    f"The client 'a' with object id 'b' does not have authorization to perform action '{ACTION}' over scope '/subscriptions/s/x' "
    "or the scope is invalid. If access was recently granted, please refresh your credentials."
)


def error(code: str, message: str = "It is so.") -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def reason(action: Callable[[], object]) -> str:
    with pytest.raises(NotRead) as raised:
        action()
    assert raised.value.reason == str(raised.value)
    return raised.value.reason


def test_a_success_is_its_json(replied: Replied) -> None:
    assert body_of(Exchange([replied(200, {"a": 1})], None, None), C) == {"a": 1}


def test_a_success_after_a_retry_is_a_success(replied: Replied) -> None:
    assert body_of(Exchange([replied(503), replied(200, {"a": 1})], None, None), C) == {"a": 1}


def test_what_a_client_raises_on_a_success_does_not_count(replied: Replied) -> None:
    assert body_of(Exchange([replied(200, {"a": 1})], None, AttributeError("x")), C) == {"a": 1}


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("<html>", "text/html; charset=utf-8", "a page of HTML"),
        ('{"a": ', "application/json", "no JSON object"),
        ("[1]", "", "no JSON object"),
        ("null", "", "no JSON object"),
        ("", "", "no JSON object"),
    ],
)
def test_a_success_that_is_no_json_says_nothing(body: str, kind: str, said: str, replied: Replied) -> None:
    exchange = Exchange([replied(200, body, content_type=kind)], None, ValueError("x"))
    assert reason(lambda: body_of(exchange, C)) == f"the answer about compute `c` is not what Azure sends: {said}"


@pytest.mark.parametrize("code", ["ResourceNotFound", "UserError", "NotFound", "Whatever"])
def test_a_404_of_the_resource_says_that_it_is_not_there(code: str, replied: Replied) -> None:
    with pytest.raises(NotThere, match=r"^/w/computes/c$"):
        body_of(Exchange([replied(404, error(code))], None, KeyError()), C)


def test_so_does_a_404_whose_code_is_in_the_headers(replied: Replied) -> None:
    blob = Subject(question.BLOBS, "the blobs of `x`", "https://x", "c")
    with pytest.raises(NotThere):
        body_of(Exchange([replied(404, "<Error/>", x_ms_error_code="ContainerNotFound")], None, None), blob)


@pytest.mark.parametrize("code", ["SubscriptionNotFound", "ResourceGroupNotFound", "InvalidResourceType", "NoRegisteredProviderFound"])
def test_a_404_of_something_else_says_nothing(code: str, replied: Replied) -> None:
    exchange = Exchange([replied(404, error(code))], None, None)
    assert reason(lambda: body_of(exchange, C)) == f"Azure did not tell compute `c` (404 {code}: It is so)"


def test_a_404_of_something_in_between_says_nothing(replied: Replied) -> None:
    assert reason(lambda: body_of(Exchange([replied(404, "<html>")], None, None), C)) == "Azure did not tell compute `c` (404)"
    assert reason(lambda: body_of(Exchange([replied(404, {"error": "x"})], None, None), C)) == "Azure did not tell compute `c` (404)"


def test_a_workspace_is_missing_with_its_group_and_its_subscription(replied: Replied) -> None:
    for code in ("ResourceNotFound", "ResourceGroupNotFound", "SubscriptionNotFound"):
        with pytest.raises(NotThere):
            body_of(Exchange([replied(404, error(code))], None, None), W)
    assert "InvalidResourceType" in reason(lambda: body_of(Exchange([replied(404, error("InvalidResourceType"))], None, None), W))


@pytest.mark.parametrize("word", ["endpoints", "datastores", "role-assignments", "deny-assignments", "permissions", "usages", "vm-sizes"])
def test_lists_are_never_missing(word: str, replied: Replied) -> None:
    subject = Subject(word, "the list", "/x")
    assert isinstance(refused(replied(404, error("ResourceNotFound")), subject), NotRead)


def test_a_missing_permission_is_told_with_its_scope(replied: Replied) -> None:
    told = refused(replied(403, error("AuthorizationFailed", REFUSAL)), C)
    assert isinstance(told, NotRead)
    assert told.reason == "this sign-in may not read compute `c`: it lacks a permission on `/subscriptions/s/x`"
    assert told.permission == ACTION


@pytest.mark.parametrize(
    ("subject", "permission"),
    [
        (C, ACTION),
        (Subject(question.BLOBS, "x", "x"), "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"),
        (Subject(IDENTITY, "x", "x"), "Microsoft.ManagedIdentity/userAssignedIdentities/read"),
        (Subject(ROLE, "x", "x"), "Microsoft.Authorization/roleDefinitions/read"),
    ],
)
def test_a_refusal_that_names_no_permission(subject: Subject, permission: str, replied: Replied) -> None:
    for body in ("", "<html>", error("Forbidden", "No.")):
        told = refused(replied(403, body), subject)
        assert isinstance(told, NotRead)
        assert told.permission == permission
        assert told.reason.startswith(f"this sign-in may not read {subject.what} (403")


def test_a_firewall_is_no_matter_of_permission(replied: Replied) -> None:
    blob = Subject(question.BLOBS, "the blobs of `x`", "https://x", "c")
    told = refused(replied(403, "", x_ms_error_code="AuthorizationFailure"), blob)
    assert isinstance(told, NotRead)
    assert told.reason == "the network rules of the storage account keep this machine from the blobs of `x` (403 AuthorizationFailure)"
    assert told.permission is None


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (401, "ExpiredAuthenticationToken", "Azure did not accept the sign-in when it was asked about compute `c` (401 {}: It is so)"),
        (408, "Timeout", "Azure did not tell compute `c` (408 {}: It is so)"),
        (409, "Conflict", "Azure did not tell compute `c` (409 {}: It is so)"),
        (409, "MissingSubscriptionRegistration", "compute `c` cannot be read: It is so"),
        (429, "TooManyRequests", "Azure is asked too often, so it did not tell compute `c` (429 {}: It is so)"),
        (500, "InternalServerError", "Azure could not tell compute `c` (500 {}: It is so)"),
        (503, "ServerBusy", "Azure could not tell compute `c` (503 {}: It is so)"),
        (302, "Moved", "Azure did not tell compute `c` (302 {}: It is so)"),
        (204, "", "Azure did not tell compute `c` (204: It is so)"),
    ],
)
def test_all_else_says_nothing(status: int, code: str, said: str, replied: Replied) -> None:
    exchange = Exchange([replied(status, error(code))], None, None)
    assert reason(lambda: body_of(exchange, C)) == said.format(code)


def test_a_secret_in_a_message_is_hidden(replied: Replied) -> None:
    told = refused(replied(400, error("Bad", "https://x?sig=abc")), C)
    assert "abc" not in str(told)


def test_where_several_requests_are_sent_that_of_the_resource_counts(replied: Replied) -> None:
    def wanted(url: str) -> bool:
        return "/versions" in url

    container, version = replied(200, {"latest": 1}, "https://x/m"), replied(200, {"v": 1}, "https://x/m/versions/1")
    other = replied(403, error("AuthorizationFailed"), "https://x/other")
    assert body_of(Exchange([container, version], None, None), C, wanted) == {"v": 1}
    assert body_of(Exchange([version, other], None, KeyError()), C, wanted) == {"v": 1}
    assert reason(lambda: body_of(Exchange([container], None, KeyError("x")), C, wanted)) == "compute `c` could not be read: KeyError: 'x'"
    with pytest.raises(NotThere):
        body_of(Exchange([replied(404, error("UserError"), "https://x/m")], None, KeyError()), C, wanted)
    gone = replied(404, error("UserError"), "https://x/m/versions/1")
    assert decisive(Exchange([container, gone], None, None), C, wanted) is gone
