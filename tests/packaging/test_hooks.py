"""The pre-commit hook: which files set it off, and that what it runs is a command of ours."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from preflight.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> dict[str, Any]:
    hooks = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    found: dict[str, Any] = hooks["preflight"]
    return found


@pytest.mark.parametrize(
    "path",
    ["deployment.yml", "batch/endpoint.yaml", "src/score.py", "model/MLmodel", "MLmodel", "requirements.txt", "env/requirements-dev.txt"],
)
def test_files_that_matter_set_it_off(hook: dict[str, Any], path: str) -> None:
    assert re.search(hook["files"], path)


@pytest.mark.parametrize("path", ["README.md", "data.csv", "deployment.yml.j2", "notMLmodel", "MLmodel.txt", "notes.txt", "x.pyc"])
def test_other_files_do_not(hook: dict[str, Any], path: str) -> None:
    assert not re.search(hook["files"], path)


def test_it_judges_the_whole_repository_at_once(hook: dict[str, Any]) -> None:
    assert hook["pass_filenames"] is False
    assert hook["require_serial"] is True
    assert not hook.get("always_run")


def test_what_it_runs_passes_where_there_is_nothing_to_check(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "preflight"
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("Nothing to check")


def test_rules_of_a_repository_are_judged_by_their_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rules,) = [one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")) if one["id"] == "preflight-rules"]
    assert re.search(rules["files"], "batch/preflight-rules/own.yaml")
    assert not re.search(rules["files"], "rules/own.yaml")
    program, *arguments = shlex.split(rules["entry"])
    assert program == "preflight"
    good = (ROOT / "rules" / "deployment" / "logging-level-value.yaml").read_text("utf-8")
    own = tmp_path / "logging-level-value.yaml"
    own.write_text(good, "utf-8")
    assert main([*arguments, str(own)]) == 0
    own.write_text(good.replace("- good:", "- bad:", 1), "utf-8")
    assert main([*arguments, str(own)]) == 1
    assert "logging-level-value" in capsys.readouterr().out


def test_no_hook_asks_a_workspace() -> None:
    live = {"--workspace", "-w", "--live", "--resource-group", "-g", "--subscription", "--endpoint", "--all-endpoints", "--target"}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [one["id"] for one in hooks if live & set(shlex.split(one["entry"]))] == []
