"""What is known of a compute as Azure Resource Manager describes it (Compute/get in azure-rest-api-specs)."""

from __future__ import annotations

from preflight.facts.answered import answered, mapping_of, names_in, one_of, section, text_told, whole_number, word
from preflight.facts.compute import AMLCOMPUTE, KUBERNETES, TIERS, platform
from preflight.value import Absent, Unknown, child, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

_IDENTITIES = {
    "systemassigned": "system_assigned",
    "userassigned": "user_assigned",
    "systemassigned,userassigned": "system_assigned, user_assigned",
    "systemassigned, userassigned": "system_assigned, user_assigned",
    "none": "none",
}


def deployed_compute_facts(body: Value) -> Present:
    """Return the root `compute` of a compute in the workspace; how many GPUs its machines have is not among that."""
    outer = section(body, "properties", "its properties")
    kind = answered(word(child(outer, "computeType"), "its type"), "its type")
    resource = text_told(child(outer, "resourceId"), "which resource is attached")
    own = child(outer, "computeLocation")
    return mapping(
        {
            "name": child(body, "name"),
            "kind": kind,
            **_of_cluster(outer, kind),
            "gpus": Absent(body),
            "location": text_told(child(body, "location") if isinstance(own, Absent) else own, "where it is"),
            "resource_id": resource,
            "platform": platform(kind, answered(resource, "which resource is attached") if text_of(kind) == KUBERNETES else resource),
            "instance_types": _instance_types(outer, kind),
            "identity": one_of(child(mapping_of(child(body, "identity"), "its identity"), "type"), _IDENTITIES, "the sort of its identity"),
            "state": answered(word(child(outer, "provisioningState"), "how far its creation got"), "how far its creation got"),
        },
        body,
    )


def _of_cluster(outer: Value, kind: Value) -> dict[str, Value]:
    """Return what only a cluster of Azure ML's own has."""
    if text_of(kind) != AMLCOMPUTE:
        nothing = kind.elsewhere(kind) if isinstance(kind, Unknown) else Absent(outer)
        return dict.fromkeys(("tier", "max_nodes", "nodes", "vm_size"), nothing)
    inner = section(outer, "properties", "what sort of cluster it is")
    most = whole_number(child(child(inner, "scaleSettings"), "maxNodeCount"), "the most nodes it may have")
    return {
        "tier": answered(one_of(child(inner, "vmPriority"), TIERS, "its priority"), "its priority"),
        "max_nodes": answered(most, "the most nodes it may have"),
        "nodes": answered(whole_number(child(inner, "currentNodeCount"), "how many nodes it has"), "how many nodes it has"),
        "vm_size": answered(text_told(child(inner, "vmSize"), "its size"), "its size"),
    }


def _instance_types(outer: Value, kind: Value) -> Value:
    """Return the names of a Kubernetes cluster's instance types."""
    if text_of(kind) != KUBERNETES:
        return kind.elsewhere(kind) if isinstance(kind, Unknown) else Absent(outer)
    return names_in(section(outer, "properties", "what sort of cluster it is"), "instanceTypes", "its instance types")
