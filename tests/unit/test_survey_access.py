"""Whether the compute of a job may read its data: what is asked for it, wave by wave, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Missing, Question, Unanswered
from tests.shared.jobs import COMPUTE, IN_WORKSPACE, asking, reading
from tests.shared.storage import (
    ACCOUNT,
    CONTAINER,
    DATASTORES,
    DENIALS,
    PRINCIPAL,
    ROLES,
    STORAGE,
    account,
    assignments,
    data,
    data_asset,
    datastore,
    datastores,
    denial,
    grant,
    role,
)
from tests.shared.workspaces import GROUP, compute, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared.jobs import Ask

PLACE = "inputs.yml:2:31"
UAI = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
READER_RULE = "compute-identity-missing-blob-reader"


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Judge jobs in a folder of their own."""
    return asking(tmp_path)


SYSTEM = "the system-assigned identity of the compute `c`"
NO_ROLE = f"{SYSTEM} may not read the container `data` of `stdata`, and the datastore `plain` has no credentials"
UNTOLD = "the answer about `the datastores` does not say what credentials it has"


def test_a_compute_with_the_role_may_read_and_it_takes_two_waves(ask: Ask) -> None:
    result = ask(READER_RULE)
    assert (result.found, result.doubts) == ([], [])
    assert result.waves == [{data("heart"), DATASTORES, COMPUTE}, {ROLES, DENIALS, STORAGE}]


def test_without_the_role_it_may_not_and_the_fix_is_the_whole_command(ask: Ask) -> None:
    result = ask(READER_RULE, answers={ROLES: assignments()})
    assert result.found == [f"{PLACE} error {NO_ROLE}"]
    (finding,) = result.judged.findings
    who, _, command = finding.fix.partition(" runs ")
    assert who == "An Owner, User Access Administrator or Role Based Access Control Administrator of the storage account"
    given = f"--assignee-object-id {PRINCIPAL} --assignee-principal-type ServicePrincipal"
    assert command == f'`az role assignment create {given} --role "Storage Blob Data Reader" --scope {CONTAINER}`'
    (fact,) = finding.evidence
    assert (fact.name, fact.source, fact.value) == ("input.compute_access.allowed", "recorded", "false")


