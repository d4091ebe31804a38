"""What is known of a workspace's container registry."""

from __future__ import annotations

from preflight.facts.answered import answered, one_of, word
from preflight.facts.workspace import SWITCH
from preflight.value import child, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

PREMIUM = "premium"
_QUARANTINE = "whether it has quarantine"


def registry_facts(body: Value) -> Present:
    """Return the root `registry` of a registry as Azure Resource Manager describes it (RegistryGet in azure-rest-api-specs).

    Only premium registries have policies: those of another sort have no quarantine.
    """
    sku = answered(word(child(child(body, "sku"), "name"), "its SKU"), "its SKU")
    status = child(child(child(child(body, "properties"), "policies"), "quarantinePolicy"), "status")
    quarantine = one_of(status, SWITCH, _QUARANTINE)
    if text_of(sku) in (PREMIUM, None):
        quarantine = answered(quarantine, _QUARANTINE)
    return mapping({"id": child(body, "id"), "name": child(body, "name"), "sku": sku, "quarantine": quarantine}, body)
