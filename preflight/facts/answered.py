"""Facts that the workspace tells: what it should have said and did not is unknown, as is what nobody asked it."""

from __future__ import annotations

from preflight.value import Absent, Unknown, placed, text_of
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Value


def answered(value: Value, what: str) -> Value:
    """Return a part that every answer has; where this one lacks it, that is unknown and not absent."""
    if not isinstance(value, Absent):
        return value
    name = value.teller.name if value.teller is not None else "it"
    return Unknown(f"the answer about `{name}` does not say {what}", value)


def lower(value: Value) -> Value:
    """Return a text in lower case."""
    text = text_of(value)
    return value if text is None else placed(text.lower(), value)


def unasked(near: Located, what: str) -> Unknown:
    """Return what files never show: `what` stands in the workspace."""
    return Unknown(f"{what} stands in the workspace and {NOT_ASKED}", near, asked=False)
