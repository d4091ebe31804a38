"""`preflight facts record`: what is asked and written down, what is told about it, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import cli, exits, question, resources, rulebook
from preflight.address import Address
from preflight.commands import facts
from preflight.question import Question, Unanswered
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import GOOD, Workspace, compute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg-batch", "ws-batch")
DEPLOYMENT = "name: d\nendpoint_name: e\ncompute: azureml:{}\nresources: {{instance_count: 5}}\n"
RULES = (
    rule("nodes", NODES, message="{value} of {compute.max_nodes} in `{compute!file}`"),
    rule("quarantine", {"path": "registry.quarantine", "equals": "disabled"}, **{"for": "workspace"}),
)
C, D = Question(question.COMPUTE, ("c",)), Question(question.COMPUTE, ("d",))
READ = "Microsoft.MachineLearningServices/workspaces/computes/read"


class Live(Workspace):
    """A workspace that is asked now."""

    source = "live"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, with a deployment in it."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "c.yml").write_text(DEPLOYMENT.format("c"))
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: list(RULES))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Record what a workspace answers; return the exit code and what was said."""

    def started(answering: Workspace, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(facts, "live_address", lambda _options: ADDRESS)
        monkeypatch.setattr(facts, "live_probe", lambda _options, _progress: answering)
        code = cli.main(["facts", "record", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return started


def recording(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((folder / "facts.json").read_text())
    Draft202012Validator(resources.schema("facts.v1")).validate(made)
    return made


def asked(made: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(entry["resource"], *entry["arguments"]) for entry in made["answers"]]


def test_what_a_check_would_ask_is_written_down(run: Run, folder: Path) -> None:
    code, out, err = run(Live(GOOD), "-o", "facts.json")
    assert (code, out) == (exits.CLEAN, "")
    assert err == "preflight: recorded 3 answers of workspace `ws-batch`, and 0 questions that it did not answer\n"
    made = recording(folder)
    assert [one[0] for one in asked(made)] == ["compute", "registry", "workspace"]
    assert made["workspace"]["name"] == "ws-batch"
    assert made["recorded"].startswith("20")


def test_a_check_takes_it(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(Live(GOOD), "-o", "facts.json")
    assert cli.main(["check", "--facts", "facts.json", "--quiet"]) == exits.FOUND
    assert capsys.readouterr().out.startswith("c.yml:4:29: error: 5 of 4 in `c` [nodes]")


def test_rules_and_files_are_selected_as_for_a_check(run: Run, folder: Path) -> None:
    (folder / "d.yml").write_text(DEPLOYMENT.format("d"))
    run(Live(GOOD), "-o", "facts.json", "--select", "nodes", "c.yml")
    assert asked(recording(folder)) == [("compute", "c")]
    run(Live(GOOD), "c.yml", "-o", "facts.json", "--ignore", "quarantine", "d.yml")
    assert asked(recording(folder)) == [("compute", "c"), ("compute", "d")]


def test_all_that_can_be_asked_without_files(run: Run, folder: Path) -> None:
    plain = {"id": "/w", "location": "eastus2", "properties": {"containerRegistry": "/r"}}
    run(Live({C: compute("c"), Question(question.WORKSPACE): plain}), "-o", "facts.json", "--all", "--select", "nodes")
    assert asked(recording(folder)) == [
        ("compute", "c"), ("datastores",), ("endpoints",), ("permissions", "/w"), ("registry", "/r"), ("usages", "eastus2"),
        ("vm-sizes", "eastus2"), ("workspace",),
    ]  # fmt: skip


def test_what_was_not_answered_is_told(run: Run, folder: Path) -> None:
    (folder / "d.yml").write_text(DEPLOYMENT.format("d"))
    refused = Unanswered("computes may not be read", READ)
    answers = GOOD | {C: refused, D: refused, Question(question.WORKSPACE): Unanswered("no answer within 60 s")}
    arguments = ("-o", "facts.json", "--all")
    code, _, err = run(Live(answers), *arguments)
    assert code == exits.CLEAN
    assert err.splitlines()[:2] == [
        f"preflight: not answered (2 times): computes may not be read: {READ}",
        "preflight: not answered: no answer within 60 s",
    ]
    assert err.splitlines()[2].endswith("and 3 questions that it did not answer")
    assert recording(folder)["summary"]["unanswered"] == 3
    assert run(Live(answers), *arguments, "--unknown", "fail")[0] == exits.NOT_ANSWERED


def test_a_recording_stays_where_nothing_was_answered(run: Run, folder: Path) -> None:
    (folder / "facts.json").write_text("before")
    code, _, err = run(Live({C: Unanswered("sign-in failed: nobody is signed in")}), "-o", "facts.json", "--select", "nodes")
    assert code == exits.NOT_ANSWERED
    assert err.splitlines() == [
        "preflight: not answered: sign-in failed: nobody is signed in",
        "preflight: workspace `ws-batch` answered nothing: `facts.json` was not written",
    ]
    assert (folder / "facts.json").read_text() == "before"


def test_there_may_be_nothing_to_ask(run: Run, folder: Path) -> None:
    (folder / "c.yml").write_text("x: 1\n")
    code, _, err = run(Live(GOOD), "-o", "facts.json")
    assert code == exits.NOTHING_CHECKED
    assert err == "preflight: nothing to record: no rule asks workspace `ws-batch` about these files\n"
    assert not (folder / "facts.json").exists()


def test_it_may_go_to_standard_output(run: Run) -> None:
    code, out, _ = run(Live({C: compute("c")}), "-o", "-", "--select", "nodes")
    assert code == exits.CLEAN
    assert json.loads(out)["summary"]["found"] == 1


def test_what_is_wrong_is_told(run: Run, folder: Path) -> None:
    assert run(Live(GOOD), "-o", "no/such/facts.json")[::2] == (
        exits.USAGE,
        "preflight: `no/such/facts.json` cannot be written: no such file or directory\n",
    )
    assert run(Live(GOOD), "-o", "facts.json", "gone.yml")[0] == exits.USAGE
    assert run(Live(GOOD))[0] == exits.USAGE
    assert run(Live(GOOD), "-o", "facts.json", "--select", "no")[0] == exits.USAGE
