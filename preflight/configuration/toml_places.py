"""A TOML file as values with their places: tomllib keeps none, so keys are looked for in the lines."""

from __future__ import annotations

import tomllib

from preflight.document import Fault
from preflight.pattern import Pattern
from preflight.source import Position
from preflight.value import Present

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.source import Source
    from preflight.value import Value

    Keys = tuple[str, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = Pattern(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_KEY = Pattern(rf"[ \t]*({_DOTTED})[ \t]*=")
_INLINE = Pattern(rf"(?<![\w.-])({_PART})[ \t]*=(?!=)")
_ONE = Pattern(_PART)
_LINE = Pattern(r"at line ([0-9]+)")
_MAX_DEPTH = 50


def read_toml(source: Source, table: Keys) -> Value | Fault:
    """Return a table of a TOML text, each value at its key; a fault where the text is none, or too deep."""
    try:
        data: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        return Fault(int(line[1]) if line else 1, f"not TOML: {str(error).partition(' (at')[0].lower()}")
    except RecursionError:
        return Fault(1, "nested too deep")
    for name in table:
        data = data.get(name) if isinstance(data, dict) else None
    return _Places(source).value(data if data is not None else {}, table, None, 0)


class _Places:
    """Where the keys of a text stand: by their path, and by their name in the stretch that a key above them is for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[Keys, tuple[int, int, int]] = {}
        self._read()

    def _read(self) -> None:
        table: Keys = ()
        numbers: dict[Keys, int] = {}
        for number in range(len(self._source.starts)):
            line = self._source.line(number + 1)
            header = _HEADER.match(line)
            if header is not None:
                table = _names(header[1])
                if line.lstrip().startswith("[["):
                    numbers[table] = numbers.get(table, -1) + 1
                    table = (*table, str(numbers[table]))
                self._note(table, number, header.start(1), header.end(1))
                continue
            key = _KEY.match(line)
            path = (*table, *_names(key[1])) if key is not None else table
            if key is not None:
                self._note(path, number, key.start(1), key.end(1))
            for inline in _INLINE.finditer(line):
                self._note((*path, "*", *_names(inline[1])), number, inline.start(1), inline.end(1))

    def _note(self, path: Keys, line: int, start: int, end: int) -> None:
        self._found.setdefault(path, (line, start, end))

    def value(self, data: Any, path: Keys, near: tuple[int, int, int] | None, depth: int) -> Value:
        """Return data as a value at the key that it belongs to, or else at the nearest key above it."""
        near = self._place(path) or near or (0, 0, 0)
        if depth > _MAX_DEPTH:
            data = str(data)
        made: Any = data
        if isinstance(data, dict):
            made = {name: self.value(item, (*path, name), near, depth + 1) for name, item in data.items()}
        elif isinstance(data, list):
            made = [self.value(item, (*path, str(number)), near, depth + 1) for number, item in enumerate(data)]
        elif not isinstance(data, str | int | float | bool):
            made = str(data)  # a day or a time
        line, start, end = near
        key = Present(path[-1], self._source, Position(line, start), Position(line, end))
        return Present(made, self._source, Position(line, start), Position(line, end), key)

    def _place(self, path: Keys) -> tuple[int, int, int] | None:
        """Return where a key stands: on a line of its own, or within what a key above it holds in one line."""
        if path in self._found:
            return self._found[path]
        above = ((*path[:cut], "*", path[-1]) for cut in range(len(path) - 1, 0, -1))
        return next((self._found[one] for one in above if one in self._found), None)


def _names(dotted: str) -> Keys:
    found = (match[0] for match in _ONE.finditer(dotted))
    return tuple(part[1:-1] if part[:1] in "\"'" else part for part in found)
