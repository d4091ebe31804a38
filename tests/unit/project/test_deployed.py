"""What is deployed, as documents: what is asked for it, what is read, and what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from preflight import question
from preflight.kind import Kind
from preflight.project.deployed import Deployed, Wanted, ask_for_deployed, deployed
from preflight.question import Found, Missing, Question, Unanswered
from preflight.value import Present, Value, child, entries, members, text_of
from preflight.world import World
from tests.shared.deployments import ENDPOINT, answers, deployment, endpoint, pipeline_deployment
from tests.shared.workspaces import WORKSPACE, Workspace

ONE = Question(question.ENDPOINT, ("heart",))
ALL = Question(question.ENDPOINTS)
ITS = Question(question.DEPLOYMENTS, ("heart",))
OTHER = {ONE: endpoint(), Question(question.ENDPOINT, ("lung",)): endpoint("lung", None)}
REFUSED = Unanswered("it may not be read", "Microsoft.MachineLearningServices/workspaces/batchEndpoints/read")


def read(workspace: Workspace, wanted: Wanted) -> Deployed:
    world = World(workspace.source)
    ask_for_deployed(wanted, world, workspace)
    return deployed(wanted, world)


def names(found: Deployed) -> list[str]:
    return [f"{one.kind.value if one.kind else None} {text_of(child(one.document.root, 'name'))}" for one in found.documents]


def noted(found: Deployed) -> list[str]:
    return [f"{one.path}:{one.line}: {one.reason}" for one in found.unchecked]


def within(value: Value) -> list[Value]:
    return [value, *(inner for one in (*entries(value).values(), *members(value)) for inner in within(one))]


# What is asked


def test_a_named_endpoint_is_asked_for_with_its_deployments_at_once() -> None:
    asked = Workspace(answers(deployment()))
    read(asked, Wanted(("heart", "heart")))
    assert asked.waves == [[ONE, ITS]]


def test_all_endpoints_are_listed_first_and_none_is_read_twice() -> None:
    listed = {ALL: {"value": [endpoint(), endpoint("lung", None)]}, ITS: {"value": []}}
    asked = Workspace(answers(deployment()) | listed)
    read(asked, Wanted(("heart",), everything=True))
    assert asked.waves == [[ALL, ONE, ITS], [Question(question.DEPLOYMENTS, ("lung",))]]


def test_what_was_listed_need_not_be_asked_for_again() -> None:
    world, asked = World("recorded"), Workspace(answers(deployment()))
    ask_for_deployed(Wanted(everything=True), world, asked)
    assert isinstance(world.answers[ONE], Found)


# What is read


def test_an_endpoint_and_its_deployments_are_documents() -> None:
    found = read(Workspace(answers(pipeline_deployment(), deployment())), Wanted(("heart",)))
    assert names(found) == ["batch-endpoint heart", "batch-deployment pipeline", "batch-deployment torch"]
    assert [one.path for one in found.documents] == [f"azure:{ENDPOINT}"] + [
        f"azure:{ENDPOINT}/deployments/{name}" for name in ("pipeline", "torch")
    ]
    assert (found.names, found.missing, found.unchecked) == (("heart",), (), ())


def test_all_endpoints() -> None:
    listed = {ALL: {"value": [endpoint(), endpoint("lung", None)]}, Question(question.DEPLOYMENTS, ("lung",)): {"value": []}}
    found = read(Workspace(answers(deployment()) | listed), Wanted(everything=True))
    assert names(found) == ["batch-endpoint heart", "batch-deployment torch", "batch-endpoint lung"]


def test_every_value_has_its_place_and_who_told_it() -> None:
    found = read(Workspace(answers(deployment())), Wanted(("heart",)))
    torch = found.documents[1]
    assert torch.kind is Kind.BATCH_DEPLOYMENT
    timeout = child(child(torch.document.root, "retry_settings"), "timeout")
    assert isinstance(timeout, Present)
    assert timeout.data == 30
    assert timeout.place is not None
    assert timeout.place.source.line(timeout.place.line) == "  timeout: 30"
    for value in within(torch.document.root):
        assert value.place is not None
        assert value.teller is not None
        assert (value.teller.source, value.teller.resource, value.teller.name) == ("recorded", f"{ENDPOINT}/deployments/torch", "torch")
        assert value.key is None or value.key.teller == value.teller


def test_nothing_is_filled_in_later() -> None:
    found = read(Workspace(answers(deployment(description="${TEXT} of <you>"))), Wanted(("heart",)))
    assert text_of(child(found.documents[1].document.root, "description")) == "${TEXT} of <you>"


def test_what_has_no_id_is_called_by_its_name() -> None:
    nameless = {**deployment(), "id": None}
    found = read(Workspace({ONE: Found({**endpoint(), "id": 3}, ""), ITS: {"value": [nameless, nameless]}}), Wanted(("heart",)))
    assert [one.path for one in found.documents] == ["azure:/batchEndpoints/heart", "azure:/batchEndpoints/heart/deployments/torch"]


# What cannot be read


def test_an_endpoint_that_is_not_there_is_missing() -> None:
    found = read(Workspace(answers(deployment())), Wanted(("gone", "heart")))
    assert found.missing == ("gone",)
    assert noted(found) == []
    assert len(found.documents) == 2


@pytest.mark.parametrize(
    ("more", "wanted", "expected"),
    [
        (
            {ONE: REFUSED},
            Wanted(("heart",)),
            f"command line:1: the batch endpoint `heart` could not be read: it may not be read (permission {REFUSED.permission})",
        ),
        (
            {ONE: Unanswered("no answer in 60 s")},
            Wanted(("heart",)),
            "command line:1: the batch endpoint `heart` could not be read: no answer in 60 s",
        ),
        ({ITS: Unanswered("no answer")}, Wanted(("heart",)), f"azure:{ENDPOINT}:1: its deployments could not be listed: no answer"),
        (
            {ITS: Missing(ENDPOINT)},
            Wanted(("heart",)),
            f"azure:{ENDPOINT}:1: its deployments could not be listed: there is no such resource",
        ),
        ({ITS: {"value": None}}, Wanted(("heart",)), f"azure:{ENDPOINT}:1: the answer does not list each deployment"),
        ({ITS: {"value": [deployment(), 3]}}, Wanted(("heart",)), f"azure:{ENDPOINT}:1: the answer lists a deployment without a name"),
        (
            {ALL: Unanswered("no answer")},
            Wanted(everything=True),
            "command line:1: the batch endpoints of the workspace could not be listed: no answer",
        ),
        (
            {ALL: Missing(WORKSPACE)},
            Wanted(everything=True),
            "command line:1: the batch endpoints of the workspace could not be listed: there is no such resource",
        ),
        ({ALL: {"value": [{"name": 3}]}}, Wanted(everything=True), "command line:1: the answer lists a batch endpoint without a name"),
        ({ALL: {}}, Wanted(everything=True), "command line:1: the answer does not list each batch endpoint"),
    ],
)
def test_what_nobody_told_is_noted(more: dict[Question, Any], wanted: Wanted, expected: str) -> None:
    assert noted(read(Workspace(answers(deployment()) | more), wanted)) == [expected]


def test_a_question_without_an_answer_is_noted() -> None:
    assert noted(deployed(Wanted(("heart",), everything=True), World("live"))) == [
        "command line:1: the batch endpoint `heart` could not be read: there was no answer",
        "command line:1: the batch endpoints of the workspace could not be listed: there was no answer",
    ]


def test_what_is_too_much_to_read_is_noted() -> None:
    much = {str(number): "" for number in range(60_000)}
    found = read(Workspace(answers(deployment(environmentVariables=much, resources={"properties": much}))), Wanted(("heart",)))
    assert names(found) == ["batch-endpoint heart"]
    assert [one.reason for one in found.unchecked] == ["more than 100,000 values, with aliases expanded"]
