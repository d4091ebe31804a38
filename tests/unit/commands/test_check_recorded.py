"""`preflight check --facts FILE`: the same report as of the workspace that was recorded, but for who told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import cli, exits, question, rulebook
from preflight.address import Address
from preflight.engine import WARN, judge
from preflight.probes.recording import write
from preflight.project.project import load
from preflight.question import Question, Unanswered
from preflight.report import Report
from preflight.reporters import json_v1
from preflight.rulebook import Rulebook
from preflight.survey import survey
from preflight.world import World
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import GOOD, Workspace, registry, workspace

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg-batch", "ws-batch")
DEPLOYMENT = "name: {0}\nendpoint_name: e\ncompute: azureml:{0}\nresources: {{instance_count: 5}}\n"
RULES = (
    rule("nodes", NODES, message="{value} of {compute.max_nodes} in `{compute!file}`"),
    rule("max", {"path": "compute.max_nodes", "at_least": 9}),
    rule("quarantine", {"path": "registry.quarantine", "equals": "disabled"}, **{"for": "workspace"}, message="{registry.name}: {value}"),
)
REFUSED = Unanswered("compute `d` may not be read", "x/computes/read")
ANSWERS = GOOD | {
    Question(question.WORKSPACE): dict(reversed(workspace().items())),
    Question(question.REGISTRY, (registry()["id"],)): registry(quarantine="enabled"),
    Question(question.COMPUTE, ("d",)): REFUSED,
}


class Live(Workspace):
    """A workspace that says of itself that it is asked now."""

    source = "live"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with two deployments in it."""
    made = tmp_path / "repo"
    (made / ".git").mkdir(parents=True)
    for name in "cd":
        (made / f"{name}.yml").write_text(DEPLOYMENT.format(name))
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: list(RULES))
    monkeypatch.chdir(made)
    return made


def live_report(folder: Path) -> str:
    """Return the report of a check that asks the workspace, and write down what it answered."""
    project = load([str(folder)], str(folder), world=World("live"))
    book = Rulebook(RULES, {})
    survey(project, book, Live(ANSWERS))
    (folder / "facts.json").write_text(write(ADDRESS, "2026-08-01T12:00:00Z", project.world.answers))
    judged = judge(project, book, WARN, explained=True)
    report = Report(
        root=".",
        files=project.files,
        documents=len(project.subjects),
        rules=len(RULES),
        judged=judged.verdicts,
        findings=judged.findings,
        unknowns=judged.unknowns,
        not_asked=judged.not_asked,
    )
    return json_v1.write(report)


def test_a_replay_is_the_same_but_for_who_told_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live = live_report(folder)
    assert cli.main(["check", "--facts", "facts.json", "--format", "json"]) == exits.FOUND
    replayed = capsys.readouterr().out
    assert '"source": "live"' in live
    assert "compute `d` may not be read" in live
    assert "acrbatch: enabled" in live
    assert replayed == live.replace('"source": "live"', '"source": "recorded"')


def test_what_was_not_recorded_is_not_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live_report(folder)
    (folder / "new.yml").write_text(DEPLOYMENT.format("new"))
    assert cli.main(["check", "new.yml", "--facts", "facts.json", "--ignore", "quarantine"]) == exits.CLEAN
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Checked against the workspace `ws-batch` as it was recorded at 2026-08-01T12:00:00Z",
        "2 rules need what the recording does not hold",
    ]


def test_a_file_stands_for_what_was_not_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live_report(folder)
    (folder / "new.yml").write_text(DEPLOYMENT.format("new"))
    (folder / "cluster.yml").write_text("name: new\ntype: amlcompute\nsize: S\nmax_instances: 3\n")
    assert cli.main(["check", "new.yml", "--facts", "facts.json", "--quiet", "--select", "nodes"]) == exits.FOUND
    assert capsys.readouterr().out.startswith("new.yml:4:29: error: 5 of 3 in `cluster.yml` [nodes]")
