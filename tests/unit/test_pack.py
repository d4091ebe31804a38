"""The two halves of a rule, and how rule files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.pack import brief, page, read_rule, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

RULE = {
    "id": "retry-timeout-zero",
    "summary": "The timeout is zero",
    "language": 1,
    "status": "stable",
    "severity": "error",
    "for": "batch-deployment",
    "when": {"path": "deployment.timeout", "exists": True},
    "check": {"path": "deployment.timeout", "more_than": 0},
    "message": "`timeout` is {value}",
    "at": "deployment.timeout",
    "related": [{"at": "deployment.name", "message": "here"}],
    "suggest": "deployment.timeout",
    "fix": "write 30",
    "unknown": "ignore",
    "why": "every mini-batch times out at once",
    "prevents": "No progress update in",
    "evidence": [{"source": "https://example.org", "kind": "doc", "seen": "2026-08"}],
    "since": "0.1.0",
    "examples": [{"good": {"d.yml": "endpoint_name: e\n"}}],
}


def test_brief_keeps_what_judging_needs() -> None:
    judged = {"id", "severity", "for", "when", "check", "at", "message", "related", "suggest", "fix", "unknown", "status"}
    assert brief(RULE) == {key: RULE[key] for key in judged}


def test_brief_and_page_share_a_rule_between_them() -> None:
    assert set(page(RULE)) == {"summary", "language", "why", "prevents", "evidence", "since", "examples"}
    assert brief(RULE) | page(RULE) == RULE


def test_brief_does_not_make_up_keys() -> None:
    assert brief({"id": "x", "why": "y"}) == {"id": "x"}


def read(folder: Path, text: str) -> Any:
    path = folder / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(str(path))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("30", 30),
        ("-5", -5),
        ("0.5", 0.5),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("2026-08", "2026-08"),
        ("2026-08-01", "2026-08-01"),
        ("3:1", "3:1"),
        ("'30'", "30"),
        ("[a, {b: 1}]", ["a", {"b": 1}]),
        ("{}", {}),
    ],
)
def test_scalars_are_those_of_yaml_1_2(tmp_path: Path, written: str, meant: object) -> None:
    value = read(tmp_path, f"key: {written}\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_a_key_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "{no: 1, 2: b}") == {"no": 1, "2": "b"}


def test_an_alias_is_what_it_stands_for(tmp_path: Path) -> None:
    assert read(tmp_path, "- &files {a: x}\n- *files\n") == [{"a": "x"}, {"a": "x"}]


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffid: x\n") == {"id": "x"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3\n", r"rule\.yaml:4: the key `c` stands already in line 3$"),
        ("a: [1\n", r"rule\.yaml:2: not YAML"),
        ("a: 1\n---\nb: 2\n", r"rule\.yaml:2: several documents"),
        ("", r"rule\.yaml:1: empty"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, text)


def test_a_rule_file_is_one_mapping(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text("id: x\nfor: conda\n", encoding="utf-8")
    assert read_rule(str(path)) == {"id": "x", "for": "conda"}
    path.write_text("- id: x\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rule\.yaml:1: a rule file is one mapping$"):
        read_rule(str(path))
