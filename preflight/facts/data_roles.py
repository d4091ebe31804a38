"""What role assignments and deny assignments come to: whether an identity may read, or write, the blobs of a container.

Terms and rules: What is Azure RBAC, Understand Azure role definitions, Understand Azure deny assignments.
"""

from __future__ import annotations

from preflight.record import Record
from preflight.value import Absent, Present, Unknown, child, entries, members, placed, text_of, written
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

READ = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
WRITE = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"

# Azure built-in roles for storage: these grant without a look at their definition.
READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
_GRANTS = {READER: (READ,), CONTRIBUTOR: (READ, WRITE), OWNER: (READ, WRITE)}
# A deny assignment for everybody names this principal.
_EVERYBODY = "00000000-0000-0000-0000-000000000000"
_MIXED = "some identities of the compute may and some may not"
_MANAGEMENT_GROUP = "/providers/microsoft.management/managementgroups/"
# Types of principals that have no members.
_SINGLE = ("user", "serviceprincipal")


class Access(Record):
    """Whether an identity may do something: true, false, or why it is not known; and the deny assignment that forbids it."""

    allowed: Value
    denied_by: Value


def container_scope(account: str, container: str) -> str:
    """Return the scope of a container, from the ARM id of its account."""
    return f"{account.rstrip('/')}/blobServices/default/containers/{container}"


def access(action: str, scope: str, principal: str, roles: Value, denials: Value) -> Access:
    """Return what the assignments of a principal come to at a scope.

    `roles` and `denials` are the answers to the questions for role and deny assignments; they were filtered by the principal
    (`assignedTo`), and so hold what it has through groups. A deny assignment always wins.
    """
    granted = _granted(action, scope, roles)
    forbidden = _forbidden(action, scope, principal, denials)
    if isinstance(forbidden, Present):
        return Access(placed(data=False, near=denials), forbidden)
    if isinstance(forbidden, Unknown) and not (isinstance(granted, Present) and granted.data is False):
        return Access(doubt_of(granted, forbidden) or forbidden, forbidden)
    return Access(granted, Absent(denials))


def common(found: list[Access]) -> Access:
    """Return what holds for whichever of several identities is used."""
    first = found[0]
    if all(_is(one, wanted=True) for one in found) or all(_is(one, wanted=False) for one in found):
        return first
    near = first.allowed
    doubt = doubt_of(*(one.allowed for one in found))
    return Access(doubt or Unknown(f"{_MIXED}, and which of them is used is not known", near), Absent(near))


def _is(one: Access, *, wanted: bool) -> bool:
    return isinstance(one.allowed, Present) and one.allowed.data is wanted


def matches(pattern: str, action: str) -> bool:
    """Tell whether a pattern of a role covers an action: case does not count, `*` stands for any text, slashes included."""
    text = action.lower()
    first, *rest = pattern.lower().split("*")
    if not rest:
        return first == text
    last = rest.pop()
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return False
    for part in rest:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def is_within(scope: str, outer: str) -> bool:
    """Tell whether a scope is another one or lies below it; of management groups, only those above are ever listed."""
    whole = outer.lower().rstrip("/")
    inner = scope.lower().rstrip("/")
    return not whole or whole.startswith(_MANAGEMENT_GROUP) or inner == whole or inner.startswith(f"{whole}/")


def _granted(action: str, scope: str, roles: Value) -> Value:
    """Tell whether one of the role assignments grants an action: one that surely does outweighs those that may."""
    listed = child(roles, "value")
    if not isinstance(listed, Present) or not isinstance(listed.data, list):
        return listed if isinstance(listed, Unknown) else Unknown("the answer does not list the role assignments", roles)
    doubt: Unknown | None = None
    for assignment in listed.data:
        verdict = _grants(action, scope, child(assignment, "properties"), child(roles, "definitions"))
        if verdict is True:
            return placed(data=True, near=roles)
        doubt = doubt or (verdict if isinstance(verdict, Unknown) else None)
    return doubt or placed(data=False, near=roles)


def _grants(action: str, scope: str, properties: Value, definitions: Value) -> bool | Unknown:
    where, role = text_of(child(properties, "scope")), text_of(child(properties, "roleDefinitionId"))
    if not where or not role:
        return Unknown("a role assignment lacks its scope or its role", properties)
    if not is_within(scope, where):
        return False
    name, verdict = _role(action, role.lower(), definitions, properties)
    if verdict is True and _is_conditional(properties):
        return Unknown(f"`{name}` is granted under a condition, which is not evaluated", properties)
    return verdict


