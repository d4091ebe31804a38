"""Errors of rule files, with their places and what was probably meant."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.value import Located


class RuleFault(Record):
    """What is wrong in a rule file, and where: lines and columns count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Show as `path:line:column message`."""
        return f"{self.path}:{self.line}:{self.column} {self.message}"


class Faults:
    """Collects what is wrong in one rule file."""

    def __init__(self, path: str) -> None:
        """Start with none."""
        self._path = path
        self.found: list[RuleFault] = []

    def add(self, near: Located, message: str, word: str = "", words: Iterable[str] = ()) -> None:
        """Note a fault near a value; `word` is what was written and `words` what could have been."""
        hint = ""
        if word:
            from difflib import get_close_matches  # noqa: PLC0415 - only a mistake comes to it

            close = get_close_matches(word, list(words), 1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
        place = near.place
        line, column = (place.line, place.column) if place else (1, 1)
        fault = RuleFault(self._path, line, column, message + hint)
        if fault not in self.found:
            self.found.append(fault)
