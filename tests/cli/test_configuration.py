"""What a configuration does to a run, and how the two are shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import rulebook
from preflight.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML
DEPLOYMENT = "endpoint_name: heart\nname: torch\ndescription: x\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 0}\n"
CONFIG = """\
select: retry-timeout-range
severity: {retry-timeout-range: warning}
fail-on: warning
targets:
  prod: {files: batch/*.yml, set: {retry_settings.timeout: -3}}
  test: {files: batch, set: {retry_settings.timeout: -3}}
  dev: {files: [batch]}
  none: {files: [nowhere]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory: a git root with a deployment in a folder."""
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "batch").mkdir()
    (tmp_path / "batch/deployment.yml").write_text(DEPLOYMENT)
    return tmp_path


def configure(folder: Path, text: str = CONFIG) -> None:
    (folder / "preflight.yml").write_text(text)


def checked(capsys: Capture, *arguments: str) -> tuple[int, list[str]]:
    code = main(["check", "--format", "json", *arguments])
    out = capsys.readouterr().out
    report = json.loads(out) if out else {"findings": []}
    return code, [f"{one['severity']} {one['rule']} {'+'.join(one['targets'])}".strip() for one in report["findings"]]


def test_it_counts_where_the_command_line_says_nothing(folder: Path, capsys: Capture) -> None:
    configure(folder)
    assert checked(capsys) == (1, ["warning retry-timeout-range"])
    assert checked(capsys, "--fail-on", "error") == (0, ["warning retry-timeout-range"])
    assert checked(capsys, "--severity", "retry-timeout-range=info") == (0, ["info retry-timeout-range"])
    assert checked(capsys, "--no-config", "--select", "retry-timeout-range") == (1, ["error retry-timeout-range"])
    assert checked(capsys, "--select", "unknown-key")[1] == []


def test_one_elsewhere_is_named(folder: Path, capsys: Capture) -> None:
    (folder / "other.yml").write_text("select: [unknown-key]\n")
    assert checked(capsys, "--config", "other.yml") == (0, [])
    assert checked(capsys, "--config", "none.yml")[0] == 2
    assert main(["check", "--config", "other.yml", "--no-config"]) == 2
    assert "--config and --no-config contradict one another" in capsys.readouterr().err


def test_names_of_rules_have_their_place(folder: Path, capsys: Capture) -> None:
    configure(folder, "ignore:\n  - retry-timeout-rang\n")
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "preflight: preflight.yml:2:5 there is no rule `retry-timeout-rang`; did you mean `retry-timeout-range`?\n"
    )


def test_rules_and_packs_are_meant_from_its_folder(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pack", "mine"):
        (folder / name).mkdir()
        assert main(["rules", "new", f"{name}-rule", "--folder", str(folder / name)]) == 0
    configure(folder, "extends: pack\nrules: [mine]\nselect: [pack-rule, mine-rule]\nformat: [json, 'text:out.txt']\nbaseline: base.json\n")
    monkeypatch.chdir(folder / "batch")
    capsys.readouterr()
    assert main(["baseline", "write", ".."]) == 0
    assert f"{folder}/base.json has 2 findings" in capsys.readouterr().out
    assert main(["check"]) in {0, 1}
    assert json.loads(capsys.readouterr().out)["summary"]["rules"] == 2
    assert (folder / "out.txt").is_file()
    assert main(["config", "show", "--rules", "../mine", "--format", "text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"# {folder}/preflight.yml"
    assert f'extends: "pack"  # {folder}/preflight.yml:1' in lines
    assert 'rules: ["../mine"]  # command line' in lines


def test_equal_findings_of_targets_are_one(folder: Path, capsys: Capture) -> None:
    configure(folder)
    named = ["--target", "prod", "--target", "test", "--target", "dev", "--target", "prod"]
    code, found = checked(capsys, *named)
    assert (code, sorted(found)) == (1, ["warning retry-timeout-range dev", "warning retry-timeout-range prod+test"])
    assert main(["check", "--quiet", *named]) == 1
    assert "[retry-timeout-range] (prod, test)\n" in capsys.readouterr().out
    assert main(["check", *named]) == 1
    assert "= target: prod, test\n" in capsys.readouterr().out


def test_an_exception_that_one_target_needs_is_used(folder: Path, capsys: Capture) -> None:
    configure(folder, CONFIG.replace("select: retry-timeout-range", "select: [retry-timeout-range, ignore-unused]"))
    text = DEPLOYMENT.replace("timeout: 0}", "timeout: 0}  # preflight: ignore[retry-timeout-range] slow")
    (folder / "batch/deployment.yml").write_text(text)
    assert checked(capsys, "--target", "dev") == (0, [])
    assert checked(capsys, "--target", "test")[1] == ["warning ignore-unused test", "warning retry-timeout-range test"]
    assert checked(capsys, "--target", "test", "--target", "dev")[1] == ["warning retry-timeout-range test"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--target", "prd"], "there is no target `prd`; did you mean `prod`?"),
        (["--target", "xxxxxx"], "there is no target `xxxxxx`: the configuration has prod, test, dev, none"),
        (["--target", "none"], "the target `none` names files that do not exist: "),
        (["--no-config", "--target", "a"], "there is no target `a`: the configuration has none"),
    ],
)
def test_what_is_no_target(arguments: list[str], expected: str, folder: Path, capsys: Capture) -> None:
    configure(folder)
    assert main(["check", *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_a_recording_of_a_target_stands_in_for_its_workspace(folder: Path, capsys: Capture) -> None:
    configure(folder, "targets:\n  a: {facts: none.json}\n  b: {workspace: ws-batch, resource-group: rg, cloud: AzureMoon}\n")
    assert main(["check", "--target", "a"]) == 2
    assert "none.json" in capsys.readouterr().err
    assert main(["check", "--target", "b"]) == 2
    assert "`AzureMoon` of --cloud is no cloud" in capsys.readouterr().err
    assert main(["check", "--target", "b", "--facts", "other.json"]) == 2
    assert "other.json" in capsys.readouterr().err


def test_what_is_in_effect_is_shown_with_its_origin(folder: Path, capsys: Capture) -> None:
    more = "required-version: '>=0.1'\npaths:\n  - {files: a/**, ignore: unknown-key, reason: demos, until: 2999-01-31}\n"
    configure(folder, CONFIG + more)
    assert main(["config", "show", "--fail-on", "error", "--target", "dev"]) == 0
    assert capsys.readouterr().out == (
        "# preflight.yml\n"
        'select: ["retry-timeout-range"]  # preflight.yml:1\n'
        "ignore: []  # default\n"
        'severity: ["retry-timeout-range=warning"]  # preflight.yml:2\n'
        'fail-on: "error"  # command line\n'
        'unknown: "warn"  # default\n'
        'format: ["text"]  # default\n'
        "baseline: null  # default\n"
        'required-version: ">=0.1"  # preflight.yml:9\n'
        'paths: {"files": ["a/**"], "ignore": ["unknown-key"], "reason": "demos", "until": "2999-01-31"}  # preflight.yml:11\n'
        'targets.prod: {"files": ["batch/*.yml"], "set": ["retry_settings.timeout=-3"]}  # preflight.yml:4\n'
        'targets.test: {"files": ["batch"], "set": ["retry_settings.timeout=-3"]}  # preflight.yml:4\n'
        'targets.dev: {"files": ["batch"]}  # preflight.yml:4, chosen\n'
        'targets.none: {"files": ["nowhere"]}  # preflight.yml:4\n'
    )
    configure(folder, "paths:\n  - {files: [a/**, b], severity: {unknown-key: info}, reason: demos}\n")
    assert main(["config", "show"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        'paths: {"files": ["a/**", "b"], "severity": {"unknown-key": "info"}, "reason": "demos"}  # preflight.yml:2'
    )
    assert main(["config", "show", "--no-config"]) == 0
    assert capsys.readouterr().out.startswith("# no configuration\nselect: []  # default\n")
    assert main(["config", "show", "--select", "nothing-such"]) == 2


def test_a_baseline_that_cannot_be_written_is_an_error(folder: Path, capsys: Capture) -> None:
    assert main(["baseline", "write", "-o", "no/such/folder.json"]) == 2
    assert "`no/such/folder.json` cannot be written" in capsys.readouterr().err
    assert main(["baseline", "write"]) == 0
    assert "preflight-baseline.json has " in capsys.readouterr().out
    assert (folder / "preflight-baseline.json").is_file()
