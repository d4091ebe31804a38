"""Whether computes may use the data of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.data_roles import READ, WRITE
from preflight.facts.storage_address import InAccount
from preflight.project.compute_access import ComputeAccess
from preflight.project.live_storage import LiveStorage
from preflight.project.stored_data import Whereabouts
from preflight.question import Question
from preflight.value import Absent, Unknown, Value, child, fact
from preflight.world import World
from tests.shared.links import shown
from tests.shared.storage import ACCOUNT, CONTAINER, CONTRIBUTOR, DENIALS, ENDPOINT, PRINCIPAL, ROLES, assignments, denial, grant
from tests.shared.workspaces import compute, known

if TYPE_CHECKING:
    from preflight.value import Located

PATH = fact("azureml://datastores/plain/paths/heart")
HEART = InAccount(ENDPOINT, "stdata", "data", "heart")
GOOD: dict[Question, Any] = {ROLES: assignments(grant()), DENIALS: {"value": []}}
PARTS = ("applies", "allowed", "identity", "principal", "scope", "role", "denied_by")


def at(credentials: Value | str = "none", account: Value | None = None, **more: Any) -> Whereabouts:
    kind = fact(credentials) if isinstance(credentials, str) else credentials
    place = more.pop("place", HEART)
    datastore = Absent() if more.get("direct") else fact({"credentials": kind})
    return Whereabouts(datastore, place, account or fact(ACCOUNT), Absent(), **more)


def found(where: Whereabouts, body: Value | None = None, answers: dict[Question, Any] | None = None, action: str = READ) -> dict[str, str]:
    access = ComputeAccess(LiveStorage(known(GOOD if answers is None else answers)), fact(compute("c")) if body is None else body)
    told = access.to(where, action, PATH)
    return {} if isinstance(told, Absent) else {name: shown(child(told, name)).removesuffix(" at None") for name in PARTS}


def test_all_of_it() -> None:
    assert found(at()) == {
        "applies": "True",
        "allowed": "True",
        "identity": "system-assigned identity",
        "principal": PRINCIPAL,
        "scope": CONTAINER,
        "role": "Storage Blob Data Reader",
        "denied_by": "absent",
    }
    denied = found(at(), answers={**GOOD, DENIALS: {"value": [denial()]}})
    assert (denied["allowed"], denied["denied_by"]) == ("False", "no blobs")


def test_writing_takes_more() -> None:
    assert (found(at(), action=WRITE)["allowed"], found(at(), action=WRITE)["role"]) == ("False", "Storage Blob Data Contributor")
    assert found(at(), answers={**GOOD, ROLES: assignments(grant(CONTRIBUTOR))}, action=WRITE)["allowed"] == "True"


@pytest.mark.parametrize("kind", ["account_key", "sas", "service_principal", "certificate", "kerberoskeytab"])
def test_credentials_of_the_datastore_are_used(kind: str) -> None:
    told = found(at(kind))
    assert told.pop("applies") == "False"
    assert set(told.values()) == {"absent"}


def test_so_is_a_signature() -> None:
    signed = InAccount(ENDPOINT, "stdata", "data", "heart", signed=True)
    assert found(at(direct=True, place=signed))["applies"] == "False"
    assert found(at(direct=True))["allowed"] == "True"


def test_nothing_and_nobody_have_no_access() -> None:
    assert found(at(Absent())) == {}
    assert found(at(), Absent()) == {}


def test_a_compute_may_have_no_identity() -> None:
    nobody = fact({**compute("c"), "identity": None})
    told = found(at(account=Unknown("no id")), nobody)
    assert (told["applies"], told["allowed"], told["identity"], told["role"]) == ("True", "False", "absent", "Storage Blob Data Reader")
    assert found(at(Unknown("refused")), nobody)["allowed"] == "unknown: refused"


@pytest.mark.parametrize(
    ("where", "body", "reason"),
    [
        (at(Unknown("refused")), None, "refused"),
        (at(account=Unknown("no id")), None, "no id"),
        (at(place=Unknown("of another sort")), None, "of another sort"),
        (at(), Unknown("refused"), "refused"),
    ],
)
def test_what_is_not_known(where: Whereabouts, body: Value | None, reason: str) -> None:
    told = found(where, body)
    assert (told["allowed"], told["denied_by"]) == (f"unknown: {reason}", f"unknown: {reason}")


def test_of_what_is_nowhere_nothing_is_known() -> None:
    assert found(at(place=Absent()))["allowed"] == "absent"


def test_all_that_is_needed_is_asked_for_at_once() -> None:
    def pending(name: str, near: Located | None = None) -> Unknown:
        return Unknown(name, near, asked=False, questions=(Question(name),))

    access = ComputeAccess(LiveStorage(World("live")), pending("compute"))
    told = child(access.to(at(pending("datastores"), pending("workspace")), READ, PATH), "allowed")
    assert isinstance(told, Unknown)
    assert [one.resource for one in told.questions] == ["datastores", "workspace", "compute"]
