"""The project of a run, with all that a workspace tells of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from preflight import question
from preflight.commands.surveyed import More, surveyed
from preflight.kind import Kind
from preflight.project.commandline import Job
from preflight.project.deployed import Wanted
from preflight.project.project import load
from preflight.question import Question
from preflight.rulebook import Rulebook
from tests.shared.deployments import answers, deployment
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import GOOD, Workspace

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rulebook([rule("nodes", NODES)], {})


def test_without_anybody_to_ask_there_are_only_files_and_the_job(tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("name: d\nendpoint_name: e\n")
    loaded = partial(load, [str(tmp_path)], str(tmp_path))
    assert [one.kind for one in surveyed(loaded, More(), RULES, None).subjects] == [Kind.BATCH_DEPLOYMENT]
    project = surveyed(loaded, More(Job(str(tmp_path), input="x")), RULES, None)
    assert [one.kind for one in project.subjects] == [Kind.BATCH_DEPLOYMENT, Kind.INVOCATION]


def test_what_is_deployed_is_asked_for_before_what_rules_wait_for(tmp_path: Path) -> None:
    asked = Workspace(GOOD | answers(deployment()))
    project = surveyed(partial(load, [], str(tmp_path)), More(deployed=Wanted(("heart",))), RULES, asked)
    assert [[one.resource for one in wave] for wave in asked.waves] == [[question.ENDPOINT, question.DEPLOYMENTS], [question.COMPUTE]]
    assert Question(question.COMPUTE, ("c",)) in project.world.answers
    assert [one.kind for one in project.subjects] == [Kind.BATCH_ENDPOINT, Kind.BATCH_DEPLOYMENT, Kind.WORKSPACE]


def test_files_may_be_judged_with_a_workspace_and_a_job(tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("name: d\nendpoint_name: e\ncompute: azureml:c\nresources: {instance_count: 1}\n")
    asked = Workspace(GOOD)
    project = surveyed(partial(load, [str(tmp_path)], str(tmp_path)), More(Job(str(tmp_path), input="x")), RULES, asked)
    assert asked.waves == [[Question(question.COMPUTE, ("c",))]]
    assert [one.kind for one in project.subjects] == [Kind.BATCH_DEPLOYMENT, Kind.INVOCATION, Kind.WORKSPACE]