@pytest.mark.parametrize(
    ("roles", "severity"),
    [
        (assignments(grant(scope=GROUP)), None),
        (assignments(grant(scope=f"{CONTAINER}2")), "error"),
        (assignments(grant("full"), full=role({"actions": ["*"]})), "error"),
        (assignments(grant("own"), own=role({"dataActions": ["Microsoft.Storage/*/read"]})), None),
    ],
)
def test_roles(ask: Ask, roles: Any, severity: str | None) -> None:
    result = ask(READER_RULE, answers={ROLES: roles})
    assert result.found == ([] if severity is None else [f"{PLACE} {severity} {NO_ROLE}"])


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({ROLES: assignments(grant(condition="@x"))}, "`the role` is granted under a condition, which is not evaluated"),
        ({ROLES: Unanswered("roles may not be read", "p")}, "roles may not be read"),
        ({DENIALS: Unanswered("denials may not be read", "p")}, "denials may not be read"),
        ({ROLES: Missing("x")}, "the answer does not list the role assignments"),
        ({COMPUTE: Unanswered("the compute may not be read")}, "the compute may not be read"),
        ({DATASTORES: Unanswered("no answer in 60 s")}, "no answer in 60 s"),
        ({data("heart"): Unanswered("no answer in 60 s")}, "no answer in 60 s"),
        ({DATASTORES: datastores(datastore("plain", credentials=None))}, UNTOLD),
        ({data("heart"): data_asset("heart", uri="")}, None),
        (
            {COMPUTE: {**compute("c"), "identity": {"type": "SystemAssigned"}}},
            "the answer about the compute does not say the object id of its identity",
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_fine(ask: Ask, answers: dict[Question, Any], reason: str | None) -> None:
    result = ask(READER_RULE, answers=answers)
    assert result.found == []
    assert reason is None or reason in result.doubts


def test_where_folders_have_access_rules_a_missing_role_is_a_warning(ask: Ask) -> None:
    words = "no role lets the system-assigned identity of the compute `c` read the container `data` of `stdata`; only access rules"
    result = ask(READER_RULE, answers={ROLES: assignments(), STORAGE: account(isHnsEnabled=True)})
    assert [one.split("; ")[0] for one in result.found] == [f"{PLACE} warning {words}".split("; ")[0]]
    lake = datastore("plain", datastoreType="AzureDataLakeGen2", filesystem="data", containerName=None)
    result = ask(READER_RULE, answers={ROLES: assignments(), DATASTORES: datastores(lake)})
    assert [one.split(" no ")[0] for one in result.found] == [f"{PLACE} warning"]
    assert STORAGE not in result.questions


def test_where_that_is_not_known_it_is_a_warning_too(ask: Ask) -> None:
    result = ask(READER_RULE, answers={ROLES: assignments(), STORAGE: Unanswered("may not be read")})
    assert [one.split(" no ")[0] for one in result.found] == [f"{PLACE} warning"]


@pytest.mark.parametrize("kind", ["AccountKey", "Sas", "ServicePrincipal", "Certificate"])
def test_a_datastore_with_credentials_needs_no_role(ask: Ask, kind: str) -> None:
    result = ask(f"{READER_RULE} compute-identity-none", answers={DATASTORES: datastores(datastore("plain", kind))})
    assert (result.found, result.doubts, len(result.waves)) == ([], [], 1)


def test_a_deny_assignment(ask: Ask) -> None:
    result = ask(READER_RULE, answers={DENIALS: {"value": [denial()]}})
    assert result.found == [f"{PLACE} error the deny assignment `no blobs` keeps {SYSTEM} from reading the container `data` of `stdata`"]


def users(*principals: str) -> dict[str, Any]:
    assigned = {f"{UAI}uai-{name}": {"principalId": name} for name in principals}
    return {**compute("c"), "identity": {"type": "UserAssigned", "userAssignedIdentities": assigned}}


@pytest.mark.parametrize(
    ("may", "severity", "doubt"),
    [
        ("ab", None, None),
        ("", "error", None),
        ("a", None, "some identities of the compute may and some may not, and which of them is used is not known"),
    ],
)
def test_several_identities_are_asked_for_at_once(ask: Ask, may: str, severity: str | None, doubt: str | None) -> None:
    answers: dict[Question, Any] = {COMPUTE: users("a", "b")}
    for name in "ab":
        answers[Question(question.ROLE_ASSIGNMENTS, (ACCOUNT, name))] = assignments(*[grant()] * (name in may))
        answers[Question(question.DENY_ASSIGNMENTS, (ACCOUNT, name))] = {"value": []}
    result = ask(READER_RULE, answers=answers)
    assert len(result.waves) == 2
    assert [one.split(" may ")[0] for one in result.found] == (
        [] if severity is None else [f"{PLACE} {severity} the identities `uai-a`, `uai-b` of the compute `c`"]
    )
    assert result.doubts == ([] if doubt is None else [doubt])


def test_the_resource_group_of_the_account_may_be_that_of_the_workspace(ask: Ask) -> None:
    """Some datastores do not say where their account is: that takes one wave more."""
    lacking = datastores(datastore("plain", subscriptionId=None, resourceGroup=None))
    result = ask(READER_RULE, answers={DATASTORES: lacking, ROLES: assignments()})
    assert result.found == [f"{PLACE} error {NO_ROLE}"]
    assert result.waves == [{data("heart"), DATASTORES, COMPUTE}, {IN_WORKSPACE}, {ROLES, DENIALS, STORAGE}]
    result = ask(READER_RULE, answers={DATASTORES: lacking, IN_WORKSPACE: workspace(storageAccount=f"{ACCOUNT}2")})
    assert result.doubts == ["the resource group of the storage account `stdata` is not known"]


def test_an_url_is_read_with_the_identity_too(ask: Ask) -> None:
    url = reading("https://stdata.blob.core.windows.net/data/heart")
    result = ask(READER_RULE, url, answers={ROLES: assignments()})
    assert result.waves == [{DATASTORES, IN_WORKSPACE, COMPUTE}, {ROLES, DENIALS}]
    assert [one.split("; ")[0] for one in result.found] == [
        "inputs.yml:2:31 warning no role lets the system-assigned identity of the compute `c` read the container `data` of `stdata`"
    ]
    result = ask(READER_RULE, url)
    assert (result.found, result.doubts) == ([], [])


def test_of_an_account_that_nobody_knows_nothing_is_said(ask: Ask) -> None:
    result = ask(READER_RULE, reading("https://azuremlexampledata.blob.core.windows.net/data/heart"))
    assert result.found == []
    assert result.doubts == ["the resource group of the storage account `azuremlexampledata` is not known"]


def test_an_url_with_a_signature_needs_no_role_and_its_signature_is_told_nowhere(ask: Ask) -> None:
    names = f"{READER_RULE} compute-identity-none input-unreachable-or-empty"
    result = ask(names, reading("https://stdata.blob.core.windows.net/data/heart?sv=1&sig=geheim"))
    assert (result.found, result.doubts) == ([], [])
    assert "geheim" not in repr((result.judged, result.waves))


def test_local_data_are_read_from_the_default_datastore(ask: Ask) -> None:
    plain = datastores(datastore("workspaceblobstore", isDefault=True))
    result = ask(READER_RULE, reading("data/heart"), answers={DATASTORES: plain, ROLES: assignments()})
    assert [one.partition(" and the ")[2] for one in result.found] == ["datastore `workspaceblobstore` has no credentials"]


def test_a_compute_without_an_identity_cannot_read(ask: Ask) -> None:
    nobody = {**compute("c"), "identity": None}
    result = ask(f"{READER_RULE} compute-identity-none", answers={COMPUTE: nobody})
    assert result.found == [
        f"{PLACE} error the datastore `plain` has no credentials, and the compute `c` has no managed identity to read it with"
    ]
    assert len(result.waves) == 1
    result = ask("compute-identity-none", reading("https://stdata.blob.core.windows.net/data/heart"), answers={COMPUTE: nobody})
    assert [one.split(": ")[0] for one in result.found] == [f"{PLACE} warning the compute `c` has no managed identity"]


def test_of_a_compute_that_is_not_there_nothing_is_said(ask: Ask) -> None:
    result = ask(f"{READER_RULE} compute-identity-none", answers={COMPUTE: Missing("c")})
    assert (result.found, result.doubts) == ([], [])


def test_of_kubernetes_it_is_not_known(ask: Ask) -> None:
    other = compute("c")
    other["properties"]["computeType"] = "Kubernetes"
    result = ask(f"{READER_RULE} compute-identity-none", answers={COMPUTE: other})
    assert result.found == []
    assert result.doubts == ["as whom a compute of type `kubernetes` reads data is not known"]
