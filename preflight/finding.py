"""Findings: what is wrong, where, and how bad it is."""

from __future__ import annotations

from enum import Enum

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from preflight.source import Place


class Severity(Enum):
    """How bad a finding is; the values are the words of rule files and reports."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    def at_least(self, other: Severity) -> bool:
        """Tell whether this is as bad as the other or worse."""
        return self.rank <= other.rank


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Location(Record):
    """A place, and the JSON pointer (RFC 6901) of the value there: empty for a whole document, None outside of YAML."""

    place: Place
    pointer: str | None


class Related(Record):
    """Another place that has to do with a finding, and what it has to do with it."""

    place: Place
    message: str


class Evidence(Record):
    """A fact that a finding rests on: its name in the rule language, who said so, of what, and its value as text."""

    name: str
    source: str
    resource: str
    value: str


class Finding(Record):
    """A rule that does not hold at a place.

    `message` is about the place; `summary`, `why` and `prevents` are about the rule.
    `identity` says what the finding is about in a way that outlives moved lines and new wording (`preflight.fingerprint`).
    `targets` are the targets of the configuration that it was found for, if any was named.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    related: tuple[Related, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    fix: str = ""
    prevents: str = ""
    docs: str = ""
    identity: str = ""
    preview: bool = False
    summary: str = ""
    targets: tuple[str, ...] = ()

    def with_identity(self, identity: str) -> Finding:
        """Return the same finding under another identity."""
        return self._changed(identity=identity)

    def with_severity(self, severity: Severity) -> Finding:
        """Return the same finding with another severity."""
        return self._changed(severity=severity)

    def in_targets(self, targets: tuple[str, ...]) -> Finding:
        """Return the same finding for targets."""
        return self._changed(targets=targets)

    def _changed(self, **changed: object) -> Finding:
        fields: dict[str, Any] = {name: getattr(self, name) for name in self.__match_args__}
        return Finding(**{**fields, **changed})


def in_order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return what findings are sorted by: path, line, column and rule."""
    place = finding.location.place
    return place.source.path, place.line, place.column, finding.rule, finding.message


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Tell apart the findings that are about the same thing, so that each has an identity of its own."""
    seen: dict[str, int] = {}
    for finding in findings:
        number = seen[finding.identity] = seen.get(finding.identity, 0) + 1
        yield finding.with_identity(f"{finding.identity}|{number}")


class Unanswered(Record):
    """Something that could not be decided, once for each cause, with all the rules that wait for it.

    `asked` is False when only the workspace could tell and none was named. `location` is None when no file speaks of it.
    """

    rules: tuple[str, ...]
    fact: str
    reason: str
    permission: str | None
    location: Location | None
    asked: bool
    gates: bool


class Unchecked(Record):
    """A file, or a part of one, that could not be judged at all: where (line from 1) and why."""

    path: str
    line: int
    reason: str
