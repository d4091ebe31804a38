"""What a client asks over HTTP, and what it is told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Request:
    """A request as it came through the tunnel to a host; path and query are decoded, names of headers are in lower case."""

    method: str
    host: str
    path: str
    query_text: str
    headers: Mapping[str, str]
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def api_version(self) -> str:
        """The version of the interface, as resource providers or storage accounts are told it."""
        return self.query.get("api-version") or self.headers.get("x-ms-version", "")


@dataclass(frozen=True)
class Reply:
    """An answer; `announced` is the length in bytes that it claims to have, where that is not its length.

    `drip` is how many seconds pass between its bytes.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    drip: float = 0.0


class Silence(Enum):
    """No answer: the connection is closed at once, or kept open until the client leaves."""

    CLOSE = "close"
    WAIT = "wait"


def json_reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Return an answer that is JSON."""
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **(headers or {})})
