"""As whom computes read data."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.compute_identity import Identity, identities, in_words
from preflight.value import Unknown, fact
from tests.shared.workspaces import compute

SYSTEM = Identity(None, "p")
UAI = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"


def found(identity: Any, kind: str = "AmlCompute") -> tuple[Identity, ...] | str:
    body = compute("c")
    body["identity"] = identity
    body["properties"]["computeType"] = kind
    told = identities(fact(body))
    return told.reason if isinstance(told, Unknown) else told


def users(**assigned: Any) -> dict[str, Any]:
    return {"type": "UserAssigned", "userAssignedIdentities": {UAI + name: one for name, one in assigned.items()}}


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ({"type": "SystemAssigned", "principalId": "p"}, (SYSTEM,)),
        ({"type": "systemassigned", "principalId": "p"}, (SYSTEM,)),
        (users(a={"principalId": "q"}), (Identity("a", "q"),)),
        (users(a={"principalId": "q"}, b={"principalId": "r"}), (Identity("a", "q"), Identity("b", "r"))),
        ({**users(a={"principalId": "q"}), "type": "SystemAssigned, UserAssigned", "principalId": "p"}, (SYSTEM, Identity("a", "q"))),
        (None, ()),
        ({"type": "None"}, ()),
    ],
)
def test_identities(identity: Any, expected: tuple[Identity, ...]) -> None:
    assert found(identity) == expected


NO_ID = "the answer about the compute does not say the object id of its identity"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ({"type": "SystemAssigned"}, NO_ID),
        ({"type": "SystemAssigned", "principalId": 3}, NO_ID),
        ({"type": "UserAssigned"}, NO_ID),
        (users(), NO_ID),
        (users(a={}), NO_ID),
        (users(a={"principalId": "q"}, b={}), NO_ID),
        (users(a="q"), NO_ID),
        ({"type": "Other"}, "as whom a compute with an identity of type `other` reads data is not known"),
        ({}, "as whom a compute with an identity of type `?` reads data is not known"),
        ({"type": ["SystemAssigned"], "principalId": "p"}, "as whom a compute with an identity of type `?` reads data is not known"),
        ([{}], "as whom a compute with an identity of type `?` reads data is not known"),
    ],
)
def test_what_is_not_told_is_unknown(identity: Any, expected: str) -> None:
    assert found(identity) == expected


@pytest.mark.parametrize(
    ("kind", "shown"), [("Kubernetes", "kubernetes"), ("AKS", "aks"), ("ComputeInstance", "computeinstance"), ("", "?")]
)
def test_of_other_computes_it_is_not_known(kind: str, shown: str) -> None:
    assert found({"type": "SystemAssigned", "principalId": "p"}, kind) == f"as whom a compute of type `{shown}` reads data is not known"


def test_doubts_are_passed_on() -> None:
    doubt = Unknown("x", permission="p/read")
    assert identities(doubt) is doubt
    refused = {"unanswered": "the identity may not be read", "permission": "p/read"}
    assert found(users(a={"principalId": "q"}, b=refused)) == "the identity may not be read"
    told = identities(fact({**compute("c"), "identity": users(b=refused)}))
    assert isinstance(told, Unknown)
    assert told.permission == "p/read"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((SYSTEM,), "system-assigned identity"),
        ((Identity("a", "q"),), "identity `a`"),
        ((SYSTEM, Identity("a", "q")), "identities `system-assigned`, `a`"),
    ],
)
def test_words(found: tuple[Identity, ...], expected: str) -> None:
    assert in_words(found) == expected
