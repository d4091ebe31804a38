"""Telling: where a finding points, what it says and which text was probably meant."""

from __future__ import annotations

from preflight.language.path import read_path
from preflight.language.template import WHOLE, Template, show
from preflight.record import Record
from preflight.value import Present

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from preflight.language.verdict import Cause, Scope
    from preflight.source import Place
    from preflight.value import Value

# The keys of a rule that an entry of `check` may have of its own, and that win there.
TELLING = ("at", "related", "suggest", "fix", "message", "severity", "for", "when")
_RELATED = 3


class Told(Record):
    """What a finding says: its severity as written, place (None: the subject's), message, fix and other places."""

    severity: str
    place: Place | None
    message: str
    fix: str
    related: tuple[tuple[Place, str], ...]


class Pointing:
    """A path to point at; `at: lost!key` points at the key."""

    __slots__ = ("_key", "path")

    def __init__(self, text: str) -> None:
        """Read a path with or without `!key`."""
        path, _, what = text.partition("!")
        self.path = read_path(path)
        self._key = what == "key"

    def targets(self, scope: Scope) -> list[Value]:
        """Return what is pointed at: the values of the path, or their keys."""
        found = self.path.many(scope)[0]
        return [value.key if self._key and value.key is not None else value for value in found]


class Telling:
    """How the failure of one entry of `check` is told; what the entry does not say, the rule says."""

    __slots__ = ("_at", "_fix", "_message", "_related", "_suggest", "severity")

    def __init__(self, rule: dict[str, Any], entry: dict[str, Any]) -> None:
        """Take the rule and the entry as plain data."""
        said: dict[str, Any] = {name: entry.get(name, rule.get(name)) for name in TELLING}
        self.severity: str = said["severity"]
        self._message = Template(said["message"])
        self._fix = Template(said["fix"] or "", WHOLE)
        self._at = Pointing(said["at"]) if said["at"] else None
        self._suggest = read_path(said["suggest"]) if said["suggest"] else None
        self._related = [(Pointing(other["at"]), Template(other["message"])) for other in said["related"] or ()]

    def tell(self, cause: Cause) -> Told:
        """Put a failure into words."""
        value, scope = cause.value, cause.scope
        message = self._message.fill(scope, value)
        near = self._nearest(cause)
        if near is not None:
            message += f"; did you mean `{near}`?"
        related = tuple(
            (there, template.fill(scope, value))
            for pointing, template in self._related
            for other in pointing.targets(scope)[:_RELATED]
            if (there := other.place) is not None
        )
        place = next((here for value in self._candidates(cause) if (here := value.place) is not None), None)
        return Told(self.severity, place, message, self._fix.fill(scope, value), related)

    def _candidates(self, cause: Cause) -> Iterator[Value]:
        """Yield what a finding may point at, best first: `at` and what holds it, what decided and what holds that, the item."""
        scope = cause.scope
        if self._at is not None:
            yield from self._at.targets(scope)[:1]
            yield from self._at.path.around(scope)
        yield cause.value
        yield from read_path(cause.path).around(scope)
        if cause.around is not None:
            yield cause.around

    def _nearest(self, cause: Cause) -> str | None:
        if self._suggest is not None:
            found = self._suggest.one(cause.scope)
            return (show(found) or None) if isinstance(found, Present) else None
        data = cause.value.data if isinstance(cause.value, Present) else None
        if cause.operator is None or not isinstance(data, str):
            return None
        options = [text for text in cause.operator.options(cause.scope) if text != data]
        if not options:
            return None
        from difflib import get_close_matches  # noqa: PLC0415 - only a failure comes to it

        return next(iter(get_close_matches(data, options, 1)), None)
