"""Things that are made once, by whoever needs them first, while the others wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Once(Generic[T]):
    """One thing; when it cannot be made, everybody gets the same error."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Keep how it is made."""
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []
        self._error: Exception | None = None

    @property
    def is_made(self) -> bool:
        """Whether it is there."""
        return bool(self._made)

    def __call__(self) -> T:
        """Return it; raises what making it raised."""
        with self._lock:
            if self._error is not None:
                raise self._error
            if not self._made:
                try:
                    self._made.append(self._make())
                except Exception as error:
                    self._error = error
                    raise
            return self._made[0]


class OnceEach(Generic[T]):
    """One thing for each key."""

    def __init__(self, make: Callable[[str], T]) -> None:
        """Keep how they are made."""
        self._make = make
        self._lock = threading.Lock()
        self._things: dict[str, Once[T]] = {}

    def __call__(self, key: str) -> T:
        """Return that of a key; raises what making it raised."""
        with self._lock:
            thing = self._things.setdefault(key, Once(lambda: self._make(key)))
        return thing()
