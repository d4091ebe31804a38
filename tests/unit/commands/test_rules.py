"""`preflight rules`: the lines and pages it prints, its exit codes, and what is wrong with rule files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import exits, resources
from preflight.cli import main
from preflight.pack import read_rule
from preflight.rulebook import builtin_rules

EXCEPTIONS: list[dict[str, Any]] = [{"id": name, **page} for name, page in resources.exceptions()["rules"].items()]

if TYPE_CHECKING:
    from pathlib import Path

RULE: dict[str, Any] = {
    "id": "own-rule",
    "summary": "something is wrong",
    "language": 1,
    "status": "stable",
    "since": "0.1.0",
    "severity": "warning",
    "for": ["batch-deployment", "conda"],
    "check": {"path": "doc.logging_level", "in": ["info"]},
    "message": "wrong",
    "why": "it fails\nlate\n",
    "evidence": [{"source": "https://example.org", "kind": "doc", "seen": "2026-08"}],
    "examples": [
        {"bad": {"d.yml": "endpoint_name: e\nlogging_level: inof\n"}},
        {"good": {"d.yml": "endpoint_name: e\nlogging_level: info\n", "e.txt": "one\n\ntwo"}},
    ],
}


def write(folder: Path, **changed: Any) -> str:
    rule = {key: value for key, value in {**RULE, **changed}.items() if value is not None}
    path = folder / f"{rule['id']}.yaml"
    path.write_text(json.dumps(rule, indent=1), encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["rules", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_list_has_a_line_for_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "list")
    rules = sorted([*builtin_rules(), *EXCEPTIONS], key=lambda rule: rule["id"])
    assert (code, err) == (exits.CLEAN, "")
    lines = out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule["severity"], rule["id"]] for rule in rules]
    assert all(rule["summary"] in line for rule, line in zip(rules, lines, strict=True))
    assert len({line.index(rule["summary"]) for rule, line in zip(rules, lines, strict=True)}) == 1


def test_list_has_own_rules_and_says_what_is_not_stable(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second = write(tmp_path), write(tmp_path, id="new-rule", status="preview", summary="is new")
    code, out, _ = run(capsys, "list", "--rules", first, "--rules", second)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert code == exits.CLEAN
    assert "warning own-rule something is wrong" in lines
    assert "warning new-rule is new (preview)" in lines
    assert len(lines) == len(builtin_rules()) + len(EXCEPTIONS) + 2


def test_an_own_rule_stands_in_for_a_built_in_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name = builtin_rules()[0]["id"]
    _, out, _ = run(capsys, "list", "--rules", write(tmp_path, id=name, summary="is mine"))
    assert len(out.splitlines()) == len(builtin_rules()) + len(EXCEPTIONS)
    assert "is mine" in next(line for line in out.splitlines() if f" {name} " in line)


PAGE = """\
own-rule (warning, stable, since 0.1.0)

something is wrong

it fails
late

For: batch-deployment, conda

Evidence:
  https://example.org (doc, seen 2026-08)

Bad, d.yml:
  endpoint_name: e
  logging_level: inof

Good, d.yml:
  endpoint_name: e
  logging_level: info

Good, e.txt:
  one

  two
