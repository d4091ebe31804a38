"""Asking the workspace: what rules wait for, once, and no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.engine import WARN, Judged, judge
from preflight.project.project import load
from preflight.question import Question, Unanswered
from preflight.rulebook import Rulebook
from preflight.survey import survey
from preflight.world import World
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import GOOD, REGISTRY, WORKSPACE, Workspace, compute, registry, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., Judged]

FILE = "name: d\nendpoint_name: e\ncompute: azureml:c\nresources: {instance_count: 5}\n"
C = Question(question.COMPUTE, ("c",))
QUARANTINE = {"path": "registry.quarantine", "equals": "disabled"}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Return a function that judges files by rules, with a workspace to ask."""

    def run(workspace: Workspace, files: dict[str, str], *rules: dict[str, Any]) -> Judged:
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        project = load([str(tmp_path)], str(tmp_path), world=World(workspace.source))
        book = Rulebook(rules, {})
        survey(project, book, workspace)
        return judge(project, book, WARN, explained=True)

    return run


def test_what_a_rule_waits_for_is_asked_once_and_told_where_the_file_names_it(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, {"a.yml": FILE, "b.yml": FILE}, rule("nodes", NODES, message="{value} of {compute.max_nodes} in `{compute!file}`"))
    assert asked.waves == [[C]]
    assert [f"{one.location.place} {one.message}" for one in result.findings] == ["a.yml:4:29 5 of 4 in `c`", "b.yml:4:29 5 of 4 in `c`"]


def test_a_live_fact_is_evidence_with_its_resource_and_stands_where_the_file_names_it(ask: Ask) -> None:
    result = ask(Workspace(GOOD), {"a.yml": FILE}, rule("max", {"path": "compute.max_nodes", "at_least": 9}))
    (finding,) = result.findings
    assert str(finding.location.place) == "a.yml:3:10"
    (fact,) = finding.evidence
    assert (fact.name, fact.source, fact.resource, fact.value) == ("compute.max_nodes", "recorded", f"{WORKSPACE}/computes/c", "4")


def test_a_rule_that_files_decide_asks_nothing(ask: Ask) -> None:
    asked = Workspace(GOOD)
    ask(
        asked,
        {"a.yml": "name: d\nendpoint_name: e\ncompute: azureml:c\n"},
        rule("n", NODES, when={"path": "deployment.instance_count", "exists": True}),
    )
    assert asked.waves == []


def test_the_workspace_wins_over_a_file(ask: Ask) -> None:
    files = {"a.yml": FILE, "c.yml": "name: c\ntype: amlcompute\nsize: S\nmax_instances: 9\n"}
    assert [one.message for one in ask(Workspace(GOOD), files, rule("nodes", NODES, message="{compute.max_nodes}")).findings] == ["4"]


def test_a_file_stands_for_what_the_workspace_lacks(ask: Ask) -> None:
    files = {"a.yml": FILE, "c.yml": "name: c\ntype: amlcompute\nsize: S\nmax_instances: 9\n"}
    result = ask(Workspace({}), files, rule("nodes", NODES))
    assert (result.findings, result.unknowns) == ((), ())


def test_what_is_not_answered_is_unknown_with_the_permission_that_was_missing(ask: Ask) -> None:
    refused = Unanswered("compute `c` may not be read", "Microsoft.MachineLearningServices/workspaces/computes/read")
    result = ask(Workspace({C: refused}), {"a.yml": FILE}, rule("nodes", NODES))
    assert result.findings == ()
    (unknown,) = result.unknowns
    assert unknown.asked
    assert unknown.reason == "compute `c` may not be read"
    assert unknown.permission == "Microsoft.MachineLearningServices/workspaces/computes/read"
    assert str(unknown.location and unknown.location.place) == "a.yml:4:29"


def test_what_keeps_all_questions_from_being_answered_is_told_once(ask: Ask) -> None:
    failed = Unanswered("sign-in failed: run `az login`")
    files = {"a.yml": FILE, "b.yml": FILE.replace("azureml:c", "azureml:d")}
    rules = (rule("nodes", NODES), rule("q", QUARANTINE, **{"for": "workspace"}))
    questions = (Question(question.WORKSPACE), C, Question(question.COMPUTE, ("d",)))
    (unknown,) = ask(Workspace(dict.fromkeys(questions, failed)), files, *rules).unknowns
    assert (unknown.reason, unknown.rules) == (failed.reason, ("nodes", "q"))
    assert str(unknown.location and unknown.location.place) == "a.yml:4:29"


def test_an_answer_that_lacks_what_all_have_is_unknown(ask: Ask) -> None:
    result = ask(Workspace({C: compute("c", scaleSettings=None)}), {"a.yml": FILE}, rule("nodes", NODES))
    assert [one.reason for one in result.unknowns] == ["the answer about `c` does not say the most nodes it may have"]


def test_one_answer_leads_to_the_next_question(ask: Ask) -> None:
    answers = {Question(question.WORKSPACE): workspace(), Question(question.REGISTRY, (REGISTRY,)): registry(quarantine="enabled")}
    asked = Workspace(answers)
    result = ask(asked, {"a.yml": FILE}, rule("q", QUARANTINE, **{"for": "workspace"}, message="{registry.name}: {value}"))
    assert asked.waves == [[Question(question.WORKSPACE)], [Question(question.REGISTRY, (REGISTRY,))]]
    assert [f"{one.location.place} {one.message}" for one in result.findings] == ["a.yml:1:1 acrbatch: enabled; did you mean `disabled`?"]


def test_what_may_fail_besides_is_asked_too(ask: Ask) -> None:
    """One input that fails for what its file says does not keep the workspace from being asked of the other."""
    inputs = "inputs:\n  a: {type: mltable, path: x}\n  b: {type: uri_folder, path: 'azureml:b:1'}\n"
    check = {
        "each": "invocation.inputs.*",
        "as": "input",
        "check": {"all": [{"not": {"path": "input.type", "equals": "mltable"}}, {"not": {"path": "input.data_type", "equals": "mltable"}}]},
    }
    asked = Workspace({Question(question.DATA, ("b", "1", "")): {"id": "x", "name": "1", "properties": {"dataType": "mltable"}}})
    result = ask(asked, {"inputs.yml": inputs}, rule("kinds", check, **{"for": "invocation"}))
    assert asked.waves == [[Question(question.DATA, ("b", "1", ""))]]
    assert [str(one.location.place) for one in result.findings] == ["inputs.yml:2:13", "inputs.yml:3:31"]
