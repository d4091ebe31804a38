"""From endpoints, deployments and jobs to findings about the endpoint, by asking the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Question, Unanswered
from tests.shared.asking import ODD, changed, leaves, told, undecided
from tests.shared.workspaces import GOOD, Workspace, deployment, endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    Ask = Callable[..., Judged]

E, LIST = Question(question.ENDPOINT, ("e",)), Question(question.DEPLOYMENTS, ("e",))
RULES = ("default-deployment-missing", "default-deployment-unset", "default-deployment-unusable", "endpoint-missing")
OWN = {"e.yml": "name: e\nauth_mode: aad_token\ndefaults: {deployment_name: d1}\n"}
PLAIN = {"e.yml": "name: e\nauth_mode: aad_token\n"}
DEPLOYED = {"d.yml": "name: d1\nendpoint_name: e\ncompute: c\n"}
JOB = {"i.yml": "inputs:\n  data: {type: uri_folder, path: x}\n", "d.yml": "name: d1\nendpoint_name: e\ncompute: c\n"}


IN_STATE = "default-deployment-unusable: the deployment `d1`, to which jobs go, is in the state"

UNSET = "default-deployment-unset: this job names no deployment, and the endpoint `e` has no default one among"


def of(state: str, *others: str) -> dict[str, Any]:
    """Return the list of an endpoint's deployments: `d1` in a state, and others."""
    return {"value": [deployment("d1", state), *(deployment(name) for name in others)]}


def test_a_good_endpoint(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, {**OWN, **JOB}, *RULES)
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ())
    assert sorted(one.resource for one in asked.waves[0]) == ["deployments", "endpoint"]
    assert len(asked.waves) == 1


def test_an_endpoint_that_is_not_there(ask: Ask) -> None:
    result = ask(Workspace({}), JOB, *RULES)
    assert told(result) == ["d.yml:2:16 warning endpoint-missing: the workspace has no batch endpoint `e`, and no file here defines it"]
    assert result.unknowns == ()
    assert "`az ml batch-endpoint create --name e`" in result.findings[0].fix


def test_an_endpoint_that_a_file_defines_may_be_missing_still(ask: Ask) -> None:
    result = ask(Workspace({}), {**OWN, **DEPLOYED}, *RULES)
    assert (result.findings, result.unknowns) == ((), ())


def test_the_default_of_an_endpoint_that_is_still_to_be_created_is_not_known(ask: Ask) -> None:
    result = ask(Workspace({}), {**PLAIN, **JOB}, "default-deployment-unset")
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ("default-deployment-unset",))


@pytest.mark.parametrize(
    ("files", "answers", "findings"),
    [
        (
            {"e.yml": OWN["e.yml"].replace("d1", "gone")},
            {},
            ["e.yml:3:29 error default-deployment-missing: the default deployment `gone` is not one of those of the endpoint: d1, other"],
        ),
        (
            PLAIN,
            {E: endpoint("e", "gone")},
            ["e.yml:1:7 error default-deployment-missing: the default deployment `gone` is not one of those of the endpoint: d1, other"],
        ),
        (
            JOB,
            {E: endpoint("e", "gone")},
            [
                (
                    "i.yml:1:1 error default-deployment-unusable: this job goes to the default deployment `gone`, "
                    "which is not one of those of the endpoint: d1, other"
                )
            ],
        ),
        (
            OWN,
            {LIST: of("Failed")},
            [f"e.yml:3:29 error {IN_STATE} `failed` in the workspace"],
        ),
        (
            {**OWN, **DEPLOYED},
            {LIST: of("Failed")},
            [f"e.yml:3:29 warning {IN_STATE} `failed` in the workspace"],
        ),
        (
            {**JOB, "i.yml": "deployment: d1\n" + JOB["i.yml"]},
            {LIST: of("Canceled")},
            [f"i.yml:2:1 error {IN_STATE} `canceled` in the workspace"],
        ),
        (
            JOB,
            {E: endpoint("e", None)},
            [f"i.yml:1:1 error {UNSET}: d1, other"],
        ),
        (
            JOB,
            {E: endpoint("e", ""), LIST: of("Succeeded")},
            [
                (
                    "i.yml:1:1 info default-deployment-unset: nothing in sight sets a default deployment of `e`;"
                    " `d1` is taken if it is its only one"
                )
            ],
        ),
        (
            {**PLAIN, **JOB},
            {E: {**endpoint("e"), "properties": {"defaults": None, "authMode": "AADToken"}}},
            [f"i.yml:1:1 error {UNSET}: d1, other"],
        ),
    ],
)
def test_a_bad_endpoint(ask: Ask, files: dict[str, str], answers: dict[Question, Any], findings: list[str]) -> None:
    asked = Workspace({**GOOD, **answers})
    result = ask(asked, files, *RULES)
    assert told(result) == findings
    assert result.unknowns == ()
    assert len(asked.waves) <= 3


