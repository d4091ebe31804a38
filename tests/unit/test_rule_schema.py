"""The schema of rule files: every rule fits it, typical mistakes do not, and it names what the checks of rule files know."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import resources
from preflight.finding import Severity
from preflight.kind import Kind
from preflight.language.examplecheck import KEYS, OUTCOMES
from preflight.language.operators import TYPES, WORDS
from preflight.language.quantifier import QUANTIFIERS
from preflight.language.rulecheck import EVIDENCE, OPTIONAL, POLICIES, REQUIRED, STATUS
from preflight.language.telling import TELLING
from preflight.pack import read_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = resources.schema("rule")
PARTS = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA)
LEAF = {"path": "deployment.timeout", "at_least": 1}
RULE: dict[str, Any] = {
    "id": "a-rule",
    "summary": "s",
    "language": 1,
    "status": "stable",
    "since": "0.1.0",
    "severity": "error",
    "for": "batch-deployment",
    "check": LEAF,
    "message": "`timeout` is {value}",
    "why": "w",
    "evidence": [{"source": "https://example.org", "kind": "doc", "seen": "2026-08"}],
    "examples": [{"bad": {"d.yml": "a"}}, {"good": {"d.yml": "b"}}],
}


def errors(rule: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(rule)]


def mappings(schema: object) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from mappings(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from mappings(part)


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "https://azureml-preflight.github.io/schemas/rule.schema.json"
    named = {part["$ref"].removeprefix("#/$defs/") for part in mappings(SCHEMA) if "$ref" in part}
    assert named == set(PARTS)


def test_every_key_is_described() -> None:
    silent = []
    for part in [SCHEMA, *PARTS.values()]:
        silent += [key for key, inner in part.get("properties", {}).items() if not inner.get("description", "").endswith(".")]
    assert silent == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (SCHEMA["properties"], (*REQUIRED, *OPTIONAL)),
        (SCHEMA["required"], REQUIRED),
        (SCHEMA["properties"]["status"]["enum"], STATUS),
        (SCHEMA["properties"]["unknown"]["enum"], POLICIES),
        (PARTS["severity"]["enum"], [level.value for level in Severity]),
        (PARTS["kind"]["enum"], [kind.value for kind in Kind]),
        (PARTS["entry"]["properties"], TELLING),
        (PARTS["leaf"]["properties"], ("path", "exists", "placeholder", "ignore_case", *WORDS)),
        (PARTS["leaf"]["properties"]["type"]["enum"], TYPES),
        (PARTS["evidence"]["properties"]["kind"]["enum"], EVIDENCE),
        (PARTS["example"]["properties"], KEYS),
        ([inner["required"][0] for inner in PARTS["example"]["oneOf"]], OUTCOMES),
        ([inner["required"][0] for inner in PARTS["form"]["oneOf"]], ("path", "all", "any", "not", *QUANTIFIERS)),
    ],
)
def test_the_schema_knows_the_same_words_as_the_checks(part: Any, words: Any) -> None:
    assert sorted(part) == sorted(words)


@pytest.mark.parametrize("path", resources.rule_files(), ids=lambda path: path.rpartition("rules/")[2])
def test_every_built_in_rule_fits(path: str) -> None:
    assert errors(read_rule(path)) == []


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"message": None, "check": {**LEAF, "message": "m"}},
        {
            "message": None,
            "check": [{**LEAF, "message": "m"}, {**LEAF, "message": "n", "severity": "info", "for": ["conda"], "when": LEAF}],
        },
        {"status": "deprecated", "replaced_by": "b-rule"},
        {
            "check": {"each": "a.*", "as": "x", "where": LEAF, "check": {"none": ["b.c", "b['d e'][0].*"], "as": "y", "where": LEAF}},
            "at": "y!key",
        },
        {
            "check": {
                "all": [
                    {"any": [LEAF]},
                    {"not": {"not": {"path": "a", "equals": 1}}},
                    {"count": "a.*", "at_least": 1, "at_most": 2},
                    {"some": "a.*.b"},
                ]
            }
        },
        {"check": {"path": "a", "in": {"path": "b.*.c"}, "equals": [1, "a", True], "contains": {"path": "c"}, "ignore_case": True}},
        {"check": {"path": "a", "exists": True, "schema": {"type": "object", "anything": 1}}},
        {"message": "{{{a.*!key}}} {value!place}\n{b['c d']}", "related": [{"at": "a!key", "message": "m"}]},
        {"severity": "warning", "evidence": [{"source": "a", "kind": "inferred", "seen": "2026-08"}]},
    ],
)
def test_rules_that_fit(changed: dict[str, Any]) -> None:
    assert errors({key: value for key, value in {**RULE, **changed}.items() if value is not None}) == []


CONDITIONS: list[Any] = [
    "deployment.timeout > 1",
    {},
    {"exists": True},
    {"path": "a"},
    {"path": "a", "ignore_case": True},
    {"path": "a", "exist": True},
    {"path": "a", "exists": "true"},
    {"path": "a", "exists": True, "all": [LEAF]},
    {"path": "a.*", "exists": True},
    {"path": "a[*].b", "exists": True},
    {"path": "a-b", "exists": True},
    {"path": "$.a", "exists": True},
    {"path": "a", "equals": None},
    {"path": "a", "equals": {"path": "b.*"}},
    {"path": "a", "equals": {"pth": "b"}},
    {"path": "a", "in": "b"},
    {"path": "a", "in": []},
    {"path": "a", "in": {"path": "b", "as": "x"}},
    {"path": "a", "at_least": "1"},
    {"path": "a", "at_least": True},
    {"path": "a", "at_least": 1, "ignore_case": True},
    {"path": "a", "type": "int"},
    {"path": "a", "matches": 1},
    {"path": "a", "matches": "x" * 201},
    {"path": "a", "version": 3},
    {"path": "a", "not": {"equals": 1}},
    {"path": "a", "not_equals": 1},
    {"all": LEAF},
    {"all": []},
    {"any": ["a"]},
    {"not": [LEAF]},
    {"not": LEAF},
    {"each": "a.*"},
    {"each": "a", "check": LEAF},
    {"each": "a.*", "where": LEAF},
    {"each": [], "check": LEAF},
    {"none": "a.*"},
    {"none": "a.*", "check": LEAF},
    {"some": "a.*", "as": "value"},
    {"some": "a.*", "as": "a b"},
    {"count": "a.*"},
    {"count": "a.*", "equals": "1"},
    {"count": "a.*", "more_than": 1},
    {"each": "a.*", "check": {**LEAF, "message": "inside"}},
    {"all": [{**LEAF, "severity": "info"}]},
]


@pytest.mark.parametrize("check", CONDITIONS, ids=str)
def test_mistakes_in_conditions(check: object) -> None:
    assert errors({**RULE, "check": check})
    assert errors({**RULE, "check": [LEAF, check]})
    assert errors({**RULE, "when": check})
    assert errors({**RULE, "check": {"all": [check]}})
    assert errors({**RULE, "check": {"some": "a.*", "where": check}})


@pytest.mark.parametrize("key", REQUIRED)
def test_keys_that_every_rule_has(key: str) -> None:
    assert errors({name: value for name, value in RULE.items() if name != key}) == [f"'{key}' is a required property"]


@pytest.mark.parametrize(
    "changed",
    [
        {"sevrity": "error"},
        {"links": ["https://example.org"]},
        {"id": "A_Rule"},
        {"language": 2},
        {"status": "draft"},
        {"status": "deprecated"},
        {"since": 0.1},
        {"severity": "fatal"},
        {"summary": ""},
        {"for": "deployment"},
        {"for": []},
        {"for": ["conda", 5]},
        {"check": []},
        {"message": ""},
        {"message": "{a"},
        {"message": "{a!line}"},
        {"message": "{}"},
        {"at": "a!file"},
        {"suggest": "a.*"},
        {"related": {"at": "a", "message": "m"}},
        {"related": [{"at": "a"}]},
        {"unknown": "error"},
        {"why": None},
        {"evidence": []},
        {"evidence": [{"source": "a", "kind": "doc"}]},
        {"evidence": [{"source": "a", "kind": "blog", "seen": "2026-08"}]},
        {"evidence": [{"source": "a", "kind": "doc", "seen": "August 2026"}]},
        {"evidence": [{"source": "a", "kind": "inferred", "seen": "2026-08"}]},
        {"examples": [{"bad": {"d.yml": "a"}}]},
        {"examples": [{"good": {"d.yml": "a"}}]},
        {"when": {**LEAF, "message": "m"}},
        {"check": {**LEAF, "unknown": "warn"}},
        {"check": [{**LEAF, "severity": "fatal"}]},
    ],
    ids=str,
)
def test_mistakes_in_keys(changed: dict[str, Any]) -> None:
    assert errors({**RULE, **changed})


def test_a_message_must_stand_somewhere() -> None:
    silent = {key: value for key, value in RULE.items() if key != "message"}
    assert errors(silent) == ["'message' is a required property"]
    assert errors({**silent, "check": [{**LEAF, "message": "m"}, LEAF]}) == ["'message' is a required property"]


@pytest.mark.parametrize(
    "example",
    [
        "text",
        {},
        {"bad": {"d.yml": "a"}, "good": {"d.yml": "a"}},
        {"bad": {}},
        {"bad": {"d.yml": 5}},
        {"bad": {"/etc/passwd": "a"}},
        {"bad": {"../d.yml": "a"}},
        {"bad": {"a/../d.yml": "a"}},
        {"bad": {"a\\b": "a"}},
        {"bad": {"d.yml": "a"}, "at": "d.yml"},
        {"bad": {"d.yml": "a"}, "at": []},
        {"bad": {"d.yml": "a"}, "line": 1},
        {"bad": {"d.yml": "a"}, "message": 5},
        {"bad": {"d.yml": "a"}, "facts": {}},
        {"bad": {"d.yml": "a"}, "facts": {"compute": {"$unknown": 403}}},
        {"bad": {"d.yml": "a"}, "facts": {"compute": [{"a": {"$unknown": "w", "other": 1}}]}},
        {"bad": {"d.yml": "a"}, "facts": {"compute": {"$open": []}}},
    ],
    ids=str,
)
def test_mistakes_in_examples(example: Any) -> None:
    rule = copy.deepcopy(RULE)
    rule["examples"].append(example)
    assert errors(rule)
