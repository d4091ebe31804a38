"""Replies of Azure, as its packages hand them over."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from preflight.probes.azure.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    Replied = Callable[..., Reply]


@pytest.fixture
def replied() -> Replied:
    """Return a function that makes a reply: a status, a body (text, or data to be sent as JSON), and headers."""

    def make(status: int, body: Any = "", url: str = "https://management.azure.com/x", **headers: str) -> Reply:
        text = body if isinstance(body, str) else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Reply(status, url, named, SimpleNamespace(text=lambda: text))

    return make
