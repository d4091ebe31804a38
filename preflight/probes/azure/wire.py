"""What clients receive: the replies to one call, as they came over the wire."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Reply:
    """One reply; `response` is what azure-core made of it, whose body is read only when it is wanted."""

    status: int
    url: str
    headers: dict[str, str]
    response: Any

    def text(self) -> str:
        """Return the body; raises what reading it raises."""
        return str(self.response.text())

    def close(self) -> None:
        """Give the connection back, which a stream that nobody reads to its end keeps."""
        self.response.internal_response.close()

    def json(self) -> Any:
        """Return the body as data, None for what is no JSON."""
        try:
            return json.loads(self.text())
        except Exception:  # noqa: BLE001 - broken text, broken JSON, a thousand brackets: none is data
            return None


@dataclass(frozen=True)
class Exchange:
    """All replies to one call, retries and pages too, what the call returned and what it raised."""

    replies: list[Reply]
    result: Any
    error: Exception | None


class Listener:
    """Hears every reply, through the hook that all clients are given.

    The hook comes before a client makes objects of a reply. azure-ai-ml's lose fields and fail on some shapes, so nobody looks at them.
    """

    def __init__(self) -> None:
        """Start with no call."""
        self._thread = threading.local()

    def hook(self, response: Any) -> None:
        """Keep a reply; clients call this in the thread of the call."""
        heard: list[Reply] = getattr(self._thread, "heard", [])
        http = response.http_response
        headers = {str(name).lower(): str(value) for name, value in http.headers.items()}
        heard.append(Reply(http.status_code, str(http.request.url), headers, http))

    def call(self, action: Callable[[], Any]) -> Exchange:
        """Run a call of a client; nothing is raised."""
        heard: list[Reply] = []
        self._thread.heard = heard
        try:
            return Exchange(heard, action(), None)
        except Exception as error:  # noqa: BLE001 - what a client raises on odd replies has no common base
            return Exchange(heard, None, error)
