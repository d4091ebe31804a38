"""How requests leave the machine: only to read, over connections that all clients share, and never beyond the deadline."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preflight.probes.azure.clock import Clock

_CONNECT_SECONDS = 5.0
_READ_SECONDS = 15.0
_READING = frozenset({"GET", "HEAD"})


class WriteRefused(Exception):
    """A client wanted to do something else than read."""


class ReadOnlyTransport:
    """A transport of azure-core around its usual one.

    Every client gets it, so nothing but GET and HEAD is ever sent: the clients of Microsoft register resource providers by themselves
    when a subscription lacks one. A policy would not do, since clients of storage drop the policies that they are given.
    """

    def __init__(self, inner: Any, clock: Clock) -> None:
        """Wrap a transport, which is opened now: many threads are about to use it."""
        self._inner = inner
        self._clock = clock
        inner.open()

    def send(self, request: Any, **options: Any) -> Any:
        """Send a request; raises WriteRefused for one that is no read, and Overdue after the deadline."""
        if request.method not in _READING:
            raise WriteRefused(request.method)
        remaining = self._clock.remaining()
        if not remaining:
            raise self._clock.overdue()
        options |= {"connection_timeout": min(_CONNECT_SECONDS, remaining), "read_timeout": min(_READ_SECONDS, remaining)}
        return self._inner.send(request, **options)

    def sleep(self, seconds: float) -> None:
        """Wait before another attempt; raises Overdue at once when the deadline comes first, whatever `Retry-After` says."""
        if seconds >= self._clock.remaining():
            raise self._clock.overdue()
        time.sleep(seconds)

    def close(self) -> None:
        """Close all connections, for all clients."""
        self._inner.close()
