"""Access in the fake Azure is what the real packages expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.azure.roles import BLOB_CONTRIBUTOR, BLOB_READER, OWNER, READER

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.conftest import Clients

pytestmark = pytest.mark.live

SUBSCRIPTION = f"/subscriptions/{good.SUBSCRIPTION}"
SOMEBODY = "e7b501fc-3264-4f75-a086-91a2b3c4d546"
INNER, OUTER = "f8c6120d-4375-4086-b197-a2b3c4d5e657", "09d7231e-5486-4197-82a8-b3c4d5e6f768"
DATA_ROLE = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{BLOB_READER}"
CONTAINER = f"{good.DATA_STORAGE}/blobServices/default/containers/{good.DATA_CONTAINER}"


def _roles(access: Any, scope: str, principal: str, more: str = "") -> list[str]:
    found = access.role_assignments.list_for_scope(scope, filter=f"{more}assignedTo('{principal}')")
    return [one.role_definition_id.rpartition("/")[2] for one in found]


def test_assignment_of_the_cluster(access: Any) -> None:
    one = next(iter(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{good.CLUSTER_IDENTITY}')")))
    assert (one.role_definition_id, one.scope, one.principal_id) == (DATA_ROLE, good.DATA_STORAGE, good.CLUSTER_IDENTITY)
    assert (one.principal_type, one.condition, one.condition_version) == ("ServicePrincipal", None, None)
    assert access.role_assignments.get_by_id(one.id).id == one.id
    assert _roles(access, good.DATA_STORAGE, SOMEBODY) == []


def test_assignments_above_and_below(azure: FakeAzure, access: Any) -> None:
    azure.world.grant(SOMEBODY, SUBSCRIPTION, READER)
    azure.world.grant(SOMEBODY, "/", OWNER)
    azure.world.grant(SOMEBODY, CONTAINER, BLOB_READER)
    azure.world.grant(SOMEBODY, good.WORKSPACE_STORAGE, BLOB_CONTRIBUTOR)
    assert _roles(access, good.DATA_STORAGE, SOMEBODY) == [READER, OWNER, BLOB_READER]
    assert _roles(access, good.DATA_STORAGE, SOMEBODY, "atScope() and ") == [READER, OWNER]
    assert _roles(access, CONTAINER, SOMEBODY, "atScope() and ") == [READER, OWNER, BLOB_READER]


def test_sibling_with_a_longer_name_is_elsewhere(azure: FakeAzure, access: Any) -> None:
    azure.world.grant(SOMEBODY, f"{good.DATA_STORAGE}2", BLOB_READER)
    assert _roles(access, good.DATA_STORAGE, SOMEBODY) == []


def test_groups_in_groups(azure: FakeAzure, access: Any) -> None:
    azure.world.group(INNER, SOMEBODY)
    azure.world.group(OUTER, INNER)
    azure.world.group(INNER, OUTER)
    azure.world.grant(OUTER, good.DATA_STORAGE, BLOB_READER)
    assert _roles(access, good.DATA_STORAGE, SOMEBODY.upper()) == [BLOB_READER]
    one = next(iter(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{SOMEBODY}')")))
    assert (one.principal_id, one.principal_type) == (OUTER, "Group")
    assert list(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter=f"principalId eq '{SOMEBODY}'")) == []
    assert len(list(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter=f"principalId eq '{OUTER}'"))) == 1


def test_condition_and_pages(azure: FakeAzure, access: Any) -> None:
    azure.world.page_size = 1
    azure.world.grant(good.CLUSTER_IDENTITY, SUBSCRIPTION, BLOB_READER, condition="@Resource[x] StringEquals 'y'", conditionVersion="2.0")
    found = list(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{good.CLUSTER_IDENTITY}')"))
    assert [one.condition_version for one in found] == [None, "2.0"]
    assert azure.log.count("*/roleAssignments") == 2


def test_unknown_filter(access: Any) -> None:
    from azure.core.exceptions import HttpResponseError

    with pytest.raises(HttpResponseError, match="InvalidFilter"):
        list(access.role_assignments.list_for_scope(good.DATA_STORAGE, filter="roleName eq 'x'"))


def test_definitions(azure: FakeAzure, access: Any) -> None:
    built_in = access.role_definitions.get_by_id(DATA_ROLE)
    assert (built_in.id, built_in.role_name, built_in.role_type) == (DATA_ROLE, "Storage Blob Data Reader", "BuiltInRole")
    assert built_in.permissions[0].data_actions == ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]
    own = azure.world.role(good.GROUP_ID, "no blobs", {"dataActions": ["*"], "notDataActions": ["*/blobs/read"]})
    azure.world.grant(SOMEBODY, good.DATA_STORAGE, own)
    definition = access.role_definitions.get_by_id(own)
    assert (definition.role_name, definition.role_type, definition.permissions[0].not_data_actions) == (
        "no blobs",
        "CustomRole",
        ["*/blobs/read"],
    )
    assert _roles(access, good.DATA_STORAGE, SOMEBODY) == [own.rpartition("/")[2]]


def test_unknown_definition(access: Any) -> None:
    from azure.core.exceptions import ResourceNotFoundError

    with pytest.raises(ResourceNotFoundError):
        access.role_definitions.get_by_id(f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{SOMEBODY}")


def test_deny(azure: FakeAzure, access: Any) -> None:
    azure.world.group(INNER, SOMEBODY)
    azure.world.deny([INNER], good.GROUP_ID, excludePrincipals=[{"id": good.CLUSTER_IDENTITY, "type": "ServicePrincipal"}])
    one = next(iter(access.deny_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{SOMEBODY}')")))
    assert (one.scope, one.principals[0].id, one.exclude_principals[0].id) == (good.GROUP_ID, INNER, good.CLUSTER_IDENTITY)
    assert one.permissions[0].data_actions == ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]
    assert list(access.deny_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{good.CLUSTER_IDENTITY}')")) == []


def test_deny_of_everyone(azure: FakeAzure, access: Any) -> None:
    azure.world.deny(["00000000-0000-0000-0000-000000000000"], good.DATA_STORAGE)
    assert len(list(access.deny_assignments.list_for_scope(good.DATA_STORAGE, filter=f"assignedTo('{SOMEBODY}')"))) == 1


def test_permissions_of_the_caller(azure: FakeAzure, access: Any) -> None:
    place = (good.GROUP, "Microsoft.MachineLearningServices", "", "workspaces", good.WORKSPACE_NAME)
    assert [one.actions for one in access.permissions.list_for_resource_group(good.GROUP)] == [["*"]]
    assert [one.actions for one in access.permissions.list_for_resource(*place)] == [["*"]]
    azure.world.permit(good.WORKSPACE, [{"actions": ["*/read"], "notActions": ["*/listKeys/action"]}, {"actions": []}])
    assert [(one.actions, one.not_actions) for one in access.permissions.list_for_resource(*place)] == [
        (["*/read"], ["*/listKeys/action"]),
        ([], None),
    ]
    assert [one.actions for one in access.permissions.list_for_resource_group(good.GROUP)] == [["*"]]


def test_roles_at_the_root(arm: Clients) -> None:
    status, body = arm(f"/providers/Microsoft.Authorization/roleDefinitions/{READER}")
    assert (status, body["properties"]["permissions"][0]["actions"]) == (200, ["*/read"])
