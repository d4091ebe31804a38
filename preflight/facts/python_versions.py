"""Which minor versions of Python 3 a conda file may install."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.value import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

# From the oldest that Azure ML's images ever had to the next one to come.
MINORS = tuple(range(6, 16))

_CLAUSE = Pattern(r"\s*(?P<operator>==|!=|>=|<=|~=|>|<)\s*3\.(?P<minor>\d{1,3})(?:\.(?P<patch>\d{1,3}|\*))?(?:\.\*)?\s*\Z")
_LONGEST = 200


def minors(python: Value) -> tuple[int, ...]:
    """Return the minor versions that the fact `conda.python` allows; all there are where it says nothing that is understood.

    It may be one too many, never one too few.
    """
    text = text_of(python)
    if text is None or len(text) > _LONGEST:
        return MINORS
    alternatives = [_allowed(one) for one in text.split("|")]
    return tuple(minor for minor in MINORS if any(minor in one for one in alternatives)) or MINORS


def _allowed(text: str) -> tuple[int, ...]:
    """Return what conditions that must all hold leave."""
    allowed = MINORS
    for clause in text.split(","):
        match = _CLAUSE.match(clause)
        if match is not None:
            allowed = _kept(allowed, match["operator"], int(match["minor"]), match["patch"])
    return allowed


def only_minor(python: Value) -> tuple[int, int] | None:
    """Return the version of Python, when `conda.python` allows but one minor version."""
    found = minors(python)
    return (3, found[0]) if len(found) == 1 else None


def _kept(allowed: tuple[int, ...], operator: str, minor: int, patch: str | None) -> tuple[int, ...]:
    """Return what one clause leaves; another release of the same minor version may always pass."""
    if operator == "==" or (operator == "~=" and patch is not None):
        return tuple(one for one in allowed if one == minor)
    if operator in {">=", ">", "~="}:
        return tuple(one for one in allowed if one >= minor)
    if operator == "!=":
        return tuple(one for one in allowed if one != minor or patch != "*")
    last = minor - 1 if operator == "<" and patch in {None, "0"} else minor
    return tuple(one for one in allowed if one <= last)
