"""Examples: what comes out otherwise than a rule says, and that none of it leaves the folder of the example."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from preflight import resources
from preflight.examples import mismatches
from preflight.rulefiles import RuleFile, read_rule_file, read_rules

if TYPE_CHECKING:
    from pathlib import Path

BAD = {"d.yml": "endpoint_name: e\nlogging_level: inof\n"}
GOOD = {"d.yml": "endpoint_name: e\nlogging_level: info\n"}
UNKNOWN = {"d.yml": "endpoint_name: e\nlogging_level: ${LEVEL}\n"}
RULE: dict[str, Any] = {
    "id": "a-rule",
    "summary": "s",
    "language": 1,
    "status": "stable",
    "since": "0.1.0",
    "severity": "error",
    "for": "batch-deployment",
    "check": {"path": "deployment.logging_level", "in": ["info", "debug"]},
    "message": "the [level] is {value}",
    "why": "w",
    "evidence": [{"source": "https://example.org", "kind": "doc", "seen": "2026-08"}],
}


@pytest.fixture
def told(tmp_path: Path) -> Any:
    """Return a function that judges a rule by one example, besides a bad and a good one, and returns what came out otherwise."""

    def judge(example: dict[str, Any], **changed: Any) -> list[str]:
        path = tmp_path / "a-rule.yaml"
        examples = [{"bad": BAD}, {"good": GOOD}, {"unknown": UNKNOWN}]
        path.write_text(json.dumps({**RULE, **changed, "examples": [example, *examples]}))
        rule = read_rule_file(str(path))
        assert isinstance(rule, RuleFile), rule
        return [one.message for one in mismatches(rule) if one.number == 1]

    return judge


SHOWN = "(d.yml:2:16: the [level] is inof; did you mean `info`?)"


@pytest.mark.parametrize(
    ("example", "messages"),
    [
        ({"bad": BAD}, []),
        ({"good": GOOD}, []),
        ({"unknown": UNKNOWN}, []),
        ({"bad": GOOD}, ["is good, not bad"]),
        ({"good": BAD}, [f"is bad, not good {SHOWN}"]),
        ({"unknown": BAD}, [f"is bad, not unknown {SHOWN}"]),
        ({"good": UNKNOWN}, ["is unknown, not good (d.yml:2:16: `${LEVEL}` is filled in later)"]),
        ({"bad": BAD, "at": "d.yml:2:16"}, []),
        ({"bad": BAD, "at": ["d.yml:2:16"]}, []),
        ({"bad": BAD, "at": "d.yml:2:1"}, ["points at d.yml:2:16, not d.yml:2:1"]),
        ({"bad": BAD, "at": ["d.yml:2:16", "d.yml:3:1"]}, ["points at d.yml:2:16, not d.yml:2:16, d.yml:3:1"]),
        ({"unknown": UNKNOWN, "at": "d.yml:2:16"}, []),
        ({"unknown": UNKNOWN, "at": "d.yml:2:1"}, ["points at d.yml:2:16, not d.yml:2:1"]),
        ({"good": GOOD, "at": "d.yml:2:1"}, ["points at nothing, not d.yml:2:1"]),
        ({"bad": BAD, "message": "the [level] is *"}, []),
        ({"bad": BAD, "message": "the [level] is inof"}, []),
        ({"bad": BAD, "message": "the l is *"}, [f"says otherwise than `the l is *` {SHOWN}"]),
        ({"bad": BAD, "suggests": "info"}, []),
        ({"bad": BAD, "suggests": "debug"}, [f"does not suggest `debug` {SHOWN}"]),
        ({"unknown": UNKNOWN, "because": "*${LEVEL}*"}, []),
        ({"unknown": UNKNOWN, "because": "4*"}, ["is unknown for another reason than `4*` (d.yml:2:16: `${LEVEL}` is filled in later)"]),
        ({"bad": BAD, "at": "d.yml:1:1", "message": "a", "suggests": "b"}, [
            "points at d.yml:2:16, not d.yml:1:1",
            f"says otherwise than `a` {SHOWN}",
            f"does not suggest `b` {SHOWN}",
        ]),
        # what the rule is not for proves nothing
        ({"good": {"c.yml": "dependencies: [python]\n"}}, ["holds no document of a kind the rule is for: batch-deployment"]),
        ({"bad": {"c.txt": BAD["d.yml"]}}, ["holds no document of a kind the rule is for: batch-deployment"]),
    ],
)  # fmt: skip
def test_mismatches(told: Any, example: dict[str, Any], messages: list[str]) -> None:
    assert told(example) == messages


@pytest.mark.parametrize("unknown", ["warn", "fail", "ignore"])
def test_an_unknown_example_is_unknown_whatever_that_is_worth(told: Any, unknown: str) -> None:
    assert told({"unknown": UNKNOWN}, unknown=unknown) == []
    assert told({"good": UNKNOWN}, unknown=unknown) != []


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"compute": {"max_nodes": 4}}, "good"),
        ({"compute": {"max_nodes": 1}}, "bad"),
        ({"compute": {"max_nodes": None}}, "bad"),
        ({"compute": None}, "bad"),
        ({"compute": {"max_nodes": {"$unknown": "403"}}}, "unknown"),
        ({"compute": {"$unknown": "403"}}, "unknown"),
        ({"deployment": {"instance_count": 2}, "compute": {"max_nodes": {"$unknown": "403"}}}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_facts_that_no_file_shows(told: Any, facts: dict[str, Any], outcome: str) -> None:
    check = {"path": "deployment.instance_count", "at_most": {"path": "compute.max_nodes"}}
    files = {"d.yml": "endpoint_name: e\ncompute: c\nresources: {instance_count: 2}\n"}
    example: dict[str, Any] = {outcome: files} if not facts else {outcome: files, "facts": facts}
    assert told(example, check=check) == []


@pytest.mark.parametrize(("known", "outcome"), [(["a"], "unknown"), (["a", "e"], "good"), ([], "unknown")])
def test_lists_that_may_have_more(told: Any, known: list[str], outcome: str) -> None:
    check = {"path": "deployment.endpoint_name", "in": {"path": "deployment.overridden.*"}}
    facts = {"deployment": {"endpoint_name": "e", "overridden": {"$open": known, "because": "cut at 1000"}}}
    assert told({outcome: GOOD, "facts": facts}, check=check) == []
    told_otherwise = told({"bad": GOOD, "facts": facts}, check=check)
    assert told_otherwise[0].startswith(f"is {outcome}, not bad")


def test_what_is_unknown_in_a_list(told: Any) -> None:
    check = {"some": "conda.packages.*", "where": {"path": "item.name", "equals": "a"}}
    facts = {"conda": {"packages": [{"name": "b"}, {"name": {"$unknown": "403"}}]}}
    assert told({"unknown": GOOD, "facts": facts, "because": "403"}, check=check) == []


def test_a_finding_in_another_file_and_a_scoring_script(told: Any) -> None:
    deployment = "endpoint_name: e\ncode_configuration: {code: src, scoring_script: score.py}\n"
    files = {"a/d.yml": deployment, "a/src/score.py": "def init(): ...\n"}
    check = {"path": "script.run", "exists": True}
    assert told({"bad": files, "at": "a/src/score.py:1:1"}, check=check) == []
    alone = {"check": check, "for": "scoring-script"}
    assert told({"bad": {"src/score.py": "def init(): ...\n"}}, **alone) == []
    assert told({"good": {"score.py": "def init(): ...\ndef run(b): ...\n"}}, **alone) == []


def test_each_mismatch_says_which_example_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a-rule.yaml"
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in RULE.items())
    path.write_text(f"{head}examples:\n  - bad: {json.dumps(GOOD)}\n  - good: {json.dumps(BAD)}\n  - good: {json.dumps(GOOD)}\n")
    rule = read_rule_file(str(path))
    assert isinstance(rule, RuleFile)
    assert [(one.rule, one.number, one.line) for one in mismatches(rule)] == [(rule, 1, 13), (rule, 2, 14)]


def test_examples_leave_nothing_behind(told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert told({"bad": {"a/b/c.yml": BAD["d.yml"]}}) == []
    assert list(scratch.iterdir()) == []


def test_the_text_of_a_file_is_written_as_it_is(told: Any) -> None:
    text = "endpoint_name: é\r\nlogging_level: inof\r\n"
    assert told({"bad": {"d.yml": text}, "at": "d.yml:2:16"}) == []


@pytest.mark.parametrize("path", resources.rule_files(), ids=os.path.basename)
def test_every_built_in_rule_comes_out_as_it_says(path: str) -> None:
    (rule,) = read_rules([path])
    assert [f"example {one.number} {one.message}" for one in mismatches(rule)] == []
