"""Odd values anywhere in a rule file are faults or harmless, and raise nothing."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import resources
from preflight.examples import mismatches
from preflight.rulefiles import RuleFile, read_rule_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preflight.language.faults import RuleFault

# A rule that says everything a rule can say.
WHOLE: dict[str, Any] = {
    "id": "a-rule",
    "summary": "s",
    "language": 1,
    "status": "deprecated",
    "replaced_by": "b-rule",
    "since": "0.1.0",
    "severity": "error",
    "for": ["batch-deployment", "batch-endpoint"],
    "when": {"any": [{"path": "doc.a", "exists": False}, {"not": {"path": "doc.b", "placeholder": True}}]},
    "check": [
        {
            "each": "values.*",
            "as": "one",
            "where": {"path": "one", "matches": "^x", "ignore_case": True},
            "check": {"none": ["doc.a", "doc.b.*"], "as": "other", "where": {"path": "other", "equals": {"path": "one"}}},
            "at": "other!key",
            "message": "{one} {other!place} {value}",
        },
        {"count": "doc.*", "where": {"some": "item.*", "as": "in", "where": {"path": "in", "in": [1, "a"]}}, "at_most": 2},
        {"all": [{"path": "doc.a", "version": ">=1"}, {"path": "doc.a", "schema": {"type": "string"}}]},
        {"path": "deployment.timeout", "type": "integer", "at_least": 1, "for": "batch-deployment", "severity": "info"},
        {"path": "doc.a", "contains": "x", "in": {"path": "values.*"}, "when": {"path": "doc.a", "exists": True}},
    ],
    "at": "doc.a",
    "message": "{doc.a} {{",
    "fix": "{doc.a!key}",
    "suggest": "doc.b",
    "related": [{"at": "doc.a!key", "message": "{value}"}],
    "unknown": "warn",
    "why": "w",
    "prevents": "p",
    "evidence": [{"source": "https://example.org", "kind": "doc", "seen": "2026-08"}],
    "examples": [
        {"bad": {"d.yml": "endpoint_name: e\na: xx\nb: [xx, 5]\n"}, "at": "d.yml:2:4", "message": "*", "suggests": "x"},
        {"good": {"d/e.yml": "endpoint_name: e\na: '${X}'\n"}, "facts": {"endpoint": {"name": {"$unknown": "w"}}}},
        {"unknown": {"d.yml": "endpoint_name: e\n"}, "because": "*", "facts": {"values": {"$open": [1], "because": "w"}}},
    ],
}
WRITTEN = resources.schema("rule")
SCHEMA = Draft202012Validator(WRITTEN)
ODD: list[Any] = [
    None, True, -1.5, "", "doc.*", "{", "(", "\x1b\0", "x" * 300, [], {}, [None], ["doc.a", 5], {"path": None}, {"$unknown": 5},
    {"at": "doc.a!key!", "message": {}}, [{"a": [{"b": {}}]}], {"not": {"not": {}}},
]  # fmt: skip


def places(data: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where in plain data something stands."""
    for name, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*at, name)
        yield from places(inner, (*at, name))


def changed(at: tuple[str | int, ...], odd: object) -> dict[str, Any]:
    made = copy.deepcopy(WHOLE)
    holder: Any = made
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = odd
    return made


def read(folder: Path, data: dict[str, Any]) -> RuleFile | list[RuleFault]:
    path = folder / "a-rule.yaml"
    path.write_text(json.dumps(data))
    return read_rule_file(str(path))


@pytest.mark.parametrize("at", list(places(WHOLE)), ids=lambda at: ".".join(map(str, at)))
def test_odd_values_anywhere_are_faults_or_harmless(tmp_path: Path, at: tuple[str | int, ...]) -> None:
    """What is no fault fits the schema, too, and can be judged."""
    for odd in ODD:
        rule = read(tmp_path, changed(at, odd))
        if isinstance(rule, RuleFile):
            part = SCHEMA.evolve(schema=WRITTEN["properties"][at[0]])
            assert part.is_valid(rule.data[str(at[0])])
            list(mismatches(rule))
        else:
            assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in rule)


@pytest.mark.parametrize("at", [at for at in places(WHOLE) if isinstance(at[-1], str)], ids=lambda at: ".".join(map(str, at)))
def test_odd_keys_anywhere_are_faults_or_harmless(tmp_path: Path, at: tuple[str | int, ...]) -> None:
    for name in ("$ref", "each", "path", "check", "*", "a\nb", ""):
        rule = read(tmp_path, changed((*at[:-1], name), "doc.a"))
        if isinstance(rule, RuleFile):
            list(mismatches(rule))


def test_the_whole_rule_has_no_fault(tmp_path: Path) -> None:
    rule = read(tmp_path, WHOLE)
    assert isinstance(rule, RuleFile), rule
    assert SCHEMA.is_valid(rule.data)
