"""Scopes to judge conditions in, and the faults of rule files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from preflight import resources
from preflight.document import Document, parse
from preflight.language.faults import Faults
from preflight.language.plain import plain
from preflight.language.rulecheck import RuleCheck
from preflight.language.verdict import Scope
from preflight.scalar import rule_dialect
from preflight.source import Source
from preflight.value import Absent, fact

if TYPE_CHECKING:
    from collections.abc import Callable

    ScopeOf = Callable[..., Scope]
    FaultsOf = Callable[..., list[str]]

# A rule file without faults, a line for each key; what a test changes is YAML, too.
RULE = {
    "id": "a-rule",
    "summary": "something is wrong",
    "severity": "error",
    "for": "batch-deployment",
    "check": "{path: deployment.timeout, at_least: 1}",
    "language": "1",
    "status": "stable",
    "since": "0.1.0",
    "message": "wrong",
    "why": "it fails",
    "evidence": "[{source: 'https://example.org', kind: doc, seen: 2026-08}]",
    "examples": "[{bad: {d.yml: a}}, {good: {d.yml: b}}, {unknown: {d.yml: c}}]",
}


@pytest.fixture
def scope() -> ScopeOf:
    """Return a function that makes a scope of roots, given as plain data or as values; every other root is absent."""

    def make(**roots: object) -> Scope:
        values = {name: fact(data) for name, data in roots.items()}
        return Scope(lambda name: values.get(name) or Absent(name=name))

    return make


@pytest.fixture(scope="session")
def schema() -> Draft202012Validator:
    """Return the schema that editors have for rule files."""
    return Draft202012Validator(resources.schema("rule"))


@pytest.fixture
def faults(schema: Draft202012Validator) -> FaultsOf:
    """Return a function that changes keys of a rule file (None leaves one out) and returns its faults as `line:column message`.

    What has no fault fits the schema, too.
    """

    def check(**changed: str | None) -> list[str]:
        text = "".join(f"{key}: {value}\n" for key, value in {**RULE, **changed}.items() if value is not None)
        document = parse(Source("a-rule.yaml", text), rule_dialect())
        assert isinstance(document, Document), text
        found = Faults("a-rule.yaml")
        RuleCheck(found, document.root, "a-rule.yaml").check()
        assert found.found or [error.message for error in schema.iter_errors(plain(document.root))] == []
        return [str(fault).removeprefix("a-rule.yaml:") for fault in found.found]

    return check
