"""Worlds in which the compute signs in as somebody else, or may do something else with the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import asset_shapes, good, roles, shapes
from tests.azure.faults import Hollow, Status
from tests.live.worlds.case import Case, both, forbid, patch, put, remove, spoil
from tests.live.worlds.project import job

if TYPE_CHECKING:
    from tests.azure.world import World
    from tests.live.worlds.case import Change


_ACCESS = "compute-identity-missing-blob-reader"
_WRITE = "output-datastore-needs-credentials"
_NO_ROLE = {_ACCESS: "error"}
_UNSURE = frozenset({_ACCESS})
_READ = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
_CONTAINER = f"{good.DATA_STORAGE}/blobServices/default/containers/data"
_SIBLING = f"{good.DATA_STORAGE}/blobServices/default/containers/database"
_MANAGEMENT = "/providers/Microsoft.Management/managementGroups/research"
_TEAM = "77777777-aaaa-4bbb-8ccc-111111111111"
_ALL = "88888888-aaaa-4bbb-8ccc-222222222222"
_OTHER = "99999999-aaaa-4bbb-8ccc-333333333333"
_FIRST_ID = f"{good.GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-first"
_SECOND_ID = f"{good.GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-second"
_OWNER = (good.SUBSCRIPTION, good.GROUP)
_LAKE = f"{good.WORKSPACE}/datastores/ds_lake"
_WRITTEN = job("azureml://datastores/ds_sas/paths/heart/", target="azureml://datastores/ds_none/paths/scores/predictions.csv")
_LAKE_JOB = job("azureml://datastores/ds_lake/paths/heart/")


def _granted(scope: str, role: str = roles.BLOB_READER, principal: str = good.CLUSTER_IDENTITY, **more: object) -> Change:
    """Give the compute a role in the place of the one that it has."""
    return both(_nothing, lambda world: world.grant(principal, scope, role, **more))


def _nothing(world: World) -> None:
    for one in list(world.resources.of_type("Microsoft.Authorization/roleAssignments")):
        world.remove(one)


def _through_groups(world: World) -> None:
    _nothing(world)
    world.group(_TEAM, good.CLUSTER_IDENTITY)
    world.group(_ALL, _TEAM)
    world.grant(_ALL, good.GROUP_ID, roles.BLOB_READER)


def _own_role(*permissions: dict[str, list[str]]) -> Change:
    def change(world: World) -> None:
        _nothing(world)
        world.grant(good.CLUSTER_IDENTITY, good.DATA_STORAGE, world.role(good.GROUP_ID, "hearts", *permissions))

    return change


def _identities(*granted: str, silent: bool = False) -> Change:
    """Give the compute two identities of its own, of which some may read; Azure may not say who they are."""

    def change(world: World) -> None:
        _nothing(world)
        ids = {_FIRST_ID: good.CLUSTER_IDENTITY, _SECOND_ID: _OTHER}
        for arm_id, principal in ids.items():
            world.set(arm_id, {"properties": {"principalId": principal, "clientId": principal[::-1], "tenantId": world.caller.tenant_id}})
        world.patch(good.COMPUTE, "identity", shapes.user_identity(dict.fromkeys(ids, "") if silent else ids))
        for arm_id in granted:
            world.grant(ids[arm_id], good.DATA_STORAGE, roles.BLOB_READER)

    return change


def _lake(*changes: Change) -> Change:
    return both(put(_LAKE, asset_shapes.gen2_datastore("stlake", good.FILE_SYSTEM, {"credentialsType": "None"}, _OWNER)), *changes)


def _denied(world: World) -> None:
    world.deny([good.CLUSTER_IDENTITY], good.DATA_STORAGE)


CASES = (
    Case("identity: none", patch(good.COMPUTE, "identity", None), {"compute-identity-none": "error"}),
    Case("identity: of the type none", patch(good.COMPUTE, "identity", {"type": "None"}), {"compute-identity-none": "error"}),
    Case("identity: none, but a key is kept", patch(good.COMPUTE, "identity", None), files=job("azureml://datastores/ds_sas/paths/heart/")),
    Case(
        "identity: none, and another application signs in",
        patch(good.COMPUTE, "identity", None),
        files=job("azureml://datastores/ds_gen2/paths/heart/"),
    ),
    Case(
        "identity: of an unknown type",
        patch(good.COMPUTE, "identity", {"type": "Borrowed"}),
        unsure=_UNSURE,
        reasons=("an identity of type `borrowed`",),
    ),
    Case("identity: a text", patch(good.COMPUTE, "identity", "SystemAssigned"), unsure=_UNSURE, reasons=("identity",)),
    Case(
        "identity: without its object id",
        patch(good.COMPUTE, "identity", {"type": "SystemAssigned"}),
        unsure=_UNSURE,
        reasons=("does not say the object id",),
    ),
    Case("identity: two, both may read", _identities(_FIRST_ID, _SECOND_ID)),
    Case(
        "identity: two, one may read",
        _identities(_SECOND_ID),
        unsure=_UNSURE,
        reasons=("some identities of the compute may and some may not",),
    ),
    Case("identity: two, neither may read", _identities(), _NO_ROLE),
    Case("identity: two that Azure says nothing of", _identities(_FIRST_ID, _SECOND_ID, silent=True)),
    Case(
        "identity: two that may not be read",
        both(_identities(_FIRST_ID, _SECOND_ID, silent=True), forbid("Microsoft.ManagedIdentity/*")),
        unsure=_UNSURE,
        reasons=("user-assigned identit*userAssignedIdentities/read",),
    ),
    Case("roles: none", _nothing, _NO_ROLE),
    Case("roles: none, but a key is kept", _nothing, files=job("azureml://datastores/ds_sas/paths/heart/")),
    Case("roles: none, on a hierarchical account", _lake(), {_ACCESS: "warning"}, files=_LAKE_JOB),
    Case("roles: on a hierarchical account", _lake(_granted(good.LAKE_STORAGE)), files=_LAKE_JOB),
    Case(
        "roles: Owner and Contributor, which do not read data",
        both(_granted(good.GROUP_ID, roles.OWNER), lambda world: world.grant(good.CLUSTER_IDENTITY, good.DATA_STORAGE, roles.CONTRIBUTOR)),
        _NO_ROLE,
    ),
    Case("roles: of the data, to write them", _granted(good.DATA_STORAGE, roles.BLOB_CONTRIBUTOR)),
    Case("roles: at the container", _granted(_CONTAINER)),
    Case("roles: at another container", _granted(_SIBLING), _NO_ROLE),
    Case("roles: at another account", _granted(good.WORKSPACE_STORAGE), _NO_ROLE),
    Case("roles: at the resource group", _granted(good.GROUP_ID)),
    Case("roles: at a management group", _granted(_MANAGEMENT)),
    Case("roles: of another principal", _granted(good.DATA_STORAGE, principal=_OTHER), _NO_ROLE),
    Case("roles: through a group in a group", _through_groups),
    Case("roles: one of its own, with wildcards", _own_role({"dataActions": ["Microsoft.Storage/*/blobs/*"]})),
    Case("roles: one of its own that takes reading out again", _own_role({"dataActions": ["*"], "notDataActions": [_READ]}), _NO_ROLE),
    Case(
        "roles: one of its own with two permissions",
        _own_role({"dataActions": ["*"], "notDataActions": [_READ.upper()]}, {"dataActions": [_READ.lower()]}),
    ),
    Case("roles: one of its own for managing only", _own_role({"actions": ["*"]}), _NO_ROLE),
    Case(
        "roles: under a condition",
        _granted(good.DATA_STORAGE, condition="@Resource[...] StringEquals 'data'", conditionVersion="2.0"),
        unsure=_UNSURE,
        reasons=("under a condition",),
    ),
    Case(
        "roles: refused",
        forbid("*/roleAssignments/read"),
        unsure=_UNSURE,
        reasons=("may not read the role assignments*roleAssignments/read",),
    ),
    Case(
        "roles: what one allows is refused",
        both(_own_role({"dataActions": ["*"]}), forbid("*/roleDefinitions/read")),
        unsure=_UNSURE,
        reasons=("roleDefinitions/read",),
    ),
    Case("roles: a page of HTML", spoil("roleAssignments"), unsure=_UNSURE, reasons=("a page of HTML",)),
    Case("roles: hollow", spoil("roleAssignments", Hollow()), unsure=_UNSURE, reasons=("the role assignments",)),
    Case("written: no role to write", _nothing, {_WRITE: "warning"}, files=_WRITTEN),
    Case("written: a role to read only", _granted(good.DATA_STORAGE), {_WRITE: "warning"}, files=_WRITTEN),
    Case("written: a role to write", _granted(good.DATA_STORAGE, roles.BLOB_CONTRIBUTOR), files=_WRITTEN),
    Case(
        "written: roles that may not be read",
        forbid("*/roleAssignments/read"),
        unsure=frozenset({_WRITE}),
        reasons=("may not read the role assignments",),
        files=_WRITTEN,
    ),
    Case("denials: reading is denied", _denied, _NO_ROLE),
    Case(
        "denials: writing is denied",
        lambda world: world.deny(
            [good.CLUSTER_IDENTITY], good.DATA_STORAGE, permissions=[{"dataActions": [_READ.replace("/read", "/write")]}]
        ),
    ),
    Case("denials: of another principal", lambda world: world.deny([_OTHER], good.DATA_STORAGE)),
    Case(
        "denials: above, but not for what is below",
        lambda world: world.deny([good.CLUSTER_IDENTITY], good.GROUP_ID, doNotApplyToChildScopes=True),
    ),
    Case(
        "denials: refused",
        forbid("*/denyAssignments/read"),
        unsure=_UNSURE,
        reasons=("may not read the deny assignments*denyAssignments/read",),
    ),
    Case("denials: refused, and there is no role", both(_nothing, forbid("*/denyAssignments/read")), _NO_ROLE),
    Case("denials: an error", spoil("denyAssignments", Status(500)), unsure=_UNSURE, reasons=("the deny assignments",)),
    Case("account: refused", forbid("Microsoft.Storage/storageAccounts/read")),
    Case(
        "account: refused, and there is no role",
        both(_nothing, forbid("Microsoft.Storage/storageAccounts/read")),
        {_ACCESS: "warning"},
    ),
    Case("account: not there", remove(good.DATA_STORAGE), {_ACCESS: "warning"}),
    Case("account: hollow", both(_nothing, spoil("storageAccounts/stdata", Hollow())), {_ACCESS: "warning"}),
)
