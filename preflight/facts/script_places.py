"""Where the nodes of a script's syntax tree stand in its text."""

from __future__ import annotations

import re

from preflight.value import spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from preflight.facts.script_tree import Function
    from preflight.source import Source
    from preflight.value import Located

    class Standing(Protocol):
        """A node that says where it stands, as `ast` has it."""

        @property
        def lineno(self) -> int:
            """The line, from 1."""

        @property
        def col_offset(self) -> int:
            """Bytes before it on its line."""

        @property
        def end_lineno(self) -> int | None:
            """The last line."""

        @property
        def end_col_offset(self) -> int | None:
            """Bytes before its end on the last line."""


_DEF = re.compile(r"(?:async\s+)?def\s+(\w+)")
_LONGEST = 80


class Places:
    """Turns nodes into places. `ast` counts columns in bytes of UTF-8, places count characters."""

    __slots__ = ("_columns", "_names", "source")

    def __init__(self, source: Source) -> None:
        """Take the source that the tree was made from."""
        self.source = source
        self._columns: dict[int, list[int]] = {}
        self._names: dict[Function, Located] = {}

    def of(self, node: Standing) -> Located:
        """Return the stretch a node stands for."""
        start, end = self._ends(node)
        return spot(self.source, start, end)

    def name_of(self, function: Function) -> Located:
        """Return where the name of a function stands in its definition; where `def` stands when the name is on another line."""
        if function not in self._names:
            (line, column), _ = self._ends(function)
            match = _DEF.match(self.source.line(line), column - 1)
            start, end = ((line, match.start(1) + 1), (line, match.end(1) + 1)) if match else ((line, column), None)
            self._names[function] = spot(self.source, start, end)
        return self._names[function]

    def heading_of(self, function: Function) -> Located:
        """Return the stretch from `def` to the end of the name."""
        heading, name = self.of(function), self.name_of(function)
        heading.end = name.end
        return heading

    def text(self, node: Standing) -> str:
        """Return what is written for a node, on one line and shortened."""
        (line, column), (end_line, end_column) = self._ends(node)
        if line == end_line:
            text = self.source.line(line)[column - 1 : end_column - 1]
        else:
            text = self.source.line(line)[column - 1 :]
            while line < end_line and len(text) <= _LONGEST:
                line += 1
                text += " " + self.source.line(line)[: end_column - 1 if line == end_line else None].strip()
        text = " ".join(text.split())
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _ends(self, node: Standing) -> tuple[tuple[int, int], tuple[int, int]]:
        line = node.lineno
        end_line = node.end_lineno or line
        start = (line, self._column(line, node.col_offset))
        return start, (end_line, self._column(end_line, node.end_col_offset or 0))

    def _column(self, line: int, offset: int) -> int:
        text = self.source.line(line)
        if text.isascii():
            return offset + 1
        columns = self._columns.get(line)
        if columns is None:
            columns = [at for at, character in enumerate(text, 1) for _ in character.encode()]
            columns.append(len(text) + 1)
            self._columns[line] = columns
        return columns[min(offset, len(columns) - 1)]
