"""Conditions in rule files: everything wrong in them, with its place and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    FaultsOf = Callable[..., list[str]]

ONE = "{path: deployment.name, exists: true}"
HEADS = "all, any, not, each, some, none, count, path"


def test_the_rule_that_is_changed_has_no_fault(faults: FaultsOf) -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            "{path: retry_settings.timeout, exists: true}",
            "5:15 unknown root `retry_settings`; a key of the document is `doc.retry_settings.timeout`",
        ),
        ("{some: conda.pakages.*}", "5:15 no fact `pakages` in `conda.pakages.*`; did you mean `packages`?"),
        ("{path: conda.pakages, exists: true}", "5:15 no fact `pakages` in `conda.pakages`; did you mean `packages`?"),
        (
            "{path: conda.packages.*.name, equals: mlflow}",
            "5:15 `conda.packages.*.name` may be several values: use each, some, none or count",
        ),
        (
            "{not: {path: deployment.name, at_least: 1}}",
            "5:38 `not` over `at_least` would hold for a missing or wrongly typed value: write `less_than`",
        ),
        (
            "{some: conda.packages.*, as: conda}",
            "5:37 `conda` already means something here: choose another name with `as`",
        ),
    ],
)
def test_the_errors_of_the_contract(faults: FaultsOf, check: str, told: str) -> None:
    assert faults(check=check) == [told]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        # conditions
        ("text", "5:8 a condition is a mapping"),
        ("{}", "5:1 a condition is a mapping"),
        ("{all: [1]}", "5:15 a condition is a mapping"),
        ("{when: {all: [text]}, path: doc.a, exists: true}", "5:22 a condition is a mapping"),
        ("{exists: true}", f"5:1 a condition has exactly one of {HEADS}"),
        (f"{{path: doc.a, exists: true, not: {ONE}}}", f"5:1 a condition has exactly one of {HEADS}"),
        (f"{{all: [{ONE}], exists: true}}", "5:55 `exists` does not belong in a `all` condition"),
        ("{path: doc.a, exist: true, equals: 1}", "5:22 `exist` does not belong in a `path` condition; did you mean `exists`?"),
        (f"{{some: doc.*, wher: {ONE}}}", "5:22 `wher` does not belong in a `some` condition; did you mean `where`?"),
        (f"{{some: doc.*, check: {ONE}}}", "5:22 `check` does not belong in a `some` condition"),
        (f"{{not: {ONE}, all: [{ONE}]}}", f"5:1 a condition has exactly one of {HEADS}"),
        ("{all: []}", "5:9 `all` takes a list of conditions"),
        ("{any: text}", "5:14 `any` takes a list of conditions"),
        ("{all: {path: doc.a, exists: true}}", "5:9 `all` takes a list of conditions"),
        ("{not: [1]}", "5:9 a condition is a mapping"),
        (
            "{not: {path: deployment.name, at_most: 1}}",
            "5:38 `not` over `at_most` would hold for a missing or wrongly typed value: write `more_than`",
        ),
        (
            "{not: {path: deployment.name, more_than: 1}}",
            "5:38 `not` over `more_than` would hold for a missing or wrongly typed value: write `at_most`",
        ),
        (
            "{not: {path: deployment.name, less_than: 1}}",
            "5:38 `not` over `less_than` would hold for a missing or wrongly typed value: write `at_least`",
        ),
        # telling belongs to an entry alone
        ("{all: [{path: doc.a, exists: true, message: m}]}", "5:43 `message` does not belong in a `path` condition"),
        # paths
        ("{path: 5, exists: true}", "5:15 a path is a text"),
        ("{path: [doc.a], exists: true}", "5:9 a path is a text"),
        ("{path: .a, exists: true}", "5:15 not a path: `.a`"),
        ("{path: doc.a-b, exists: true}", "5:15 cannot read `-b` in the path `doc.a-b`: use .name, .*, ['name'] or [0]"),
        (
            "{path: endpiont.name, exists: true}",
            "5:15 unknown root `endpiont`; a key of the document is `doc.endpiont.name`; did you mean `endpoint`?",
        ),
        ("{path: conda.packages.name, exists: true}", "5:15 `conda.packages.name` goes through a list: write `.*` before `.name`"),
        ("{path: 'deployment[0]', exists: true}", "5:15 no fact `0` in `deployment[0]`"),
        ("{some: deployment.name.*}", "5:15 no fact `*` in `deployment.name.*`"),
        ("{path: deployment.name.x, exists: true}", "5:15 no fact `x` in `deployment.name.x`"),
        # leaves
        ("{path: doc.a}", "5:15 this leaf asks nothing: add an operator"),
        ("{path: doc.a, ignore_case: true}", "5:15 this leaf asks nothing: add an operator"),
        ("{path: doc.a, exists: yes}", "5:30 `exists` takes true or false"),
        ("{path: doc.a, placeholder: 1}", "5:35 `placeholder` takes true or false"),
        ("{path: doc.a, equals: a, ignore_case: 'true'}", "5:46 `ignore_case` takes true or false"),
        ("{path: doc.a, at_least: 1, ignore_case: true}", "5:48 `ignore_case` goes with equals, in, contains, matches"),
        # arguments
        ("{path: doc.a, equals: {path: dco.b}}", "5:37 unknown root `dco`; a key of the document is `doc.dco.b`; did you mean `doc`?"),
        ("{path: doc.a, equals: {path: doc.b.*}}", "5:37 `doc.b.*` may be several values: use each, some, none or count"),
        ("{path: doc.a, contains: {path: doc.b.*}}", "5:39 `doc.b.*` may be several values: use each, some, none or count"),
        ("{path: doc.a, equals: null}", "5:22 `equals` takes a value: what is missing is asked with `exists: false`"),
        ("{path: doc.a, equals: {a: 1}}", "5:22 `equals` takes a text, a number, a boolean, a list of them, or {path: …}"),
        ("{path: doc.a, equals: {path: doc.b, or: 1}}", "5:22 `equals` takes a text, a number, a boolean, a list of them, or {path: …}"),
        ("{path: doc.a, equals: [[1]]}", "5:22 `equals` takes a text, a number, a boolean, a list of them, or {path: …}"),
        ("{path: doc.a, contains: null}", "5:22 `contains` takes a value: what is missing is asked with `exists: false`"),
        ("{path: doc.a, contains: {a: 1}}", "5:22 `contains` takes a text, a number, a boolean, a list of them, or {path: …}"),
        ("{path: doc.a, in: text}", "5:26 `in` takes a list of texts, numbers and booleans, or {path: …}"),
        ("{path: doc.a, in: []}", "5:22 `in` takes a list of texts, numbers and booleans, or {path: …}"),
        ("{path: doc.a, in: [a, null]}", "5:22 `in` takes a list of texts, numbers and booleans, or {path: …}"),
        ("{path: doc.a, in: [[a]]}", "5:22 `in` takes a list of texts, numbers and booleans, or {path: …}"),
        ("{path: doc.a, at_least: one}", "5:32 `at_least` takes a number or {path: …}"),
        ("{path: doc.a, at_most: true}", "5:31 `at_most` takes a number or {path: …}"),
        ("{path: doc.a, more_than: null}", "5:22 `more_than` takes a number or {path: …}"),
        ("{path: doc.a, less_than: [1]}", "5:22 `less_than` takes a number or {path: …}"),
        ("{path: doc.a, type: int}", "5:28 unknown type `int`; did you mean `integer`?"),
        ("{path: doc.a, type: [string]}", "5:22 `type` is one of string, integer, number, boolean, array, object"),
        ("{path: doc.a, type: {path: doc.b}}", "5:22 `type` is one of string, integer, number, boolean, array, object"),
        ("{path: doc.a, matches: 5}", "5:31 `matches` takes a regular expression of at most 200 characters"),
        (f"{{path: doc.a, matches: '{'a' * 201}'}}", "5:31 `matches` takes a regular expression of at most 200 characters"),
        ("{path: doc.a, matches: {path: doc.b}}", "5:22 `matches` takes a regular expression of at most 200 characters"),
        ("{path: doc.a, matches: '(a)\\1'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: '(?P<n>a)(?P=n)'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: '(a)?(?(1)b)'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: 'a(?=b)'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: 'a(?!b)'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: '(?<=b)a'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: '(?<!b)a'}", "5:31 `matches` takes no back-references and no look-around"),
        ("{path: doc.a, matches: '(a'}", "5:31 not a regular expression: missing ), unterminated subpattern at position 0"),
        ("{path: doc.a, matches: '[[a]'}", "5:31 not a regular expression: Possible nested set at position 1"),
        ("{path: doc.a, matches: 'a{9999999999}'}", "5:31 not a regular expression: the repetition number is too large"),
        ("{path: doc.a, version: 3}", "5:31 `version` takes a range such as `>=3.8,<3.12` (PEP 440)"),
        ("{path: doc.a, version: ''}", "5:31 `version` takes a range such as `>=3.8,<3.12` (PEP 440)"),
        ("{path: doc.a, version: 'three'}", "5:31 `version` takes a range such as `>=3.8,<3.12` (PEP 440)"),
        (f"{{path: doc.a, version: '>={'1' * 5000}'}}", "5:31 `version` takes a range such as `>=3.8,<3.12` (PEP 440)"),
        ("{path: doc.a, schema: null}", "5:22 not a JSON Schema: None is not of type 'object', 'boolean'"),
        ("{path: doc.a, schema: {type: 5}}", "5:22 not a JSON Schema: 5 is not valid under any of the given schemas"),
        ("{path: doc.a, schema: {pattern: '('}}", "5:22 not a JSON Schema: '(' is not a 'regex'"),
        ("{path: doc.a, schema: {pattern: '[[a]'}}", "5:22 not a JSON Schema: Possible nested set at position 1"),
        (
            "{path: doc.a, schema: {$ref: other.json}}",
            "5:22 the reference `other.json` leads nowhere in this schema, and others are not read",
        ),
        # quantifiers
        (f"{{each: doc.a, check: {ONE}}}", "5:15 this ranges over several values: end the path with `.*`"),
        ("{some: doc.}", "5:15 cannot read `.` in the path `doc.`: use .name, .*, ['name'] or [0]"),
        ("{some: []}", "5:9 a path is a text"),
        ("{some: [doc.a, 5]}", "5:23 a path is a text"),
        ("{some: null}", "5:9 a path is a text"),
        ("{some: [doc.a, dco.b]}", "5:23 unknown root `dco`; a key of the document is `doc.dco.b`; did you mean `doc`?"),
        ("{each: doc.*}", "5:15 `each` needs `check`"),
        ("{none: doc.*}", "5:15 `none` needs `where`"),
        ("{count: doc.*}", "5:16 `count` needs one of equals, at_least, at_most"),
        ("{count: doc.*, equals: one}", "5:31 `equals` takes a whole number here"),
        ("{count: doc.*, at_least: 1.5}", "5:33 `at_least` takes a whole number here"),
        ("{count: doc.*, at_most: true}", "5:32 `at_most` takes a whole number here"),
        ("{some: doc.*, as: 5}", "5:26 `as` takes a name: letters, digits and underscores"),
        ("{some: doc.*, as: a-b}", "5:26 `as` takes a name: letters, digits and underscores"),
        ("{some: doc.*, as: null}", "5:22 `as` takes a name: letters, digits and underscores"),
        ("{some: doc.*, as: value}", "5:26 `value` already means something here: choose another name with `as`"),
        (
            f"{{each: doc.*, check: {{each: item.*, check: {ONE}}}}}",
            "5:36 `item` already means something here: choose another name with `as`",
        ),
        ("{some: conda.packages.*, where: {path: item.nmae, equals: a}}", "5:47 no fact `nmae` in `item.nmae`; did you mean `name`?"),
        (
            "{some: conda.packages.*, as: one, where: {path: item.name, equals: a}}",
            "5:56 unknown root `item`; a key of the document is `doc.item.name`",
        ),
        ("{some: [deployment.name, conda], where: {path: item.x, exists: true}}", ""),
        ("{some: ['conda.packages[0]', 'conda.packages[1]'], where: {path: item.x, exists: true}}", "5:73 no fact `x` in `item.x`"),
    ],
)
def test_every_other_fault_of_a_condition(faults: FaultsOf, check: str, told: str) -> None:
    assert faults(check=check) == ([told] if told else [])


@pytest.mark.parametrize(
    "check",
    [
        f"{{all: [{ONE}, {{any: [{ONE}]}}, {{not: {ONE}}}]}}",
        "{path: doc.a, equals: 1}",
        "{each: doc.größe.*, as: ä, check: {path: ä.ö, equals: 1}}",
        "{path: doc.a, equals: [1, a, true]}",
        "{path: doc.a, equals: []}",
        "{path: doc.a, equals: {path: deployment.name}, ignore_case: true}",
        "{path: doc.a, in: [a, 1, 0.5, false]}",
        "{path: doc.a, in: {path: conda.packages.*.name}}",
        "{path: doc.a, in: {path: doc.b}}",
        "{path: doc.a, contains: a}",
        "{path: doc.a, contains: {path: doc.b}}",
        "{path: doc.a, type: integer, at_least: 1, at_most: {path: doc.b}}",
        "{path: doc.a, placeholder: false}",
        # escaped, or in a set: neither a reference nor a look
        "{path: doc.a, matches: '\\\\1 \\(?=a [(?=\\1] [^]\\1] (?:a) (?P<n>b) (?i:c)'}",
        f"{{path: doc.a, matches: {'a' * 200}}}",
        "{path: doc.a, version: '>=3.8,<3.12,!=3.9.*'}",
        "{path: doc.a, schema: {type: object, properties: {a: {$ref: '#/$defs/a'}}, $defs: {a: true}}}",
        "{path: doc.a, schema: true}",
        "{path: 'doc.a.b[0]', exists: true}",
        "{path: \"doc['any text']\", exists: true}",
        "{some: deployment.*}",
        "{each: [doc.a, doc.b.*], as: one, check: {path: one, exists: true}}",
        "{count: doc.*, at_least: 0, at_most: 2}",
        "{each: doc.*, check: {none: item.*, as: inner, where: {path: inner.x, exists: true}}}",
        "{not: {path: doc.a, equals: 1}}",
        "{not: {all: [{path: doc.a, at_least: 1}]}}",
    ],
)
def test_conditions_without_a_fault(faults: FaultsOf, check: str) -> None:
    assert faults(check=check) == []


def test_all_faults_of_a_condition_are_told(faults: FaultsOf) -> None:
    check = "{all: [{path: dco.a}, {any: []}, {count: conda.pakages.*, where: {path: item.x, in: 1}}]}"
    assert faults(check=check) == [
        "5:22 unknown root `dco`; a key of the document is `doc.dco.a`; did you mean `doc`?",
        "5:22 this leaf asks nothing: add an operator",
        "5:31 `any` takes a list of conditions",
        "5:49 no fact `pakages` in `conda.pakages.*`; did you mean `packages`?",
        "5:49 `count` needs one of equals, at_least, at_most",
        "5:92 `in` takes a list of texts, numbers and booleans, or {path: …}",
    ]
