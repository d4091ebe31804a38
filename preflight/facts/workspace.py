"""What is known of a workspace."""

from __future__ import annotations

from preflight.facts.answered import answered, mapping_of, one_of, section
from preflight.value import Absent, Unknown, child, fact, mapping, placed, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

ENABLED = "enabled"
_STATUS = {ENABLED: ENABLED, "disabled": "disabled"}
_KEY = "whether its data are encrypted with a key of the customer's own"


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
    encryption = mapping_of(child(section(body, "properties", "its properties"), "encryption"), _KEY)
    status = encryption
    if not isinstance(encryption, (Absent, Unknown)):
        status = answered(one_of(child(encryption, "status"), _STATUS, _KEY), _KEY)
    return mapping(
        {
            "name": child(body, "name"),
            "encryption": Absent(encryption) if text_of(status) == "disabled" else status,
            "of_batch": fact(data=True, near=body),
        },
        body,
    )
