"""What was asked of the fake Azure, and when."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.azure.message import READING


@dataclass(frozen=True)
class Exchange:
    """A request and the status it got, 0 where nothing was answered; times are seconds of a steady clock."""

    method: str
    host: str
    path: str
    query: str
    api_version: str
    status: int
    start: float
    end: float

    @property
    def writes(self) -> bool:
        """Whether something other than reading or signing in was asked for."""
        return self.method not in READING and not (self.method == "POST" and self.path.endswith("/oauth2/v2.0/token"))


@dataclass(frozen=True)
class Tunnel:
    """A host that a client wanted to reach, and what the proxy said: 200, 403 for a host that is not Azure's, 0 for nothing."""

    host: str
    status: int


class Traffic:
    """All exchanges in the order of their ends, and all tunnels."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.exchanges: list[Exchange] = []
        self.tunnels: list[Tunnel] = []

    def matching(self, pattern: str = "*", method: str = "*") -> list[Exchange]:
        """Return the exchanges whose `host/path` a pattern with wildcards covers, regardless of case."""
        return [
            one
            for one in self.exchanges
            if fnmatchcase(f"{one.host}{one.path}".lower(), pattern.lower()) and fnmatchcase(one.method, method)
        ]

    def count(self, pattern: str = "*", method: str = "*") -> int:
        """Return how many exchanges `matching` has."""
        return len(self.matching(pattern, method))

    def writes(self) -> list[Exchange]:
        """Return every exchange that was neither a read nor a sign-in."""
        return [one for one in self.exchanges if one.writes]

    def strangers(self) -> list[str]:
        """Return the hosts that are not Azure's and were asked for."""
        return sorted({tunnel.host for tunnel in self.tunnels if tunnel.status == 403})

    def chain(self) -> list[Exchange]:
        """Return the longest row of exchanges of which each began after the one before had ended."""
        row: list[Exchange] = []
        for one in sorted(self.exchanges, key=lambda one: one.end):
            if not row or one.start >= row[-1].end:
                row.append(one)
        return row
