"""What a message may be: failures with the rules that prevent them, and rules whose log text is no failure's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from preflight import resources
from preflight.diagnosis.catalogue import failure_of_rule, known_failures
from preflight.diagnosis.explanation import explain
from preflight.pack import brief, page, read_rule

KNOWN = known_failures()
OWN: dict[str, Any] = {
    "id": "own",
    "summary": "s",
    "why": "w\n",
    "prevents": "Quux failed [number] times in <folder name>…",
    "evidence": [],
}


@pytest.mark.parametrize("path", resources.rule_files(), ids=lambda path: Path(path).stem)
def test_the_log_text_of_every_rule_leads_back_to_it(path: str) -> None:
    rule = read_rule(path)
    if "prevents" in rule:
        assert rule["id"] in {name for one in explain(rule["prevents"], KNOWN.values()) for name in one.failure.rules}


def test_a_log_text_that_no_failure_has_is_a_failure() -> None:
    own = known_failures([OWN, {"id": "silent"}])
    assert own.keys() - KNOWN.keys() == {"own"}
    assert explain("quux failed 3 times in /tmp/x", own.values())[0].failure.fix == "s"
    assert explain("quux did not fail", own.values()) == []


def test_a_rule_with_the_text_of_a_failure_belongs_to_it() -> None:
    own = known_failures([{**OWN, "prevents": "ValueError: No objects to concatenate"}])
    assert own.keys() == KNOWN.keys()
    assert own["no-objects-to-concatenate"].rules == (*KNOWN["no-objects-to-concatenate"].rules, "own")


def test_the_rules_of_a_wheel_are_linked_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [read_rule(path) for path in resources.rule_files()]
    monkeypatch.setattr(resources, "packed_rules", lambda: [brief(rule) for rule in rules])
    monkeypatch.setattr(resources, "packed_pages", lambda: {rule["id"]: page(rule) for rule in rules})
    packed = known_failures()
    assert {name: (one.rules, one.fix) for name, one in packed.items()} == {name: (one.rules, one.fix) for name, one in KNOWN.items()}


def test_the_fix_of_a_rule_is_that_of_its_failure() -> None:
    assert failure_of_rule({**OWN, "fix": "mend it"}).fix == "mend it"
