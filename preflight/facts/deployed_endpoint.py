"""What is known of a batch endpoint as Azure Resource Manager describes it.

Shapes: BatchEndpoint/get and BatchDeployment/list in azure-rest-api-specs.
"""

from __future__ import annotations

from preflight.facts.answered import answered, list_in, lower, mapping_of, section, text_told, word
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

_STATE = "how far its creation got"
# `deploymentConfigurationType` of what `type: pipeline` makes.
_PIPELINE = "pipelinecomponent"


def deployed_endpoint_facts(body: Value, deployments: Value) -> Present:
    """Return the root `endpoint` of an endpoint in the workspace."""
    properties = section(body, "properties", "its properties")
    return mapping(
        {
            "name": child(body, "name"),
            "auth_mode": text_told(child(properties, "authMode"), "how callers sign in"),
            "identity": Absent(body),
            "default_deployment": deployed_default(body),
            "deployments": deployments,
            "deployments_in_sight": Absent(body),
            "state": answered(word(child(properties, "provisioningState"), _STATE), _STATE),
            "missing": fact(data=False, near=body),
            "problems": Absent(body),
            "preview_2021": Absent(body),
        },
        body,
    )


def deployed_default(body: Value) -> Value:
    """Return the name of the default deployment of an endpoint in the workspace; an empty one is none.

    An answer without what every endpoint has does not tell that there is none.
    """
    what = "its default deployment"
    properties = section(body, "properties", "its properties")
    shape = answered(child(properties, "authMode"), "how callers sign in")
    defaults = shape if isinstance(shape, Unknown) else mapping_of(child(properties, "defaults"), what)
    name = text_told(child(defaults, "deploymentName"), what)
    return Absent(name) if text_of(name) == "" else name


def all_deployments(defined: list[Present], told: Value, near: Value) -> Present:
    """Return the deployments of an endpoint: those that files define, and those of the workspace, whose list `told` is.

    Once the workspace has listed them all, there are no others; an endpoint that is not there yet has none.
    """
    if isinstance(told, Absent):
        return listing(defined, near)
    rows = list_in(told, "value", "its deployments")
    if isinstance(rows, Unknown):
        return listing(defined, near, rows)
    found = [_deployed(row) for row in members(rows)]
    named = {name.lower(): one for one in found if (name := text_of(child(one, "name"))) is not None}
    odd = next((doubt for one in found if isinstance(doubt := child(one, "name"), Unknown)), None)
    own = [_with_state(one, named) for one in defined]
    taken = {text_of(lower(child(one, "name"))) for one in own}
    return listing([*own, *(one for name, one in named.items() if name not in taken)], near, odd)


def _deployed(row: Value) -> Present:
    properties = section(row, "properties", "the properties of a deployment")
    what = "the name of a deployment"
    sort = child(mapping_of(child(properties, "deploymentConfiguration"), "the form of a deployment"), "deploymentConfigurationType")
    form = word(sort, "the form of a deployment")
    if not isinstance(form, Unknown):
        form = placed("pipeline" if text_of(form) == _PIPELINE else "model", row)
    state = answered(word(child(properties, "provisioningState"), "the state of a deployment"), "the state of a deployment")
    name = answered(text_told(child(row, "name"), what), what)
    return mapping({"name": name, "form": form, "in_file": fact(data=False, near=row), "state": state}, row)


def _with_state(defined: Present, named: dict[str, Present]) -> Present:
    """Return a deployment of a file with the state it has in the workspace, if it is there."""
    deployed = named.get((text_of(child(defined, "name")) or "").lower())
    return defined if deployed is None else mapping(entries(defined) | {"state": child(deployed, "state")}, defined)
