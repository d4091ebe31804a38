"""`preflight permissions`: the least role that the selected rules need to ask a workspace."""

from __future__ import annotations

import json
import sys
import textwrap

from preflight import exits
from preflight.commands.selection import add_rule_options, selected_rules
from preflight.escape import for_json, for_terminal
from preflight.examination import RESOURCES
from preflight.role import NAME, needs_of, role_definition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from preflight.role import Need

_FORMATS = ("json", "table")
_WIDTH = 100
# Where a role can be assigned that is assignable in the resource group of the workspace.
_IN_GROUP = frozenset({"the workspace", "the workspace and its resource group"})
# What stands beside the rules in the table.
_EVERYTHING = "(--all)"
_SUBSCRIPTION = "the subscription"


def add_options(parser: ArgumentParser) -> None:
    """Add what `permissions` takes."""
    add_rule_options(parser)
    add = parser.add_argument
    add("--all", action="store_true", help="besides what the rules need, what `doctor` and `facts record --all` ask for")
    add("--no-data-plane", action="store_true", help="without what it takes to read storage")
    add("--subscription", metavar="ID", help="the subscription the role is for (default: a placeholder)")
    add("--resource-group", "-g", metavar="NAME", help="the resource group of the workspace (default: a placeholder)")
    add("--workspace", "-w", metavar="NAME", help="the workspace (default: a placeholder)")
    add("--format", choices=_FORMATS, default="json", help="json, for `az role definition create --role-definition @-`, or table")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print the role; where it is to be assigned goes to standard error, so that the role can be piped.

    Raises UsageError for a rule that does not exist and for a wrong rule file.
    """
    others = {_EVERYTHING: RESOURCES} if options.all else {}
    needs = needs_of(selected_rules(options).rules.values(), data_plane=not options.no_data_plane, others=others)
    if not needs:
        sys.stderr.write("preflight: no role is needed: none of these rules asks a workspace\n")
        return exits.NOTHING_CHECKED
    place = _Place(options)
    if options.format == "table":
        sys.stdout.writelines(f"{for_terminal(line)}\n" for line in (*_table(needs), "", *_assignments(needs, place)))
        return exits.CLEAN
    role = role_definition(needs, place.assignable(needs))
    sys.stdout.write(for_json(json.dumps(role, indent=2, ensure_ascii=False)) + "\n")
    sys.stderr.writelines(f"preflight: {for_terminal(line)}\n" for line in _assignments(needs, place))
    return exits.CLEAN


class _Place:
    """The workspace as far as the options name it; the rest are placeholders."""

    def __init__(self, options: Namespace) -> None:
        self.subscription = f"/subscriptions/{options.subscription or '<subscription id>'}"
        self.group = f"{self.subscription}/resourceGroups/{options.resource_group or '<resource group>'}"
        self.workspace = f"{self.group}/providers/Microsoft.MachineLearningServices/workspaces/{options.workspace or '<workspace>'}"
        self._group_is_named = bool(options.resource_group)

    def of(self, scope: str) -> str:
        """Return the address of a scope, empty where only the workspace knows it."""
        return {"the workspace": self.workspace, _SUBSCRIPTION: self.subscription}.get(scope, "")

    def assignable(self, needs: Sequence[Need]) -> str:
        """Return the narrowest scope that holds all that the role must be assigned at; a role cannot be assignable at a resource alone."""
        inside = all(scope in _IN_GROUP for need in needs for scope in need.scopes)
        return self.group if inside and self._group_is_named else self.subscription


def _table(needs: Sequence[Need]) -> Iterator[str]:
    """Yield a permission, where it must be granted, and below it the rules that need it."""
    shown = [(f"{need.permission}{' (data)' if need.data else ''}", " and ".join(need.scopes)) for need in needs]
    width = max(len(name) for name, _ in shown)
    for need, (name, scope) in zip(needs, shown, strict=True):
        yield f"{name:{width}}  on {scope}"
        yield from textwrap.wrap(", ".join(need.rules), _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _assignments(needs: Sequence[Need], place: _Place) -> Iterator[str]:
    """Yield where a role with these permissions must be assigned, and which of them count there."""
    yield f'assign the role "{NAME}" on each of these, or on what holds them:'
    for scope in sorted({scope for need in needs for scope in need.scopes}, key=lambda scope: (scope not in _IN_GROUP, scope)):
        address = place.of(scope)
        counting = ", ".join(need.permission.partition("/")[2] for need in needs if scope in need.scopes)
        yield f"  {scope}{f': {address}' if address else ''}{'' if scope in _IN_GROUP else f' ({counting})'}"