"""


def test_show_has_all_that_a_rule_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "show", "own-rule", "--rules", write(tmp_path)) == (exits.CLEAN, PAGE, "")
    path = write(tmp_path, fix="do this\nand that\n", prevents="KeyError: 'x'")
    told = PAGE.replace("\n\nEvidence:", "\nFix: do this\nand that\nPrevents: KeyError: 'x'\n\nEvidence:")
    assert run(capsys, "show", "own-rule", "--rules", path) == (exits.CLEAN, told, "")


@pytest.mark.parametrize("rule", builtin_rules(), ids=lambda rule: rule["id"])
def test_show_prints_every_built_in_rule(capsys: pytest.CaptureFixture[str], rule: dict[str, Any]) -> None:
    code, out, err = run(capsys, "show", rule["id"])
    assert (code, err) == (exits.CLEAN, "")
    assert out.startswith(f"{rule['id']} ({rule['severity']}, ")


def test_show_suggests_a_rule(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write(tmp_path)
    told = "preflight: there is no rule `own-rul`; did you mean `own-rule`?\n"
    assert run(capsys, "show", "own-rul", "--rules", path) == (exits.USAGE, "", told)
    assert run(capsys, "show", "zzz") == (exits.USAGE, "", "preflight: there is no rule `zzz`\n")


def test_test_judges_the_built_in_rules(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "test")
    assert err == ""
    assert out.endswith(", 0 wrong\n"), out
    assert out.startswith(f"{len(resources.rule_files())} rules, ")
    assert code == exits.CLEAN


def test_test_tells_what_comes_out_otherwise(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write(tmp_path)
    assert run(capsys, "test", path) == (exits.CLEAN, "1 rules, 2 examples, 0 wrong\n", "")
    write(tmp_path, check={"path": "doc.logging_level", "in": ["inof"]})
    told = [
        f"{path}:28: own-rule, example 1 is good, not bad",
        f"{path}:33: own-rule, example 2 is bad, not good (d.yml:2:16: wrong; did you mean `inof`?)",
        "1 rules, 2 examples, 2 wrong",
    ]
    assert run(capsys, "test", str(tmp_path)) == (exits.FOUND, "\n".join(told) + "\n", "")


@pytest.mark.parametrize("action", [["list", "--rules"], ["show", "own-rule", "--rules"], ["test"]])
def test_faults_of_rule_files_are_told_with_their_places(capsys: pytest.CaptureFixture[str], tmp_path: Path, action: list[str]) -> None:
    path = write(tmp_path, severity="eror", why=None)
    told = [
        f"preflight: {path}:1:1 `why` is missing",
        f"preflight: {path}:7:14 `severity` is one of error, warning, info; did you mean `error`?",
    ]
    assert run(capsys, *action, str(tmp_path)) == (exits.USAGE, "", "\n".join(told) + "\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["test", "nowhere"], "no such rule file or folder: `nowhere`"),
        (["test", "."], "no rule file in `.`"),
        (["list", "--rules", "nowhere"], "no such rule file or folder: `nowhere`"),
    ],
)
def test_paths_that_lead_to_no_rule(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, *arguments) == (exits.USAGE, "", f"preflight: {told}\n")


def test_new_writes_a_rule_that_passes_its_own_test(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "new", "my-rule")
    assert (code, err) == (exits.CLEAN, "")
    assert out.startswith("./my-rule.yaml is written: ")
    assert run(capsys, "test", "my-rule.yaml") == (exits.CLEAN, "1 rules, 3 examples, 0 wrong\n", "")
    rule = read_rule("my-rule.yaml")
    assert Draft202012Validator(resources.schema("rule")).is_valid(rule)
    (tmp_path / "rules").mkdir()
    assert run(capsys, "new", "my-rule", "--folder", "rules")[0] == exits.CLEAN
    assert read_rule("rules/my-rule.yaml") == rule


def test_new_leaves_a_file_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "my-rule.yaml"
    path.write_text("mine")
    told = f"preflight: `{path}` cannot be written: file exists\n"
    assert run(capsys, "new", "my-rule", "--folder", str(tmp_path)) == (exits.USAGE, "", told)
    assert path.read_text() == "mine"
    code, _, err = run(capsys, "new", "my-rule", "--folder", str(tmp_path / "none"))
    assert (code, err) == (exits.USAGE, f"preflight: `{tmp_path / 'none' / 'my-rule.yaml'}` cannot be written: no such file or directory\n")


@pytest.mark.parametrize("name", ["My_Rule", "a--b", "../a", "a.b", ""])
def test_new_takes_a_name_in_kebab_case(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    told = f"preflight: `{name}` is not kebab-case: name the bad thing, such as `timeout-too-short`\n"
    assert run(capsys, "new", name, "--folder", str(tmp_path)) == (exits.USAGE, "", told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["lst"], ["show"], ["list", "--rul", "x"], ["test", "--rules", "x"]])
def test_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (exits.USAGE, "")
    assert err


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], ["show", "--help"], ["test", "--help"]])
def test_help(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (exits.CLEAN, "")
    assert out.startswith("usage: preflight rules")


def test_what_a_rule_says_has_no_power_over_a_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    harm = "a\x1b[2J##[error]b"
    path = write(
        tmp_path,
        summary=harm,
        why=harm,
        fix=harm,
        prevents=harm,
        message=harm,
        examples=[{"bad": {f"{harm}.yml": harm}}, {"good": {"d.yml": harm}}],
    )
    shown = r"a\x1b[2J\x23#[error]b"
    for arguments in (["list", "--rules", path], ["show", "own-rule", "--rules", path], ["test", path]):
        _, out, _ = run(capsys, *arguments)
        assert "\x1b" not in out
        assert "##[" not in out
        assert arguments[0] == "test" or shown in out


def test_show_tells_what_data_a_rule_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "env-base-image-deprecated")
    note = resources.table_notes("tables")["deprecated_images"]
    assert f"\nData:\n  deprecated_images: {note['source']} (seen {note['seen']}" in out
    assert "\nData:\n" not in run(capsys, "show", "run-returns-nothing")[1]
