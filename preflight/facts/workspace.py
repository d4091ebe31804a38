"""What is known of a workspace."""

from __future__ import annotations

from preflight.value import Absent, Unknown, child, fact, mapping, placed, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

ENABLED = "enabled"


def workspace_facts(root: Value, *, of_batch: bool) -> Present:
    """Return the root `workspace` of a workspace file.

    `of_batch` tells whether the batch endpoints and deployments in sight can only be meant for this workspace. `encryption` is
    `enabled` where the file names a key of the customer's own; without one, Microsoft's key is used and nothing is said of it.
    """
    key = child(root, "customer_managed_key")
    named = written(child(key, "key_uri")) or written(child(key, "key_vault"))
    encryption = placed(ENABLED, key) if named else key.elsewhere(key) if isinstance(key, Unknown) else Absent(key)
    return mapping({"name": child(root, "name"), "encryption": encryption, "of_batch": fact(of_batch, root)}, root)


def deployed_workspace_facts(body: Value) -> Present:
    """Return the root `workspace` of a workspace as Azure Resource Manager describes it (Workspace/get in azure-rest-api-specs)."""
    encryption = child(child(body, "properties"), "encryption")
    enabled = (text_of(child(encryption, "status")) or "").lower() == ENABLED
    return mapping(
        {
            "name": child(body, "name"),
            "encryption": placed(ENABLED, encryption) if enabled else Absent(encryption),
            "of_batch": fact(data=True, near=body),
        },
        body,
    )
