"""From any batch document to findings about the workspace itself, by asking it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Missing, Question, Unanswered
from tests.shared.asking import ODD, changed, leaves, told, undecided
from tests.shared.workspaces import (
    GOOD,
    GROUP,
    REGISTRY,
    STORAGE,
    WORKSPACE,
    Workspace,
    private_endpoint,
    registry,
    storage,
    workspace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    Ask = Callable[..., Judged]

W, R, S = Question(question.WORKSPACE), Question(question.REGISTRY, (REGISTRY,)), Question(question.STORAGE_ACCOUNT, (STORAGE,))
RULES = ("acr-quarantine-enabled", "deployer-rbac", "invoker-rbac", "private-link-subresources", "workspace-cmk", "workspace-missing")
DEPLOYMENT = {"d.yml": "name: d\nendpoint_name: e\ncompute: azureml:c\n"}
JOB = {"i.yml": "inputs: {x: {type: uri_folder, path: x}}\n"}
SERVICES = ("blob", "file", "queue", "table")
PRIVATE = workspace(publicNetworkAccess="Disabled")
CLOSED: dict[str, Any] = {"publicNetworkAccess": "Disabled", "networkAcls": {"defaultAction": "Deny"}}
CLOSED_TO_ALL = (
    "private-link-subresources: the storage account `stbatch` of the workspace is closed to the public and has no private endpoint for"
)
FIREWALL = "private-link-subresources: the firewall of the storage account `stbatch` is on, and there is no private endpoint for"


def endpoints(*services: str, **answers: Any) -> dict[Question, Any]:
    """Return what is told of the private endpoints for some services, or something else for those of other names."""
    found = {one: private_endpoint(one) for one in services} | answers
    return {Question(question.PRIVATE_ENDPOINT, (private_endpoint(one)["id"],)): answer for one, answer in found.items()}


def test_a_good_workspace(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, {**DEPLOYMENT, **JOB}, *RULES)
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ())
    assert asked.waves[0] == [W]
    assert {one.resource for one in asked.waves[1]} == {"registry", "permissions"}
    assert len(asked.waves) == 2


def test_a_workspace_that_is_not_there(ask: Ask) -> None:
    gone = Missing(f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws-bach")
    asked = Workspace({W: gone})
    result = ask(asked, {**DEPLOYMENT, **JOB}, *RULES)
    assert told(result) == [
        "d.yml:1:1 error workspace-missing: there is no workspace `ws-bach` in that resource group and subscription",
    ]
    assert (result.unknowns, len(asked.waves)) == ((), 1)


def test_a_workspace_that_may_not_be_read(ask: Ask) -> None:
    result = ask(Workspace({W: Unanswered("no", "x/workspaces/read")}), {**DEPLOYMENT, **JOB}, *RULES)
    assert told(result) == []
    assert [(one.reason, one.permission, one.rules) for one in result.unknowns] == [("no", "x/workspaces/read", RULES)]


def test_a_key_of_the_customers_own(ask: Ask) -> None:
    result = ask(Workspace({**GOOD, W: workspace(encryption={"status": "Enabled"})}), DEPLOYMENT, "workspace-cmk")
    assert told(result) == [
        "d.yml:1:1 error workspace-cmk: the workspace `ws-batch` has a customer-managed key, with which batch endpoints are not supported"
    ]


def test_a_file_of_a_workspace_beside_a_live_one(ask: Ask) -> None:
    """The file is not the workspace that was asked: what is asked is told of that one alone."""
    files = {**DEPLOYMENT, "w.yml": "name: other\nhbi_workspace: true\n"}
    assert told(ask(Workspace(GOOD), files, *RULES)) == []
    assert ask(Workspace(GOOD), files, *RULES).not_asked == ()
    gone = {W: Missing(WORKSPACE)}
    assert [one.partition(": ")[0] for one in told(ask(Workspace(gone), files, *RULES))] == ["d.yml:1:1 error workspace-missing"]


# The container registry


@pytest.mark.parametrize(
    ("answer", "findings"),
    [
        (registry(), []),
        (registry(quarantine="enabled"), ["acr-quarantine-enabled"]),
        (registry(quarantine="Enabled"), ["acr-quarantine-enabled"]),
        ({"id": REGISTRY, "name": "acrbatch", "sku": {"name": "Basic"}, "properties": {"policies": None}}, []),
        ({"id": REGISTRY, "name": "acrbatch", "sku": {"name": "Standard"}, "properties": {}}, []),
        (None, []),
    ],
)
def test_quarantine(ask: Ask, answer: Any, findings: list[str]) -> None:
    result = ask(Workspace({**GOOD, R: answer}), DEPLOYMENT, "acr-quarantine-enabled")
    assert [one.rule for one in result.findings] == findings
    assert result.unknowns == ()
    for one in result.findings:
        assert f"`az resource update --ids {REGISTRY} --set properties.policies.quarantinePolicy.status=disabled`" in one.fix


@pytest.mark.parametrize("named", [None, ""])
def test_a_workspace_without_a_registry_has_no_quarantine(ask: Ask, named: object) -> None:
    asked = Workspace({**GOOD, W: workspace(containerRegistry=named)})
    assert ask(asked, DEPLOYMENT, "acr-quarantine-enabled").unknowns == ()
    assert asked.waves == [[W]]


@pytest.mark.parametrize("path", leaves(registry()), ids=str)
@pytest.mark.parametrize("odd", [*ODD, ...], ids=repr)
def test_an_odd_registry_is_no_finding_and_not_fine(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    result = ask(Workspace({**GOOD, R: changed(registry(), path, odd)}), DEPLOYMENT, "acr-quarantine-enabled")
    assert told(result) == []
    if path[:1] == ("properties",):
        assert result.unknowns != ()


@pytest.mark.parametrize("odd", [3, True, ["x"], {"x": 1}])
def test_an_odd_name_of_a_registry_is_unknown(ask: Ask, odd: Any) -> None:
    result = ask(Workspace({**GOOD, W: workspace(containerRegistry=odd)}), DEPLOYMENT, "acr-quarantine-enabled")
    assert undecided(result) == ["the answer about `the workspace` says its container registry in a way that cannot be read"]


# Private networks


@pytest.mark.parametrize(
    ("own", "account", "known", "findings"),
    [
        (PRIVATE, storage(*SERVICES, **CLOSED), endpoints(*SERVICES), []),
        (
            PRIVATE,
            storage("blob", "file", **CLOSED),
            endpoints("blob", "file"),
            [f"error {CLOSED_TO_ALL}: queue, table"],
        ),
        (
            workspace(managedNetwork={"isolationMode": "AllowOnlyApprovedOutbound"}),
            storage("blob", listed=True, publicNetworkAccess="disabled"),
            {},
            [f"error {CLOSED_TO_ALL}: file, queue, table"],
        ),
        (
            workspace(privateEndpointConnections=[{"properties": {"privateLinkServiceConnectionState": {"status": "Approved"}}}]),
            storage(*SERVICES[:3], listed=True, networkAcls={"defaultAction": "Deny"}),
            {},
            [f"warning {FIREWALL}: table"],
        ),
        # Open to the public, or not private at all.
        (PRIVATE, storage(), {}, []),
        (workspace(), storage(**CLOSED), {}, []),
        (
            workspace(privateEndpointConnections=[{"properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}]),
            storage(**CLOSED),
            {},
            [],
        ),
    ],
)
def test_private_endpoints_of_the_storage(ask: Ask, own: Any, account: Any, known: dict[Question, Any], findings: list[str]) -> None:
    asked = Workspace({**GOOD, W: own, S: account, **known})
    result = ask(asked, DEPLOYMENT, "private-link-subresources")
    assert [one.partition(" ")[2] for one in told(result)] == findings
    assert result.unknowns == ()
    assert len(asked.waves) <= 3


def test_endpoints_that_are_not_approved_do_not_count(ask: Ask) -> None:
    account = storage(*SERVICES, listed=True, **CLOSED)
    account["properties"]["privateEndpointConnections"][3]["properties"]["privateLinkServiceConnectionState"]["status"] = "Rejected"
    result = ask(Workspace({**GOOD, W: PRIVATE, S: account}), DEPLOYMENT, "private-link-subresources")
    assert [one.rpartition(" ")[2] for one in told(result)] == ["table"]


def test_all_endpoints_are_asked_for_at_once(ask: Ask) -> None:
    asked = Workspace({**GOOD, W: PRIVATE, S: storage(*SERVICES, **CLOSED), **endpoints(*SERVICES)})
    ask(asked, DEPLOYMENT, "private-link-subresources")
    assert [len(wave) for wave in asked.waves] == [1, 1, 4]


@pytest.mark.parametrize(
    "answer",
    [
        Unanswered("it may not be read", "Microsoft.Network/privateEndpoints/read"),
        Missing("x"),
        {},
        {"properties": {}},
        {"properties": {"privateLinkServiceConnections": 3}},
        {"properties": {"privateLinkServiceConnections": [{"properties": {"privateLinkServiceId": STORAGE, "groupIds": "table"}}]}},
        {"properties": {"privateLinkServiceConnections": [{"properties": {"privateLinkServiceId": STORAGE, "groupIds": [3]}}]}},
        private_endpoint("table", "/another"),
    ],
)
def test_an_endpoint_that_cannot_be_read_may_be_for_what_is_left(ask: Ask, answer: Any) -> None:
    """It decides nothing where the others are for all that is needed."""
    known = endpoints("blob", "file", "queue", table=answer)
    result = ask(Workspace({**GOOD, W: PRIVATE, S: storage(*SERVICES, **CLOSED), **known}), DEPLOYMENT, "private-link-subresources")
    assert (told(result), len(result.unknowns)) == ([], 1)
    more = storage(*SERVICES, "dfs", **CLOSED)
    all_of_them = endpoints(*SERVICES, dfs=answer)
    result = ask(Workspace({**GOOD, W: PRIVATE, S: more, **all_of_them}), DEPLOYMENT, "private-link-subresources")
    assert (told(result), undecided(result)) == ([], [])


@pytest.mark.parametrize("path", leaves(storage("blob", listed=True, **CLOSED)), ids=str)
@pytest.mark.parametrize("odd", [*ODD, ...], ids=repr)
def test_an_odd_account_is_no_false_alarm(ask: Ask, path: tuple[str | int, ...], odd: Any) -> None:
    """What is known of the one endpoint that there is may get lost; then it may be for everything."""
    account = storage("blob", listed=True, **CLOSED)
    result = ask(Workspace({**GOOD, W: PRIVATE, S: changed(account, path, odd)}), DEPLOYMENT, "private-link-subresources")
    if path == ("properties",) or (path == ("properties", "privateEndpointConnections") and odd != []):
        assert (told(result), len(result.unknowns)) == ([], 1)
    named = {one.rpartition("endpoint for: ")[2] for one in told(result)}
    assert named <= {"file, queue, table", "blob, file, queue, table"}


@pytest.mark.parametrize("path", leaves(workspace(encryption={"status": "Enabled"}, publicNetworkAccess="Disabled")), ids=str)
@pytest.mark.parametrize("odd", [*ODD, ...], ids=repr)
def test_an_odd_workspace_is_no_false_alarm(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    body = workspace(encryption={"status": "Enabled"}, publicNetworkAccess="Disabled")
    answers = {**GOOD, W: changed(body, path, odd), S: storage(*SERVICES, listed=True, **CLOSED)}
    result = ask(Workspace(answers), {**DEPLOYMENT, **JOB}, *RULES)
    assert {one.rule for one in result.findings} <= {"workspace-cmk"}
    if path in (("properties",), ("id",)):
        assert result.unknowns != ()
    if path == ("properties", "encryption", "status"):
        assert result.unknowns != ()


@pytest.mark.parametrize("body", [{}, {"properties": {}}, {"properties": None}, {"id": WORKSPACE, "name": "w", "properties": {"x": 1}}])
def test_a_workspace_without_anything_passes_for_nothing(ask: Ask, body: Any) -> None:
    result = ask(Workspace({**GOOD, W: body}), DEPLOYMENT, "workspace-cmk", "acr-quarantine-enabled", "private-link-subresources")
    assert told(result) == []
    assert {rule for one in result.unknowns for rule in one.rules} >= {"workspace-cmk", "private-link-subresources"}


# Who asks
