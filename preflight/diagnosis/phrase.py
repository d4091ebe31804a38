"""Phrases: what is stable in the wording of a message, with holes for what changes from job to job."""

from __future__ import annotations

from preflight.diagnosis.tokens import words
from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from preflight.diagnosis.tokens import Token

HOLE = Pattern(r"\{([a-z_]*)\}")
# The most words that a hole inside a phrase stands for.
HOLE_WORDS = 12
_ALONE = "= "
# The longest text that a hole at the end of a phrase stands for.
_TAIL = 120
_AROUND = " \t'\"`\u00ab\u00bb\u201c\u201d\u2018\u2019()[]{},;:.\\"


class Found(Record):
    """Where a phrase stands among the tokens of a text, how many of its words are fixed, and what its holes stand for."""

    start: int
    end: int
    fixed: int
    values: tuple[tuple[str, str], ...]


class Phrase:
    """Fixed words in order, with holes between them or at the end."""

    __slots__ = ("_names", "_parts", "alone", "language", "steady", "text", "words")

    def __init__(self, text: str, language: str) -> None:
        """Take a phrase such as `No module named {module}`; after `= `, a line must say hardly more than the phrase."""
        self.alone = text.startswith(_ALONE)
        self.text = text = text.removeprefix(_ALONE)
        self.language = language
        pieces = HOLE.split(text)
        self._parts = [words(piece) for piece in pieces[::2]]
        self._names = pieces[1::2]
        self.words = tuple(word for part in self._parts for word in part)
        # Those that are the same bytes in every encoding of a log.
        self.steady = tuple(token for piece in pieces[::2] for token in words(piece) if token in piece.lower())

    def find(self, text: str, among: Sequence[Token]) -> Found | None:
        """Return the first place where all fixed words stand in order, those of one part next to one another."""
        first = self._parts[0]
        start = _next(first, among, 0)
        while start is not None:
            found = self._from(text, among, start)
            if found is not None:
                return found
            start = _next(first, among, start + 1)
        return None

    def _from(self, text: str, among: Sequence[Token], start: int) -> Found | None:
        position = start + len(self._parts[0])
        values = []
        for name, part in zip(self._names, self._parts[1:], strict=True):
            if not part:  # a hole at the end
                values.append((name, _tail(text, among[position - 1].end)))
                continue
            follows = _next(part, among, position, position + HOLE_WORDS)
            if follows is None:
                return None
            values.append((name, _between(text, among, position, follows)))
            position = follows + len(part)
        return Found(start, position, len(self.words), tuple((name, value) for name, value in values if name and value))


def _next(part: list[str], among: Sequence[Token], start: int, last: int | None = None) -> int | None:
    """Return the first index, from `start` to `last`, at which the words of a part stand."""
    end = len(among) - len(part)
    if last is not None:
        end = min(end, last)
    first = part[0]
    for index in range(start, end + 1):
        if among[index].word == first and all(among[index + offset].word == word for offset, word in enumerate(part)):
            return index
    return None


def _between(text: str, among: Sequence[Token], first: int, after: int) -> str:
    return text[among[first].start : among[after - 1].end] if after > first else ""


def _tail(text: str, start: int) -> str:
    """Return the rest of the line; of what begins with a quote or a bracket, only what is inside."""
    line = text[start : start + _TAIL].lstrip(" \t:").partition("\n")[0]
    quote = line[:1]
    if quote in "'\"`" and quote and quote in line[1:]:
        return line[1:].partition(quote)[0]
    return line.partition("\\n")[0].strip(_AROUND)
