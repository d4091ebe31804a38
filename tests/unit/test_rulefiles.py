"""Rule files: finding and reading them, and all their faults at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.language.faults import RuleFault
from preflight.rulefiles import RuleFile, read_rule_file, read_rules

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
id: a-rule
summary: something is wrong
language: 1
status: stable
since: 0.1.0
severity: error
for: batch-deployment
check: {path: deployment.timeout, at_least: 1}
message: '`timeout` is {value}'
why: it fails
evidence: [{source: 'https://example.org', kind: doc, seen: 2026-08}]
examples:
  - bad: {d.yml: "endpoint_name: e\\nretry_settings: {timeout: -5}\\n"}
  - good: {d.yml: "endpoint_name: e\\nretry_settings: {timeout: 5}\\n"}
"""


def write(folder: Path, name: str, text: str = RULE) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def rule(name: str) -> str:
    return RULE.replace("id: a-rule", f"id: {name}")


def faults(folder: Path, text: str) -> list[str]:
    path = write(folder, "a-rule.yaml", text)
    read = read_rule_file(path)
    assert not isinstance(read, RuleFile)
    return [str(fault).removeprefix(f"{path}:") for fault in read]


def error(*paths: str) -> list[str]:
    with pytest.raises(exits.UsageError) as caught:
        read_rules(paths)
    return str(caught.value).splitlines()


def test_a_rule_file_without_faults(tmp_path: Path) -> None:
    path = write(tmp_path, "a-rule.yaml")
    read = read_rule_file(path)
    assert isinstance(read, RuleFile)
    assert read.path == path
    assert read.data["check"] == {"path": "deployment.timeout", "at_least": 1}
    assert read.data["examples"][0] == {"bad": {"d.yml": "endpoint_name: e\nretry_settings: {timeout: -5}\n"}}
    assert str(read.root.place) == f"{path}:1:1"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("012", 12),
        ("-007", -7),
        ("089", 89),
        ("+5", 5),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("-1.5E-1", -0.15),
        ("!!int '012'", 12),
        ("!!float 1", 1.0),
        # text in YAML 1.2, or not a number of JSON
        ("1_000", "1_000"),
        ("3:1", "3:1"),
        ("0b11", "0b11"),
        ("no", "no"),
        ("On", "On"),
        ("True", "True"),
        ("Null", "Null"),
        ("2026-08-01", "2026-08-01"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("!!bool yes", "yes"),
        ("9" * 5000, "9" * 5000),
        ("'${T}'", "${T}"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(tmp_path: Path, written: str, meant: object) -> None:
    check = f"{{path: doc.a, equals: {written}}}"
    path = write(tmp_path, "a-rule.yaml", RULE.replace("{path: deployment.timeout, at_least: 1}", check))
    read = read_rule_file(path)
    assert isinstance(read, RuleFile)
    given = read.data["check"]["equals"]
    assert (type(given), given) == (type(meant), meant)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["1:1 empty"]),
        ("a: [1\n", ["2:1 not YAML: did not find expected ',' or ']'"]),
        (RULE + "why: other\n", ["15:1 the key `why` is written twice"]),
        (RULE + "---\na: 1\n", ["15:1 several documents in one file: azure-ai-ml reads files with one"]),
        (RULE.replace("it fails", "!own it fails"), ["10:1 the tag `!own`: azure-ai-ml knows only YAML's own"]),
        ("- a\n", ["1:1 a rule file is one mapping"]),
        (
            RULE.replace("at_least: 1", "at_last: 1").replace("why: ", "wy: "),
            [
                "1:1 `why` is missing",
                "8:15 this leaf asks nothing: add an operator",
                "8:35 `at_last` does not belong in a `path` condition; did you mean `at_least`?",
                "10:1 unknown key `wy`; did you mean `why`?",
            ],
        ),
    ],
)
def test_all_faults_of_a_file_in_the_order_of_its_lines(tmp_path: Path, text: str, told: list[str]) -> None:
    assert faults(tmp_path, text) == told


def test_what_is_no_text_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a-rule.yaml"
    path.write_bytes(b"id: \xff")
    assert read_rule_file(str(path)) == [RuleFault(str(path), 1, 1, "not UTF-8: byte 0xff")]
    assert read_rule_file(str(tmp_path / "none.yaml")) == [
        RuleFault(str(tmp_path / "none.yaml"), 1, 1, "cannot be read: no such file or directory")
    ]


def test_folders_are_read_in_order_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("z-rule", "b/m-rule", "b/a-rule", "c-rule"):
        write(tmp_path, f"{name}.yaml", rule(name.rpartition("/")[2]))
    write(tmp_path, "b/x-rule.yml", rule("x-rule"))
    for name in (".#c-rule.yaml", ".git/d-rule.yaml", "b/.hidden/e-rule.yaml", "README.md", "rule.json"):
        write(tmp_path, name, "not a rule")
    read = read_rules([str(tmp_path)])
    assert [one.data["id"] for one in read] == ["c-rule", "z-rule", "a-rule", "m-rule", "x-rule"]
    assert read[2].path == str(tmp_path / "b" / "a-rule.yaml")


def test_a_file_is_read_by_any_name_when_it_is_named_itself(tmp_path: Path) -> None:
    assert [one.data["id"] for one in read_rules([write(tmp_path, ".hidden/a-rule.txt")])] == ["a-rule"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a-rule.yaml")
    assert len(read_rules([str(tmp_path), path, path])) == 1


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    first, second = write(tmp_path, "one/a-rule.yaml"), write(tmp_path, "two/a-rule.yaml")
    assert error(second, first) == [f"{first}:1:5 the rule `a-rule` is also in `{second}`"]


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a-rule.yaml", RULE + "at: 5\n"), write(tmp_path, "b-rule.yaml", "")
    assert error(str(tmp_path)) == [f"{first}:15:5 a path is a text", f"{second}:1:1 empty"]


def test_where_no_rule_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert error(str(tmp_path / "empty")) == [f"no rule file in `{tmp_path / 'empty'}`"]
    assert error(str(tmp_path / "none")) == [f"no such rule file or folder: `{tmp_path / 'none'}`"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    write(tmp_path, "a-rule.yaml")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert error(str(tmp_path)) == [f"`{tmp_path / 'closed'}` cannot be listed: permission denied"]


def test_what_a_rule_file_holds_has_no_power_over_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, "a-rule.yaml", RULE + r'"\e[2J\n##[error]": 1' + "\n")
    (told,) = error(str(tmp_path))
    assert told.endswith(r"unknown key `\x1b[2J\n\x23#[error]`")


def test_aliases_in_a_rule_file_are_what_they_stand_for(tmp_path: Path) -> None:
    text = RULE.replace("- bad: {", "- bad: &files {").replace("- good: {", "- unknown: *files\n  - good: {")
    read = read_rule_file(write(tmp_path, "a-rule.yaml", text))
    assert isinstance(read, RuleFile)
    assert read.data["examples"][1]["unknown"] == read.data["examples"][0]["bad"]


def test_nesting_has_an_end(tmp_path: Path) -> None:
    deep = "{not: " * 200 + "{path: doc.a, exists: true}" + "}" * 200
    assert faults(tmp_path, RULE.replace("{path: deployment.timeout, at_least: 1}", deep)) == ["8:1 nested more than 100 deep"]
    deep = "{not: " * 90 + "{path: doc.a, exists: true}" + "}" * 90
    read = read_rule_file(write(tmp_path, "a-rule.yaml", RULE.replace("{path: deployment.timeout, at_least: 1}", deep)))
    assert isinstance(read, RuleFile)
