"""`preflight doctor`: what it asks, what it shows, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import cli, exits, question, resources, rulebook
from preflight.address import Address
from preflight.commands import doctor
from preflight.examination import Timed
from preflight.question import Question, Unanswered
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import REGISTRY, WORKSPACE, Workspace, compute, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from preflight.question import Answer

    Run = Callable[..., tuple[int, str, str]]

ADDRESS = Address("11111111-2222-3333-4444-555555555555", "rg-batch", "ws-batch")
READ = "Microsoft.ContainerRegistry/registries/read"
GOOD: dict[Question, Any] = {
    Question(question.WORKSPACE): {"id": WORKSPACE, "location": "eastus2", "properties": {"containerRegistry": REGISTRY}},
    Question(question.REGISTRY, (REGISTRY,)): registry(),
    Question(question.COMPUTE, ("c",)): compute("c"),
}
REFUSED = GOOD | {Question(question.REGISTRY, (REGISTRY,)): Unanswered("this sign-in may not read container registry `acrbatch`", READ)}


class Steady(Timed):
    """Takes the same time for every question."""

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        answers = super().ask(questions)
        self.seconds = dict.fromkeys(self.seconds, 0.25)
        return answers


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Examine a workspace; return the exit code and what was said."""
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: [rule("nodes", NODES)])
    monkeypatch.setattr(doctor, "Timed", Steady)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.yml").write_text("name: d\nendpoint_name: e\ncompute: azureml:mine\nresources: {instance_count: 5}\n")

    def started(answering: Workspace, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(doctor, "live_address", lambda _options: ADDRESS)
        monkeypatch.setattr(doctor, "live_probe", lambda _options, _progress: answering)
        code = cli.main(["doctor", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return started


def test_all_is_readable(run: Run) -> None:
    answering = Workspace(GOOD)
    code, out, err = run(answering)
    assert (code, err) == (exits.CLEAN, "")
    assert [Question(question.COMPUTE, ("mine",))] not in answering.waves  # the files here were not named
    lines = out.splitlines()
    assert lines[0] == "workspace `ws-batch`, resource group `rg-batch`, subscription `11111111-2222-3333-4444-555555555555`"
    assert lines[2:5] == [
        "facts of          readable  seconds",
        "workspace         yes          0.25",
        "registry          yes          0.25",
    ]
    assert "private-endpoint  -                  no private endpoint of a storage account is known" in lines
    assert lines[-1] == "14 readable, 0 not readable, 6 with nothing to ask for"


def test_what_is_not_readable_has_its_permission_and_reason(run: Run) -> None:
    code, out, _ = run(Workspace(REFUSED))
    assert code == exits.NOT_ANSWERED
    lines = out.splitlines()
    number = lines.index(f"registry          no           0.25  {READ}")
    assert lines[number + 1] == "                  this sign-in may not read container registry `acrbatch`"
    assert lines[-1] == "13 readable, 1 not readable, 6 with nothing to ask for"


def test_what_files_name_is_asked_for(run: Run) -> None:
    answering = Workspace(GOOD | {Question(question.COMPUTE, ("mine",)): Unanswered("refused")})
    code, out, _ = run(answering, "c.yml")
    assert code == exits.NOT_ANSWERED
    assert "compute           no           0.25\n                  refused\n" in out
    assert run(Workspace(GOOD), "gone.yml")[::2] == (exits.USAGE, "preflight: no such file or folder: `gone.yml`\n")


def test_some_of_several_may_be_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("name: d2\nendpoint_name: e\ncompute: azureml:c\nresources: {instance_count: 5}\n")
    answering = Workspace(GOOD | {Question(question.COMPUTE, ("mine",)): Unanswered("refused", "x/read")})
    assert "compute           no           0.25  x/read (1 of 2)\n                  refused\n" in run(answering, ".")[1]


def test_a_failed_sign_in_is_told_in_one_line_and_nothing_else_is_asked(run: Run) -> None:
    reason = "sign-in failed: nobody is signed in; run `az login`"
    answering = Workspace({Question(question.WORKSPACE): Unanswered(reason)})
    assert run(answering, "c.yml") == (exits.NOT_ANSWERED, f"{reason}\n", "")
    assert answering.waves == [[Question(question.WORKSPACE)]]
    code, out, _ = run(answering, "--format", "json")
    assert code == exits.NOT_ANSWERED
    assert (json.loads(out)["sign_in"], json.loads(out)["facts"]) == (reason, [])


def test_the_json_is_as_its_schema_says(run: Run) -> None:
    for answers in (GOOD, REFUSED, {}):
        data = json.loads(run(Workspace(answers), "--format", "json")[1])
        Draft202012Validator(resources.schema("doctor.v1")).validate(data)
    rows = {one["resource"]: one for one in json.loads(run(Workspace(REFUSED), "--format", "json")[1])["facts"]}
    reason = "this sign-in may not read container registry `acrbatch`"
    assert rows["registry"] == {
        "resource": "registry", "readable": False, "questions": 1, "refused": 1, "reason": reason, "permission": READ, "seconds": 0.25,
    }  # fmt: skip
    assert rows["blobs"]["readable"] is None
