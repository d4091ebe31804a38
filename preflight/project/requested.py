"""The endpoints and deployments that requests to Azure Resource Manager create, as the documents that files would have."""

from __future__ import annotations

from preflight.az.request import MANAGEMENT
from preflight.document import Document
from preflight.project.later import at_run_time
from preflight.project.tree import Loaded
from preflight.value import Present, child, placed, raw_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.request import Request
    from preflight.value import Value

_ENDPOINTS, _DEPLOYMENTS = "batchendpoints", "deployments"
_CREATES = "PUT"


def document_requested(request: Request, script: str) -> Loaded | None:
    """Return the document of what a request creates; None for any other request. `script` is the path of its file.

    Source: BatchEndpoints/createOrUpdate and BatchDeployments/createOrUpdate in azure-rest-api-specs.
    """
    if request.goes_to != MANAGEMENT or request.method != _CREATES or request.near.source is None:
        return None
    if not isinstance(child(request.body, "properties"), Present):
        return None
    from preflight.templates.documents import WORKSPACE, document_of  # noqa: PLC0415 - few scripts create anything by a request
    from preflight.templates.resources import Resource  # noqa: PLC0415 - as above

    names = _names(request.path)
    kind = f"{WORKSPACE}/{_ENDPOINTS}" + (f"/{_DEPLOYMENTS}" if len(names) > 1 else "")
    made = document_of(Resource(kind, names, request.body, placed({}, request.near))) if names else None
    return Loaded(script, Document(request.near.source, at_run_time(made[1])), made[0]) if made is not None else None


def _names(path: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the names of an endpoint and of its deployment in the path of a URL; none where it leads to something else."""
    words = [raw_text(part).lower() for part in path]
    if words[-2:-1] == [_ENDPOINTS]:
        return (path[-1],)
    return (path[-3], path[-1]) if words[-4:-3] == [_ENDPOINTS] and words[-2] == _DEPLOYMENTS else ()
