"""Worlds with another workspace."""

from __future__ import annotations

from tests.azure import good
from tests.azure.faults import HalfJson, Hollow
from tests.live.worlds.case import Case, as_it_is, forbid, patch, remove, spoil

_KEY = {"status": "Enabled", "keyVaultProperties": {"keyVaultArmId": f"{good.GROUP_ID}/providers/Microsoft.KeyVault/vaults/kv"}}
_NOWHERE = ("there is no workspace `ws-heart` in the resource group `rg-heart`",)
_CMK = {"workspace-cmk": "error"}
_UNSURE = frozenset({"workspace-cmk", "workspace-missing", "acr-quarantine-enabled", "private-link-subresources"})


_GONE = {"workspace-missing": "error"}
CASES = (
    Case("good", as_it_is),
    Case("workspace: key of the customer", patch(good.WORKSPACE, "properties.encryption", _KEY), _CMK),
    Case(
        "workspace: key, in lower case and without its vault", patch(good.WORKSPACE, "properties.encryption", {"status": "enabled"}), _CMK
    ),
    Case("workspace: key switched off", patch(good.WORKSPACE, "properties.encryption", {"status": "Disabled"})),
    Case(
        "workspace: encryption of an unknown word",
        patch(good.WORKSPACE, "properties.encryption", {"status": "Sometimes"}),
        unsure=frozenset({"workspace-cmk"}),
        reasons=("a key of the customer's own in a way that cannot be read",),
    ),
    Case(
        "workspace: encryption that is no mapping",
        patch(good.WORKSPACE, "properties.encryption", "Enabled"),
        unsure=_UNSURE,
        reasons=("`properties.encryption` is no mapping",),
    ),
    Case("workspace: refused", forbid("*/workspaces/read"), unsure=_UNSURE, reasons=("may not read workspace `ws-heart`",)),
    Case(
        "workspace: not there",
        remove(good.WORKSPACE),
        findings=_GONE,
        unsure=frozenset({"compute-missing-or-wrong-kind"}),
        reasons=_NOWHERE,
    ),
    Case(
        "workspace: its resource group is not there",
        remove(good.GROUP_ID),
        findings=_GONE,
        unsure=frozenset({"compute-missing-or-wrong-kind"}),
        reasons=_NOWHERE,
    ),
    Case(
        "workspace: its subscription is not there",
        remove(f"/subscriptions/{good.SUBSCRIPTION}"),
        findings=_GONE,
        unsure=frozenset({"compute-missing-or-wrong-kind"}),
        reasons=_NOWHERE,
    ),
    Case("workspace: a page of HTML", spoil("workspaces/ws-heart"), unsure=_UNSURE, reasons=("a page of HTML",)),
    Case("workspace: half of the answer", spoil("workspaces/ws-heart", HalfJson()), unsure=_UNSURE, reasons=("workspace `ws-heart`",)),
    Case("workspace: hollow", spoil("workspaces/ws-heart", Hollow()), unsure=_UNSURE, reasons=("has no name",)),
    Case("workspace: without properties", patch(good.WORKSPACE, "properties", None), unsure=_UNSURE, reasons=("says nothing",)),
    Case("workspace: another one's answer", patch(good.WORKSPACE, "name", "ws-lung"), unsure=_UNSURE, reasons=("is about `ws-lung`",)),
)
