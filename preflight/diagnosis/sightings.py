"""Sightings: where in the logs known failures are told, and which exceptions were raised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preflight.diagnosis.lines import matching
from preflight.diagnosis.tokens import readable, tokens
from preflight.diagnosis.tracebacks import raised_in

if TYPE_CHECKING:
    from preflight.diagnosis.bundle import LogFile
    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.layout import Part
    from preflight.diagnosis.lines import Block
    from preflight.diagnosis.recognition import Recogniser
    from preflight.diagnosis.tracebacks import Raised

# The most lines with the same word that are looked at in one block, and the most places that are kept of one failure.
_MOST_LINES = 200
MOST_PLACES = 5
# The most different exceptions that are kept.
_MOST_RAISED = 50
_TRACEBACK = b"traceback"
_TRACEBACK_TEXT = 1 << 16
_TIME = re.compile(r"\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,6}))?")
_SHOWN = 300


@dataclass(frozen=True)
class Place:
    """A line of a log: where, what it says, and when it was written, if it says so."""

    path: str
    part: Part
    line: int
    text: str
    time: str


@dataclass
class Sighting:
    """A failure that the logs tell of: where first, how often, and what the holes of its phrases stand for."""

    failure: Failure
    places: list[Place] = field(default_factory=list)
    count: int = 0
    values: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> Place:
        """The line to show: the first in the order of reading."""
        return self.places[0]

    @property
    def part(self) -> Part:
        """The first part of the logs that tells of it."""
        return min(place.part for place in self.places)


@dataclass
class Search:
    """Looks for known failures and exceptions, file by file, in memory that does not grow with them."""

    recogniser: Recogniser
    sightings: dict[str, Sighting] = field(default_factory=dict)
    raised: list[Raised] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Turn the words that lines are looked for by into bytes."""
        self._signals = frozenset(word.encode() for word in self.recogniser.signals)
        self._known: dict[tuple[str, str], int] = {}

    def look(self, file: LogFile, block: Block) -> None:
        """Look through one block of a log."""
        words = block.words
        for number, start in matching(block, self._signals & words, _MOST_LINES):
            self._line(file, number, block.text(start).partition("\n")[0])
        if any(word.startswith(_TRACEBACK) for word in words) and _TRACEBACK in block.data.lower():
            for number, start in matching(block, frozenset({b"traceback (most recent call last)"}), _MOST_LINES):
                self._traceback(file, number, block.text(start, _TRACEBACK_TEXT))

    def _line(self, file: LogFile, number: int, line: str) -> None:
        text = readable(line)
        if not self.recogniser.may_tell(text):
            return
        for one in self.recogniser.among(text, tokens(text)):
            sighting = self.sightings.setdefault(one.failure.id, Sighting(one.failure))
            sighting.count += 1
            for name, value in one.values.items():
                sighting.values.setdefault(name, value)
            place = Place(file.path, file.part, number, _shown(text, one.start), time_of(text))
            if len(sighting.places) < MOST_PLACES and (place.path, number) not in {(known.path, known.line) for known in sighting.places}:
                sighting.places.append(place)

    def _traceback(self, file: LogFile, number: int, text: str) -> None:
        raised = raised_in(text, file.path, number)
        if raised is None or raised.kind.endswith("SystemExit"):
            return
        key = (raised.text, file.part.name)
        self._known[key] = self._known.get(key, 0) + 1
        if self._known[key] == 1 and len(self.raised) < _MOST_RAISED:
            self.raised.append(raised)


def time_of(text: str) -> str:
    """Return when a line was written, in a form that sorts; an empty text when it does not say so."""
    found = _TIME.match(text)
    return f"{found[1]}T{found[2]}.{(found[3] or '').ljust(6, '0')}" if found else ""


def _shown(text: str, start: int) -> str:
    """Return a line, or the part of a long one around what matters."""
    if len(text) <= _SHOWN:
        return text.strip()
    begin = max(0, start - _SHOWN // 4)
    return f"{'…' if begin else ''}{text[begin : begin + _SHOWN].strip()}…"
