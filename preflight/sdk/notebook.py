"""The code cells of a Jupyter notebook, and where their characters stand in its file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs forget it

from preflight.facts.script_places import Places
from preflight.source import Position, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_places import Standing
    from preflight.source import Mark
    from preflight.value import Located

_SOURCE = re.compile(r'"source"\s*:\s*')
_BETWEEN = re.compile(r"\s*,?\s*")
# One character of what a JSON string says, as it is written: beyond the first 65,536 it takes two escapes.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)|[^\\]", re.DOTALL)
# Lines that IPython gives to a shell or to itself: https://ipython.readthedocs.io/en/stable/interactive/magics.html
_MAGIC = re.compile(r"^([ \t]*)(?:[!%?]|\w+[ \t]*=[ \t]*[!%]).*", re.MULTILINE)
_CELL_MAGIC = re.compile(r"\s*%%(?!time\b|timeit\b|capture\b)")
_BREAK = re.compile("\r\n|[\n\r]")


class Lines:
    """Where the lines of a text begin, as Python counts lines."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        """Find the lines of a text."""
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def offset(self, mark: Mark) -> int:
        """Return how many characters stand before a point."""
        return self._starts[min(mark.line, len(self._starts) - 1)] + mark.column

    def position(self, offset: int) -> Position:
        """Return the point after so many characters."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, offset - self._starts[line])


class Chunk:
    """A text of a notebook's file: what it says, and where its first character stands there, as an offset."""

    __slots__ = ("raw", "start", "text")

    def __init__(self, raw: str, start: int, text: str) -> None:
        """Keep the text, and how it is written."""
        self.raw = raw
        self.start = start
        self.text = text


class Cell:
    """A code cell: its Python code, in which the lines of IPython's own are passed over, and its places."""

    __slots__ = ("places", "text")

    def __init__(self, source: Source, lines: Lines, chunks: list[Chunk]) -> None:
        """Take the notebook, the lines of its file, and the texts that the cell is made of."""
        whole = "".join(chunk.text for chunk in chunks)
        self.text = "" if _CELL_MAGIC.match(whole) else _MAGIC.sub(r"\1pass", whole)
        self.places = CellPlaces(source, lines, Source("cell.py", self.text), Written(whole, chunks))


class Written:
    """What a cell says, and how its file writes it."""

    __slots__ = ("_chunks", "_lines")

    def __init__(self, whole: str, chunks: list[Chunk]) -> None:
        """Take the cell as a whole, and the texts that it is made of."""
        self._chunks = chunks
        self._lines = Lines(whole)

    def offset(self, mark: Mark) -> int:
        """Return the offset in the file of a point of the cell."""
        left = self._lines.offset(mark)
        for chunk in self._chunks[:-1]:
            if left < len(chunk.text):
                return chunk.start + _length(chunk.raw, left)
            left -= len(chunk.text)
        return self._chunks[-1].start + _length(self._chunks[-1].raw, left)


class CellPlaces(Places):
    """Turns nodes of a cell's code into places of the notebook's file."""

    __slots__ = ("_file", "_file_lines", "_written")

    def __init__(self, file: Source, file_lines: Lines, cell: Source, written: Written) -> None:
        """Take the notebook, the lines of its file, the cell as Python code, and how its file writes it."""
        super().__init__(cell)
        self._file = file
        self._file_lines = file_lines
        self._written = written

    def of(self, node: Standing) -> Located:
        """Return the stretch a node stands for."""
        near = super().of(node)
        near.source = self._file
        near.start, near.end = (self._there(mark) if mark is not None else None for mark in (near.start, near.end))
        return near

    def _there(self, mark: Mark) -> Position:
        return self._file_lines.position(self._written.offset(mark))


def code_cells(source: Source) -> list[Cell]:
    """Return the code cells of a notebook; none of a text that is no notebook."""
    try:
        notebook = json.loads(source.text)
    except (ValueError, RecursionError):
        return []
    listed = notebook.get("cells") if isinstance(notebook, dict) else None
    cells = [one for one in listed if isinstance(one, dict) and _text(one.get("source")) is not None] if isinstance(listed, list) else []
    found: list[Cell] = []
    lines = Lines(source.text)
    at = 0
    for chunks in _sources(source.text):
        if at < len(cells) and "".join(chunk.text for chunk in chunks) == _text(cells[at].get("source")):
            if chunks and cells[at].get("cell_type") == "code":
                found.append(Cell(source, lines, chunks))
            at += 1
    return found


def _text(data: object) -> str | None:
    if isinstance(data, list):
        return "".join(data) if all(isinstance(one, str) for one in data) else None
    return data if isinstance(data, str) else None


def _sources(text: str) -> Iterator[list[Chunk]]:
    """Yield the texts of every key `source`, in the order of the file; those of outputs are among them."""
    for match in _SOURCE.finditer(text):
        at = match.end()
        chunks: list[Chunk] = []
        if text[at : at + 1] == '"':
            chunks = [_chunk(text, at)]
        elif text[at : at + 1] == "[":
            at = _skip(text, at + 1)
            while text[at : at + 1] == '"':
                chunks.append(_chunk(text, at))
                at = _skip(text, chunks[-1].start + len(chunks[-1].raw) + 1)
        yield chunks


def _skip(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match is not None else at


def _chunk(text: str, at: int) -> Chunk:
    """Read the string whose quote stands at an offset."""
    said, end = scanstring(text, at + 1)
    return Chunk(text[at + 1 : end - 1], at + 1, said)


def _length(raw: str, characters: int) -> int:
    """Return how many characters of a JSON string's text stand for so many of what it says."""
    if "\\" not in raw:
        return characters
    at = 0
    for _ in range(characters):
        match = _ESCAPE.match(raw, at)
        if match is None:
            return at
        at = match.end()
    return at
