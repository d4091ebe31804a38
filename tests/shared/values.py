"""Values as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.value import Absent, Unknown, members

if TYPE_CHECKING:
    from preflight.value import Value


def plain(value: Value) -> object:
    """Return what a value comes to as plain data: what is unknown as its reason."""
    if isinstance(value, Unknown):
        return value.reason
    if isinstance(value, Absent):
        return None
    return [plain(item) for item in members(value)] if isinstance(value.data, list) else value.data
