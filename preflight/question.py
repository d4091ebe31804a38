"""Questions to a workspace, and their answers: the one language between facts and whoever can answer."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    class Probe(Protocol):
        """Who can answer: the workspace itself, or a recording of it."""

        @property
        def source(self) -> str:
            """`live` or `recorded`: what reports call this source of facts."""

        def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
            """Answer every question; what cannot be answered has its reason, and nothing is raised."""


class Question(Record):
    """What is to be read: a sort of resource, and which one.

    `resource` is one of the words of this module, `arguments` are texts, as many as its comment says. Workspace and
    resource group are those of the run.
    """

    resource: str
    arguments: tuple[str, ...] = ()


# The workspace itself.
WORKSPACE = "workspace"
# ARM id, perhaps in another subscription.
REGISTRY = "registry"
# Name.
COMPUTE = "compute"
# Name; nothing for all of them; name of the endpoint.
ENDPOINT, ENDPOINTS, DEPLOYMENTS = "endpoint", "endpoints", "deployments"
# Name, version, label: at most one of version and label, and neither for the newest version.
MODEL, ENVIRONMENT, DATA, COMPONENT = "model", "environment", "data", "component"
# Nothing: all of the workspace.
DATASTORES = "datastores"
# ARM id.
STORAGE_ACCOUNT, PRIVATE_ENDPOINT = "storage-account", "private-endpoint"
# Scope (ARM id) and object id of the principal.
ROLE_ASSIGNMENTS, DENY_ASSIGNMENTS = "role-assignments", "deny-assignments"
# Scope (ARM id): what the caller may do there.
PERMISSIONS = "permissions"
# Location.
USAGES, VM_SIZES = "usages", "vm-sizes"
# Blob endpoint of the account, container, prefix, and how many at most.
BLOBS = "blobs"
# Blob endpoint of the account, container, path, and how many bytes at most.
BLOB_HEAD = "blob-head"


class Found(Record):
    """A resource as the service describes it: JSON, cut to what facts are made of. `resource_id` is its ARM id, or its address."""

    body: dict[str, Any]
    resource_id: str


class Missing(Record):
    """The service says that there is no such resource, and could look."""

    resource_id: str


class Unanswered(Record):
    """Nothing is known: why, and the permission that was missing, where that was it."""

    reason: str
    permission: str | None = None


class Unasked(Record):
    """Nobody was asked: a recording does not hold the question, or the run was told to leave it out. `reason` says so."""

    reason: str


Answer = Found | Missing | Unanswered | Unasked
