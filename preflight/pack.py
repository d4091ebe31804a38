"""The built-in rules as plain data: what judging needs of a rule, and what its readers need besides."""

from __future__ import annotations

from preflight.document import Fault, parse
from preflight.scalar import rule_dialect
from preflight.source import Source
from preflight.value import Present

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.value import Value

JUDGED = ("id", "severity", "for", "when", "check", "at", "message", "related", "suggest", "fix", "unknown", "status", "replaced_by")


def brief(rule: dict[str, Any]) -> dict[str, Any]:
    """Return what judging needs of a rule."""
    return {key: rule[key] for key in JUDGED if key in rule}


def page(rule: dict[str, Any]) -> dict[str, Any]:
    """Return the rest of a rule: what `explain` and other readers show."""
    return {key: value for key, value in rule.items() if key not in JUDGED}


def read_rule(path: str) -> dict[str, Any]:
    """Read a rule file as plain data, with the scalars of YAML 1.2.

    Raises ValueError, with path and line, for what is no mapping or not plain YAML, and for a key that is written twice.
    """
    rule = read_yaml(path)
    if not isinstance(rule, dict):
        raise ValueError(f"{path}:1: a rule file is one mapping")
    return rule


def read_yaml(path: str) -> Any:
    """Read a YAML file of preflight's own as plain data, in the same way and with the same errors as a rule file."""
    with open(path, encoding="utf-8-sig") as stream:
        source = Source(path, stream.read())
    document = parse(source, rule_dialect())
    if isinstance(document, Fault):
        raise ValueError(f"{path}:{document.line}: {document.reason}")
    for fault in document.faults:
        raise ValueError(f"{path}:{fault.line}: {fault.reason}")
    for twice in document.duplicates:
        raise ValueError(f"{path}:{_line(twice.key)}: the key `{twice.key.data}` stands already in line {_line(twice.first)}")
    return _plain(document.root)


def _line(value: Present) -> int:
    return value.place.line if value.place else 1


def _plain(value: Value) -> Any:
    if not isinstance(value, Present):
        return None
    if isinstance(value.data, dict):
        return {key: _plain(item) for key, item in value.data.items()}
    if isinstance(value.data, list):
        return [_plain(item) for item in value.data]
    return value.data
