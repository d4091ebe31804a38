"""What is known of a compute."""

from __future__ import annotations

from preflight.facts.answered import answered, lower, mapping_of, names_in, one_of, section, text_told, unasked, whole_number, word
from preflight.facts.deployment import whole
from preflight.value import Absent, Unknown, child, mapping, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


AMLCOMPUTE = "amlcompute"
KUBERNETES = "kubernetes"
# Clusters that were attached before there was the type `kubernetes`.
LEGACY_AKS = "aks"
LOW_PRIORITY = "low_priority"

# `vmPriority` of ARM and `tier` of files, without case and dashes.
_TIERS = {"dedicated": "dedicated", "lowpriority": LOW_PRIORITY}
_PLATFORMS = {"microsoft.kubernetes/connectedclusters": "arc", "microsoft.containerservice/managedclusters": "aks"}
_IDENTITIES = {
    "systemassigned": "system_assigned",
    "userassigned": "user_assigned",
    "systemassigned,userassigned": "system_assigned, user_assigned",
    "systemassigned, userassigned": "system_assigned, user_assigned",
    "none": "none",
}


def compute_facts(root: Value) -> Present:
    """Return the root `compute` of a compute file."""
    resource = child(root, "resource_id")
    return mapping(
        {
            "name": child(root, "name"),
            "kind": lower(child(root, "type")),
            "tier": _tier(child(root, "tier")),
            "max_nodes": whole(child(root, "max_instances")),
            "nodes": Absent(root),
            "vm_size": child(root, "size"),
            "gpus": unasked(root, "how many GPUs its machines have"),
            "location": child(root, "location"),
            "resource_id": resource,
            "platform": _platform(lower(child(root, "type")), resource),
            "instance_types": unasked(root, "which instance types it has"),
            "identity": lower(child(child(root, "identity"), "type")),
            "state": unasked(root, "how far its creation got"),
        },
        root,
    )


def deployed_compute_facts(body: Value) -> Present:
    """Return the root `compute` of a compute as Azure Resource Manager describes it (Compute/get in azure-rest-api-specs).

    How many GPUs its machines have is not among that.
    """
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
            "platform": _platform(kind, answered(resource, "which resource is attached") if text_of(kind) == KUBERNETES else resource),
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
        "tier": answered(one_of(child(inner, "vmPriority"), _TIERS, "its priority"), "its priority"),
        "max_nodes": answered(most, "the most nodes it may have"),
        "nodes": answered(whole_number(child(inner, "currentNodeCount"), "how many nodes it has"), "how many nodes it has"),
        "vm_size": answered(text_told(child(inner, "vmSize"), "its size"), "its size"),
    }


def _tier(value: Value) -> Value:
    said = text_of(value)
    if said is None:
        return value
    return placed(_TIERS.get(said.lower().replace("_", ""), said.lower()), value)


def _platform(kind: Value, resource: Value) -> Value:
    """Return what sort of Kubernetes a cluster is, by the resource that is attached: `arc`, `aks` or `other`."""
    if isinstance(kind, Unknown):
        return kind.elsewhere(kind)
    if text_of(kind) == LEGACY_AKS:
        return placed("aks", kind)
    named = text_of(resource)
    if text_of(kind) != KUBERNETES or named is None:
        return resource.elsewhere(resource) if isinstance(resource, Unknown) else Absent(resource)
    found = next((platform for sort, platform in _PLATFORMS.items() if f"/{sort}/" in named.lower()), "other")
    return placed(found, resource)


def _instance_types(outer: Value, kind: Value) -> Value:
    """Return the names of a Kubernetes cluster's instance types."""
    if text_of(kind) != KUBERNETES:
        return kind.elsewhere(kind) if isinstance(kind, Unknown) else Absent(outer)
    return names_in(section(outer, "properties", "what sort of cluster it is"), "instanceTypes", "its instance types")
