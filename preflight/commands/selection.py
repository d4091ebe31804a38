"""Which rules a command is about: the options that say so, and the rules they select."""

from __future__ import annotations

from preflight import exits
from preflight.rulebook import Selection, UnknownRule, rulebook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping
    from typing import Any

    from preflight.configuration.reading import Configuration
    from preflight.finding import Severity
    from preflight.rulebook import Rulebook


def add_rule_options(parser: ArgumentParser) -> None:
    """Add what selects rules."""
    add = parser.add_argument
    add(
        "--rules",
        action="append",
        default=[],
        metavar="PATH",
        help="a rule file, or a folder of them, besides the built-in rules; repeatable",
    )
    add("--select", action="append", default=[], metavar="ID,…", help="these rules only")
    add("--ignore", action="append", default=[], metavar="ID,…", help="not these rules")


def selected_rules(
    options: Namespace, severity: Mapping[str, Severity] | None = None, configuration: Configuration | None = None
) -> Rulebook:
    """Return the rules that the options select, some with another severity; `configuration` says where rules are named.

    Raises UsageError for a rule that does not exist and for a wrong rule file.
    """
    names = configuration.names if configuration is not None else {}
    selection = Selection(tuple(listed(options.select)), tuple(listed(options.ignore)), severity or {}, tuple(names))
    packs = getattr(options, "packs", [])
    try:
        return rulebook([*_own_rules(packs), *_own_rules(options.rules)], selection)
    except UnknownRule as error:
        place = names.get(error.name)
        where = f"{configuration.told}:{place.line}:{place.column} " if configuration is not None and place is not None else ""
        raise exits.UsageError(f"{where}{error}") from error


def listed(values: list[str]) -> list[str]:
    """Return the names in values that each hold one or several, with commas between them."""
    return [name for value in values for name in value.replace(" ", "").split(",") if name]


def _own_rules(paths: list[str]) -> list[dict[str, Any]]:
    if not paths:
        return []
    from preflight.rulefiles import read_rules  # noqa: PLC0415 - built-in rules were checked when they were packed

    return [rule.data for rule in read_rules(paths)]
