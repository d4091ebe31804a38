"""The least role that judging by some rules takes: a permission for each resource they ask for, and no other."""

from __future__ import annotations

from preflight.language.asks import asks_of
from preflight.permission import PERMISSIONS
from preflight.question import WORKSPACE
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from preflight.language.rule import Rule

NAME = "azureml-preflight reader"
_DESCRIPTION = "Reads what preflight asks a workspace of Azure Machine Learning and what belongs to it, and changes nothing."


class Need(Record):
    """A permission, where a role with it must be assigned, and the rules that take it. `data`: to read data, not to manage."""

    permission: str
    data: bool
    scopes: tuple[str, ...]
    rules: tuple[str, ...]


def needs_of(rules: Iterable[Rule], *, data_plane: bool, others: Mapping[str, Iterable[str]] | None = None) -> list[Need]:
    """Return the permissions that rules take, those to manage first, each once.

    `data_plane` tells whether storage is read, too. `others` are what needs some resources besides: the resources by a name.
    """
    scopes: dict[tuple[bool, str], dict[str, None]] = {}
    takers: dict[tuple[bool, str], dict[str, None]] = {}
    asked = {rule.id: _resources(rule) for rule in rules} | dict(others or {})
    for taker, resources in asked.items():
        for resource in resources:
            permission = PERMISSIONS[resource]
            keys = [(False, action) for action in permission.actions]
            keys += [(True, action) for action in permission.data_actions] if data_plane else []
            for key in keys:
                scopes.setdefault(key, {})[permission.scope_of(key[1])] = None
                takers.setdefault(key, {})[taker] = None
    return [Need(name, data, tuple(sorted(scopes[data, name])), tuple(sorted(takers[data, name]))) for data, name in sorted(scopes)]


def role_definition(needs: Sequence[Need], assignable: str) -> dict[str, object]:
    """Return the role as `az role definition create --role-definition` takes it; `assignable` is the scope that it can be assigned in."""
    return {
        "Name": NAME,
        "Description": _DESCRIPTION,
        "Actions": [need.permission for need in needs if not need.data],
        "NotActions": [],
        "DataActions": [need.permission for need in needs if need.data],
        "NotDataActions": [],
        "AssignableScopes": [assignable],
    }


def _resources(rule: Rule) -> list[str]:
    """Return what a rule asks for. That something is missing is believed only of a workspace that answers, so that is asked, too."""
    asked = asks_of(rule)
    return sorted(asked | {WORKSPACE}) if asked else []
