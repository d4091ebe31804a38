"""The text of a YAML scalar as a passage: every character stands where it is written, whatever the style of the scalar."""

from __future__ import annotations

import re

from preflight.passage import Passage, Pieced
from preflight.pattern import Pattern
from preflight.value import Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.value import Value

_PROPERTIES = Pattern(r"(?:[!&]\S*\s+)*")
_SINGLE = Pattern(r"''|(?:[^\s'])+")
_DOUBLE = Pattern(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)|[^\s\\]+", re.DOTALL)
_PLAIN = Pattern(r"\S+")
# The escapes of YAML that come to something else than the character itself, and to no blank.
_ESCAPED = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "e": "\x1b"}
_BLANK_ESCAPES = "tnrfNLP_ \t\r\n"


def yaml_text(value: Value) -> Passage | None:
    """Return the text of a scalar, placeholders and all; None of anything else."""
    data = value.text if isinstance(value, Unknown) else value.data if isinstance(value, Present) else None
    source = value.source
    if source is None or value.start is None or value.end is None or not isinstance(data, (str, int, float)):
        return None
    start, end = source.offset(value.start), source.offset(value.end)
    if value.origin is None:
        properties = _PROPERTIES.compiled.match(source.text, start)
        start = min(properties.end(), end) if properties is not None else start
    # A number is what is written: `1.10`, `007`.
    text = data if isinstance(data, str) else source.text[start:end].strip("'\"") if value.origin is None else str(data).lower()
    whole = Passage(source)
    around = (start, end)
    pieces = None
    if value.origin is None and source.text[start : start + 1] in ("|", ">"):
        pieces = _block(source, text, start)
    elif value.origin is None:
        pieces = _flow(source.text[start:end], text, start)
    return Pieced(whole, text, pieces if pieces is not None else [(0, *around)], (), around)


def _block(source: Source, text: str, start: int) -> list[tuple[int, int, int]] | None:
    """Return the pieces of a literal or folded scalar: one for each line that is written."""
    number = source.position(start).line + 2
    starts = source.starts
    pieces: list[tuple[int, int, int]] = []
    at, indent = 0, -1
    length = len(text.rstrip())
    while at < length and number <= len(starts):
        line = source.line(number)
        number += 1
        if indent < 0:
            if not line.strip():
                continue
            # Of the blanks before the first line, those are indentation that the text does not have.
            shown = text[at:].lstrip("\n")
            indent = len(line) - len(line.lstrip(" ")) - (len(shown) - len(shown.lstrip(" ")))
        content = line[indent:]
        if not content.strip():
            continue
        found = text.find(content, at)
        if found < 0 or text[at:found].strip():
            return None
        pieces.append((found, starts[number - 2] + indent, -1))
        at = found + len(content)
    return pieces


def _flow(raw: str, text: str, start: int) -> list[tuple[int, int, int]] | None:
    """Return the pieces of a plain or quoted scalar: one for each run of characters between blanks and escapes."""
    if raw == text:
        return [(0, start, -1)]
    quote = raw[:1]
    if quote in ("'", '"') and raw[1:-1] == text:
        return [(0, start + 1, -1)]
    pattern = {"'": _SINGLE, '"': _DOUBLE}.get(quote, _PLAIN)
    inner = raw[1:-1] if quote in ("'", '"') else raw
    first = start + (inner is not raw)
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for match in pattern.finditer(inner):
        run = match.group()
        shown = run
        if quote == "'" and run == "''":
            shown = "'"
        elif quote == '"' and run[0] == "\\":
            shown = _unescaped(run)
        if not shown.strip():
            continue
        found = text.find(shown, at)
        if found < 0 or text[at:found].strip():
            return None
        begin = first + match.start()
        pieces.append((found, begin, -1 if shown == run else begin + len(run)))
        at = found + len(shown)
    return pieces


def _unescaped(escape: str) -> str:
    """Return what an escape in double quotes stands for; nothing for a blank."""
    code = escape[1]
    if code in "xuU":
        return chr(min(int(f"0x{escape[2:]}", 0), 0x10FFFF))
    return "" if code in _BLANK_ESCAPES else _ESCAPED.get(code, code)
