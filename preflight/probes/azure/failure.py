"""Why there is no body: the resource is not there, or nothing can be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from preflight.probes.azure.clock import Overdue
from preflight.probes.azure.credential import SignInFailed
from preflight.probes.azure.transport import WriteRefused
from preflight.probes.azure.words import said

if TYPE_CHECKING:
    from preflight.probes.azure.subject import Subject

# The part of a message that says what happened; around it stand the classes of three packages.
_CAUSE = re.compile(
    r"\[Errno -?\d+\] (?P<system>[\w ]+)|(?P<tls>certificate verify failed[^()\"']*)|(?P<proxy>Tunnel connection failed: [\w ]+)"
    r"|(?P<end>Remote end closed connection)"
)


class NotThere(Exception):
    """The service says 404 of the very resource."""


class NotRead(Exception):
    """Nothing is known: why, and the permission that was missing, where that was it."""

    def __init__(self, reason: str, permission: str | None = None) -> None:
        """Keep what is to be told."""
        super().__init__(reason)
        self.reason = reason
        self.permission = permission


class NotFound(NotRead):
    """The service says 404, but not of the very resource: of what it is in, or of the address."""


def is_transport(error: Exception | None) -> bool:
    """Tell whether an attempt ended without a reply, whatever earlier ones got."""
    from azure.core.exceptions import ServiceRequestError, ServiceResponseError

    return isinstance(error, (ServiceRequestError, ServiceResponseError))


def failure(error: Exception | None, subject: Subject) -> str:
    """Return why a call came to no reply."""
    from azure.core.exceptions import IncompleteReadError

    if isinstance(error, (SignInFailed, Overdue)):
        return str(error)
    if isinstance(error, WriteRefused):
        return f"reading {subject.what} takes a {error}, and preflight only reads"
    if error is not None and is_transport(error):
        return _unreachable(error, subject)
    if isinstance(error, IncompleteReadError):
        return f"the answer about {subject.what} broke off"
    return f"{subject.what} could not be read: {type(error).__name__}: {said(error)}"


def _unreachable(error: Exception, subject: Subject) -> str:
    """Return one line for all questions that the same network keeps from being answered."""
    from azure.core.exceptions import ServiceRequestTimeoutError, ServiceResponseError, ServiceResponseTimeoutError

    host = f"`{urlsplit(subject.id).netloc}`" if subject.id.startswith("https:") else "Azure Resource Manager"
    if isinstance(error, ServiceRequestTimeoutError):
        return f"{host} cannot be reached: no connection in time"
    if isinstance(error, ServiceResponseTimeoutError):
        return f"{host} did not answer in time"
    if isinstance(error, ServiceResponseError):
        return f"{host} closed the connection before an answer came"
    cause = _CAUSE.search(str(error))
    why = next(filter(None, cause.groups())) if cause else said(str(error).rpartition("Caused by ")[2])
    return f"{host} cannot be reached: {why.strip().lower()}"
