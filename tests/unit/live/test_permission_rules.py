"""From any batch document to findings about what who signs in may do in the workspace, by asking it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Missing, Question, Unanswered
from tests.shared.asking import told
from tests.shared.workspaces import (
    GOOD,
    GROUP,
    WORKSPACE,
    Workspace,
    permissions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    Ask = Callable[..., Judged]

W = Question(question.WORKSPACE)
MINE, GROUPS = Question(question.PERMISSIONS, (WORKSPACE,)), Question(question.PERMISSIONS, (GROUP,))
DEPLOYMENT = {"d.yml": "name: d\nendpoint_name: e\ncompute: azureml:c\n"}
JOB = {"i.yml": "inputs: {x: {type: uri_folder, path: x}}\n"}
SCIENTIST = permissions(
    *(f"Microsoft.MachineLearningServices/workspaces/*/{one}" for one in ("read", "action", "delete", "write")),
    but=("Microsoft.MachineLearningServices/workspaces/delete", "Microsoft.MachineLearningServices/workspaces/computes/*/write"),
)
READER = permissions("*/read")


@pytest.mark.parametrize(
    ("mine", "of_group", "findings"),
    [
        (permissions("*"), permissions("*"), []),
        (SCIENTIST, permissions("Microsoft.Resources/deployments/*"), []),
        (SCIENTIST, READER, ["info deployer-rbac Microsoft.Resources/deployments/write"]),
        (
            READER,
            permissions("*"),
            [
                (
                    "warning deployer-rbac Microsoft.MachineLearningServices/workspaces/batchEndpoints/write, "
                    "Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments/write"
                )
            ],
        ),
        (
            permissions("*", but=("Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments/*",)),
            permissions("*"),
            ["warning deployer-rbac Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments/write"],
        ),
        # What one role takes away, another one grants.
        (
            {
                "value": [
                    *permissions("*", but=("*/write",))["value"],
                    *permissions("microsoft.machinelearningservices/WORKSPACES/*")["value"],
                ]
            },
            permissions("*"),
            [],
        ),
    ],
)
def test_who_may_deploy(ask: Ask, mine: Any, of_group: Any, findings: list[str]) -> None:
    asked = Workspace({**GOOD, MINE: mine, GROUPS: of_group})
    result = ask(asked, DEPLOYMENT, "deployer-rbac", "invoker-rbac")
    assert [f"{one.severity.value} {one.rule} {one.message.partition(': ')[2]}" for one in result.findings] == findings
    assert result.unknowns == ()
    assert asked.waves == [[W], [MINE, GROUPS]]


@pytest.mark.parametrize(
    ("mine", "count"),
    [(permissions("*"), 0), (SCIENTIST, 0), (READER, 1), (permissions("Microsoft.MachineLearningServices/workspaces/batchEndpoints/*"), 1)],
)
def test_who_may_send_jobs(ask: Ask, mine: Any, count: int) -> None:
    result = ask(Workspace({**GOOD, MINE: mine}), JOB, "deployer-rbac", "invoker-rbac")
    assert [one.rule for one in result.findings] == ["invoker-rbac"] * count
    assert result.unknowns == ()


def test_the_fix_names_the_scope_and_the_message_whose_sign_in_it_is(ask: Ask) -> None:
    (finding,) = ask(Workspace({**GOOD, MINE: READER}), DEPLOYMENT, "deployer-rbac").findings
    assert f'--role "AzureML Data Scientist" --scope {WORKSPACE}`' in finding.fix
    assert finding.message.startswith("the account that preflight is signed in with lacks")


@pytest.mark.parametrize("which", [MINE, GROUPS])
@pytest.mark.parametrize(
    "answer",
    [
        Unanswered("it may not be read", "Microsoft.Authorization/permissions/read"),
        Missing("x"),
        {},
        {"value": None},
        {"value": []},
        {"value": {"actions": ["*"]}},
        {"value": [3]},
        {"value": [{}]},
        {"value": [{"actions": None}]},
        {"value": [{"actions": "*"}]},
        {"value": [{"actions": [3]}]},
        {"value": [{"actions": ["*"], "notActions": "x"}]},
        {"value": [{"actions": ["*"], "notActions": [None, 3]}]},
    ],
)
def test_permissions_that_cannot_be_read_are_unknown(ask: Ask, which: Question, answer: Any) -> None:
    result = ask(Workspace({**GOOD, which: answer}), DEPLOYMENT, "deployer-rbac")
    assert (told(result), len(result.unknowns)) == ([], 1)


def test_who_only_sends_jobs_has_nothing_to_deploy(ask: Ask) -> None:
    assert ask(Workspace({**GOOD, MINE: READER}), JOB, "deployer-rbac").findings == ()
