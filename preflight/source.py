"""Source texts, and places in them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Mark(Protocol):
        """A point in a text, counted from 0, as PyYAML's marks have it."""

        @property
        def line(self) -> int:
            """Lines before the point."""

        @property
        def column(self) -> int:
            """Characters before the point on its line."""


# What libyaml (YAML 1.1) counts as the end of a line, and what Python and editors do.
_YAML_BREAK = Pattern("\r\n|[\n\r\x85\u2028\u2029]")
_BREAK = Pattern("\r\n|[\n\r]")
_NOT_YAML = (".py", ".ipynb", ".sh", ".bash", ".zsh", ".ksh", ".azcli", ".ps1", ".psm1", ".cmd", ".bat", ".json", ".tf")
# The paths of sources that are no files: what was typed, and, before a resource id, what is deployed.
COMMAND_LINE = "command line"
DEPLOYED = "azure:"


def is_of_file(path: str) -> bool:
    """Tell whether a source's path is that of a file."""
    return path != COMMAND_LINE and not is_deployed(path)


def is_deployed(path: str) -> bool:
    """Tell whether a source's path is that of something that is deployed."""
    return path.startswith(f"{DEPLOYED}/")


class Position:
    """A point in a text, counted from 0; columns count characters. A plain slotted class, since facts of scripts have thousands."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        """Take the lines before the point, and the characters before it on its line."""
        self.line = line
        self.column = column


class Source:
    """A text and the path it was read from.

    The path is relative to the project's root and always has `/`; what is no file has a name in its place (`is_of_file`). The text
    has no byte order mark, so that columns are right.
    """

    __slots__ = ("_lines", "_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        """Keep a text that was read from a path."""
        self.path = path
        self.text = text
        self._lines: list[str] | None = None
        self._starts: list[int] | None = None

    @property
    def _break(self) -> Pattern:
        return _BREAK if self.path.endswith(_NOT_YAML) else _YAML_BREAK

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end; an empty text past the last one."""
        if self._lines is None:
            self._lines = self._break.split(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    @property
    def starts(self) -> list[int]:
        """How many characters stand before each line."""
        if self._starts is None:
            self._starts = _starts(self.text, self._break)
        return self._starts

    def position(self, offset: int) -> Position:
        """Return the point before which so many characters stand."""
        starts = self._starts or self.starts
        line = bisect_right(starts, offset) - 1
        return Position(line, offset - starts[line])

    def offset(self, mark: Mark) -> int:
        """Return how many characters stand before a point; all of them for a point past the end."""
        return self.starts[mark.line] + mark.column if mark.line < len(self.starts) else len(self.text)


def _starts(text: str, breaks: Pattern) -> list[int]:
    if "\r" in text or not text.isascii():
        return [0, *(match.end() for match in breaks.finditer(text))]
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]


class Place(Record):
    """A stretch of a source. Lines and columns count from 1; the end is the first character after it.

    `origin` is where the text really stands when the place is an alias or a merge key.
    """

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int
    origin: Place | None = None

    def __str__(self) -> str:
        """Show as `path:line:column`."""
        return f"{self.source.path}:{self.line}:{self.column}"


def place_between(source: Source, start: Mark, end: Mark, origin: Place | None = None) -> Place:
    """Return the place between two marks."""
    return Place(source, start.line + 1, start.column + 1, end.line + 1, end.column + 1, origin)
