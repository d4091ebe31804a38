"""The dated tables of facts about Azure ML, as values that rules read."""

from __future__ import annotations

from functools import cache

from preflight import resources
from preflight.value import child, entries, fact, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


@cache
def tables() -> Value:
    """Return the root `tables`, read once: it is the same for every subject."""
    return fact(resources.tables())


@cache
def replaced_attributes() -> dict[str, str]:
    """Return the dotted names of attributes that do not exist, each with the one that does."""
    written = entries(child(tables(), "attributes_that_do_not_exist"))
    return {name: text_of(value) or "" for name, value in written.items()}
