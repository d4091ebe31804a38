"""Reading a workspace and what is in it, with the client of azure-ai-ml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from preflight import question
from preflight.probes.azure.failure import NotRead, NotThere
from preflight.probes.azure.reader import checked
from preflight.probes.azure.reading import body_of
from preflight.probes.azure.resources import principal_of
from preflight.probes.azure.subject import LATEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.reader import Body, Reader
    from preflight.probes.azure.subject import Subject

# What azure-ai-ml sends for components; its own way to the newest one has no public name.
_COMPONENT_VERSION = "2024-01-01-preview"


def workspace(reader: Reader, subject: Subject) -> Body:
    """Return the workspace."""
    ml = reader.clients.machine_learning()
    return reader.one(lambda: ml.workspaces.get(reader.address.workspace), subject)


def compute(reader: Reader, subject: Subject, name: str) -> Body:
    """Return a compute; user-assigned identities that come without their object ids are looked up."""
    ml = reader.clients.machine_learning()
    body = reader.one(lambda: ml.compute.get(name), subject)
    identities = (body.get("identity") or {}).get("userAssignedIdentities") or {}
    unsaid = [arm_id for arm_id, said in identities.items() if not (said or {}).get("principalId")]
    identities.update(zip(unsaid, reader.pool.each(lambda arm_id: principal_of(reader, arm_id), unsaid), strict=True))
    return body


def endpoint(reader: Reader, subject: Subject, name: str) -> Body:
    """Return a batch endpoint."""
    ml = reader.clients.machine_learning()
    return reader.one(lambda: ml.batch_endpoints.get(name), subject)


def endpoints(reader: Reader, subject: Subject) -> Body:
    """Return all batch endpoints of the workspace."""
    ml = reader.clients.machine_learning()
    return reader.all(ml.batch_endpoints.list, subject)


def deployments(reader: Reader, subject: Subject, endpoint_name: str) -> Body:
    """Return all deployments of a batch endpoint."""
    ml = reader.clients.machine_learning()
    return reader.all(lambda: ml.batch_deployments.list(endpoint_name), subject)


def datastores(reader: Reader, subject: Subject) -> Body:
    """Return all datastores of the workspace, without their secrets."""
    ml = reader.clients.machine_learning()
    return reader.all(ml.datastores.list, subject)


def usages(reader: Reader, subject: Subject, _: str) -> Body:
    """Return the quota of the subscription at a location, and what is used of it."""
    ml = reader.clients.machine_learning()
    return reader.all(lambda: ml.compute.list_usage(location=subject.name), subject)


def vm_sizes(reader: Reader, subject: Subject, _: str) -> Body:
    """Return the sizes of virtual machines at a location, which come in one page."""
    ml = reader.clients.machine_learning()
    return reader.only(lambda: ml.compute.list_sizes(location=subject.name), subject)


def model(reader: Reader, subject: Subject, name: str, version: str, _: str) -> Body:
    """Return a version of a model."""
    return _asset(reader, subject, lambda ml: ml.models.get(name, **_which(version)))


def environment(reader: Reader, subject: Subject, name: str, version: str, _: str) -> Body:
    """Return a version of an environment."""
    return _asset(reader, subject, lambda ml: ml.environments.get(name, **_which(version)))


def data(reader: Reader, subject: Subject, name: str, version: str, _: str) -> Body:
    """Return a version of a data asset."""
    return _asset(reader, subject, lambda ml: ml.data.get(name, **_which(version)))


def component(reader: Reader, subject: Subject, name: str, version: str, _: str) -> Body:
    """Return a version of a component."""
    if version:
        return _asset(reader, subject, lambda ml: ml.components.get(name, version))
    newest = reader.get(f"{subject.id}/versions", _COMPONENT_VERSION, **{"$orderBy": "createdtime desc", "$top": "1"})
    return _newest(body_of(reader.clients.listener.call(newest), subject), subject)


def _which(version: str) -> dict[str, str]:
    return {"version": version} if version else {"label": LATEST}


def _asset(reader: Reader, subject: Subject, get: Callable[[Any], Any]) -> Body:
    """Return a version of an asset; for the newest, the client lists one version, or asks first which one it is."""
    ml = reader.clients.machine_learning()
    versions = f"{subject.id.partition('/versions/')[0]}/versions".lower()
    exchange = reader.clients.listener.call(lambda: get(ml))
    body = body_of(exchange, subject, lambda url: urlsplit(url).path.lower().startswith(versions))
    return checked(body, subject) if "value" not in body else _newest(body, subject)


def _newest(page: Body, subject: Subject) -> Body:
    """Return the only member of a list that is cut to one; none is how the service says that there is no version at all."""
    members = page.get("value")
    if members == []:
        raise NotThere(subject.id)
    if not isinstance(members, list) or not isinstance(members[0], dict):
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: `value` is no list of versions")
    return checked(members[0], subject)


READERS: dict[str, Callable[..., Body]] = {
    question.WORKSPACE: workspace,
    question.COMPUTE: compute,
    question.ENDPOINT: endpoint,
    question.ENDPOINTS: endpoints,
    question.DEPLOYMENTS: deployments,
    question.DATASTORES: datastores,
    question.USAGES: usages,
    question.VM_SIZES: vm_sizes,
    question.MODEL: model,
    question.ENVIRONMENT: environment,
    question.DATA: data,
    question.COMPONENT: component,
}