def _role(action: str, role: str, definitions: Value, near: Value) -> tuple[str, bool | Unknown]:
    """Return the name of a role, and whether it holds an action."""
    short = role.rpartition("/")[2]
    if short in _GRANTS:
        return "the role", action in _GRANTS[short]
    known = entries(definitions)
    definition = known.get(role) or known.get(short)
    if definition is None:
        return short, Unknown(f"what the role `{short}` allows is not known", near)
    unanswered = text_of(child(definition, "unanswered"))
    if unanswered is not None:
        return short, Unknown(unanswered, near, permission=text_of(child(definition, "permission")))
    properties = child(definition, "properties")
    name = text_of(child(properties, "roleName")) or short
    return name, _allows(action, child(properties, "permissions"), name)


def _allows(action: str, permissions: Value, name: str) -> bool | Unknown:
    """Tell whether a permission of a role, or of a deny assignment, covers an action; what one leaves out, another may hold."""
    if not isinstance(permissions, Present) or not isinstance(permissions.data, list):
        return Unknown(f"what `{name}` covers is not known", permissions)
    doubt: Unknown | None = None
    for one in permissions.data:
        covered, excluded = _covers(child(one, "dataActions"), action), _covers(child(one, "notDataActions"), action)
        if not isinstance(one, Present) or not isinstance(one.data, dict) or None in (covered, excluded):
            doubt = doubt or Unknown(f"what `{name}` covers is not known", permissions)
        elif covered and not excluded:
            if not _is_conditional(one):
                return True
            doubt = doubt or Unknown(f"`{name}` holds under a condition, which is not evaluated", permissions)
    return doubt or False


def _covers(patterns: Value, action: str) -> bool | None:
    """Tell whether one of some patterns covers an action; None for what is no list of texts."""
    if isinstance(patterns, Absent):
        return False
    if not isinstance(patterns, Present) or not isinstance(patterns.data, list):
        return None
    texts = [text_of(pattern) for pattern in patterns.data]
    return None if None in texts else any(matches(text, action) for text in texts if text is not None)


def _is_conditional(properties: Value) -> bool:
    condition = child(properties, "condition")
    return written(condition) and text_of(condition) != ""


def _forbidden(action: str, scope: str, principal: str, denials: Value) -> Value:
    """Return the name of a deny assignment that forbids an action; absent where none does, unknown where one may."""
    listed = child(denials, "value")
    if not isinstance(listed, Present) or not isinstance(listed.data, list):
        return listed if isinstance(listed, Unknown) else Unknown("the answer does not list the deny assignments", denials)
    doubt: Unknown | None = None
    for denial in listed.data:
        properties = child(denial, "properties")
        name = text_of(child(properties, "denyAssignmentName")) or text_of(child(denial, "name")) or "a deny assignment"
        verdict = _forbids(action, scope, principal, properties, name)
        if verdict is True:
            return placed(name, denials)
        doubt = doubt or (verdict if isinstance(verdict, Unknown) else None)
    return doubt or Absent(denials)


def _forbids(action: str, scope: str, principal: str, properties: Value, name: str) -> bool | Unknown:
    where = text_of(child(properties, "scope"))
    if not where:
        return Unknown(f"`{name}` lacks its scope", properties)
    only_there = child(properties, "doNotApplyToChildScopes")
    if not is_within(scope, where) or (isinstance(only_there, Present) and only_there.data is True and not is_within(where, scope)):
        return False
    if not _concerns(principal, child(properties, "principals")):
        return False
    covered = _allows(action, child(properties, "permissions"), name)
    if covered is False:
        return False
    excluded = _is_excluded(principal, child(properties, "excludePrincipals"))
    if excluded is True:
        return False
    if excluded is None:
        return Unknown(f"`{name}` leaves out principals, and whether the identity belongs to them is not known", properties)
    if covered is True and _is_conditional(properties):
        return Unknown(f"`{name}` holds under a condition, which is not evaluated", properties)
    return covered


def _concerns(principal: str, named: Value) -> bool:
    """Tell whether a deny assignment is for a principal; one that was listed for it may name it by a group, or mean everybody."""
    found = list(_principals(named))
    return not found or any(one in (principal.lower(), _EVERYBODY) or kind not in _SINGLE for one, kind in found)


def _is_excluded(principal: str, excluded: Value) -> bool | None:
    """Tell whether a principal is left out; None where it may be, through a group."""
    if not isinstance(excluded, (Absent, Present)) or (isinstance(excluded, Present) and not isinstance(excluded.data, list)):
        return None
    named = list(_principals(excluded))
    if any(one == principal.lower() for one, _ in named):
        return True
    return None if any(kind not in _SINGLE for _, kind in named) else False


def _principals(listed: Value) -> Iterator[tuple[str, str]]:
    for one in members(listed):
        yield (text_of(child(one, "id")) or "").lower(), (text_of(child(one, "type")) or "").lower()
