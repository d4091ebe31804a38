"""What it takes to read: every question has its permission."""

from __future__ import annotations

import re

from preflight import question
from preflight.permission import PERMISSIONS, READ_IDENTITY, READ_ROLE

RESOURCES = {value for name, value in vars(question).items() if name.isupper() and isinstance(value, str)}


def test_every_resource_has_its_permission_and_no_other() -> None:
    assert set(PERMISSIONS) == RESOURCES - {"TYPE_CHECKING"}


def test_all_of_it_is_reading() -> None:
    for permission in PERMISSIONS.values():
        actions = permission.actions + permission.data_actions
        assert actions
        assert permission.scope.startswith("the ")
        assert all(re.fullmatch(r"Microsoft\.\w+(/\w+)+/read", action) for action in actions)


def test_blobs_take_data_actions_only() -> None:
    assert [name for name, one in PERMISSIONS.items() if one.data_actions] == [question.BLOBS, question.BLOB_HEAD]
    assert all(not PERMISSIONS[name].actions for name in (question.BLOBS, question.BLOB_HEAD))


def test_what_is_read_on_the_way_belongs_to_the_question() -> None:
    assert READ_IDENTITY in PERMISSIONS[question.COMPUTE].actions
    assert READ_ROLE in PERMISSIONS[question.ROLE_ASSIGNMENTS].actions


def test_where_a_role_must_be_assigned() -> None:
    compute, roles = PERMISSIONS[question.COMPUTE], PERMISSIONS[question.ROLE_ASSIGNMENTS]
    assert [compute.scope_of(action) for action in compute.actions] == ["the workspace", "the user-assigned identities of its computes"]
    assert [roles.scope_of(action) for action in roles.actions] == ["the storage accounts of the datastores", "the subscription"]
