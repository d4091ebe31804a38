"""`preflight permissions`: a role for `az`, and where it must be assigned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import cli, exits, rulebook
from preflight.permission import PERMISSIONS
from tests.shared.engine import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

ML = "Microsoft.MachineLearningServices/workspaces"
RULES = [
    rule("offline", {"path": "deployment.timeout", "at_least": 1}),
    rule("default", {"path": "endpoint.default_deployment", "exists": True}, **{"for": "batch-endpoint"}),
    rule("quarantine", {"path": "registry.quarantine", "equals": "disabled"}, **{"for": "workspace"}),
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command over three rules; return its exit code and what it wrote."""
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: list(RULES))

    def started(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["permissions", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return started


def role(out: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(out)
    return made


def test_the_role_goes_to_standard_output_and_the_rest_beside_it(run: Run) -> None:
    code, out, err = run()
    assert code == exits.CLEAN
    assert role(out)["Actions"] == ["Microsoft.ContainerRegistry/registries/read", f"{ML}/batchEndpoints/read", f"{ML}/read"]
    assert role(out)["AssignableScopes"] == ["/subscriptions/<subscription id>"]
    assert err.splitlines() == [
        'preflight: assign the role "azureml-preflight reader" on each of these, or on what holds them:',
        f"preflight:   the workspace: /subscriptions/<subscription id>/resourceGroups/<resource group>/providers/{ML}/<workspace>",
        "preflight:   the container registry (registries/read)",
    ]


def test_rules_are_selected_as_for_a_check(run: Run) -> None:
    assert role(run("--select", "default")[1])["Actions"] == [f"{ML}/batchEndpoints/read", f"{ML}/read"]
    assert role(run("--ignore", "default")[1])["Actions"] == ["Microsoft.ContainerRegistry/registries/read", f"{ML}/read"]
    assert run("--select", "defualt")[0] == exits.USAGE


@pytest.mark.parametrize(
    ("arguments", "scope"),
    [
        (["--subscription", "s", "-g", "g", "-w", "w"], "/subscriptions/s"),
        (["--subscription", "s", "-g", "g", "--select", "default"], "/subscriptions/s/resourceGroups/g"),
        (["--subscription", "s", "--select", "default"], "/subscriptions/s"),
        (["-g", "g", "--select", "default"], "/subscriptions/<subscription id>/resourceGroups/g"),
    ],
)
def test_it_can_be_assigned_where_it_must_be(arguments: list[str], scope: str, run: Run) -> None:
    assert role(run(*arguments)[1])["AssignableScopes"] == [scope]


def test_the_workspace_has_its_address(run: Run) -> None:
    err = run("--subscription", "s", "-g", "g", "-w", "w\x1b[31m", "--select", "default")[2]
    assert err.splitlines()[1:] == [f"preflight:   the workspace: /subscriptions/s/resourceGroups/g/providers/{ML}/w\\x1b[31m"]


def test_a_table_says_which_rules_need_what(run: Run) -> None:
    code, out, err = run("--format", "table", "--subscription", "s", "-g", "g", "-w", "w")
    assert (code, err) == (exits.CLEAN, "")
    assert out.splitlines() == [
        "Microsoft.ContainerRegistry/registries/read                       on the container registry",
        "    quarantine",
        "Microsoft.MachineLearningServices/workspaces/batchEndpoints/read  on the workspace",
        "    default",
        "Microsoft.MachineLearningServices/workspaces/read                 on the workspace",
        "    default, quarantine",
        "",
        'assign the role "azureml-preflight reader" on each of these, or on what holds them:',
        f"  the workspace: /subscriptions/s/resourceGroups/g/providers/{ML}/w",
        "  the container registry (registries/read)",
    ]


def test_with_all_the_other_commands_may_ask_for_anything(run: Run) -> None:
    made = role(run("--all", "--select", "offline")[1])
    assert {action for one in PERMISSIONS.values() for action in one.actions} == set(made["Actions"])
    assert {action for one in PERMISSIONS.values() for action in one.data_actions} == set(made["DataActions"])
    assert role(run("--all", "--no-data-plane")[1])["DataActions"] == []
    lines = run("--all", "--format", "table")[1].splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith(f"{ML}/read "))
    assert lines[number + 1] == "    (--all), default, quarantine"


def test_nothing_is_needed_where_nothing_is_asked(run: Run) -> None:
    code, out, err = run("--select", "offline")
    assert (code, out) == (exits.NOTHING_CHECKED, "")
    assert err == "preflight: no role is needed: none of these rules asks a workspace\n"
