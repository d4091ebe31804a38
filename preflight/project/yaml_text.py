"""Plain data as YAML text that azure-ai-ml would read as that data."""

from __future__ import annotations

import re
from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLAIN = re.compile(r"[A-Za-z/][\w/.@+-]*(?::[\w/.@+-]+)*", re.ASCII)
# What has an escape of its own in YAML, and stands for itself after a backslash.
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# A lone one cannot be written; JSON may hold it.
_SURROGATES = range(0xD800, 0xE000)
# Of what `_PLAIN` takes, YAML 1.1 reads these as something else than text.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def yaml_text(data: dict[str, Any]) -> str:
    """Return a mapping as text, each entry on a line of its own; what is null is left out."""
    return "".join(f"{line}\n" for line in _lines(data, ""))


def scalar_text(data: str | float) -> str:
    """Return a scalar as it would be written: a text plain where it is nothing else then, else in quotes."""
    return _text(data) if isinstance(data, str) else _inline(data)


def _lines(data: dict[str, Any], indent: str) -> list[str]:
    found: list[str] = []
    for key, value in data.items():
        if isinstance(value, dict) and value:
            found += [f"{indent}{_text(str(key))}:", *_lines(value, f"{indent}  ")]
        elif value is not None:
            found.append(f"{indent}{_text(str(key))}: {_text(value) if isinstance(value, str) else _inline(value)}")
    return found


def _text(text: str) -> str:
    """Return a text as a scalar: plain where it is nothing else then, else in quotes."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _inline(data: Any) -> str:
    """Return data on one line, texts in quotes."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_inline, data)) + "]"
    if data is None:
        return "null"
    if isinstance(data, bool):
        return str(data).lower()
    return _number(data) if isinstance(data, (int, float)) else _quoted(str(data))


def _number(number: float) -> str:
    """Return a number as it is read; as a text what is none in JSON, and what no one could print."""
    try:
        shown = repr(number)
    except ValueError:  # more digits than Python prints
        return _quoted("a number of very many digits")
    if isinstance(number, int):
        return shown
    # YAML 1.1 knows no `1e+16`.
    return (shown if "." in shown else shown.replace("e", ".0e")) if isfinite(number) else _quoted(shown)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(character) or _escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return "\\uFFFD" if code in _SURROGATES else f"\\U{code:08X}"
