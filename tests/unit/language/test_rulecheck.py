"""Rule files: every fault in their keys, in the telling of findings and in the evidence, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.document import Document, parse
from preflight.language.faults import Faults, RuleFault
from preflight.language.rulecheck import REQUIRED, RuleCheck
from preflight.scalar import rule_dialect
from preflight.source import Source
from preflight.value import Absent

if TYPE_CHECKING:
    from collections.abc import Callable

    FaultsOf = Callable[..., list[str]]

EVIDENCE = "{source: https://example.org, kind: doc, seen: 2026-08}"
EXISTS = "path: deployment.name, exists: true"
LEVELS = "error, warning, info"


@pytest.mark.parametrize("key", REQUIRED)
def test_keys_that_every_rule_has(faults: FaultsOf, key: str) -> None:
    assert faults(**{key: None}) == [f"1:1 `{key}` is missing"]
    assert faults(**{key: "null"}) == [f"1:1 `{key}` is missing"]


@pytest.mark.parametrize("key", ["when", "at", "related", "suggest", "fix", "unknown", "prevents", "replaced_by", "edit"])
def test_other_keys_are_not_empty(faults: FaultsOf, key: str) -> None:
    assert faults(**{key: ""}) == [f"13:1 `{key}` is empty"]


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("sevrity", "error", "13:1 unknown key `sevrity`; did you mean `severity`?"),
        ("no", "", "13:1 unknown key `no`"),
        ("<<", "{unknown: fail}", "13:1 unknown key `<<`"),
        ("id", "5", "1:5 `id` takes a text"),
        ("id", "[a-rule]", "1:1 `id` takes a text"),
        ("id", "''", "1:5 `id` takes a text"),
        ("id", "A_Rule", "1:5 `A_Rule` is not kebab-case"),
        ("id", "a--rule", "1:5 `a--rule` is not kebab-case"),
        ("id", "other-rule", "1:5 the rule `other-rule` stands in `a-rule.yaml`: file name and id are the same"),
        ("language", "2", "6:11 this preflight reads rules with `language: 1`, not `2`"),
        ("language", "'1'", "6:11 this preflight reads rules with `language: 1`, not `1`"),
        ("language", "true", "6:11 this preflight reads rules with `language: 1`, not `true`"),
        ("language", "{a: [1]}", "6:1 this preflight reads rules with `language: 1`, not `{a}`"),
        ("status", "stabel", "7:9 `status` is one of preview, stable, deprecated; did you mean `stable`?"),
        ("status", "[stable]", "7:1 `status` is one of preview, stable, deprecated"),
        ("status", "deprecated", "7:9 a deprecated rule says by which one it is `replaced_by`"),
        ("severity", "fatal", f"3:11 `severity` is one of {LEVELS}"),
        ("severity", "eror", f"3:11 `severity` is one of {LEVELS}; did you mean `error`?"),
        ("severity", "{error: error}", f"3:1 `severity` is one of {LEVELS}"),
        ("unknown", "false", "13:10 `unknown` is one of warn, fail, ignore"),
        ("summary", "5", "2:10 `summary` takes a text"),
        ("since", "0.1", "8:8 `since` takes a text"),
        ("why", "[a]", "10:1 `why` takes a text"),
        ("prevents", "true", "13:11 `prevents` takes a text"),
        ("replaced_by", "[other-rule]", "13:1 `replaced_by` takes a text"),
        ("for", "batch-endpont", "4:6 unknown kind `batch-endpont`; did you mean `batch-endpoint`?"),
        ("for", "5", "4:6 `for` takes a kind or a list of kinds"),
        ("for", "[]", "4:1 `for` takes a kind or a list of kinds"),
        ("for", "[[conda]]", "4:7 `for` takes a kind or a list of kinds"),
        ("for", "[batch-deployment, null]", "4:25 `for` takes a kind or a list of kinds"),
        ("check", "[]", "5:1 `check` takes a condition, or a list of them"),
        ("when", "text", "13:7 a condition is a mapping"),
        ("when", f"{{{EXISTS}, message: m}}", "13:45 `message` does not belong in a `path` condition"),
        ("when", "{path: script.nmae, exists: true}", "13:14 no fact `nmae` in `script.nmae`"),
    ],
)
def test_faults_of_keys(faults: FaultsOf, key: str, text: str, told: str) -> None:
    assert faults(**{key: text}) == [told]


def test_a_deprecated_rule_that_names_another_has_no_fault(faults: FaultsOf) -> None:
    assert faults(status="deprecated", replaced_by="other-rule") == []


@pytest.mark.parametrize("text", ["[a]", "text", "5", "[]", "{}"])
def test_a_rule_file_is_one_mapping(text: str) -> None:
    document = parse(Source("a-rule.yaml", text), rule_dialect())
    assert isinstance(document, Document)
    found = Faults("a-rule.yaml")
    RuleCheck(found, document.root, "a-rule.yaml").check()
    assert found.found == [RuleFault("a-rule.yaml", 1, 1, "a rule file is one mapping")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        # messages and fixes
        ({"message": None}, ["5:1 there is no `message` for this"]),
        ({"message": None, "check": "text"}, ["5:8 a condition is a mapping"]),
        ({"message": "null"}, ["9:1 `message` is empty", "5:1 there is no `message` for this"]),
        ({"message": "5"}, ["9:10 `message` takes a text"]),
        ({"message": "''"}, ["9:10 `message` takes a text"]),
        ({"message": "[a]"}, ["9:1 `message` takes a text"]),
        ({"fix": "5"}, ["13:6 `fix` takes a text"]),
        ({"message": "'{deployment.nmae}'"}, ["9:10 no fact `nmae` in `deployment.nmae`; did you mean `name`?"]),
        ({"message": "'{name}'"}, ["9:10 unknown root `name`; a key of the document is `doc.name`"]),
        ({"message": "'{item}'"}, ["9:10 unknown root `item`; a key of the document is `doc.item`"]),
        ({"message": "'{deployment.name!line}'"}, ["9:10 `{deployment.name!line}`: one can ask for !key, !file, !place"]),
        ({"message": "'{value!line}'"}, ["9:10 `{value!line}`: one can ask for !key, !file, !place"]),
        ({"message": "'{value.x}'"}, ["9:10 unknown root `value`; a key of the document is `doc.value.x`; did you mean `values`?"]),
        ({"message": "'{a b}'"}, ["9:10 cannot read ` b` in the path `a b`: use .name, .*, ['name'] or [0]"]),
        ({"message": "'a } b'"}, ["9:10 a brace in a template is written twice: `{{`"]),
        ({"message": "'{}'"}, ["9:10 a brace in a template is written twice: `{{`"]),
        ({"fix": "'{{a}'"}, ["13:6 a brace in a template is written twice: `{{`"]),
        ({"message": "'{doc.a.*} {doc.*.b!key}'", "fix": "'{conda.packages.*.name}'", "at": "doc.a.*.b!key"}, []),
        ({"related": "[{at: doc.a.*, message: '{doc.b.*}'}]"}, []),
        # at and suggest
        ({"at": "[doc.a]"}, ["13:1 a path is a text"]),
        ({"at": "dco.a"}, ["13:5 unknown root `dco`; a key of the document is `doc.dco.a`; did you mean `doc`?"]),
        ({"at": "doc.a!keys"}, ["13:5 one can point at `path` or `path!key`, not `!keys`"]),
        ({"at": "doc.a!key!file"}, ["13:5 one can point at `path` or `path!key`, not `!key!file`"]),
        ({"at": "doc."}, ["13:5 cannot read `.` in the path `doc.`: use .name, .*, ['name'] or [0]"]),
        ({"suggest": "5"}, ["13:10 a path is a text"]),
        ({"suggest": "doc.*"}, ["13:10 `doc.*` may be several values: use each, some, none or count"]),
        ({"suggest": "doc.a!key"}, ["13:10 cannot read `!key` in the path `doc.a!key`: use .name, .*, ['name'] or [0]"]),
        # related
        ({"related": "text"}, ["13:10 `related` is a list of `at` and `message`"]),
        ({"related": "{at: doc.a, message: m}"}, ["13:1 `related` is a list of `at` and `message`"]),
        ({"related": "[]"}, ["13:1 `related` is a list of `at` and `message`"]),
        ({"related": "[text]"}, ["13:11 an entry of `related` has `at` and `message`"]),
        ({"related": "[{at: doc.a}]"}, ["13:11 an entry of `related` has `at` and `message`"]),
        ({"related": "[{at: doc.a, message: m, x: 1}]"}, ["13:11 an entry of `related` has `at` and `message`"]),
        ({"related": "[{at: dco.a, message: '{dco.b}'}]"}, [
            "13:16 unknown root `dco`; a key of the document is `doc.dco.a`; did you mean `doc`?",
            "13:32 unknown root `dco`; a key of the document is `doc.dco.b`; did you mean `doc`?",
        ]),
        ({"related": "[{at: null, message: [m]}]"}, ["13:12 a path is a text", "13:22 `message` takes a text"]),
    ],
)  # fmt: skip
def test_faults_of_telling(faults: FaultsOf, changed: dict[str, str | None], told: list[str]) -> None:
    assert faults(**changed) == told


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (f"[{{{EXISTS}, severity: fatal}}]", [f"5:57 `severity` is one of {LEVELS}"]),
        (f"[{{{EXISTS}, severity: null, at: null}}]", ["5:47 `severity` is empty", "5:63 `at` is empty"]),
        (f"[{{{EXISTS}, unknown: warn}}]", ["5:47 `unknown` does not belong in a `path` condition"]),
        (f"[{{{EXISTS}, message: '{{dco}}'}}]", ["5:56 unknown root `dco`; a key of the document is `doc.dco`; did you mean `doc`?"]),
        (f"[{{{EXISTS}, fix: 5, at: 5, suggest: 5, related: 5}}]", [
            "5:52 `fix` takes a text",
            "5:59 a path is a text",
            "5:71 a path is a text",
            "5:83 `related` is a list of `at` and `message`",
        ]),
        (f"[{{{EXISTS}, when: 5}}]", ["5:53 a condition is a mapping"]),
        (f"[{{{EXISTS}}}, 5, null]", ["5:48 a condition is a mapping", "5:51 a condition is a mapping"]),
        (f"[{{{EXISTS}, for: job}}]", ["5:52 the rule is not for `job`"]),
        (f"[{{{EXISTS}, for: jobb}}]", ["5:52 unknown kind `jobb`; did you mean `job`?"]),
        (f"[{{{EXISTS}, for: 5}}]", ["5:52 `for` takes a kind or a list of kinds"]),
    ],
)  # fmt: skip
def test_faults_of_entries(faults: FaultsOf, check: str, told: list[str]) -> None:
    assert faults(check=check) == told


@pytest.mark.parametrize(
    ("check", "message", "fits"),
    [
        ("{each: conda.packages.*, as: one, check: {path: one.name, equals: a}}", "{one.name}", True),
        ("{none: conda.packages.*, where: {path: item.name, equals: a}}", "{item.name!key}", True),
        ("{each: doc.*, as: a, check: {each: a.*, as: b, check: {none: b.*, as: c, where: {path: c, exists: true}}}}", "{a} {b} {c}", True),
        ("{none: [doc.a, doc.b], as: lost, where: {path: lost, exists: true}}", "{lost!key}", True),
        # one item is told of nothing else
        ("{some: conda.packages.*, as: one, where: {path: one.name, equals: a}}", "{one.name}", False),
        ("{count: conda.packages.*, as: one, equals: 1}", "{one.name}", False),
        ("{not: {each: conda.packages.*, as: one, check: {path: one.name, equals: a}}}", "{one.name}", False),
        ("{all: [{each: conda.packages.*, as: one, check: {path: one.name, equals: a}}]}", "{one.name}", False),
        ("{each: doc.*, as: a, check: {all: [{each: a.*, as: one, check: {path: one, exists: true}}]}}", "{a} {one}", False),
        (
            "{each: doc.*, as: one, where: {none: one.*, as: b, where: {path: b, exists: true}}, check: {path: one, exists: true}}",
            "{b}",
            False,
        ),
    ],
)
def test_items_that_a_message_may_name(faults: FaultsOf, check: str, message: str, *, fits: bool) -> None:
    found = faults(check=check, message=f"'{message}'", at=message.partition("}")[0].strip("{"))
    assert (found == []) is fits
    assert all("unknown root" in fault for fault in found)


def test_a_misspelt_kind_hides_what_depends_on_it_only(faults: FaultsOf) -> None:
    assert faults(**{"for": "batch", "check": "{path: dco.a}", "why": "5"}) == [
        "10:6 `why` takes a text",
        "4:6 unknown kind `batch`",
    ]


def test_several_kinds_share_the_roots_that_all_of_them_have(faults: FaultsOf) -> None:
    kinds = "[batch-endpoint, batch-deployment]"
    assert faults(**{"for": kinds, "check": "{path: endpoint.name, exists: true}"}) == []
    assert faults(**{"for": kinds, "check": "{path: deployment.name, exists: true}"}) == [
        "5:15 unknown root `deployment`; a key of the document is `doc.deployment.name`; did you mean `document`?"
    ]
    entry = "[{path: deployment.name, exists: true, for: batch-deployment, when: {path: script, exists: true}, message: '{script.run}'}]"
    assert faults(**{"for": kinds, "check": entry}) == []
    assert faults(**{"for": kinds, "check": entry, "when": "{path: script, exists: true}"}) == [
        "13:14 unknown root `script`; a key of the document is `doc.script`"
    ]


def test_a_root_may_hold_other_facts_in_another_kind(faults: FaultsOf) -> None:
    check = "{none: earlier.*, where: {path: item.auth_mode, exists: true}}"
    assert faults(**{"for": "batch-endpoint", "check": check}) == []
    assert faults(**{"for": "[batch-endpoint, batch-deployment]", "check": check}) == ["5:40 no fact `auth_mode` in `item.auth_mode`"]


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("text", ["11:11 `evidence` is a list of source, kind and seen"]),
        ("[]", ["11:1 `evidence` is a list of source, kind and seen"]),
        (EVIDENCE, ["11:1 `evidence` is a list of source, kind and seen"]),
        ("[text]", ["11:12 an entry of `evidence` has source, kind and seen"]),
        ("[{source: a, kind: doc}]", ["11:12 an entry of `evidence` has source, kind and seen"]),
        ("[{source: 5, kind: doc, seen: 2026-08}]", ["11:21 `source` takes a text"]),
        ("[{source: [a], kind: doc, seen: 2026-08}]", ["11:13 `source` takes a text"]),
        ("[{source: a, kind: docs, seen: 2026-08}]", ["11:30 `kind` is one of doc, sdk, report, observed, inferred; did you mean `doc`?"]),
        ("[{source: a, kind: doc, seen: 2026-08-01}]", ["11:41 `seen` is a month such as 2026-08"]),
        ("[{source: a, kind: doc, seen: 2026}]", ["11:41 `seen` is a month such as 2026-08"]),
        ("[{source: a, kind: doc, seen: 2026-13}]", ["11:41 `seen` is a month such as 2026-08"]),
        (
            "[{source: a, kind: inferred, seen: 2026-08}]",
            ["3:11 what is only inferred is no error: bring better evidence, or write `warning`"],
        ),
        (f"[{EVIDENCE}, {{source: a, kind: inferred, seen: 2026-08}}]", []),
    ],
)
def test_faults_of_evidence(faults: FaultsOf, evidence: str, told: list[str]) -> None:
    assert faults(evidence=evidence) == told


def test_what_is_inferred_is_no_error_in_an_entry_either(faults: FaultsOf) -> None:
    changed = {"severity": "warning", "evidence": "[{source: a, kind: inferred, seen: 2026-08}]"}
    assert faults(**changed) == []
    assert faults(**changed, check=f"[{{{EXISTS}}}, {{{EXISTS}, severity: error}}]") == [
        "5:96 what is only inferred is no error: bring better evidence, or write `warning`"
    ]


def test_a_fault_without_a_place_is_told_at_the_beginning_and_once() -> None:
    found = Faults("a.yaml")
    for _ in range(2):
        found.add(Absent(), "wrong", "abc", ["abd", "xyz"])
    assert [str(fault) for fault in found.found] == ["a.yaml:1:1 wrong; did you mean `abd`?"]
