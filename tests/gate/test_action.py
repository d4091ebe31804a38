"""The GitHub action: its steps, run as a runner would."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.gate.conftest import ROOT, filled
from tests.shared.git import Git

if TYPE_CHECKING:
    from tests.gate.conftest import Ran, Runner

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
# The action's name of each count, and its name in the report.
COUNTS = {
    "errors": "error",
    "warnings": "warning",
    "infos": "info",
    "unknowns": "unknown",
    "unchecked": "unchecked",
    "suppressed": "suppressed",
}
BAD = "endpoint_name: churn-batch\nname: churn-first\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings:\n  timeout: -5\n"
GOOD = BAD.replace("-5", "300")


def step(name: str) -> dict[str, Any]:
    (found,) = [one for one in STEPS if one.get("name") == name]
    return found


def check(runner: Runner, **inputs: str) -> Ran:
    """Run the step that checks, with inputs as a workflow gives them."""
    given = {f"inputs.{name}": str(declared.get("default", "")) for name, declared in ACTION["inputs"].items()}
    given |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
    variables = {name: filled(value, given) for name, value in step("Check")["env"].items()}
    return runner.run(step("Check")["run"], variables)


def test_findings_fail_the_step(runner: Runner) -> None:
    runner.write({"batch/deployment.yml": BAD})
    ran = check(runner)
    assert ran.code == 1, ran.errors
    assert "::error file=batch/deployment.yml,line=6,endLine=6,col=12," in ran.log
    assert "retry-timeout-range" in runner.summary.read_text("utf-8")
    outputs = runner.outputs()
    report = json.loads(Path(outputs.pop("report")).read_text("utf-8"))
    assert outputs == {"exit-code": "1"} | {name: str(report["summary"][count]) for name, count in COUNTS.items()}
    assert outputs["errors"] == "1"


def test_every_output_that_is_declared_is_given(runner: Runner) -> None:
    runner.write({"deployment.yml": GOOD})
    ran = check(runner, sarif="found.sarif")
    assert ran.code == 0, ran.errors + ran.log
    assert runner.outputs().keys() == ACTION["outputs"].keys()
    assert runner.outputs()["sarif"] == "found.sarif"
    assert json.loads((runner.repository / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_text_is_coloured_and_annotations_are_not(runner: Runner) -> None:
    runner.write({"deployment.yml": BAD})
    log = check(runner).log
    assert "\x1b[" in log
    assert [line for line in log.splitlines() if line.startswith("::") and "\x1b" in line] == []


def test_where_there_is_nothing_to_check_it_fails_unless_that_is_allowed(runner: Runner) -> None:
    runner.write({"README.md": "no batch here"})
    assert check(runner).code == 3
    assert runner.outputs()["exit-code"] == "3"
    assert check(runner, allow_empty="true").code == 0


def test_several_paths_and_options_stand_in_lines(runner: Runner) -> None:
    runner.write({"one two/a.yml": BAD, "b/b.yml": BAD, "c/c.yml": BAD})
    ran = check(runner, paths="one two\nb\n", options="--ignore\nretry-timeout-default-implicit\n--severity\nretry-timeout-range=warning\n")
    assert ran.code == 0, ran.errors
    assert re.findall(r"::warning file=([^,]*),", ran.log) == ["b/b.yml", "one two/a.yml"]


@pytest.mark.parametrize(
    "hostile", ["$(touch hacked)", "`touch hacked`", '"; touch hacked; "', "a\n::error::x", "'; touch hacked #", "${{ x }}"]
)
@pytest.mark.parametrize("name", ["paths", "options", "fail_on", "facts", "sarif", "workspace"])
def test_what_an_input_says_is_never_run(runner: Runner, name: str, hostile: str) -> None:
    runner.write({"deployment.yml": GOOD})
    ran = check(runner, **{name: hostile})
    assert ran.code != 0 or name == "sarif"
    assert not (runner.repository / "hacked").exists()
    assert [line for line in ran.log.splitlines() if line.startswith("::error::x")] == []


def test_wrong_options_are_told(runner: Runner) -> None:
    ran = check(runner, fail_on="never")
    assert (ran.code, runner.outputs()) == (2, {"exit-code": "2"})
    assert "never" in ran.errors


def test_a_recording_is_passed_on(runner: Runner) -> None:
    runner.write({"deployment.yml": GOOD, "facts.json": "{}"})
    ran = check(runner, facts="facts.json")
    assert ran.code == 2
    assert "facts.json" in ran.errors


def test_what_a_pull_request_touched(runner: Runner, tmp_path: Path) -> None:
    """The checkout of a pull request is the merge of two commits, of which only as many are there as were fetched."""
    origin = Git(tmp_path / "origin")
    other = BAD.replace("churn-first", "churn-second")
    origin.commit({"one/deployment.yml": other, "two/deployment.yml": BAD})
    origin("checkout", "-q", "-b", "topic")
    origin.commit({"two/deployment.yml": f"{BAD}# touched\n"})
    origin("checkout", "-q", "main")
    origin.commit({"one/deployment.yml": f"{other}# main went on\n"})
    origin("merge", "-q", "--no-edit", "topic")
    (runner.repository / ".git").rmdir()
    runner.repository.rmdir()
    origin("clone", "-q", "--depth", "2", "--no-single-branch", f"file://{origin.folder}", str(runner.repository))
    ran = check(runner, changed="HEAD^1")
    assert (ran.code, re.findall("^::error file=([^,]*)", ran.log, re.MULTILINE)) == (1, ["two/deployment.yml"])
    assert "Asked for what was changed since `HEAD^1`" in runner.summary.read_text("utf-8")


def test_a_checkout_that_is_too_shallow(runner: Runner, tmp_path: Path) -> None:
    origin = Git(tmp_path / "origin")
    origin.commit({"deployment.yml": BAD})
    origin.commit({"deployment.yml": f"{BAD}# touched\n"})
    (runner.repository / ".git").rmdir()
    runner.repository.rmdir()
    origin("clone", "-q", "--depth", "1", f"file://{origin.folder}", str(runner.repository))
    ran = check(runner, changed="HEAD^1")
    assert ran.code == 2
    assert "there is no commit `HEAD^1` here" in ran.errors
    assert "`fetch-depth: 0` of actions/checkout" in ran.errors


def test_a_workspace_is_passed_on(runner: Runner) -> None:
    runner.write({"deployment.yml": GOOD})
    ran = check(runner, facts="facts.json", workspace="ws", resource_group="rg", subscription="s")
    assert ran.code == 2


@pytest.mark.parametrize(
    ("version", "workspace", "asked"),
    [
        ("", "", "{root}"),
        ("", "ws", "{root}[live]"),
        ("0.3.0", "", "azureml-preflight==0.3.0"),
        ("0.3.0", "ws", "azureml-preflight[live]==0.3.0"),
    ],
)
def test_what_is_installed(runner: Runner, tmp_path: Path, version: str, workspace: str, asked: str) -> None:
    python = tmp_path / "python"
    # In the place of Python: makes no environment, and writes down what pip is asked for.
    pip = '#!/bin/sh\\nfor last; do :; done; echo "$last"'
    python.write_text(f'#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'{pip}\' > "$3/bin/python"\nchmod +x "$3/bin/python"\n', "utf-8")
    python.chmod(0o755)
    (runner.temporary / "preflight" / "bin" / "python").unlink()
    variables = {"PREFLIGHT_PYTHON": str(python), "PREFLIGHT_VERSION": version, "PREFLIGHT_WORKSPACE": workspace}
    ran = runner.run(step("Install preflight")["run"], variables)
    assert (ran.code, ran.log.strip()) == (0, asked.format(root=ROOT)), ran.errors


@pytest.mark.parametrize("version", ["main", "1; touch hacked", "https://example.org/x.whl", "../x", "--index-url=x"])
def test_what_is_no_release_is_not_installed(runner: Runner, version: str) -> None:
    ran = runner.run(step("Install preflight")["run"], {"PREFLIGHT_PYTHON": "false", "PREFLIGHT_VERSION": version})
    assert ran.code == 2
    assert ran.log == "::error::the input version is no release of azureml-preflight\n"


def test_no_input_gets_into_a_script() -> None:
    assert [one["run"] for one in STEPS if "${{" in one.get("run", "")] == []


def test_actions_are_pinned() -> None:
    assert [one["uses"] for one in STEPS if "uses" in one and not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one["uses"])] == []
