"""Why nobody is signed in, in one line with the remedy."""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from preflight.probes.azure.cloud import CLOUDS
from preflight.probes.azure.credential import SignIn, SignInFailed
from preflight.probes.azure.once import Once

HEAD = "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n"
TAIL = "To mitigate this issue, please refer to the troubleshooting guidelines here at https://aka.ms/azsdk/python/identity/x."
NOTHING = "\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not configured.\nVisit https://x\n"
TEXT = "t"
ALONE = "sign-in failed: nobody is signed in; run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"


class Source:
    """A credential that does as it is told, and keeps what it was asked."""

    def __init__(self, *results: Any) -> None:
        """Take what to return, or to raise, one after another."""
        self.asked: list[tuple[tuple[str, ...], dict[str, Any]]] = []
        self._results = list(results)

    def get_token(self, *scopes: str, **more: Any) -> Any:
        self.asked.append((scopes, more))
        result = self._results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result


def sign_in(source: Source) -> SignIn:
    made = SignIn(CLOUDS["AzureCloud"])
    made.prepare = Once(lambda: source)
    return made


def token(seconds: float) -> Any:
    return SimpleNamespace(token=TEXT, expires_on=time.time() + seconds)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}{NOTHING}\tAzureCliCredential: Azure CLI not found on path\n{TAIL}", ALONE),
        (f"{HEAD}{NOTHING}\tAzureCliCredential: Please run 'az login' to set up an account\n{TAIL}", ALONE),
        (
            f"{HEAD}\tEnvironmentCredential: Authentication failed: AADSTS7000222: The keys are expired. Trace ID: 1-2\n{TAIL}",
            (
                "sign-in failed: EnvironmentCredential: Authentication failed: AADSTS7000222: The keys are expired; "
                "check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"
            ),
        ),
        (
            f"{HEAD}{NOTHING}\tAzureCliCredential: ERROR: AADSTS70043: The refresh token has expired.\n{TAIL}",
            "sign-in failed: AzureCliCredential: ERROR: AADSTS70043: The refresh token has expired; run `az login`",
        ),
        (
            f"{HEAD}\tEnvironmentCredential: Authentication failed: HTTP Error: 503\n{TAIL}",
            "sign-in failed: EnvironmentCredential: Authentication failed: HTTP Error: 503; check that the sign-in service can be reached",
        ),
        ("something else.", "sign-in failed: something else; run `az login`"),
    ],
)
def test_reasons(text: str, said: str) -> None:
    with pytest.raises(SignInFailed) as raised:
        sign_in(Source(ValueError(text))).get_token("scope")
    assert str(raised.value) == said


def test_a_token_is_fetched_once_for_each_scope() -> None:
    source = Source(token(3600), token(3600))
    one = sign_in(source)
    assert one.get_token("a", enable_cae=True) is one.get_token("a")
    assert one.get_token("b") is not one.get_token("a")
    assert source.asked == [(("a",), {"tenant_id": None}), (("b",), {"tenant_id": None})]


def test_a_failure_is_found_once() -> None:
    source = Source(ValueError("x"), token(3600))
    one = sign_in(source)
    for _ in range(3):
        with pytest.raises(SignInFailed):
            one.get_token("a")
    assert len(source.asked) == 1
    assert one.get_token("b").token == TEXT


def test_a_token_that_expires_is_fetched_again() -> None:
    source = Source(token(30), token(3600))
    one = sign_in(source)
    first = one.get_token("a")
    assert one.get_token("a") is not first
    assert len(source.asked) == 2


def test_the_claims_of_a_challenge_ask_for_another_token() -> None:
    source = Source(token(3600), token(3600))
    one = sign_in(source)
    first = one.get_token("a")
    second = one.get_token("a", claims="{}")
    assert second is not first
    assert one.get_token("a") is second
    assert source.asked[1] == (("a",), {"tenant_id": None, "claims": "{}"})


def test_threads_wait_for_one_token() -> None:
    source, got = Source(token(3600)), []
    one, together = sign_in(source), threading.Barrier(8, timeout=5)

    def ask() -> None:
        together.wait()
        got.append(one.get_token("a").token)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert (got, len(source.asked)) == ([TEXT] * 8, 1)


@pytest.mark.parametrize(("name", "host"), [("AzureCloud", None), ("AzureUSGovernment", "login.microsoftonline.us")])
def test_every_cloud_has_its_sign_in(name: str, host: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("azure.identity")
    monkeypatch.delenv("AZURE_AUTHORITY_HOST", raising=False)
    kinds = [type(one).__name__ for one in SignIn(CLOUDS[name]).prepare().credentials]
    assert os.environ.get("AZURE_AUTHORITY_HOST") == host
    monkeypatch.delenv("AZURE_AUTHORITY_HOST", raising=False)
    assert kinds[0] == "EnvironmentCredential"
    assert "AzureCliCredential" in kinds
    assert "InteractiveBrowserCredential" not in kinds
