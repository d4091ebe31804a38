"""The default deployment that a request to Azure Resource Manager gives an endpoint."""

from __future__ import annotations

from preflight.az.request import MANAGEMENT
from preflight.pattern import Pattern
from preflight.value import Absent, Unknown, child, placed, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.request import Request
    from preflight.value import Value

_WRITES = ("PUT", "PATCH")
# An endpoint's own URL, not that of one of its deployments (azure-rest-api-specs: BatchEndpoints/createOrUpdate, update).
_ENDPOINT = Pattern(r"(?i)/batchEndpoints/([^/?]{1,200})(?:\?|\Z)")


def default_set(request: Request) -> tuple[Value, Value] | None:
    """Return the endpoint and the deployment that a request makes its default, either perhaps unknown; None where it sets none."""
    match = _ENDPOINT.search(raw_text(request.url)) if request.goes_to == MANAGEMENT and request.method in _WRITES else None
    if match is None:
        return None
    default = child(child(child(request.body, "properties"), "defaults"), "deploymentName")
    if isinstance(default, Absent):
        return None
    known = text_of(request.url) is not None
    return placed(match[1], request.url) if known else Unknown("which endpoint the URL names is not known", request.url), default
