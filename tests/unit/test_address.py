"""Where a workspace is: only what Azure lets be a name may become part of an address."""

from __future__ import annotations

import pytest

from preflight.address import CLOUDS, Address, is_resource_group, is_subscription, is_workspace

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"


def test_ids() -> None:
    address = Address(SUBSCRIPTION, "rg", "ws")
    assert address.cloud == "AzureCloud" == CLOUDS[0]
    assert address.group_id == f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
    assert address.id == f"{address.group_id}/providers/Microsoft.MachineLearningServices/workspaces/ws"


@pytest.mark.parametrize("text", [SUBSCRIPTION, SUBSCRIPTION.replace("1", "F")])
def test_subscriptions(text: str) -> None:
    assert is_subscription(text)


@pytest.mark.parametrize("text", ["", "my subscription", f"{SUBSCRIPTION}/x", f"{SUBSCRIPTION}\n", SUBSCRIPTION[:-1], f" {SUBSCRIPTION}"])
def test_no_subscriptions(text: str) -> None:
    assert not is_subscription(text)


@pytest.mark.parametrize("text", ["rg", "r", "RG_1.2-(x)", "a" * 90, "größe"])
def test_resource_groups(text: str) -> None:
    assert is_resource_group(text)


@pytest.mark.parametrize("text", ["", ".", "..", "rg.", "a" * 91, "a/b", "a b", "a?b", "a#b", "a%2fb", "a\n", "rg/providers/x"])
def test_no_resource_groups(text: str) -> None:
    assert not is_resource_group(text)


@pytest.mark.parametrize("text", ["abc", "A-b_9", "1ab", "a" * 33])
def test_workspaces(text: str) -> None:
    assert is_workspace(text)


@pytest.mark.parametrize("text", ["", "ab", "-ab", "_ab", "a" * 34, "a.b.c", "a/b", "abc?x", "abc\n", "äbc"])
def test_no_workspaces(text: str) -> None:
    assert not is_workspace(text)