def test_the_workspace_wins_over_the_file_for_what_names_the_endpoint(ask: Ask) -> None:
    """An endpoint file says what will be; a job goes to what is."""
    result = ask(Workspace({**GOOD, E: endpoint("e", "gone")}), {**OWN, **JOB}, *RULES)
    assert [one.partition(":1:1 ")[2].partition(":")[0] for one in told(result)] == ["error default-deployment-unusable"]


def test_names_are_the_same_whatever_their_case(ask: Ask) -> None:
    answers = {**GOOD, LIST: {"value": [deployment("D1", "Failed")]}}
    result = ask(Workspace(answers), {**OWN, **DEPLOYED}, "default-deployment-unusable")
    assert [one.severity.value for one in result.findings] == ["warning"]


@pytest.mark.parametrize("state", ["Creating", "Updating", "Scaling", "Succeeded"])
def test_other_states_are_no_fault(ask: Ask, state: str) -> None:
    result = ask(Workspace({**GOOD, LIST: of(state)}), {**OWN, **JOB}, *RULES)
    assert (result.findings, result.unknowns) == ((), ())


def test_what_may_not_be_read_is_unknown(ask: Ask) -> None:
    refused = {E: Unanswered("no endpoint", "x/batchEndpoints/read"), LIST: Unanswered("no list", "x/deployments/read")}
    result = ask(Workspace({**GOOD, **refused}), {"e.yml": OWN["e.yml"].replace("d1", "gone"), **JOB}, *RULES)
    assert told(result) == []
    assert {(one.reason, one.permission) for one in result.unknowns} >= {("no list", "x/deployments/read")}


@pytest.mark.parametrize("path", leaves(endpoint("e")), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_endpoint_is_no_finding(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    """Nothing where a name should be is no name; an empty mapping is no default."""
    result = ask(Workspace({**GOOD, E: changed(endpoint("e"), path, odd)}), JOB, *RULES)
    none = path[1:] in (("defaults", "deploymentName"), ("defaults",)) and (odd is None or isinstance(odd, dict))
    other = odd == "odd" and path[-1] == "deploymentName"
    assert none or other or told(result) == []
    if path == ("properties",) or (path[1:] in (("defaults", "deploymentName"), ("defaults",)) and not none and not other):
        assert result.unknowns != ()


@pytest.mark.parametrize("path", leaves({"value": [deployment("d1")]}), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_list_is_no_finding(ask: Ask, path: tuple[str | int, ...], odd: Any) -> None:
    result = ask(Workspace({**GOOD, LIST: changed({"value": [deployment("d1")]}, path, odd)}), {**OWN, **JOB}, *RULES)
    assert told(result) == []
    if path in (("value",), ("value", 0)) and odd != []:
        assert result.unknowns != ()


@pytest.mark.parametrize("body", [{}, {"value": None}, {"value": {}}, {"value": [None]}, {"value": [{"name": 3}]}])
def test_a_list_that_is_none_leaves_open_what_there_is(ask: Ask, body: Any) -> None:
    result = ask(Workspace({**GOOD, LIST: body}), {"e.yml": OWN["e.yml"]}, "default-deployment-missing")
    assert told(result) == []
    assert len(undecided(result)) == 1
