"""The rules of a run: the built-in ones and the user's, selected and with the severities that were asked for."""

from __future__ import annotations

from preflight import resources
from preflight.finding import Severity
from preflight.language.rule import Rule
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from preflight.kind import Kind


class UnknownRule(ValueError):
    """A rule that was named does not exist; the message says which, and what may have been meant."""


class Selection(Record):
    """Which rules to judge by: all, or only `select`, less `ignore`; and the severities that replace the rules' own."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}


class Rulebook:
    """Rules by id, and what their readers need of them."""

    def __init__(self, rules: Iterable[dict[str, Any]], severity: Mapping[str, Severity]) -> None:
        """Take rules as plain data, and the severities that replace theirs."""
        self.rules = {rule["id"]: Rule(rule) for rule in rules}
        self._pages: Mapping[str, dict[str, Any]] | None = None
        self._severity = severity

    def of_kind(self, kind: Kind) -> list[Rule]:
        """Return the rules for a kind."""
        return [rule for rule in self.rules.values() if kind.value in rule.kinds]

    def severity(self, rule: Rule, written: str) -> Severity:
        """Return how bad a failure is: as asked for, else as the rule has it."""
        return self._severity.get(rule.id) or Severity(written)

    def page(self, rule_id: str) -> dict[str, Any]:
        """Return why a rule is there, what it prevents and what is known of it; a packed rule has that apart."""
        data = self.rules[rule_id].data
        if "why" in data:
            return data
        if self._pages is None:
            self._pages = resources.packed_pages() or {}
        return self._pages.get(rule_id, data)


def builtin_rules() -> list[dict[str, Any]]:
    """Return the built-in rules as plain data, in the order of their ids."""
    packed = resources.packed_rules()
    if packed is None:
        from preflight.pack import read_rule  # noqa: PLC0415 - an installed preflight has the rules packed

        packed = [read_rule(path) for path in resources.rule_files()]
    return sorted(packed, key=lambda rule: rule["id"])


def rulebook(own: list[dict[str, Any]], selection: Selection) -> Rulebook:
    """Return the rules of a run: the built-in ones and the user's own, which win where an id is the same.

    Raises UnknownRule for an id that no rule has.
    """
    rules = {rule["id"]: rule for rule in [*builtin_rules(), *own]}
    for name in (*selection.select, *selection.ignore, *selection.severity):
        if name not in rules:
            raise UnknownRule(_unknown(name, rules))
    chosen = [rule for name, rule in rules.items() if (not selection.select or name in selection.select) and name not in selection.ignore]
    return Rulebook(chosen, selection.severity)


def _unknown(name: str, rules: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake comes to it

    near = get_close_matches(name, list(rules), 1)
    return f"there is no rule `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")
