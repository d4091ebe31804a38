"""Worlds in which the caller may do less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import good
from tests.azure.faults import Hollow
from tests.live.worlds.case import Case, spoil

if TYPE_CHECKING:
    from tests.azure.world import World
    from tests.live.worlds.case import Change

_ML = "Microsoft.MachineLearningServices/workspaces"
_BOTH = frozenset({"deployer-rbac", "invoker-rbac"})


def _may(*actions: str, less: tuple[str, ...] = (), group: tuple[str, ...] = ("*",)) -> Change:
    """Say what the caller may do in the workspace and in its resource group."""

    def permissions(given: tuple[str, ...], taken: tuple[str, ...]) -> list[dict[str, list[str]]]:
        return [{"actions": list(given), "notActions": list(taken), "dataActions": [], "notDataActions": []}]

    def change(world: World) -> None:
        world.permit(good.WORKSPACE, permissions(actions, less))
        world.permit(good.GROUP_ID, permissions(group, ()))

    return change


CASES = (
    Case("caller: may do everything", _may("*")),
    Case(
        "caller: as AzureML Data Scientist",
        _may(f"{_ML}/*/read", f"{_ML}/*/action", f"{_ML}/*/delete", f"{_ML}/*/write", less=(f"{_ML}/computes/*/write",)),
    ),
    Case("caller: may only read", _may("*/read"), {"deployer-rbac": "warning", "invoker-rbac": "warning"}),
    Case(
        "caller: everything but writing deployments",
        _may("*", less=(f"{_ML}/batchEndpoints/deployments/write",)),
        {"deployer-rbac": "warning"},
    ),
    Case("caller: everything but sending jobs", _may("*", less=(f"{_ML}/batchEndpoints/*jobs/write",)), {"invoker-rbac": "warning"}),
    Case("caller: nothing in the resource group but reading", _may("*", group=("*/read",)), {"deployer-rbac": "info"}),
    Case("caller: an empty list", _may(), unsure=_BOTH, reasons=("says nothing: it lacks `actions`",)),
    Case(
        "caller: what it may do is a page of HTML",
        spoil("providers/Microsoft.Authorization/permissions"),
        unsure=_BOTH,
        reasons=("a page of HTML",),
    ),
    Case(
        "caller: what it may do is hollow",
        spoil("providers/Microsoft.Authorization/permissions", Hollow()),
        unsure=_BOTH,
        reasons=("the permissions of this sign-in on `ws-heart`",),
    ),
    Case(
        "caller: permissions that are no objects",
        lambda world: world.permit(good.WORKSPACE, ["*"]),
        unsure=_BOTH,
        reasons=("the permissions of this sign-in on `ws-heart`",),
    ),
)
