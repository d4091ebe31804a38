"""What can be asked of any workspace: each answer leads on, and none to anything that it does not name."""

from __future__ import annotations

from typing import Any

import pytest

from preflight import question
from preflight.inventory import FIRST, items_of, next_questions, text_at
from preflight.question import Answer, Found, Missing, Question, Unanswered
from tests.shared.workspaces import GROUP, REGISTRY, WORKSPACE, workspace

STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stbatch"
LINK = f"{GROUP}/providers/Microsoft.Network/privateEndpoints/pe"
W, ENDPOINTS, DEPLOYMENTS = Question(question.WORKSPACE), Question(question.ENDPOINTS), Question(question.DEPLOYMENTS, ("e",))
PERMISSIONS = [Question(question.PERMISSIONS, (scope,)) for scope in (WORKSPACE, GROUP)]


def led_to(asked: Question, body: dict[str, Any]) -> list[Question]:
    """Return what an answer alone leads to."""
    answers: dict[Question, Answer] = {**dict.fromkeys(FIRST, Missing("x")), asked: Found(body, WORKSPACE)}
    return next_questions(answers)


def test_the_first_questions_need_no_answer() -> None:
    assert next_questions({}) == list(FIRST)
    assert next_questions({W: Unanswered("no")}) == list(FIRST)[1:]


def test_a_workspace_leads_to_what_belongs_to_it() -> None:
    assert led_to(W, workspace(storageAccount=STORAGE)) == [
        Question(question.REGISTRY, (REGISTRY,)),
        Question(question.STORAGE_ACCOUNT, (STORAGE,)),
        Question(question.USAGES, ("eastus2",)),
        Question(question.VM_SIZES, ("eastus2",)),
        *PERMISSIONS,
    ]
    assert led_to(W, {}) == PERMISSIONS
    assert next_questions({**dict.fromkeys(FIRST, Missing("x")), W: Found({}, "no id")}) == [Question(question.PERMISSIONS, ("no id",))]


def test_a_storage_account_leads_to_its_private_endpoints() -> None:
    connections = [
        {"properties": {"privateEndpoint": {"id": LINK}}},
        {"properties": {}},
        "x",
        {"properties": {"privateEndpoint": {"id": 1}}},
    ]
    body = {"properties": {"privateEndpointConnections": connections}}
    assert led_to(Question(question.STORAGE_ACCOUNT, (STORAGE,)), body) == [Question(question.PRIVATE_ENDPOINT, (LINK,))]


def test_endpoints_lead_to_their_deployments_and_these_to_what_they_use() -> None:
    assert led_to(ENDPOINTS, {"value": [{"name": "e"}, {"name": ""}, {}, "x"]}) == [Question(question.ENDPOINT, ("e",)), DEPLOYMENTS]
    model = {"assetId": f"{WORKSPACE}/models/heart/versions/3", "referenceType": "Id"}
    uses = {"compute": f"{WORKSPACE}/computes/c", "model": model, "environmentId": f"{WORKSPACE}/Environments/env/versions/7"}
    assert led_to(DEPLOYMENTS, {"value": [{"properties": uses}, {"properties": uses}, {"properties": None}]}) == [
        Question(question.COMPUTE, ("c",)),
        Question(question.MODEL, ("heart", "3", "")),
        Question(question.ENVIRONMENT, ("env", "7", "")),
    ]
    shared = {"compute": "c", "environmentId": "azureml://registries/azureml/environments/sklearn/versions/1"}
    assert led_to(DEPLOYMENTS, {"value": [{"properties": shared}]}) == [Question(question.COMPUTE, ("c",))]


@pytest.mark.parametrize("asked", [W, ENDPOINTS, DEPLOYMENTS, Question(question.STORAGE_ACCOUNT, ("x",))])
@pytest.mark.parametrize("body", [{}, {"value": None}, {"value": {}}, {"value": [None, 1, []]}, {"properties": None}, {"properties": []}])
def test_odd_answers_lead_nowhere(asked: Question, body: dict[str, Any]) -> None:
    assert [one for one in led_to(asked, body) if one.resource != question.PERMISSIONS] == []


def test_what_was_asked_is_not_asked_again() -> None:
    answers: dict[Question, Answer] = {**dict.fromkeys(FIRST, Missing("x")), W: Found(workspace(), WORKSPACE)}
    rounds = 0
    while new := next_questions(answers):
        answers |= dict.fromkeys(new, Missing("x"))
        rounds += 1
    assert rounds == 1


def test_parts_of_answers() -> None:
    assert text_at({"a": {"b": "c"}}, "a", "b") == "c"
    assert text_at({"a": {"b": 1}}, "a", "b") == text_at({"a": 1}, "a", "b") == text_at(None, "a") == ""
    assert items_of({"value": [{"a": 1}, 2]}) == [{"a": 1}]
    assert items_of({}) == []
