"""The words of a text, each where it stands in the file."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.scalar import has_placeholder
from preflight.value import Unknown, placed, raw_text, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Value

# An expression such as `${{ inputs.model }}` is no end of a word.
_WORD = Pattern(r"(?:\$\{\{[^{}]*\}\}|\S)+")


def words(value: Value) -> list[Value]:
    """Return the words of a text in order; one with a placeholder in it is unknown and keeps its text.

    Each stands where it is written, whatever the style of the scalar. From the first one on that is written with an escape, all
    stand where the whole text does.
    """
    cursor = _Cursor(value)
    found: list[Value] = []
    for match in _WORD.finditer(raw_text(value)):
        word = match.group()
        near = cursor.next(word.split()[0])
        found.append(Unknown(f"`{word}` is filled in later", near, text=word) if has_placeholder(word) else placed(word, near))
    return found


class _Cursor:
    """Goes through the stretch of a scalar, from word to word."""

    def __init__(self, value: Value) -> None:
        self._value = value
        start, end = value.start, value.end
        self._line = start.line + 1 if start else 1
        self._column = start.column if start else 0
        self._last = end.line + 1 if end else 0

    def next(self, word: str) -> Located:
        source = self._value.source
        while source is not None and self._line <= self._last:
            column = source.line(self._line).find(word, self._column)
            if column >= 0:
                self._column = column + len(word)
                return spot(source, (self._line, column + 1), (self._line, self._column + 1))
            self._line, self._column = self._line + 1, 0
        return self._value
