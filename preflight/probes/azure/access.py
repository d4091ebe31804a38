"""Reading who may do what, with the client of azure-mgmt-authorization."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from preflight import question
from preflight.probes.azure.failure import NotRead, NotThere
from preflight.probes.azure.fields import ROLE_FIELDS
from preflight.probes.azure.reading import body_of
from preflight.probes.azure.shape import WrongShape, at, cut
from preflight.probes.azure.subject import ROLE, Subject, scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.reader import Body, Reader

# Reader, Contributor and Owner of Storage Blob Data: what they allow is known.
# Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
_KNOWN_ROLES = frozenset(
    {"2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"}
)
_DEFINITION = re.compile(
    r"(?:/subscriptions/[0-9a-f-]{36})?/providers/Microsoft\.Authorization/roleDefinitions/(?P<name>[0-9a-f-]{36})", re.IGNORECASE
)
_VERSION = "2022-04-01"


def role_assignments(reader: Reader, subject: Subject, scope: str, principal: str) -> Body:
    """Return what roles a principal has on a scope, itself or through groups, above and below too, and what these roles allow."""
    client = _client(reader, scope)
    body = reader.all(lambda: client.role_assignments.list_for_scope(scope.strip("/"), filter=f"assignedTo('{principal}')"), subject)
    ids = [str(at(one, "properties.roleDefinitionId")) for one in body["value"]]
    unknown = {role.lower(): role for role in ids if role.lower().rpartition("/")[2] not in _KNOWN_ROLES}
    found = reader.pool.each(lambda role: _definition(reader, client, role), unknown.values())
    return {**body, "definitions": dict(zip(unknown, found, strict=True))}


def deny_assignments(reader: Reader, subject: Subject, scope: str, principal: str) -> Body:
    """Return what is denied to a principal on a scope."""
    client = _client(reader, scope)
    return reader.all(lambda: client.deny_assignments.list_for_scope(scope.strip("/"), filter=f"assignedTo('{principal}')"), subject)


def permissions(reader: Reader, subject: Subject, scope: str) -> Body:
    """Return what the caller may do on a scope.

    The client's own call for a resource has an empty step in its address, so the address is written here.
    """
    return reader.only(reader.get(f"{scope.rstrip('/')}/providers/Microsoft.Authorization/permissions", _VERSION), subject)


def _client(reader: Reader, scope: str) -> Any:
    return reader.clients.authorization(scope_of(scope).subscription)


def _definition(reader: Reader, client: Any, role: str) -> Body:
    """Return what a role allows, or why that is not known; raises nothing."""
    try:
        return _allowed(reader, client, role)
    except NotThere:
        return {"unanswered": f"role `{role.rpartition('/')[2]}` was not found"}
    except NotRead as error:
        return {"unanswered": error.reason, "permission": error.permission}


def _allowed(reader: Reader, client: Any, role: str) -> Body:
    found = _DEFINITION.fullmatch(role)
    if found is None:
        raise NotRead(f"`{role}` is not the id of a role")
    subject = Subject(ROLE, f"role `{found['name']}`", role, found["name"])
    body = body_of(reader.clients.listener.call(lambda: client.role_definitions.get_by_id(role)), subject)
    try:
        kept: Body = cut(body, ROLE_FIELDS)
    except WrongShape as error:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: {error}") from error
    if not at(kept, "properties.permissions"):
        raise NotRead(f"the answer about {subject.what} says nothing: it lacks `properties.permissions`")
    return kept


READERS: dict[str, Callable[..., Body]] = {
    question.ROLE_ASSIGNMENTS: role_assignments,
    question.DENY_ASSIGNMENTS: deny_assignments,
    question.PERMISSIONS: permissions,
}
