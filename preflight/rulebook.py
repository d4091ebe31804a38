"""The rules of a run: the built-in ones and the user's, selected and with the severities that were asked for."""

from __future__ import annotations

from preflight import resources
from preflight.finding import Severity
from preflight.language.rule import Rule
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from preflight.kind import Kind


class UnknownRule(ValueError):
    """A rule that was named does not exist; the message says which, and what may have been meant."""

    def __init__(self, name: str, message: str) -> None:
        """Say which name it is, and what is wrong with it."""
        super().__init__(message)
        self.name = name


class Selection(Record):
    """Which rules to judge by: all, or only `select`, less `ignore`; and the severities that replace the rules' own.

    `mentioned` are rules that are named besides: they have to exist, too.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    mentioned: tuple[str, ...] = ()

    def chooses(self, name: str) -> bool:
        """Tell whether a rule is among them."""
        return (not self.select or name in self.select) and name not in self.ignore


EVERYTHING = Selection()


class Rulebook:
    """Rules by id, and what their readers need of them.

    `known` has all rules there are, as plain data, also those that are not selected.
    """

    def __init__(self, rules: Iterable[dict[str, Any]], severity: Mapping[str, Severity], selection: Selection = EVERYTHING) -> None:
        """Take rules as plain data, the severities that replace theirs, and which of the rules are selected."""
        self.known = {rule["id"]: rule for rule in rules}
        self.rules = {name: Rule(rule) for name, rule in self.known.items() if selection.chooses(name)}
        self.selection = selection
        self._exceptions: dict[str, Any] | None = None
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

    def meant(self, name: str) -> set[str]:
        """Return the rules that a name stands for: also the one that took the place of a rule that is deprecated or gone."""
        data = self.known.get(name)
        successor = data.get("replaced_by") if data is not None else self.exceptions["retired"].get(name)
        return {name, successor} if successor else {name}

    def is_settled(self, name: str, settled: frozenset[str]) -> bool:
        """Tell whether a rule would have been told where it fails; `settled` are those that were judged and never in doubt."""
        if self.exceptions["retired"].get(name, "") is None:
            return True
        meant = self.meant(name) & self.known.keys()
        return bool(meant) and meant <= settled

    def exception_page(self, rule_id: str) -> dict[str, Any]:
        """Return what readers need of a rule about exceptions."""
        page: dict[str, Any] = self.exceptions["rules"][rule_id]
        return page

    @property
    def exceptions(self) -> dict[str, Any]:
        """What is known of exceptions, read when first needed (`preflight.resources.exceptions`)."""
        if self._exceptions is None:
            self._exceptions = resources.exceptions()
        return self._exceptions


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
    for name in (*selection.select, *selection.ignore, *selection.severity, *selection.mentioned):
        if name not in rules:
            selection = _with_present_names(selection, rules)
            break
    return Rulebook(rules.values(), selection.severity, selection)


def unknown_rule(name: str, names: Iterable[str]) -> str:
    """Say that no rule has a name, and which one was probably meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake comes to it

    near = get_close_matches(name, list(names), 1)
    return f"there is no rule `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")


def _with_present_names(selection: Selection, rules: Mapping[str, object]) -> Selection:
    """Return a selection in which rules that were renamed have the names of today; rules about exceptions may be named, too."""
    exceptions = resources.exceptions()
    known, retired = {**rules, **exceptions["rules"]}, exceptions["retired"]

    def named_today(names: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            if name not in known and name not in retired:
                raise UnknownRule(name, unknown_rule(name, known))
            today = name if name in known else retired[name]
            if today is not None:
                yield name, today

    select = tuple(today for _, today in named_today(selection.select))
    if selection.select and not select:
        raise UnknownRule(selection.select[0], f"there is no rule `{selection.select[0]}` any more")
    ignore = tuple(today for _, today in named_today(selection.ignore))
    mentioned = tuple(today for _, today in named_today(selection.mentioned))
    return Selection(select, ignore, {today: selection.severity[name] for name, today in named_today(selection.severity)}, mentioned)
