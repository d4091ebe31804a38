"""What a question is about: its words in messages, its ARM id, and whether Azure can have such a thing at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preflight import question
from preflight.address import is_resource_group, is_subscription
from preflight.probes.azure.failure import NotRead

if TYPE_CHECKING:
    from preflight.address import Address
    from preflight.question import Question

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,254}", re.ASCII)
_VERSION = re.compile(r"[\w+-][\w.+-]{0,254}", re.ASCII)
_LOCATION = re.compile(r"[a-z0-9]{3,40}")
_CONTAINER = re.compile(r"\$?[a-z0-9][a-z0-9-]{0,62}")
_SCOPE = re.compile(
    r"/subscriptions/(?P<subscription>[^/]+)/resourceGroups/(?P<group>[^/]+)(?P<rest>/providers/[\w.]+(?:/[-\w.()@]+){2,})?/?",
    re.IGNORECASE | re.ASCII,
)
LATEST = "latest"
# What is read on the way to an answer.
IDENTITY, ROLE = "user-assigned-identity", "role-definition"
# What only a diagnosis reads.
JOB = "job"

# Resource, how messages call it, and the collection it is in.
_CHILDREN = {
    question.COMPUTE: ("compute", "computes"),
    question.ENDPOINT: ("endpoint", "batchEndpoints"),
    question.DEPLOYMENTS: ("the deployments of endpoint", "batchEndpoints"),
}
_ASSETS = {
    question.MODEL: ("model", "models"),
    question.ENVIRONMENT: ("environment", "environments"),
    question.DATA: ("data asset", "data"),
    question.COMPONENT: ("component", "components"),
}
_COLLECTIONS = {question.ENDPOINTS: ("the endpoints", "batchEndpoints"), question.DATASTORES: ("the datastores", "datastores")}
_ELSEWHERE = {
    IDENTITY: ("user-assigned identity", "Microsoft.ManagedIdentity/userAssignedIdentities"),
    question.REGISTRY: ("container registry", "Microsoft.ContainerRegistry/registries"),
    question.STORAGE_ACCOUNT: ("storage account", "Microsoft.Storage/storageAccounts"),
    question.PRIVATE_ENDPOINT: ("private endpoint", "Microsoft.Network/privateEndpoints"),
}
_ACCESS = {
    question.ROLE_ASSIGNMENTS: "the role assignments",
    question.DENY_ASSIGNMENTS: "the deny assignments",
    question.PERMISSIONS: "the permissions of this sign-in",
}
_PLACES = {question.USAGES: ("the quota", "usages"), question.VM_SIZES: ("the VM sizes", "vmSizes")}


@dataclass(frozen=True)
class Subject:
    """What is asked about: as messages call it, its ARM id (or address), and its own name, empty where it has none or any will do."""

    resource: str
    what: str
    id: str
    name: str = ""

    def unnamed(self) -> NotRead:
        """Return the reason for a name that Azure cannot have; such a thing is not asked about."""
        return NotRead(f"{self.what} has no name that Azure allows, and was not asked about")


def subject_of(asked: Question, address: Address) -> Subject:
    """Return what a question is about; raises NotRead for arguments that may not become part of an address."""
    kind, given = asked.resource, asked.arguments
    if kind == question.WORKSPACE:
        return Subject(kind, f"workspace `{address.workspace}`", address.id, address.workspace)
    if kind in _CHILDREN:
        return _child(kind, given[0], address)
    if kind in _ASSETS:
        return _asset(kind, given, address)
    if kind in _COLLECTIONS:
        what, collection = _COLLECTIONS[kind]
        return Subject(kind, f"{what} of workspace `{address.workspace}`", f"{address.id}/{collection}")
    if kind in _ELSEWHERE:
        return resource(kind, given[0])
    if kind in _ACCESS:
        return _access(kind, given)
    if kind in _PLACES:
        return _place(kind, given[0], address)
    return _blobs(kind, given)


def _child(kind: str, name: str, address: Address) -> Subject:
    what, collection = _CHILDREN[kind]
    subject = Subject(kind, f"{what} `{name}`", f"{address.id}/{collection}/{name}", name)
    if not _NAME.fullmatch(name):
        raise subject.unnamed()
    return subject


def _asset(kind: str, given: tuple[str, ...], address: Address) -> Subject:
    """Return an asset; a label stands for the version that Azure says, which has no name before."""
    name, version, label = given
    what, collection = _ASSETS[kind]
    shown = f"{what} `{name}" + (f":{version}`" if version else f"@{label or LATEST}`")
    path = f"{address.id}/{collection}/{name}"
    subject = Subject(kind, shown, f"{path}/versions/{version}" if version else path, version)
    if not _NAME.fullmatch(name) or (version and not _VERSION.fullmatch(version)):
        raise subject.unnamed()
    if not version and label not in {"", LATEST}:
        raise NotRead(f"{shown} cannot be resolved: azure-ai-ml knows no label but `{LATEST}`")
    return subject


def resource(kind: str, arm_id: str) -> Subject:
    """Return the resource with an ARM id, which may be in any subscription; raises NotRead for an id of something else."""
    what, provider = _ELSEWHERE[kind]
    scope = scope_of(arm_id, what)
    if scope.type.lower() != provider.lower():
        raise NotRead(f"`{arm_id}` is not the id of a {what}")
    return Subject(kind, f"{what} `{scope.name}`", scope.id, scope.name)


def _access(kind: str, given: tuple[str, ...]) -> Subject:
    scope = scope_of(given[0])
    principal = given[1] if len(given) > 1 else ""
    if principal and not is_subscription(principal):
        raise NotRead(f"`{principal}` is not the object id of a principal")
    whose = f" of `{principal}`" if principal else ""
    return Subject(kind, f"{_ACCESS[kind]}{whose} on `{scope.name}`", scope.id)


def _place(kind: str, location: str, address: Address) -> Subject:
    what, collection = _PLACES[kind]
    place = location.replace(" ", "").lower()
    if not _LOCATION.fullmatch(place):
        raise NotRead(f"`{location}` is no location of Azure")
    provider = "providers/Microsoft.MachineLearningServices"
    return Subject(kind, f"{what} in `{place}`", f"/subscriptions/{address.subscription}/{provider}/locations/{place}/{collection}", place)


def _blobs(kind: str, given: tuple[str, ...]) -> Subject:
    endpoint, container, path, _ = given
    place = f"{endpoint.rstrip('/')}/{container}"
    if not _CONTAINER.fullmatch(container):
        raise NotRead(f"`{container}` is no name of a container")
    if kind == question.BLOBS:
        return Subject(kind, f"the blobs of `{place}/{path}`", place, container)
    return Subject(kind, f"blob `{place}/{path}`", f"{place}/{path}", path)


@dataclass(frozen=True)
class Scope:
    """An ARM id of a resource group, or of a resource in one, taken apart; `type` is empty for a group."""

    id: str
    subscription: str
    group: str
    type: str
    name: str


def scope_of(arm_id: str, what: str = "resource") -> Scope:
    """Take an ARM id apart; raises NotRead for any other text, so that nothing else gets into an address."""
    found = _SCOPE.fullmatch(arm_id)
    rest = (found["rest"] or "") if found else ""
    _, _, namespace, *pairs = rest.split("/") if rest else ("", "", "")
    dots = any(not segment.strip(".") for segment in pairs)
    if not found or dots or len(pairs) % 2 or not is_subscription(found["subscription"]) or not is_resource_group(found["group"]):
        raise NotRead(f"`{arm_id}` is not the id of a {what}")
    name = pairs[-1] if pairs else found["group"]
    return Scope(arm_id.rstrip("/"), found["subscription"], found["group"], "/".join([namespace, *pairs[::2]]), name)
