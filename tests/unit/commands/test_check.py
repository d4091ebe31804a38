"""`preflight check`: its options, and what comes of them. Transcripts stand in tests/cli."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

import pytest

from preflight import exits, rulebook
from preflight.address import Address
from preflight.commands import check
from preflight.probes.recording import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., int]

RULE = """\
id: {id}
language: 1
status: {status}
since: 0.1.0
severity: {severity}
summary: The time-out is out of range
for: batch-deployment
when: {{path: deployment.timeout, exists: true}}
check: {{path: deployment.timeout, at_least: 1}}
message: '`timeout` is {{value}}'
why: A test needs a rule that fails.
evidence: [{{source: https://example.com, kind: doc, seen: 2026-08}}]
examples:
  - bad: {{d.yml: "endpoint_name: e\\nretry_settings: {{timeout: 0}}\\n"}}
  - good: {{d.yml: "endpoint_name: e\\nretry_settings: {{timeout: 1}}\\n"}}
  - unknown: {{d.yml: "endpoint_name: e\\nretry_settings: {{timeout: '${{T}}'}}\\n"}}
"""
HEAD = "name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"
BAD = HEAD + "retry_settings: {timeout: 0}\n"
GOOD = HEAD + "retry_settings: {timeout: 1}\n"
UNKNOWN = HEAD + "retry_settings: {timeout: '${T}'}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory: a git root with three rules.

    The built-in rules take long to read from a checkout, and are not what is tested.
    """
    monkeypatch.setattr(rulebook, "builtin_rules", list)
    made = tmp_path / "repo"
    (made / ".git").mkdir(parents=True)
    (made / "rules").mkdir()
    for name, severity, status in (("an-error", "error", "stable"), ("a-warning", "warning", "stable"), ("a-preview", "error", "preview")):
        (made / f"rules/{name}.yaml").write_text(RULE.format(id=name, severity=severity, status=status))
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Check files that are written first; by default with the rule that is an error."""

    def checked(*arguments: str, files: dict[str, str] | None = None, select: str = "an-error") -> int:
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        parser = ArgumentParser()
        check.add_options(parser)
        options = parser.parse_args([*arguments, "--rules", "rules", "--select", select])
        code: int = options.run(options)
        return code

    return checked


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


@pytest.mark.parametrize(
    ("text", "select", "arguments", "code"),
    [
        (BAD, "an-error", [], exits.FOUND),
        (BAD, "an-error", ["--fail-on", "error"], exits.FOUND),
        (BAD, "an-error", ["--fail-on", "info"], exits.FOUND),
        (BAD, "a-warning", ["--fail-on", "error"], exits.CLEAN),
        (BAD, "an-error", ["--severity", "an-error=info"], exits.CLEAN),
        (BAD, "an-error", ["--severity", "an-error=info", "--fail-on", "info"], exits.FOUND),
        (UNKNOWN, "an-error", ["--unknown", "warn"], exits.CLEAN),
        (UNKNOWN, "an-error", ["--unknown", "ignore"], exits.CLEAN),
        ("a: [\n", "an-error", ["--unknown", "fail", "--allow-empty"], exits.NOT_ANSWERED),
        (BAD, "a-warning", [], exits.CLEAN),
        (BAD, "a-warning", ["--fail-on", "warning"], exits.FOUND),
        (BAD, "a-preview", ["--fail-on", "info"], exits.CLEAN),
        (BAD, "an-error", ["--severity", "an-error=warning"], exits.CLEAN),
        (BAD, "a-warning,an-error", ["--ignore", "an-error"], exits.CLEAN),
        (GOOD, "an-error", [], exits.CLEAN),
        (UNKNOWN, "an-error", [], exits.CLEAN),
        (UNKNOWN, "an-error", ["--unknown", "fail"], exits.NOT_ANSWERED),
        (GOOD + "---\n", "an-error", ["--unknown", "fail"], exits.NOT_ANSWERED),
        (BAD + "---\n", "an-error", ["--unknown", "fail"], exits.FOUND),
        ("x: 1\n", "an-error", [], exits.NOTHING_CHECKED),
        ("x: 1\n", "an-error", ["--allow-empty"], exits.CLEAN),
    ],
)
def test_exit_codes(text: str, select: str, arguments: list[str], code: int, run: Run) -> None:
    assert run(*arguments, "d.yml", files={"d.yml": text}, select=select) == code


def test_rules_may_be_listed_in_one_argument_or_several(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json", "--select", "a-preview", "d.yml", select="an-error, a-warning,", files={"d.yml": BAD})
    made = report(capsys)
    assert made["summary"]["rules"] == 3
    assert [finding["rule"] for finding in made["findings"]] == ["a-preview", "a-warning", "an-error"]


def test_severities_may_be_given_for_several_rules(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json", "--severity", "an-error=info,a-warning=error", "d.yml", select="an-error,a-warning", files={"d.yml": BAD})
    assert {finding["rule"]: finding["severity"] for finding in report(capsys)["findings"]} == {"an-error": "info", "a-warning": "error"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "an-eror"], "there is no rule `an-eror`; did you mean `an-error`?"),
        (["--ignore", "zzz"], "there is no rule `zzz`"),
        (["--severity", "an-error=bad"], "--severity takes ID=LEVEL with error, warning, info, not `an-error=bad`"),
        (["no.yml"], "no such file or folder: `no.yml`"),
        (["--stdin-filename", "."], "--stdin-filename takes a file, and `.` is a folder"),
        (["--format", "json:no/x.json", "."], "`no/x.json` cannot be written: there is no folder `no`"),
    ],
)
def test_what_is_wrong_is_told(arguments: list[str], message: str, run: Run) -> None:
    with pytest.raises(exits.UsageError) as told:
        run(*arguments)
    assert str(told.value) == message


def test_either_a_workspace_or_a_recording_is_asked(run: Run, folder: Path) -> None:
    (folder / "facts.json").write_text(write(Address("5f0c2a84-3b7e-4d19-8c65-1e9a7b40d2f3", "rg", "ws"), "2026-11-01T00:00:00Z", {}))
    with pytest.raises(exits.UsageError, match="--facts takes the place of a workspace: name one of them only"):
        run("d.yml", "--facts", "facts.json", "--live", files={"d.yml": BAD})


def test_why_a_rule_is_there_is_told_where_it_is_asked_for(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("d.yml", files={"d.yml": BAD})
    assert "A test needs a rule" not in capsys.readouterr().out
    run("d.yml", "--verbose")
    assert "A test needs a rule" in capsys.readouterr().out
    run("d.yml", "--format", "json")
    assert report(capsys)["findings"][0]["why"] == "A test needs a rule that fails."


def test_paths_are_relative_to_the_git_root(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/rules").symlink_to("../rules")
    monkeypatch.chdir(folder / "docs")
    run("../a", "--format", "json", files={"a/d.yml": BAD})
    made = report(capsys)
    assert (made["root"], made["findings"][0]["location"]["path"]) == ("..", "a/d.yml")


def test_a_root_on_another_drive_is_absolute(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    relative = os.path.relpath

    def refuse(path: str, start: str = os.curdir) -> str:
        if path == str(folder):  # only Windows has drives
            raise ValueError("path is on mount 'D:', start on mount 'C:'")
        return relative(path, start)

    monkeypatch.setattr(os.path, "relpath", refuse)
    run("d.yml", "--format", "json", files={"d.yml": BAD})
    assert report(capsys)["root"] == str(folder)


def test_reports_are_written_to_files(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("d.yml", "--format", "json:out.json", "--format", "text:out.txt", "--format", "text:", files={"d.yml": BAD}) == exits.FOUND
    assert json.loads((folder / "out.json").read_text())["summary"]["error"] == 1
    assert (folder / "out.txt").read_text() == capsys.readouterr().out


def test_standard_input_stands_in_for_a_file(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"a/d.yml": GOOD, "b/d.yml": BAD}
    cases = {
        ("-",): ["stdin.yml"],
        ("--stdin-filename", "a/d.yml"): ["a/d.yml"],
        ("-", "--stdin-filename", "a/d.yml"): ["a/d.yml"],
        ("-", "b", "--stdin-filename", "new/d.yml"): ["b/d.yml", "new/d.yml"],
        ("a", "b", "--stdin-filename", "a/d.yml"): ["a/d.yml", "b/d.yml"],
    }
    for arguments, found in cases.items():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
        assert run(*arguments, "--format", "json", files=files) == exits.FOUND
        assert [finding["location"]["path"] for finding in report(capsys)["findings"]] == found


def test_standard_input_may_be_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(exits.UsageError, match="standard input is closed"):
        run("-")


def test_the_working_directory_may_be_gone(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = folder / "gone"
    gone.mkdir()
    rules = folder / "rules"
    monkeypatch.chdir(gone)
    gone.rmdir()
    parser = ArgumentParser()
    check.add_options(parser)
    options = parser.parse_args(["--rules", str(rules)])
    with pytest.raises(exits.UsageError, match="the working directory does not exist any more"):
        options.run(options)
    os.chdir(folder)
