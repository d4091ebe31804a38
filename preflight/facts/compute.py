"""What is known of a compute."""

from __future__ import annotations

from preflight.facts.answered import lower, unasked
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
TIERS = {"dedicated": "dedicated", "lowpriority": LOW_PRIORITY}
_PLATFORMS = {"microsoft.kubernetes/connectedclusters": "arc", "microsoft.containerservice/managedclusters": "aks"}


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
            "platform": platform(lower(child(root, "type")), resource),
            "instance_types": unasked(root, "which instance types it has"),
            "identity": lower(child(child(root, "identity"), "type")),
            "state": unasked(root, "how far its creation got"),
        },
        root,
    )


def _tier(value: Value) -> Value:
    said = text_of(value)
    if said is None:
        return value
    return placed(TIERS.get(said.lower().replace("_", ""), said.lower()), value)


def platform(kind: Value, resource: Value) -> Value:
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
