"""Why a call came to no reply, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.probes.azure.clock import Clock
from preflight.probes.azure.credential import SignInFailed
from preflight.probes.azure.failure import NotRead, failure, is_transport
from preflight.probes.azure.reading import decisive
from preflight.probes.azure.subject import Subject
from preflight.probes.azure.transport import WriteRefused
from preflight.probes.azure.wire import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.wire import Reply

exceptions = pytest.importorskip("azure.core.exceptions")

C = Subject(question.COMPUTE, "compute `c`", "/w/computes/c", "c")
POOL = (
    "HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded with url: /subscriptions/s?sig=secret (Caused by {})"
)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SignInFailed("sign-in failed: run `az login`"), "sign-in failed: run `az login`"),
        (Clock(60).overdue(), "no answer within 60 s"),
        (WriteRefused("POST"), "reading compute `c` takes a POST, and preflight only reads"),
        (exceptions.IncompleteReadError("x"), "the answer about compute `c` broke off"),
        (ValueError("odd\nthing"), "compute `c` could not be read: ValueError: odd thing"),
        (exceptions.ServiceRequestTimeoutError(POOL), "Azure Resource Manager cannot be reached: no connection in time"),
        (exceptions.ServiceResponseTimeoutError(POOL), "Azure Resource Manager did not answer in time"),
        (exceptions.ServiceResponseError("Connection aborted."), "Azure Resource Manager closed the connection before an answer came"),
        (
            exceptions.ServiceRequestError(POOL.format("NewConnectionError('x: Failed to establish: [Errno 111] Connection refused')")),
            "Azure Resource Manager cannot be reached: connection refused",
        ),
        (
            exceptions.ServiceRequestError(
                POOL.format("NameResolutionError(\"Failed to resolve 'x' ([Errno -2] Name or service not known)\")")
            ),
            "Azure Resource Manager cannot be reached: name or service not known",
        ),
        (
            exceptions.ServiceRequestError(
                POOL.format("SSLError(1, '[SSL: X] certificate verify failed: unable to get local issuer certificate (_ssl.c:1)')")
            ),
            "Azure Resource Manager cannot be reached: certificate verify failed: unable to get local issuer certificate",
        ),
        (
            exceptions.ServiceRequestError(POOL.format("ProxyError('x', OSError('Tunnel connection failed: 503 Service Unavailable'))")),
            "Azure Resource Manager cannot be reached: tunnel connection failed: 503 service unavailable",
        ),
        (exceptions.ServiceRequestError("Something else."), "Azure Resource Manager cannot be reached: something else"),
        (None, "compute `c` could not be read: NoneType: None"),
    ],
)
def test_reasons(error: Exception | None, said: str) -> None:
    assert failure(error, C) == said


def test_storage_accounts_are_told_by_their_hosts() -> None:
    blob = Subject(question.BLOBS, "the blobs of `x`", "https://st.blob.core.windows.net/c", "c")
    said = failure(exceptions.ServiceRequestTimeoutError("x"), blob)
    assert said == "`st.blob.core.windows.net` cannot be reached: no connection in time"


def test_a_broken_connection_tells_nothing_whatever_an_earlier_attempt_got(replied: Callable[..., Reply]) -> None:
    error = exceptions.ServiceResponseError("x")
    assert is_transport(error)
    for replies in ([], [replied(503)]):
        with pytest.raises(NotRead, match="closed the connection before an answer came"):
            decisive(Exchange(replies, None, error), C)


def test_a_refusal_that_is_too_long_to_wait_for_is_told(replied: Callable[..., Reply]) -> None:
    reply = replied(429)
    assert decisive(Exchange([reply], None, Clock(60).overdue()), C) is reply
