"""The rows of a text as those see them who write comments: the lines of a file, or of the cells of a notebook."""

from __future__ import annotations

from bisect import bisect_right

from preflight.scripts.notebook import cell_texts
from preflight.source import Place, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.passage import Passage
    from preflight.source import Source

_CONTINUED = ("\\", "`", "^")


class Rows:
    """Rows of a source, counted from 0, and where they stand in it."""

    def __init__(self, source: Source, texts: list[str], pieces: list[tuple[Passage, int]] | None = None) -> None:
        """Take the rows; `pieces` says for each row in which passage it stands, and where it begins there."""
        self.source = source
        self.texts = texts
        self._pieces = pieces
        self._starts = [passage.begin(offset) for passage, offset in pieces] if pieces is not None else source.starts

    def row(self, place: Place) -> int:
        """Return the row in which a place of the source begins."""
        if self._pieces is None:
            return place.line - 1
        offset = self.source.offset(Position(place.line - 1, place.column - 1))
        return bisect_right(self._starts, offset) - 1

    def place(self, row: int, start: int, end: int) -> Place:
        """Return the place of a stretch of a row."""
        if self._pieces is not None:
            passage, offset = self._pieces[row]
            place = passage.spot(offset + start, offset + end).place
            if place is not None:
                return place
        return Place(self.source, row + 1, start + 1, row + 1, end + 1)

    def heads(self) -> list[int]:
        """Return for each row the one in which its statement begins: a row may go on in the next."""
        heads: list[int] = []
        goes_on = False
        for number, text in enumerate(self.texts):
            heads.append(heads[-1] if goes_on else number)
            goes_on = text.endswith(_CONTINUED) and not is_comment(text)
        return heads

    def covered(self) -> list[int | None]:
        """Return for each row the one that a comment standing there alone is about: the next that is none; None before a blank one."""
        covered: list[int | None] = []
        about: int | None = None
        for number in range(len(self.texts) - 1, -1, -1):
            covered.append(about)
            text = self.texts[number]
            if not is_comment(text):
                about = number if text.strip() else None
        return covered[::-1]


def rows_of(source: Source) -> Rows:
    """Return the rows of a source; none for a notebook that cannot be read."""
    if not source.path.endswith(".ipynb"):
        return Rows(source, [source.line(number + 1) for number in range(len(source.starts))])
    texts: list[str] = []
    pieces: list[tuple[Passage, int]] = []
    for cell in cell_texts(source):
        offset = 0
        for line in cell.text.split("\n"):
            texts.append(line)
            pieces.append((cell, offset))
            offset += len(line) + 1
    return Rows(source, texts, pieces)


def is_comment(text: str) -> bool:
    """Tell whether a row is a comment and nothing else."""
    plain = text.lstrip()
    return plain.startswith(("#", "::")) or plain[:4].lower() == "rem " or plain[:5].lower() == "@rem "
