"""What is known of datastores."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.datastore import account_id, datastore_facts, default, named, place_in
from preflight.facts.storage_address import InAccount, InDatastore, workspace_of
from preflight.value import Absent, Present, Unknown, Value, child, fact, text_of
from tests.shared.links import shown
from tests.shared.storage import ACCOUNT, datastore, datastores
from tests.shared.workspaces import WORKSPACE

HERE = workspace_of(WORKSPACE)
KEYED = datastore("keyed", "AccountKey")


def find(name: str, workspace: str | None = None, listed: Any = None) -> Value:
    return named(fact(datastores() if listed is None else listed), InDatastore(name, "", workspace))


@pytest.mark.parametrize(("name", "workspace"), [("plain", None), ("PLAIN", None), ("plain", HERE)])
def test_a_datastore_is_found_by_its_name(name: str, workspace: str | None) -> None:
    assert text_of(child(find(name, workspace), "name")) == "plain"


def test_there_may_be_none() -> None:
    assert isinstance(find("other"), Absent)
    assert isinstance(find("other", HERE), Absent)


@pytest.mark.parametrize("listed", [None, {"value": []}, {"value": [{"name": "plain"}]}])
def test_that_of_another_workspace_is_not_this_one(listed: Any) -> None:
    found = find("plain", "s/g/other", listed)
    assert isinstance(found, Unknown)
    assert (found.reason, found.asked) == ("the datastore `plain` is in another workspace, which is not read", False)


@pytest.mark.parametrize(
    ("listed", "reason"), [({}, "the answer does not list the datastores"), ({"value": 3}, "the answer does not list")]
)
def test_an_answer_that_lists_none(listed: Any, reason: str) -> None:
    found = find("plain", listed=listed)
    assert isinstance(found, Unknown)
    assert found.reason.startswith(reason)


def test_one_without_a_name_may_be_it() -> None:
    odd = {"value": [3, KEYED]}
    assert shown(find("plain", listed=odd)) == "unknown: the answer lists a datastore without a name"
    assert text_of(child(find("keyed", listed=odd), "name")) == "keyed"


def test_doubts_are_passed_on() -> None:
    doubt = Unknown("x", permission="p")
    for found in (named(doubt, InDatastore("a", "", None)), default(doubt), place_in(doubt, "")):
        assert isinstance(found, Unknown)
        assert (found.reason, found.permission) == ("x", "p")
    facts = datastore_facts(fact("a"), doubt)
    assert [shown(child(facts, name)) for name in ("found", "type", "credentials")] == ["unknown: x"] * 3


def test_the_default() -> None:
    assert text_of(child(default(fact(datastores())), "name")) == "workspaceblobstore"
    assert isinstance(default(fact(datastores(KEYED))), Unknown)


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("None", "none"),
        ("AccountKey", "account_key"),
        ("accountkey", "account_key"),
        ("Sas", "sas"),
        ("ServicePrincipal", "service_principal"),
        ("Certificate", "certificate"),
        ("KerberosKeytab", "kerberoskeytab"),
    ],
)
def test_credentials(wire: str, expected: str) -> None:
    facts = datastore_facts(fact("d"), fact(datastore("d", wire)))
    assert text_of(child(facts, "credentials")) == expected
    found = child(facts, "found")
    assert isinstance(found, Present)
    assert found.data is True
    assert text_of(child(facts, "type")) == "azureblob"


@pytest.mark.parametrize("credentials", [None, {}, {"credentialsType": None}, {"credentialsType": {}}, "None"])
def test_credentials_that_are_not_told_are_unknown(credentials: Any) -> None:
    facts = datastore_facts(fact("d"), fact(datastore("d", credentials=credentials)))
    found = child(facts, "credentials")
    assert isinstance(found, Unknown)
    assert "what credentials it has" in found.reason


def test_what_is_missing_has_no_more_facts() -> None:
    facts = datastore_facts(fact("d"), Absent())
    found = child(facts, "found")
    assert isinstance(found, Present)
    assert found.data is False
    assert all(isinstance(child(facts, name), Absent) for name in ("type", "credentials"))


def place(**properties: Any) -> InAccount | str:
    found = place_in(fact(datastore("d", **properties)), "a/b")
    return found.reason if isinstance(found, Unknown) else found


EXPECTED = InAccount("https://stdata.blob.core.windows.net", "stdata", "data", "a/b")


def test_where_data_lie() -> None:
    assert place() == EXPECTED
    assert place(datastoreType="AzureDataLakeGen2", containerName=None, filesystem="data") == EXPECTED


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"datastoreType": "AzureFile"}, "what lies in a datastore of this sort is not read"),
        ({"datastoreType": None}, "what lies in a datastore of this sort is not read"),
        ({"containerName": None}, "the answer about the datastore does not say where its data lie"),
        ({"accountName": 3}, "the answer about the datastore does not say where its data lie"),
        ({"endpoint": ""}, "the answer about the datastore does not say where its data lie"),
        ({"endpoint": "example.com"}, "the container `data` of `stdata` in `example.com` is not one that is followed"),
    ],
)
def test_where_they_lie_may_not_be_known(properties: dict[str, Any], reason: str) -> None:
    assert place(**properties) == reason


def test_the_id_of_the_account() -> None:
    assert account_id(fact(KEYED)) == ACCOUNT
    for missing in (datastore("d", subscriptionId=None), datastore("d", resourceGroup=""), datastore("d", accountName=3)):
        assert account_id(fact(missing)) is None
