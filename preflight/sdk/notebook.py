"""The Python code of a Jupyter notebook, and where its nodes stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from preflight.facts.script_places import Places
from preflight.notebook import code_cells
from preflight.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_places import Standing
    from preflight.notebook import CodeCell
    from preflight.source import Mark, Position
    from preflight.value import Located

# Lines that IPython gives to a shell or to itself: https://ipython.readthedocs.io/en/stable/interactive/magics.html
_MAGIC = re.compile(r"^([ \t]*)(?:[!%?]|\w+[ \t]*=[ \t]*[!%]).*", re.MULTILINE)
_CELL_MAGIC = re.compile(r"\s*%%(?!time\b|timeit\b|capture\b)")


class Cell:
    """A code cell: its Python code, in which the lines of IPython's own are passed over, and its places."""

    __slots__ = ("places", "text")

    def __init__(self, source: Source, cell: CodeCell) -> None:
        """Take the notebook, and the cell as it is written there."""
        self.text = "" if _CELL_MAGIC.match(cell.text) else _MAGIC.sub(r"\1pass", cell.text)
        self.places = CellPlaces(source, Source("cell.py", self.text), Written(cell))


class Written:
    """What a cell says, and how its file writes it."""

    __slots__ = ("_cell", "_chunks", "_starts")

    def __init__(self, cell: CodeCell) -> None:
        """Take the cell."""
        self._chunks = cell.chunks
        self._starts = [0, *accumulate(len(chunk.text) for chunk in cell.chunks[:-1])]
        self._cell = Source("cell.py", cell.text)

    def offset(self, mark: Mark) -> int:
        """Return the offset in the file of a point of the cell."""
        offset = self._cell.offset(mark)
        index = bisect_right(self._starts, offset) - 1
        return self._chunks[index].offset(offset - self._starts[index])


class CellPlaces(Places):
    """Turns nodes of a cell's code into places of the notebook's file."""

    __slots__ = ("_file", "_written")

    def __init__(self, file: Source, cell: Source, written: Written) -> None:
        """Take the notebook, the cell as Python code, and how its file writes it."""
        super().__init__(cell)
        self._file = file
        self._written = written

    def of(self, node: Standing) -> Located:
        """Return the stretch a node stands for."""
        near = super().of(node)
        near.source = self._file
        near.start, near.end = (self._there(mark) if mark is not None else None for mark in (near.start, near.end))
        return near

    def _there(self, mark: Mark) -> Position:
        return self._file.position(self._written.offset(mark))


def cells_of(source: Source) -> list[Cell]:
    """Return the code cells of a notebook; none of a text that is no notebook."""
    return [Cell(source, cell) for cell in code_cells(source.text)]
