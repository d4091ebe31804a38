"""What can go wrong between a client and Azure."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from tests.azure.message import Reply, Request, Silence, json_reply

if TYPE_CHECKING:
    from collections.abc import Mapping

_HTML = b"<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Accept the terms of use</body></html>"


@dataclass(frozen=True)
class Status:
    """Another status than the right one; a body that is no bytes is sent as JSON."""

    code: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class Delay:
    """The right answer, or that of a later fault, after a time in seconds."""

    seconds: float


class Drop:
    """The connection is closed instead of an answer."""


class Hang:
    """The request is read and never answered."""


@dataclass(frozen=True)
class Drip:
    """The right answer, byte by byte, with a time in seconds between them."""

    seconds: float


class HalfJson:
    """The first half of the right body, as if that were all of it."""


class CutShort:
    """The first half of the right body, then the connection is closed."""


class Html:
    """A page of a network that wants something, with status 200."""


class Hollow:
    """Status 200 and a resource without anything in it."""


@dataclass(frozen=True)
class RefuseTunnel:
    """The proxy does not connect to the host."""

    status: int = 503


class BlackHole:
    """The proxy takes the connection and never says anything, as a firewall that drops packets."""


TunnelFault = RefuseTunnel | BlackHole
AnswerFault = Status | Delay | Drop | Hang | Drip | HalfJson | CutShort | Html | Hollow
What = TunnelFault | AnswerFault


@dataclass
class Fault:
    """What happens to requests that a pattern covers, and how often still; None is for ever.

    The pattern has wildcards and covers `host`, `host/path` or `host/path?query`, regardless of case.
    """

    pattern: str
    what: What
    left: int | None = None

    def covers(self, *targets: str) -> bool:
        """Tell whether one of the targets is covered, and the fault is not used up."""
        return self.left != 0 and any(fnmatchcase(target.lower(), self.pattern.lower()) for target in targets)


class Faults:
    """Faults in their order: the first that covers a request happens, delays before it add up."""

    def __init__(self) -> None:
        """Start with none."""
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Put a fault behind the others."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    def of_tunnel(self, host: str) -> TunnelFault | None:
        """Return what happens to a tunnel to a host, and count it."""
        with self._lock:
            for fault in self._faults:
                if isinstance(fault.what, TunnelFault) and fault.covers(host, f"{host}/"):
                    _use(fault)
                    return fault.what
        return None

    def of_answer(self, request: Request) -> tuple[float, AnswerFault | None]:
        """Return how many seconds an answer takes longer and what happens to it, and count it."""
        target = f"{request.host}{request.path}"
        seconds = 0.0
        with self._lock:
            for fault in self._faults:
                if isinstance(fault.what, TunnelFault) or not fault.covers(request.host, target, f"{target}?{request.query_text}"):
                    continue
                _use(fault)
                if not isinstance(fault.what, Delay):
                    return seconds, fault.what
                seconds += fault.what.seconds
        return seconds, None


def spoiled(reply: Reply, what: AnswerFault | None) -> Reply | Silence:
    """Return what a client gets instead of the right answer."""
    half = reply.body[: len(reply.body) // 2]
    match what:
        case Status():
            return _other(what)
        case Drop():
            return Silence.CLOSE
        case Hang():
            return Silence.WAIT
        case Drip():
            return replace(reply, drip=what.seconds)
        case HalfJson():
            return replace(reply, body=half)
        case CutShort():
            return replace(reply, body=half, announced=len(reply.body))
        case Html():
            return Reply(200, _HTML, {"Content-Type": "text/html; charset=utf-8"})
        case Hollow():
            return json_reply({"properties": {}})
        case _:
            return reply


def _other(status: Status) -> Reply:
    if isinstance(status.body, bytes):
        return Reply(status.code, status.body, status.headers)
    return json_reply(status.body, status.code, status.headers) if status.body is not None else Reply(status.code, headers=status.headers)


def _use(fault: Fault) -> None:
    if fault.left is not None:
        fault.left -= 1
