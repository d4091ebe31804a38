"""The code cells of a Jupyter notebook, as the texts that its file writes them in."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs forget it

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCE = re.compile(r'"source"\s*:\s*')
_BETWEEN = re.compile(r"\s*,?\s*")
# One character of what a JSON string says, as it is written: beyond the first 65,536 it takes two escapes.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)|[^\\]", re.DOTALL)


class Chunk:
    """A text of a notebook's file: what it says, and where its first character stands there, as an offset."""

    __slots__ = ("_offsets", "_plain", "raw", "start", "text")

    def __init__(self, raw: str, start: int, text: str) -> None:
        """Keep the text, and how it is written."""
        self.raw = raw
        self.start = start
        self.text = text
        self._plain = raw.find("\\")  # characters before the first escape, which is mostly that of the line's end
        self._offsets: list[int] | None = None

    def offset(self, characters: int) -> int:
        """Return the offset in the file of the end of so many characters of what it says."""
        if self._plain < 0 or characters <= self._plain:
            return self.start + characters
        if self._offsets is None:
            self._offsets = [0, *(match.end() for match in _ESCAPE.finditer(self.raw))]
        return self.start + self._offsets[min(characters, len(self._offsets) - 1)]


class CodeCell:
    """A code cell: which cell of the notebook it is, counted from 1, and its texts: all of it, or one for each line."""

    __slots__ = ("chunks", "number", "text")

    def __init__(self, number: int, chunks: list[Chunk]) -> None:
        """Keep the number and the texts, of which there is at least one."""
        self.number = number
        self.chunks = chunks
        self.text = "".join(chunk.text for chunk in chunks)


def code_cells(text: str) -> list[CodeCell]:
    """Return the code cells of a notebook; none of a text that is no notebook.

    What the notebook says is read with `json`, which knows no places; these are found at the keys `source`, in the same order.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return []
    listed = notebook.get("cells") if isinstance(notebook, dict) else None
    cells = enumerate(listed if isinstance(listed, list) else [], 1)
    said = [(number, source, one) for number, one in cells if isinstance(one, dict) and (source := _said(one.get("source"))) is not None]
    found: list[CodeCell] = []
    at = 0
    for chunks in _sources(text):
        if at < len(said) and "".join(chunk.text for chunk in chunks) == said[at][1]:
            if chunks and said[at][2].get("cell_type") == "code":
                found.append(CodeCell(said[at][0], chunks))
            at += 1
    return found


def _said(data: object) -> str | None:
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
