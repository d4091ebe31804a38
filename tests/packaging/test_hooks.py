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
