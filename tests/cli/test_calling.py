"""A check that Python code asks for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import preflight
from preflight import exits
from preflight.finding import Severity

ROOT = Path(__file__).parents[2]


def told(arguments: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "preflight", "check", *arguments, "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("folder", ["examples/broken", "examples/clean"])
def test_it_finds_what_the_command_finds(folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    report = preflight.check([folder])
    shown = told([folder])
    assert [(one.rule, one.message, one.location.place.line) for one in report.findings] == [
        (one["rule"], one["message"], one["location"]["line"]) for one in shown["findings"]
    ]
    assert (report.files, report.documents, report.count(Severity.ERROR)) == (
        shown["summary"]["files"],
        shown["summary"]["documents"],
        shown["summary"]["error"],
    )
    assert capsys.readouterr() == ("", "")


def test_one_path_needs_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert preflight.check("examples/clean").files == preflight.check([Path("examples/clean")]).files > 0
    assert preflight.check(Path("examples/clean")).documents > 0


def test_rules_and_severities_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = preflight.check([Path("examples/broken")], select=["retry-timeout-range"], severity={"retry-timeout-range": "info"})
    assert {(one.rule, one.severity) for one in report.findings} == {("retry-timeout-range", Severity.INFO)}
    assert preflight.check(["examples/broken"], select=["retry-timeout-range"], ignore=["retry-timeout-range"]).findings == ()


@pytest.mark.parametrize(
    "wrong", [{"select": ["no-such-rule"]}, {"paths": ["no/such/file"]}, {"paths": ["-"]}, {"unknown": "perhaps"}, {"config": "no.yml"}]
)
def test_wrong_usage_raises(wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(exits.UsageError):
        preflight.check(**{"paths": ["examples/clean"], **wrong})


def test_a_configuration_counts_unless_it_is_not_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "d.yml").write_text(
        "name: a-b-c\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 0}\n", "utf-8"
    )
    (tmp_path / "preflight.yml").write_text("ignore: [retry-timeout-range]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "retry-timeout-range" not in {one.rule for one in preflight.check().findings}
    assert "retry-timeout-range" in {one.rule for one in preflight.check(config=False).findings}


def test_the_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "batch").mkdir()
    (tmp_path / "batch/d.yml").write_text(
        "name: a-b-c\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 0}\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", (ROOT / "docs/api.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    exec(compile(example[1], "api.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out == "error batch/d.yml:5:27 `timeout` is `0`; expected whole seconds from 1 to 259200\n"


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        preflight.chek  # noqa: B018 - it raises
