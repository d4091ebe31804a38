"""Equality as the rule language means it: of type and value, into lists and mappings, and unknown where something unknown decides."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.value import Value

    # A value of a document, or the plain data of a literal.
    Comparable = Value | dict[str, object] | list[object] | str | float | bool | None


def equal(left: Comparable, right: Comparable, *, fold: bool = False) -> bool | Unknown:
    """Compare two values: 1 equals 1.0, but `true` is not 1 and "1" is not 1. `fold` ignores case.

    What is absent equals null, and a key that holds null equals one that is missing. Unknown says what must be known to tell.
    """
    one, other = _data(left), _data(right)
    if one.__class__ is str and other.__class__ is str:  # as nearly always
        return one.casefold() == other.casefold() if fold else one == other
    if isinstance(one, Unknown):
        return one
    if isinstance(other, Unknown):
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        return _same_entries(one, _rest(left), other, _rest(right), fold=fold)
    if isinstance(one, list) and isinstance(other, list):
        return _same_members(one, _rest(left), other, _rest(right), fold=fold)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _data(value: Comparable) -> Any:
    """Return the data of a value, and why there is none where it is unknown."""
    if value.__class__ is Present:
        return value.data
    return None if isinstance(value, Absent) else value


def _rest(value: Comparable) -> Unknown | None:
    return value.rest if isinstance(value, Present) else None


def _same_entries(
    one: dict[str, Comparable], rest: Unknown | None, other: dict[str, Comparable], other_rest: Unknown | None, *, fold: bool
) -> bool | Unknown:
    doubt: Unknown | None = None
    for name in one.keys() | other.keys():
        answer = equal(one.get(name, rest), other.get(name, other_rest), fold=fold)
        if answer is False:
            return False
        if isinstance(answer, Unknown):
            doubt = answer
    return doubt or rest or other_rest or True


def _same_members(
    one: list[Comparable], rest: Unknown | None, other: list[Comparable], other_rest: Unknown | None, *, fold: bool
) -> bool | Unknown:
    if (rest is None and len(one) < len(other)) or (other_rest is None and len(other) < len(one)):
        return False
    doubt = rest or other_rest
    if doubt is not None:
        return doubt
    for left, right in zip(one, other, strict=True):
        answer = equal(left, right, fold=fold)
        if answer is False:
            return False
        if isinstance(answer, Unknown):
            doubt = doubt or answer
    return doubt or True
