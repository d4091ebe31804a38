"""Cutting a body to the fields that facts are made of, each of which must be what Azure sends there."""

from __future__ import annotations

from enum import Enum
from typing import Any

HIDDEN_VALUE = "(hidden)"
EACH = "*"


class Leaf(Enum):
    """What a field holds; null may stand in place of anything."""

    TEXT = "a text"
    NUMBER = "a number"
    FLAG = "true or false"
    SCALAR = "a text, a number, true or false"
    NAMES = "a mapping whose values are kept from sight"


# A mapping of fields by name, with `EACH` for a mapping whose keys are free, or a list with the shape of its members.
Shape = Leaf | dict[str, Any] | list[Any]

_TYPES: dict[Leaf, tuple[type, ...]] = {
    Leaf.TEXT: (str,),
    Leaf.NUMBER: (int, float),
    Leaf.FLAG: (bool,),
    Leaf.SCALAR: (str, int, float, bool),
}


class WrongShape(Exception):
    """A body has something else in a field than Azure sends; the message says which field, and what was expected."""


def cut(data: Any, shape: Shape, path: str = "") -> Any:
    """Return a copy of data with nothing but the fields of a shape; raises WrongShape for a field that holds another sort of thing."""
    if data is None:
        return None
    if isinstance(shape, list):
        if not isinstance(data, list):
            raise WrongShape(f"`{path}` is no list")
        return [cut(item, shape[0], f"{path}[{number}]") for number, item in enumerate(data)]
    if isinstance(shape, dict) or shape is Leaf.NAMES:
        if not isinstance(data, dict):
            raise WrongShape(f"`{path or 'the body'}` is no mapping")
        return _mapping(data, shape, path) if isinstance(shape, dict) else dict.fromkeys(data, HIDDEN_VALUE)
    if not isinstance(data, _TYPES[shape]) or (shape is Leaf.NUMBER and isinstance(data, bool)):
        raise WrongShape(f"`{path}` is not {shape.value}")
    return data


def _mapping(data: dict[str, Any], shape: dict[str, Any], path: str) -> dict[str, Any]:
    if EACH in shape:
        return {name: cut(item, shape[EACH], f"{path}.{name}") for name, item in data.items()}
    return {name: cut(data[name], inner, f"{path}.{name}".lstrip(".")) for name, inner in shape.items() if name in data}


def at(data: Any, path: str) -> Any:
    """Return what stands at a path of names with dots between them, None where there is nothing."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data
