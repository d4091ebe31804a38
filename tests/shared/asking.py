"""What comes of asking a workspace, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from preflight.engine import Judged

# What a service may give in the place of anything else.
ODD: tuple[Any, ...] = (None, 3, True, "odd", [], ["x"], {}, {"x": 1}, [None], -2.5)


def told(judged: Judged) -> list[str]:
    """Return the findings as lines: place, severity, rule and message."""
    return [f"{one.location.place} {one.severity.value} {one.rule}: {one.message}" for one in judged.findings]


def undecided(judged: Judged) -> list[str]:
    """Return why something could not be decided."""
    return [one.reason for one in judged.unknowns]


def changed(body: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return JSON with something else at a path; nothing at all where `value` is an ellipsis."""
    head, *rest = path
    copy: Any = dict(body) if isinstance(body, dict) else list(body)
    if rest:
        copy[head] = changed(copy[head], tuple(rest), value)
    elif value is ...:
        del copy[head]
    else:
        copy[head] = value
    return copy


def leaves(body: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all that is in JSON, mappings and lists included."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    return [one for name, item in inner for one in ((*path, name), *leaves(item, (*path, name)))]
