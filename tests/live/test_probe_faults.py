"""Whatever goes wrong between here and Azure: every question has its answer in time, none is wrong, and nothing is written."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from preflight.question import Found, Missing, Unanswered
from tests.azure import good
from tests.azure.faults import BlackHole, Delay, Drip, Drop, Hang, RefuseTunnel, Status
from tests.shared.live_questions import (
    ALL,
    BLOB_HEAD,
    BLOBS,
    COMPUTE,
    DATASTORES,
    REGISTRY,
    ROLE_ASSIGNMENTS,
    STORAGE_ACCOUNT,
    WORKSPACE,
    pattern,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.question import Answer, Question
    from tests.azure.fake import FakeAzure
    from tests.azure.faults import What

    Ask = Callable[..., dict[Question, Answer]]

pytestmark = pytest.mark.live

# One question for each client.
EACH = (WORKSPACE, COMPUTE, DATASTORES, REGISTRY, STORAGE_ACCOUNT, ROLE_ASSIGNMENTS, BLOBS, BLOB_HEAD)
CLAIMS = 'Bearer authorization_uri="https://login.microsoftonline.com/", error="insufficient_claims", claims="eyJhIjoxfQ=="'


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    """Import first what takes longest: here, the network is to be what takes time."""
    pytest.importorskip("azure.ai.ml")


def error(code: str) -> dict[str, object]:
    return {"error": {"code": code, "message": "It is so."}}


def everywhere(azure: FakeAzure, what: What, times: int | None = None) -> None:
    for host in ("management.azure.com*", "stdata.blob.core.windows.net*"):
        azure.world.fault(host, what, times)


def told(answers: dict[Question, Answer]) -> set[str]:
    """Return why nothing was answered; fails where something was."""
    reasons = set()
    for asked, answer in answers.items():
        assert isinstance(answer, Unanswered), (asked, answer)
        reasons.add(answer.reason)
    return reasons


@pytest.mark.parametrize(
    ("what", "seconds", "part"),
    [
        (Status(401, body=error("ExpiredAuthenticationToken")), 3, "Azure did not accept the sign-in when it was asked about"),
        (Status(403, body=error("AuthorizationFailed")), 3, "this sign-in may not read"),
        (Status(404, body=b"<html>no such page</html>"), 3, "(404)"),
        (Status(408, body=error("RequestTimeout")), 4, "(408"),
        (Status(409, body=error("Conflict")), 3, "(409"),
        (Status(429, {"Retry-After": "1"}, error("TooManyRequests")), 5, "Azure is asked too often"),
        (Status(429, {"Retry-After": "120"}, error("TooManyRequests")), 3, "Azure is asked too often"),
        (Status(500, body=error("InternalServerError")), 5, "Azure could not tell"),
        (Status(503, body=error("ServerBusy")), 5, "Azure could not tell"),
        (Status(302, {"Location": "https://login.example/"}), 3, ""),
        (Drop(), 4, "closed"),
        (RefuseTunnel(503), 4, "cannot be reached: tunnel connection failed: 503 service unavailable"),
    ],
    ids=["401", "403", "404", "408", "409", "429-1", "429-120", "500", "503", "redirect", "drop", "refuse"],
)
def test_faults(what: What, seconds: float, part: str, ask: Ask, whole: FakeAzure) -> None:
    everywhere(whole, what)
    start = time.monotonic()
    reasons = told(ask(*EACH))
    assert time.monotonic() - start < seconds
    assert all(part in reason for reason in reasons), reasons
    assert whole.log.writes() == []
    assert whole.log.strangers() == []


def test_a_network_that_is_down_is_told_in_one_line_for_each_host(ask: Ask, whole: FakeAzure) -> None:
    everywhere(whole, RefuseTunnel(503))
    assert told(ask(*EACH)) == {
        "Azure Resource Manager cannot be reached: tunnel connection failed: 503 service unavailable",
        "`stdata.blob.core.windows.net` cannot be reached: tunnel connection failed: 503 service unavailable",
    }


@pytest.mark.parametrize(
    "what", [Status(429, {"Retry-After": "1"}, error("TooManyRequests")), Status(503, body=error("ServerBusy"))], ids=["429", "503"]
)
def test_a_fault_that_passes_is_none(what: What, ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault("management.azure.com*", what, 1)
    whole.world.fault("stdata.blob.core.windows.net*", Status(503, body=b""), 1)
    assert all(isinstance(answer, Found) for answer in ask(COMPUTE, BLOBS).values())


@pytest.mark.parametrize("what", [Hang(), BlackHole(), Delay(30), Drip(0.2)], ids=["hang", "black-hole", "late", "drip"])
def test_silence_ends_with_the_deadline(what: What, ask: Ask, whole: FakeAzure) -> None:
    everywhere(whole, what)
    start = time.monotonic()
    reasons = told(ask(*EACH, deadline=1))
    assert time.monotonic() - start < 1.7
    for reason in reasons:
        assert (
            reason == "no answer within 1 s" or "did not answer in time" in reason or "cannot be reached: no connection in time" in reason
        )


def test_one_that_is_silent_keeps_nobody_else_waiting(ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault(pattern(COMPUTE), Hang())
    answers = ask(*EACH, deadline=1.5)
    assert isinstance(answers.pop(COMPUTE), Unanswered)
    assert all(isinstance(answer, Found) for answer in answers.values())


def test_all_waves_have_one_deadline(whole: FakeAzure) -> None:
    from preflight.probes.azure.probe import AzureProbe
    from tests.shared.live_questions import ADDRESS

    probe = AzureProbe(ADDRESS, 0.7)
    whole.world.fault(pattern(COMPUTE), Hang())
    assert isinstance(probe.ask([COMPUTE])[COMPUTE], Unanswered)
    start = time.monotonic()
    assert probe.ask([WORKSPACE, DATASTORES]) == dict.fromkeys([WORKSPACE, DATASTORES], Unanswered("no answer within 0.7 s"))
    assert time.monotonic() - start < 0.5
    probe.close()


def test_providers_are_not_registered(ask: Ask, whole: FakeAzure) -> None:
    whole.world.unregistered |= {"microsoft.machinelearningservices", "microsoft.containerregistry", "microsoft.authorization"}
    start = time.monotonic()
    for reason in told(ask(WORKSPACE, COMPUTE, REGISTRY, ROLE_ASSIGNMENTS)):
        assert "cannot be read: The subscription is not registered to use namespace 'microsoft." in reason.lower().replace(
            "the subscription", "The subscription"
        )
    assert time.monotonic() - start < 3
    assert whole.log.writes() == []


def test_a_challenge_is_met_once(ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault(pattern(COMPUTE), Status(401, {"WWW-Authenticate": CLAIMS}, error("InvalidAuthenticationToken")), 1)
    assert isinstance(ask(COMPUTE)[COMPUTE], Found)
    assert whole.log.count("login.microsoftonline.com*", "POST") == 2


def test_a_missing_resource_is_unknown_when_the_workspace_fails(ask: Ask, whole: FakeAzure) -> None:
    whole.world.remove(good.COMPUTE)
    whole.world.fault(f"management.azure.com{good.WORKSPACE}", Status(500, body=error("InternalServerError")))
    (reason,) = told(ask(COMPUTE))
    assert reason.startswith("compute `cpu-cluster` was not found, but neither was workspace `ws-heart` read: Azure could not tell")


@pytest.mark.parametrize(
    ("module", "package", "asked"),
    [("azure.ai.ml", "azure-ai-ml", (WORKSPACE, COMPUTE)), ("azure.storage.blob", "azure-storage-blob", (BLOBS, BLOB_HEAD))],
)
def test_a_package_that_does_not_work_is_told_once(
    module: str, package: str, asked: tuple[Question, ...], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (reason,) = told(ask(*asked))
    assert reason == (
        f"{package} does not work here: ModuleNotFoundError: import of {module} halted; None in sys.modules; "
        "pip install --upgrade 'azureml-preflight[live]'"
    )


# Signing in


def test_one_token_for_each_scope_however_many_questions(ask: Ask, whole: FakeAzure) -> None:
    ask(*ALL)
    assert whole.log.count("login.microsoftonline.com*/token", "POST") == 2


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("AADSTS7000222", "AADSTS7000222: The provided client secret keys for app"),
        ("AADSTS53003", "AADSTS53003: Access has been blocked by Conditional Access policies"),
    ],
)
def test_a_sign_in_that_fails_is_found_once_and_quickly(code: str, part: str, ask: Ask, whole: FakeAzure) -> None:
    whole.world.sign_in_error = code
    start = time.monotonic()
    (reason,) = told(ask(*ALL))
    assert time.monotonic() - start < 2
    assert reason.startswith(f"sign-in failed: EnvironmentCredential: Authentication failed: {part}")
    assert reason.endswith("; check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET")
    assert whole.log.count("login.microsoftonline.com*/token", "POST") == 1
    assert whole.log.matching("management.azure.com*") == []


def test_nobody_is_signed_in(ask: Ask, whole: FakeAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", "")
    # Where there is no machine of Azure's, its service for identities is not there either.
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "dev")
    (reason,) = told(ask(*ALL))
    assert reason == (
        "sign-in failed: nobody is signed in; run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"
    )


@pytest.mark.parametrize("what", [Hang(), BlackHole()], ids=["hang", "black-hole"])
def test_a_silent_sign_in_ends_with_the_deadline(what: What, ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault("login.microsoftonline.com*", what)
    start = time.monotonic()
    assert told(ask(*ALL, deadline=0.7)) == {"no answer within 0.7 s"}
    assert time.monotonic() - start < 1.4


def test_tokens_that_expire_at_once(ask: Ask, whole: FakeAzure) -> None:
    whole.world.token_seconds = 0
    for reason in told(ask(WORKSPACE, COMPUTE)):
        assert "ExpiredAuthenticationToken" in reason


def test_only_storage_may_be_out_of_reach(ask: Ask, whole: FakeAzure) -> None:
    whole.world.fault("stdata.blob.core.windows.net*", BlackHole())
    answers = ask(*EACH, deadline=1.5)
    assert {one for one, answer in answers.items() if isinstance(answer, Unanswered)} == {BLOBS, BLOB_HEAD}
    assert not any(isinstance(answer, Missing) for answer in answers.values())
