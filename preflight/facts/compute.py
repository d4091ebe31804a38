"""What is known of a compute."""

from __future__ import annotations

from preflight.value import child, fact, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


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
        },
        root,
    )
