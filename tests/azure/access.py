"""Who may do what: role assignments, role definitions, deny assignments and the caller's own permissions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.azure.address import Address, address, is_within
from tests.azure.listing import page, property_of
from tests.azure.message import Reply, Request, json_reply
from tests.azure.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.azure.world import World

NAMESPACE = "Microsoft.Authorization"
EVERYONE = "00000000-0000-0000-0000-000000000000"
_DEFINITIONS = f"/providers/{NAMESPACE}/roleDefinitions"
_CONDITION = re.compile(
    r"(?P<word>atScope|assignedTo)\(\s*(?:'(?P<in>[^']*)')?\s*\)|(?P<field>principalId)\s+eq\s+'(?P<is>[^']*)'", re.IGNORECASE
)

Principals = set[str]


def answer(world: World, request: Request, where: Address) -> Reply | None:
    """Return the answer where the scope itself is asked about access, None where a stored resource is asked for."""
    kind = where.types[0].lower() if where.types else ""
    if kind == "permissions":
        return page(world, request, world.permissions_at(where.scope))
    if kind == "roledefinitions" and not where.is_collection:
        return _definition(world, where)
    if kind == "roleassignments" and where.is_collection:
        return _listed(world, request, where, "roleAssignments", _assigned)
    if kind == "denyassignments" and where.is_collection:
        return _listed(world, request, where, "denyAssignments", _denied)
    return None


def _definition(world: World, where: Address) -> Reply | None:
    """Return a built-in role, which is the same at every scope and has the scope that was asked for in its id."""
    built_in = f"{_DEFINITIONS}/{where.name}"
    if world.resources.has(where.id) or not world.resources.has(built_in):
        return None
    return json_reply({**world.resources.get(built_in), "id": where.id})


def _listed(world: World, request: Request, where: Address, kind: str, principals: Callable[[Any], Principals]) -> Reply:
    """Return what is at, above and below the scope, unless the filter leaves out what is below."""
    asked = request.query.get("$filter", "")
    stored = world.resources.of_type(f"{NAMESPACE}/{kind}").items()
    found = [(address(one).scope, body) for one, body in stored if _related(address(one).scope, where.scope)]
    for part in filter(None, re.split(r"\s+and\s+", asked.strip())):
        condition = _CONDITION.fullmatch(part)
        if condition is None:
            return refused(400, "InvalidFilter", f"The filter '{part}' is not supported.")
        if (condition["word"] or "").lower() == "atscope":
            found = [(scope, body) for scope, body in found if is_within(where.scope, scope)]
        else:
            whose = _with_groups(world, condition["in"] or "") if condition["word"] else {(condition["is"] or "").lower()}
            found = [(scope, body) for scope, body in found if principals(body) & (whose | {EVERYONE})]
    return page(world, request, [body for _, body in found])


def _related(scope: str, asked: str) -> bool:
    return is_within(asked, scope) or is_within(scope, asked)


def _with_groups(world: World, principal: str) -> Principals:
    """Return a principal and all groups that it is in, through other groups too."""
    found = {principal.lower()}
    grown = True
    while grown:
        more = {group for group, members in world.groups.items() if members & found} - found
        found |= more
        grown = bool(more)
    return found


def _assigned(assignment: Any) -> Principals:
    """Return whom a role is assigned to; an assignment that says nobody is everyone's, for a test of odd answers."""
    return {str(property_of(assignment, "principalId") or EVERYONE).lower()}


def _denied(assignment: Any) -> Principals:
    principals = property_of(assignment, "principals")
    ids = [one.get("id") for one in principals if isinstance(one, dict)] if isinstance(principals, list) else []
    return {str(one).lower() for one in ids} or {EVERYONE}
