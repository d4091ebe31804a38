"""`preflight explain`: rules, messages, users' own rules, formats and exit codes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import exits, resources
from preflight.cli import main
from preflight.pack import brief, page, read_rule

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = Draft202012Validator(resources.schema("explain.v1"))
OWN = """\
id: quux-missing
language: 1
status: stable
since: 0.1.0
severity: warning
summary: a quux is missing
for: batch-deployment
check: {path: deployment.name, exists: true}
message: wrong
why: It fails late.
prevents: Quux failed [number] times
evidence: [{source: "https://example.org", kind: doc, seen: 2026-08}]
examples:
  - {bad: {d.yml: "endpoint_name: e\\nmodel: azureml:m:1\\n"}}
  - {good: {d.yml: "endpoint_name: e\\nname: n\\n"}}
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["explain", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def data(out: str) -> Any:
    found = json.loads(out)
    assert [error.message for error in SCHEMA.iter_errors(found)] == []
    return found


def test_a_rule_about_exceptions_is_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ignore-unused")
    assert (code, out.split(" ")[0]) == (exits.CLEAN, "ignore-unused")
    assert data(run(capsys, "ignore-unused", "--format", "json")[1])["matches"][0]["rule"] == "ignore-unused"
    assert run(capsys, "ignore-unusd")[1] == "no known failure has this message; did you mean the rule `ignore-unused`?\n"


def test_a_rule_is_explained_with_what_logs_say(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "retry-timeout-range")
    assert (code, err) == (exits.CLEAN, "")
    assert out.startswith("retry-timeout-range (error, stable, since ")
    assert "\nFix: " in out
    assert "\nEvidence:\n" in out
    assert "\nBad, d.yml:\n" in out
    assert out.endswith("In logs:\n  run-timed-out: No progress update in {seconds} seconds\n")


def test_a_rule_that_no_log_tells_of_says_nothing_of_logs(capsys: pytest.CaptureFixture[str]) -> None:
    assert "In logs" not in run(capsys, "duplicate-yaml-key")[1]


def test_a_rule_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "retry-timeout-range", "--format", "json")
    (match,) = data(out)["matches"]
    assert (code, match["rule"], match["score"], match["failures"]) == (exits.CLEAN, "retry-timeout-range", 1.0, ["run-timed-out"])


def test_a_rule_of_a_wheel_is_found_in_its_pack(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run(capsys, "retry-timeout-range")[1]
    rules = [read_rule(path) for path in resources.rule_files()]
    monkeypatch.setattr(resources, "packed_rules", lambda: [brief(rule) for rule in rules])
    monkeypatch.setattr(resources, "packed_pages", lambda: {rule["id"]: page(rule) for rule in rules})
    assert run(capsys, "retry-timeout-range") == (exits.CLEAN, expected, "")
    assert "`retry-timeout-range`" in run(capsys, "retry-timeout-rang")[1]


def test_a_message_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ModuleNotFoundError: No module named 'pandas'")
    assert (code, err) == (exits.CLEAN, "")
    assert out.startswith(
        "module-missing (certain, 0.96): The environment has no package for the module `pandas`\n  message: ModuleNotFoundError"
    )
    assert "\n  rule:    script-import-not-installed\n" in out


def test_a_message_may_be_given_without_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "No", "valid", "deployments", "to", "route", "to")[1].startswith("no-valid-deployment (certain")


def test_a_message_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "SystemExit: 42 ... No module named 'azureml'", "--format", "json")
    first, last = data(out)["matches"]
    assert (code, first["rule"], first["failure"], first["wrapper"]) == (0, "conda-missing-azureml-core", "azureml-module-missing", False)
    assert first["score"] >= 0.9
    assert (last["rule"], last["failure"], last["wrapper"]) == (None, "exit-code-42", True)


def test_a_failure_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "user-program-failed")
    assert code == exits.CLEAN
    assert "\n  look at: logs/user/error/<node>/process<number>.txt\n" in out
    assert "message:" not in out


def test_what_is_only_alike_is_likely_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "no valid deployment found to route this request to")[1]
    assert out.startswith(("no-valid-deployment (possible", "no-valid-deployment (likely"))


@pytest.mark.parametrize(
    ("text", "said"), [("hello world", "no known failure has this message\n"), ("w " * 99, "no known failure has this message\n")]
)
def test_an_unknown_message_is_said_to_be_one(capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    assert run(capsys, text) == (exits.NOTHING_CHECKED, said, "")
    code, out, _ = run(capsys, text, "--format", "json")
    assert (code, data(out)) == (exits.NOTHING_CHECKED, {"version": 1, "matches": []})


def test_a_mistyped_id_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "retry-timeout-rnge")
    assert (code, out) == (exits.NOTHING_CHECKED, "no known failure has this message; did you mean the rule `retry-timeout-range`?\n")


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff No objects to concatenate")))
    assert run(capsys, "-")[1].startswith("no-objects-to-concatenate")
    monkeypatch.setattr("sys.stdin", None)
    assert run(capsys, "-")[0] == exits.USAGE


def test_own_rules_are_explained_by_id_and_by_message(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "quux-missing.yaml").write_text(OWN)
    own = ("--rules", str(tmp_path))
    assert run(capsys, "quux-missing", *own)[1].startswith("quux-missing (warning, stable")
    assert run(capsys, "quux failed 7 times", *own)[1].startswith("quux-missing (certain, 0.97): a quux is missing\n")
    assert run(capsys, "quux failed 7 times")[0] == exits.NOTHING_CHECKED


def test_what_a_message_brings_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "No module named 'pan\u202edas\x07'")[1]
    assert "\u202e" not in out
    assert "\x07" not in out
