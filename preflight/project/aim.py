"""Which deployment a batch job is for: the one it names, else the one its endpoint, the workspace or its folder suggests."""

from __future__ import annotations

import os

from preflight.kind import Kind
from preflight.project.discovery import is_candidate
from preflight.project.nearest import Nearest
from preflight.value import Absent, Present, Unknown, child, text_of
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.tree import Loaded
    from preflight.value import Located, Value


def deployment_of(invocation: Loaded, links: Links) -> Loaded | Unknown:
    """Return the deployment an invocation file is for.

    That is the one it names, of the endpoint that it names. Where it names no deployment, and no endpoint of which there are any: the only
    one of its folder, else of the nearest parent folder that has any, else below its folder; of several the default of their endpoint:
    its file says which, else the workspace.
    """
    root = invocation.document.root
    name, endpoint = child(root, "deployment"), child(root, "endpoint")
    folder = os.path.dirname(invocation.path)
    if isinstance(name, Unknown):  # what only a run tells may still be the same as elsewhere
        return Nearest(_called(name, links.of_kind(Kind.BATCH_DEPLOYMENT), links)).to(folder) or name
    named = links.deployments_called(endpoint)
    if not named and isinstance(endpoint, Present):
        return Unknown(f"no deployment of endpoint `{text_of(endpoint)}` is in this repository and {NOT_ASKED}", endpoint, asked=False)
    deployments = named or links.of_kind(Kind.BATCH_DEPLOYMENT)
    if isinstance(name, Present):
        return Nearest(_called(name, deployments, links)).to(folder) or _no_such(name, deployments)
    if named:
        return _default_among(named, links) or _chosen(named, links, root)
    below = [one for one in deployments if _is_above(folder, os.path.dirname(one.path))]
    closest = _of_own_script(links.nearest_above(Kind.BATCH_DEPLOYMENT, invocation), invocation) or _of_own_script(below, invocation)
    return _default_among(closest, links) or _chosen(closest, links, root)


def _of_own_script(deployments: list[Loaded], job: Loaded) -> list[Loaded]:
    """Return the deployments of a folder that a job may be for: of those that scripts there make, only what its own script does."""
    if is_candidate(os.path.basename(job.path)):
        return deployments
    own = [one for one in deployments if one.path == job.path]
    return own or [one for one in deployments if is_candidate(os.path.basename(one.path))]


def deployment_for(job: Value, checked: list[Loaded], links: Links) -> Loaded | Unknown:
    """Return the deployment that a job of the command line is for; `checked` are the documents that the run was asked for.

    That is the one it names, else the default of their endpoint by its file, else the only one, else the default by the workspace.
    """
    name = child(job, "deployment")
    deployments = links.of_kind(Kind.BATCH_DEPLOYMENT)
    asked_for = [one for one in checked if one.kind is Kind.BATCH_DEPLOYMENT]
    if isinstance(name, Unknown):
        return name
    if isinstance(name, Present):
        named = _called(name, asked_for, links) or _called(name, deployments, links)
        return _only(named, job) if named else _no_such(name, deployments)
    owner = endpoint_for(checked, links)
    beside = links.deployments_of(owner) if owner is not None else []
    return _default_among(beside, links) or _chosen(asked_for or deployments, links, job)


def endpoint_for(checked: list[Loaded], links: Links) -> Loaded | None:
    """Return the endpoint that a job of the command line is for: that of the documents that were asked for, else of all in sight."""
    for documents in (checked, links.of_kind(Kind.BATCH_DEPLOYMENT), links.of_kind(Kind.BATCH_ENDPOINT)):
        owners = {id(owner): owner for one in documents if (owner := _owner(one, links)) is not None}
        if owners:
            return next(iter(owners.values())) if len(owners) == 1 else None
    return None


def _owner(document: Loaded, links: Links) -> Loaded | None:
    """Return the endpoint that a document is, or is a deployment of."""
    if document.kind is Kind.BATCH_DEPLOYMENT:
        return links.endpoint_of(document)
    return document if document.kind is Kind.BATCH_ENDPOINT else None


def _default_of(told: Value) -> Value:
    from preflight.facts.deployed_endpoint import deployed_default  # noqa: PLC0415 - only a live run comes to it

    return deployed_default(told)


def _default_among(deployments: list[Loaded], links: Links) -> Loaded | None:
    """Return the deployment that the file of their common endpoint has as its default."""
    endpoint = _common_endpoint(deployments, links)
    if endpoint is None:
        return None
    root = endpoint.document.root
    default = child(child(root, "defaults"), "deployment_name")
    if isinstance(default, Absent) and not links.live.named:
        default = links.default_of(child(root, "name"))
    named = _called(default, deployments, links)
    return named[0] if len(named) == 1 else None


def _common_endpoint(deployments: list[Loaded], links: Links) -> Loaded | None:
    endpoints = {id(endpoint): endpoint for one in deployments if (endpoint := links.endpoint_of(one)) is not None}
    return next(iter(endpoints.values())) if len(endpoints) == 1 else None


def _chosen(deployments: list[Loaded], links: Links, near: Located) -> Loaded | Unknown:
    """Return the only deployment; of several, the default of their endpoint in the workspace."""
    endpoint = _common_endpoint(deployments, links) if len(deployments) > 1 and links.live.named else None
    if endpoint is None or any(links.endpoint_of(one) is not endpoint for one in deployments):
        return _only(deployments, near)
    told = links.live.endpoint(child(endpoint.document.root, "name"))
    default = _default_of(told) if isinstance(told, Present) else told
    if isinstance(default, Unknown):
        return default.elsewhere(near)
    named = _called(default, deployments, links)
    if named or not isinstance(default, Present):
        return _only(named or deployments, near)
    return Unknown(f"the default deployment `{text_of(default)}` is not in this repository", near, asked=False)


def _called(name: Value, deployments: list[Loaded], links: Links) -> list[Loaded]:
    key = links.called(name)
    return [one for one in deployments if key is not None and links.called(child(one.document.root, "name")) == key]


def _only(deployments: list[Loaded], near: Located) -> Loaded | Unknown:
    if not deployments:
        return Unknown(f"there is no deployment in sight and {NOT_ASKED}", near, asked=False)
    return deployments[0] if len(deployments) == 1 else Unknown("which of several deployments this is for is not said", near)


def _no_such(name: Value, deployments: list[Loaded]) -> Unknown:
    if any(one.document.root.teller is not None for one in deployments):  # of what is deployed, all is known
        return Unknown(f"deployment `{text_of(name)}` is not deployed", name)
    return Unknown(f"deployment `{text_of(name)}` is not in this repository and {NOT_ASKED}", name, asked=False)


def _is_above(folder: str, other: str) -> bool:
    """Tell whether a folder is another one or holds it."""
    return other == folder or other.startswith(folder.rstrip(os.sep) + os.sep)
