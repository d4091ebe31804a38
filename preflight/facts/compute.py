"""What is known of a compute."""

from __future__ import annotations

from preflight.facts.answered import answered, lower, unasked
from preflight.value import child, fact, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


AMLCOMPUTE = "amlcompute"
# `vmPriority` of ARM, as compute files have it under `tier`.
_TIERS = {"dedicated": "dedicated", "lowpriority": "low_priority"}


def compute_facts(root: Value) -> Present:
    """Return the root `compute` of a compute file."""
    tier = text_of(child(root, "tier"))
    return mapping(
        {
            "name": child(root, "name"),
            "kind": child(root, "type"),
            "tier": fact(tier.lower(), child(root, "tier")) if tier is not None else child(root, "tier"),
            "max_nodes": child(root, "max_instances"),
            "vm_size": child(root, "size"),
            "resource_id": child(root, "resource_id"),
            "state": unasked(root, "how far its creation got"),
        },
        root,
    )


def deployed_compute_facts(body: Value) -> Present:
    """Return the root `compute` of a compute as Azure Resource Manager describes it (Compute/get in azure-rest-api-specs)."""
    outer = child(body, "properties")
    inner = child(outer, "properties")
    priority = child(inner, "vmPriority")
    most = child(child(inner, "scaleSettings"), "maxNodeCount")
    kind = lower(child(outer, "computeType"))
    return mapping(
        {
            "name": child(body, "name"),
            "kind": answered(kind, "its type"),
            "tier": fact(_TIERS.get((text_of(priority) or "").lower()), priority),
            "max_nodes": answered(most, "the most nodes it may have") if text_of(kind) == AMLCOMPUTE else most,
            "vm_size": child(inner, "vmSize"),
            "resource_id": child(outer, "resourceId"),
            "state": lower(child(outer, "provisioningState")),
        },
        body,
    )
