"""Reading resources outside of the workspace: registries, storage accounts, private endpoints, identities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight import question
from preflight.probes.azure.failure import NotRead, NotThere
from preflight.probes.azure.reading import body_of
from preflight.probes.azure.shape import at
from preflight.probes.azure.subject import IDENTITY, resource, scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.reader import Body, Reader
    from preflight.probes.azure.subject import Subject

_STORAGE_VERSION = "2024-01-01"
_NETWORK_VERSION = "2024-05-01"
_IDENTITY_VERSION = "2023-01-31"


def registry(reader: Reader, subject: Subject, _: str) -> Body:
    """Return a container registry, from its own subscription."""
    scope = scope_of(subject.id)
    registries = reader.clients.registries(scope.subscription).registries
    return reader.one(lambda: registries.get(scope.group, scope.name), subject)


def storage_account(reader: Reader, subject: Subject, _: str) -> Body:
    """Return a storage account."""
    return reader.one(reader.get(subject.id, _STORAGE_VERSION), subject)


def private_endpoint(reader: Reader, subject: Subject, _: str) -> Body:
    """Return a private endpoint."""
    return reader.one(reader.get(subject.id, _NETWORK_VERSION), subject)


def principal_of(reader: Reader, arm_id: str) -> Body:
    """Return the object id and the client id of a user-assigned identity, or why they are not known; raises nothing."""
    try:
        subject = resource(IDENTITY, arm_id)
        body = body_of(reader.clients.listener.call(reader.get(subject.id, _IDENTITY_VERSION)), subject)
    except NotThere:
        return {"unanswered": f"user-assigned identity `{arm_id.rpartition('/')[2]}` was not found"}
    except NotRead as error:
        return {"unanswered": error.reason, "permission": error.permission}
    principal, client = at(body, "properties.principalId"), at(body, "properties.clientId")
    if not isinstance(principal, str) or not principal:
        return {"unanswered": f"the answer about {subject.what} does not say its object id"}
    return {"principalId": principal, "clientId": client if isinstance(client, str) else None}


READERS: dict[str, Callable[..., Body]] = {
    question.REGISTRY: registry,
    question.STORAGE_ACCOUNT: storage_account,
    question.PRIVATE_ENDPOINT: private_endpoint,
}
