"""Facts that the workspace tells: what it should have said and did not is unknown, as is what nobody asked it."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown, child, entries, listing, placed, text_of
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Value


def answered(value: Value, what: str) -> Value:
    """Return a part that every answer has; where this one lacks it, that is unknown and not absent."""
    if not isinstance(value, Absent):
        return value
    return Unknown(f"the answer about `{_name(value)}` does not say {what}", value)


def section(value: Value, name: str, what: str) -> Value:
    """Return a mapping that every answer has under a name; where this one has nothing there, or another sort of value, that is unknown."""
    found = child(value, name)
    return answered(found, what) if isinstance(found, Absent) else _of_sort(found, dict, what)


def list_in(value: Value, name: str, what: str) -> Value:
    """Return a list that every answer has under a name; where this one has nothing there, or another sort of value, that is unknown."""
    found = child(value, name)
    return answered(found, what) if isinstance(found, Absent) else _of_sort(found, list, what)


def mapping_of(value: Value, what: str) -> Value:
    """Return a mapping; nothing stays nothing, and another sort of value is unknown."""
    return _of_sort(value, dict, what)


def names_in(value: Value, name: str, what: str) -> Value:
    """Return the names in a mapping that every answer has; where this one has nothing there, or another sort of value, they are unknown."""
    found = section(value, name, what)
    return found if isinstance(found, Unknown) else listing([placed(one, item) for one, item in entries(found).items()], found)


def text_told(value: Value, what: str) -> Value:
    """Return a text; nothing stays nothing, and another sort of value is unknown."""
    return _of_sort(value, str, what)


def word(value: Value, what: str) -> Value:
    """Return a word of the service in lower case; nothing stays nothing, and another sort of value is unknown."""
    return lower(_of_sort(value, str, what))


def whole_number(value: Value, what: str) -> Value:
    """Return a whole number; nothing stays nothing, and another sort of value is unknown."""
    if isinstance(value, Present) and isinstance(value.data, bool):
        return _odd(value, what)
    return _of_sort(value, int, what)


def one_of(value: Value, words: dict[str, str], what: str) -> Value:
    """Return what a word of the service means; nothing stays nothing, and a word that is not among those known is unknown."""
    said = word(value, what)
    if not isinstance(said, Present):
        return said
    meant = words.get(text_of(said) or "")
    return placed(meant, value) if meant is not None else _odd(value, what)


def lower(value: Value) -> Value:
    """Return a text in lower case."""
    text = text_of(value)
    return value if text is None else placed(text.lower(), value)


def unasked(near: Located, what: str) -> Unknown:
    """Return what files never show: `what` stands in the workspace."""
    return Unknown(f"{what} stands in the workspace and {NOT_ASKED}", near, asked=False)


def _of_sort(value: Value, sort: type, what: str) -> Value:
    return _odd(value, what) if isinstance(value, Present) and not isinstance(value.data, sort) else value


def _odd(value: Value, what: str) -> Unknown:
    return Unknown(f"the answer about `{_name(value)}` says {what} in a way that cannot be read", value)


def _name(value: Value) -> str:
    return value.teller.name if value.teller is not None else "it"
