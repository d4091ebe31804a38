"""The one deadline of a run."""

from __future__ import annotations

import time


class Overdue(Exception):
    """What is to be waited for comes after the deadline, or the deadline is over."""


class Clock:
    """Counts from the first look at it; `limit` is in seconds."""

    def __init__(self, limit: float) -> None:
        """Wait to be started."""
        self.limit = limit
        self._end: float | None = None

    def remaining(self) -> float:
        """Return the seconds that are left, 0 after the deadline; starts the clock when it does not run yet."""
        now = time.monotonic()
        if self._end is None:
            self._end = now + self.limit
        return max(0.0, self._end - now)

    def overdue(self) -> Overdue:
        """Return what is said of everything that comes too late."""
        return Overdue(f"no answer within {self.limit:g} s")
