"""A job whose data are in a workspace, judged by rules as they are shipped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from preflight import question, resources
from preflight.engine import WARN, Judged, judge
from preflight.pack import read_rule
from preflight.project.project import load
from preflight.question import Question
from preflight.rulebook import Rulebook
from preflight.survey import WAVES, survey
from preflight.world import World
from tests.shared.storage import ACCOUNT, STORED
from tests.shared.workspaces import Workspace, compute, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., "Asked"]

DEPLOYMENT = "name: d\nendpoint_name: e\nmodel: azureml:m:1\ncompute: azureml:c\n"
INPUTS = "inputs:\n  x: {type: uri_folder, path: 'azureml:heart:1'}\n"
COMPUTE = Question(question.COMPUTE, ("c",))
MODEL = Question(question.MODEL, ("m", "1", ""))
IN_WORKSPACE = Question(question.WORKSPACE)
GOOD = {**STORED, COMPUTE: compute("c"), IN_WORKSPACE: workspace(storageAccount=ACCOUNT)}


def reading(path: str, kind: str = "uri_folder") -> str:
    """Return a file for a job with one input."""
    return f"inputs:\n  x: {{type: {kind}, path: '{path}'}}\n"


def writing(path: str) -> str:
    """Return what makes a job write to a path."""
    return f"outputs:\n  x: {{type: uri_file, path: '{path}'}}\n"


class Asked:
    """What came of a job: the verdicts, and what was asked, wave by wave."""

    def __init__(self, judged: Judged, waves: list[list[Question]]) -> None:
        """Keep what came of it."""
        self.judged = judged
        self.waves = [set(wave) for wave in waves]

    @property
    def found(self) -> list[str]:
        """The findings: place, severity and message."""
        return [f"{one.location.place} {one.severity.value} {one.message}" for one in self.judged.findings]

    @property
    def doubts(self) -> list[str]:
        """Why what was asked is not known."""
        return [one.reason for one in self.judged.unknowns]

    @property
    def questions(self) -> set[Question]:
        """All that was asked."""
        return {one for wave in self.waves for one in wave}


@cache
def _rules() -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in map(read_rule, resources.rule_files())}


def rules(names: str) -> list[dict[str, Any]]:
    """Return built-in rules by their names."""
    return [_rules()[name] for name in names.split()]


def asking(folder: Path) -> Ask:
    """Return a function that judges a job by some rules; answers take the place of good ones."""

    def ask(names: str, inputs: str = INPUTS, deployment: str = DEPLOYMENT, answers: dict[Question, Any] | None = None) -> Asked:
        (folder / "deployment.yml").write_text(deployment)
        (folder / "inputs.yml").write_text(inputs)
        asked = Workspace(GOOD | (answers or {}))
        project = load([str(folder)], str(folder), world=World(asked.source))
        book = Rulebook(rules(names), {})
        survey(project, book, asked)
        done = Asked(judge(project, book, WARN, explained=True), asked.waves)
        assert len(done.waves) <= WAVES
        assert len(done.questions) == sum(map(len, asked.waves))
        return done

    return ask
