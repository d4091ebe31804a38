"""The least role: what the selected rules need, each permission once, and nothing for rules that files decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight import question
from preflight.facts import catalogue
from preflight.facts.entry import also_live, mapping, text
from preflight.kind import Kind
from preflight.language.rule import Rule
from preflight.role import needs_of, role_definition
from tests.shared.engine import rule

if TYPE_CHECKING:
    import pytest

ML = "Microsoft.MachineLearningServices/workspaces"
OFFLINE = Rule(rule("offline", {"path": "deployment.timeout", "at_least": 1}))
CLUSTER = Rule(rule("cluster", {"path": "compute.max_nodes", "at_least": 1}))
DEFAULT = Rule(rule("default", {"path": "endpoint.default_deployment", "exists": True}, **{"for": "batch-endpoint"}))
REGISTRY = Rule(rule("quarantine", {"path": "registry.quarantine", "equals": "disabled"}, **{"for": "workspace"}))


def test_a_rule_that_asks_nothing_needs_nothing() -> None:
    assert needs_of([OFFLINE], data_plane=True) == []


def test_each_permission_is_there_once_with_the_rules_that_need_it() -> None:
    needs = {need.permission: need.rules for need in needs_of([OFFLINE, REGISTRY, CLUSTER, DEFAULT], data_plane=True)}
    assert needs[f"{ML}/read"] == ("cluster", "default", "quarantine")
    assert needs[f"{ML}/computes/read"] == ("cluster",)
    assert needs[f"{ML}/batchEndpoints/read"] == ("default",)
    assert needs["Microsoft.ContainerRegistry/registries/read"] == ("quarantine",)
    assert list(needs) == sorted(needs)
    assert "offline" not in {one for takers in needs.values() for one in takers}


def test_the_workspace_is_always_asked() -> None:
    assert [need.permission for need in needs_of([DEFAULT], data_plane=True)] == [f"{ML}/batchEndpoints/read", f"{ML}/read"]


def test_the_role_is_what_az_takes() -> None:
    role = role_definition(needs_of([DEFAULT], data_plane=True), "/subscriptions/s")
    assert (role["Actions"], role["DataActions"]) == ([f"{ML}/batchEndpoints/read", f"{ML}/read"], [])
    assert (role["NotActions"], role["NotDataActions"], role["AssignableScopes"]) == ([], [], ["/subscriptions/s"])
    assert role["Name"]
    assert role["Description"]


def test_what_reads_data_comes_last_and_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    output = also_live(text("output", "what is there"), question.DATASTORES, question.BLOBS)
    monkeypatch.setitem(catalogue.ROOTS, Kind.INVOCATION, (mapping("invocation", "a job", output),))
    taken = Rule(rule("taken", {"path": "invocation.output", "exists": False}, **{"for": "invocation"}))
    blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
    needs = needs_of([taken], data_plane=True)
    assert [(need.permission, need.data) for need in needs] == [(f"{ML}/datastores/read", False), (f"{ML}/read", False), (blobs, True)]
    assert needs[-1].scopes == ("the storage accounts of the datastores",)
    assert role_definition(needs, "/subscriptions/s")["DataActions"] == [blobs]
    assert needs_of([taken], data_plane=False) == needs[:-1]
