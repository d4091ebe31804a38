"""Worlds with another container registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import good, shapes
from tests.azure.faults import Hollow, Status
from tests.live.worlds.case import Case, both, drop, forbid, patch, put, remove, spoil

if TYPE_CHECKING:
    from tests.live.worlds.case import Change

_ELSEWHERE = "0aa11bb2-2222-4333-8444-555566667777"
_OTHER_REGISTRY = f"/subscriptions/{_ELSEWHERE}/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/acrshared"
_QUARANTINE = {"acr-quarantine-enabled": "error"}
_UNSURE = frozenset({"acr-quarantine-enabled"})


def _shared_registry(*, quarantine: str) -> Change:
    body = shapes.registry("acrshared")
    body["properties"]["policies"]["quarantinePolicy"]["status"] = quarantine
    return both(put(_OTHER_REGISTRY, body), patch(good.WORKSPACE, "properties.containerRegistry", _OTHER_REGISTRY))


CASES = (
    Case("registry: quarantine", patch(good.REGISTRY, "properties.policies.quarantinePolicy.status", "enabled"), _QUARANTINE),
    Case("registry: quarantine, in capitals", patch(good.REGISTRY, "properties.policies.quarantinePolicy.status", "Enabled"), _QUARANTINE),
    Case("registry: none yet", both(drop(good.WORKSPACE, "properties.containerRegistry"), remove(good.REGISTRY))),
    Case(
        "registry: no policies, as Basic has none",
        both(patch(good.REGISTRY, "sku.name", "Basic"), drop(good.REGISTRY, "properties.policies")),
    ),
    Case(
        "registry: Premium, but no word about its policies",
        drop(good.REGISTRY, "properties.policies"),
        unsure=_UNSURE,
        reasons=("does not say",),
    ),
    Case("registry: in another subscription", _shared_registry(quarantine="disabled")),
    Case("registry: in another subscription, quarantine", _shared_registry(quarantine="enabled"), _QUARANTINE),
    Case(
        "registry: in another subscription, which this sign-in cannot see",
        both(_shared_registry(quarantine="disabled"), remove(f"/subscriptions/{_ELSEWHERE}")),
        unsure=_UNSURE,
        reasons=("SubscriptionNotFound",),
    ),
    Case(
        "registry: refused",
        forbid("Microsoft.ContainerRegistry/*"),
        unsure=_UNSURE,
        reasons=("may not read container registry `acrheart`*[Microsoft.ContainerRegistry/registries/read]",),
    ),
    Case("registry: not there", remove(good.REGISTRY)),
    Case(
        "registry: hollow",
        spoil("registries/acrheart", Hollow()),
        unsure=_UNSURE,
        reasons=("container registry `acrheart`",),
    ),
    Case(
        "registry: a list",
        spoil("registries/acrheart", Status(200, body=[])),
        unsure=_UNSURE,
        reasons=("container registry `acrheart`",),
    ),
)
