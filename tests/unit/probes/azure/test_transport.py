"""What leaves the machine: reading, and nothing after the deadline."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from preflight.probes.azure.clock import Clock, Overdue
from preflight.probes.azure.transport import ReadOnlyTransport, WriteRefused


class Wire:
    """A transport that keeps what it was to send."""

    def __init__(self) -> None:
        """Start closed."""
        self.calls: list[str] = []
        self.options: dict[str, Any] = {}

    def open(self) -> None:
        self.calls.append("open")

    def close(self) -> None:
        self.calls.append("close")

    def send(self, request: Any, **options: Any) -> str:
        self.calls.append(request.method)
        self.options = options
        return "reply"


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def transport(wire: Wire) -> ReadOnlyTransport:
    return ReadOnlyTransport(wire, Clock(60))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_sent(method: str, transport: ReadOnlyTransport, wire: Wire) -> None:
    assert transport.send(SimpleNamespace(method=method), stream=True) == "reply"
    assert wire.calls == ["open", method]
    assert wire.options == {"stream": True, "connection_timeout": 5, "read_timeout": 15}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", ""])
def test_nothing_else_is(method: str, transport: ReadOnlyTransport, wire: Wire) -> None:
    with pytest.raises(WriteRefused, match=f"^{method}$"):
        transport.send(SimpleNamespace(method=method))
    assert wire.calls == ["open"]


def test_no_request_may_take_longer_than_the_run(wire: Wire) -> None:
    ReadOnlyTransport(wire, Clock(2)).send(SimpleNamespace(method="GET"))
    assert 1 < wire.options["connection_timeout"] <= 2
    assert 1 < wire.options["read_timeout"] <= 2


def test_after_the_deadline_nothing_is_sent(wire: Wire) -> None:
    transport = ReadOnlyTransport(wire, Clock(0))
    with pytest.raises(Overdue, match=r"^no answer within 0 s$"):
        transport.send(SimpleNamespace(method="GET"))
    assert wire.calls == ["open"]


def test_a_wait_beyond_the_deadline_ends_at_once(wire: Wire) -> None:
    transport = ReadOnlyTransport(wire, Clock(1.5))
    transport.sleep(0.001)
    with pytest.raises(Overdue, match=r"^no answer within 1\.5 s$"):
        transport.sleep(120)


def test_it_is_closed_for_all(transport: ReadOnlyTransport, wire: Wire) -> None:
    transport.close()
    assert wire.calls == ["open", "close"]
