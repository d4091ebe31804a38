"""Values to plain data, for what needs no places."""

from __future__ import annotations

from preflight.value import Present

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.value import Value


def plain(value: Value) -> Any:
    """Return a value as plain data; None for what is absent or unknown."""
    if not isinstance(value, Present):
        return None
    if isinstance(value.data, dict):
        return {name: plain(item) for name, item in value.data.items()}
    if isinstance(value.data, list):
        return [plain(item) for item in value.data]
    return value.data
