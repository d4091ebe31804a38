"""What is known of a workspace's container registry."""

from __future__ import annotations

from preflight.facts.answered import answered, lower
from preflight.value import child, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value


def registry_facts(body: Value) -> Present:
    """Return the root `registry` of a registry as Azure Resource Manager describes it (RegistryGet in azure-rest-api-specs).

    Only premium registries have policies: those of another sort have no quarantine.
    """
    sku = lower(child(child(body, "sku"), "name"))
    quarantine = lower(child(child(child(child(body, "properties"), "policies"), "quarantinePolicy"), "status"))
    return mapping({"name": child(body, "name"), "sku": answered(sku, "its SKU"), "quarantine": quarantine}, body)
