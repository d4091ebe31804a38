"""Frozen records: what a frozen, slotted dataclass gives, at the import price of a plain class.

`dataclasses` costs more to import than all of preflight's own modules together, and builds each class with `exec`;
an offline check is a short process and pays for both every time.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar, dataclass_transform
else:

    def dataclass_transform(**_: object) -> object:
        """Stand in for `typing.dataclass_transform`, which only type checkers need."""
        return lambda cls: cls


class _RecordType(type):
    """Turn the annotations of a class body into slots, and the values given there into defaults."""

    _setters: tuple[Callable[[object, object], None], ...]
    _tail: tuple[Any, ...]

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        fields = tuple(field for field in body.get("__annotations__", ()) if not field.startswith("_"))
        defaults = {field: body.pop(field) for field in fields if field in body}
        made = super().__new__(mcs, name, bases, {**body, "__slots__": fields, "__match_args__": fields, "_defaults": defaults})
        made._setters = tuple(made.__dict__[field].__set__ for field in fields)
        given = next((index for index, field in enumerate(reversed(fields)) if field not in defaults), len(fields))
        made._tail = tuple(defaults[field] for field in fields[len(fields) - given :])
        return made


@dataclass_transform(frozen_default=True)
class Record(metaclass=_RecordType):
    """Base of small frozen value types; equal when class and fields are equal."""

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}
    _setters: ClassVar[tuple[Callable[[object, object], None], ...]]  # the slots', in the order of the fields
    _tail: ClassVar[tuple[Any, ...]] = ()  # the defaults of the last fields

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take the fields in the order they are declared, or by name.

        Raises TypeError for a missing, unknown or superfluous field.
        """
        setters = self._setters
        if named or len(values) != len(setters):
            values = self._completed(values, named)
        for put, value in zip(setters, values, strict=True):
            put(self, value)

    def _completed(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return the values of all fields, in order: those given, and the defaults of the others."""
        fields = self.__match_args__
        left = len(fields) - len(values)
        if not named and 0 < left <= len(self._tail):  # mostly
            return values + self._tail[-left:]
        rest = fields[len(values) :]
        known = {**self._defaults, **named}
        complete = (*values, *[known[field] for field in rest if field in known])
        if len(complete) != len(fields) or not named.keys() <= {*rest}:
            raise TypeError(f"{type(self).__name__} takes: {', '.join(fields)}")
        return complete

    def __setattr__(self, field: str, value: object) -> None:
        """Refuse: a record is frozen."""
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        """Compare class and fields."""
        return isinstance(other, Record) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        """Hash class and fields."""
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        """Show the fields by name."""
        return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in self.__match_args__)})"
