"""JSON text that keeps its places, in a file or inside of a script."""

from __future__ import annotations

import re

from preflight.passage import HOLE, Builder, Pieced
from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.passage import Passage
    from preflight.value import Located, Value

# Far beyond what people write.
MAX_DEPTH = 100
MAX_VALUES = 300_000

_TOKEN = Pattern(r"[ \t\r\n]*(\"(?:[^\"\\]|\\.)*\"|[{}\[\]:,]|-?[0-9][0-9.eE+-]*|true|false|null)", re.DOTALL)
# What does not fit into four digits is written as two of them.
_ESCAPE = Pattern(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|\ue000", re.DOTALL)
_BLANK = Pattern(r"[ \t\r\n]*")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WORDS = {"true": True, "false": False}


class Node:
    """A JSON value: its stretch of the text, and what it holds. A text holds itself as a passage; null holds None."""

    __slots__ = ("data", "end", "start")

    def __init__(self, data: NodeData, start: int, end: int) -> None:
        """Take what it holds, and the stretch."""
        self.data = data
        self.start = start
        self.end = end


class NotJson(Exception):
    """Ends the reading of a text that is no JSON: where, and why."""

    def __init__(self, offset: int, reason: str) -> None:
        """Say where and why."""
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


if TYPE_CHECKING:
    NodeData = dict[str, tuple["Node", "Node"]] | list["Node"] | Pieced | int | float | bool | None


def read_json(text: Passage) -> tuple[Node, list[tuple[int, str]]]:
    """Read a text as JSON, and tell what JSON would refuse although it can be read: where, and why.

    A hole of one character stands for any value, and for any part of a text. Raises NotJson.
    """
    reader = _Reader(text)
    return reader.document(), reader.faults


def json_value(text: Passage) -> tuple[Value, Unknown | None]:
    """Return a JSON text as values with their places, unknown where it is no JSON; and where and why JSON would refuse it."""
    sealed = text.sealed()
    try:
        node, faults = read_json(sealed)
    except NotJson as refused:
        at = refused.offset
        fault = Unknown(f"not JSON: {refused.reason}", sealed.spot(at, min(at + 1, len(sealed.text))))
        return fault, fault
    value = _value(sealed, node, None)
    return value, Unknown(f"not JSON: {faults[0][1]}", sealed.spot(faults[0][0], faults[0][0] + 1)) if faults else None


def _value(text: Passage, node: Node, key: Present | None) -> Value:
    data = node.data
    near = text.spot(node.start, node.end)
    near.key = key
    if isinstance(data, Pieced):
        inner = data.value()
        made: Value = Unknown(inner.reason, near, text=data.text) if isinstance(inner, Unknown) else Present(data.text)
    elif isinstance(data, dict):
        made = Present({name: _value(text, item, _key(text, name_node)) for name, (name_node, item) in data.items()})
    elif isinstance(data, list):
        made = Present([_value(text, item, None) for item in data])
    elif data is None:
        hole = text.hole_at(node.start)
        made = Absent(near) if hole is None else Unknown(hole.reason, near, text=hole.text)
    else:
        made = Present(data)
    return _at(made, near)


def _at(value: Value, near: Located) -> Value:
    value.source, value.start, value.end, value.key = near.source, near.start, near.end, near.key
    value.origin = value.teller = None
    return value


def _key(text: Passage, node: Node) -> Present:
    near = text.spot(node.start, node.end)
    data = node.data
    return Present(data.text if isinstance(data, Pieced) else "", near.source, near.start, near.end)


class _Reader:
    """Reads one text."""

    def __init__(self, text: Passage) -> None:
        self._text = text
        self._raw = text.text
        self._at = 0
        self._left = MAX_VALUES
        self.faults: list[tuple[int, str]] = []
        self._match = _TOKEN.compiled.match

    def document(self) -> Node:
        node = self._node(0)
        match = _BLANK.compiled.match(self._raw, self._at)
        if match is not None and match.end() < len(self._raw):
            raise NotJson(match.end(), "there is more after its end")
        return node

    def _next(self) -> tuple[str, int, int]:
        """Return the next mark and its stretch; a hole is a mark of its own."""
        match = self._match(self._raw, self._at)
        if match is not None:
            self._at = match.end()
            return match[1], match.start(1), match.end()
        blank = _BLANK.compiled.match(self._raw, self._at)
        start = blank.end() if blank is not None else self._at
        if self._text.hole_at(start) is not None:
            self._at = start + 1
            return "", start, start + 1
        raise NotJson(start, f"`{self._raw[start : start + 10]}` is unexpected" if start < len(self._raw) else "it ends too early")

    def _node(self, depth: int) -> Node:
        mark, start, end = self._next()
        return self._from(mark, start, end, depth)

    def _from(self, mark: str, start: int, end: int, depth: int) -> Node:
        """Return the value that begins with a mark."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            raise NotJson(start, "more than anybody writes")
        if mark == "{":
            return self._mapping(start, depth + 1)
        if mark == "[":
            return self._list(start, depth + 1)
        if mark[:1] == '"':
            return Node(string_at(self._text, start, end), start, end)
        if mark in ("}", "]", ":", ","):
            raise NotJson(start, f"`{mark}` is unexpected")
        if mark in ("", "null"):
            return Node(None, start, end)
        return Node(_WORDS[mark] if mark in _WORDS else self._number(mark, start), start, end)

    def _number(self, mark: str, start: int) -> int | float:
        try:
            return int(mark) if mark.lstrip("-").isdigit() else float(mark)
        except ValueError:
            raise NotJson(start, f"`{mark[:20]}` is no number") from None

    def _mapping(self, start: int, depth: int) -> Node:
        found: dict[str, tuple[Node, Node]] = {}
        mark, first, end = self._next()
        while mark != "}":
            if mark[:1] != '"':
                raise NotJson(first, "a key in double quotes is expected")
            key = Node(string_at(self._text, first, end), first, end)
            mark, first, end = self._next()
            if mark != ":":
                raise NotJson(first, "`:` is expected")
            found[key.data.text] = (key, self._node(depth))  # type: ignore[union-attr]  # a text
            mark, first, end = self._next()
            if mark == ",":
                comma = first
                mark, first, end = self._next()
                if mark == "}":
                    self.faults.append((comma, "a comma before `}`"))
            elif mark != "}":
                raise NotJson(first, "`,` or `}` is expected")
        return Node(found, start, end)

    def _list(self, start: int, depth: int) -> Node:
        found: list[Node] = []
        mark, first, end = self._next()
        while mark != "]":
            found.append(self._from(mark, first, end, depth))
            mark, first, end = self._next()
            if mark == ",":
                comma = first
                mark, first, end = self._next()
                if mark == "]":
                    self.faults.append((comma, "a comma before `]`"))
            elif mark != "]":
                raise NotJson(first, "`,` or `]` is expected")
        return Node(found, start, end)


def string_at(text: Passage, start: int, end: int) -> Pieced:
    """Return what the JSON string in a stretch of a text says, which begins and ends with its quotes."""
    raw = text.text[start:end]
    if "\\" not in raw and HOLE not in raw:
        return Pieced(text, raw[1:-1], [(0, start + 1, -1)], (), (start, end))
    builder = Builder(text)
    last = start + 1
    for match in _ESCAPE.compiled.finditer(text.text, start + 1, end - 1):
        builder.same(last, match.start())
        last = match.end()
        code = match.group()
        hole = text.hole_at(match.start()) if code == HOLE else None
        if hole is not None:
            builder.hole(hole, match.start(), last)
        elif code == HOLE:
            builder.same(match.start(), last)
        else:
            builder.instead(_unescaped(code[1:]), match.start(), last)
    builder.same(last, end - 1)
    return builder.built((start, end))


def _unescaped(code: str) -> str:
    """Return what an escape stands for, without its backslash."""
    if code[0] != "u" or len(code) == 1:
        return _ESCAPED.get(code, code)
    first = int(code[1:5], 16)
    return chr(first if len(code) == 5 else 0x10000 + ((first - 0xD800) << 10) + int(code[7:], 16) - 0xDC00)  # noqa: PLR2004 - `u` and four digits
