"""Message templates: text with `{path}`, `{path!key}`, `{path!file}`, `{path!place}` and `{value}` in it."""

from __future__ import annotations

from preflight.language.path import Path, read_path
from preflight.pattern import Pattern
from preflight.value import Absent, Later, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.language.verdict import Scope
    from preflight.value import Value

HOLE = Pattern(r"\{\{|\}\}|\{([^{}!]+)(?:!(\w+))?\}")
PROPERTIES = ("key", "file", "place")
_MEMBERS = 5
_WIDTH = 80
# A command that is to be copied needs its values whole; nothing is longer but what is not meant to be read.
WHOLE = 1_000


class Hole:
    """What is filled in: a path and perhaps a property of what stands there."""

    __slots__ = ("path", "what")

    def __init__(self, path: Path | None, what: str | None) -> None:
        """Take a path; None stands for the value that decided."""
        self.path = path
        self.what = what


class Template:
    """A message, ready to be filled in."""

    __slots__ = ("_width", "parts")

    def __init__(self, text: str, width: int = _WIDTH) -> None:
        """Read a template; `{{` and `}}` are braces. Values longer than `width` are cut."""
        self._width = width
        self.parts: list[str | Hole] = []
        at = 0
        for match in HOLE.finditer(text):
            self.parts.append(text[at : match.start()])
            at = match.end()
            name, what = match.groups()
            if name is None:
                self.parts.append(match.group()[0])
            else:
                self.parts.append(Hole(None if name == "value" else read_path(name), what))
        self.parts.append(text[at:])

    def fill(self, scope: Scope, value: Value) -> str:
        """Return the message for a scope; `value` is what decided."""
        return "".join(part if isinstance(part, str) else _filled(part, scope, value, self._width) for part in self.parts)


def _filled(hole: Hole, scope: Scope, value: Value, width: int) -> str:
    values, rest = ([value], None) if hole.path is None else hole.path.many(scope)
    first: Value = values[0] if values else rest or Absent()
    if hole.what is None:
        return _listed(values, width) or show(first, width)
    if hole.what == "key":
        return key_of(first)
    if first.teller is not None:
        return first.teller.name
    place = first.place
    if place is None:
        return "(nowhere)"
    return place.source.path if hole.what == "file" else f"{place.source.path}:{place.line}"


def key_of(value: Value) -> str:
    """Return the key of a mapping's entry."""
    if value.key is not None:
        return str(value.key.data)
    return value.name or "(no key)" if isinstance(value, Absent) else "(no key)"


def show(value: Value, width: int = _WIDTH) -> str:
    """Return a value as a message prints it: what is missing as `(missing)`, a placeholder as its text."""
    if isinstance(value, Absent):
        return "(missing)"
    if isinstance(value, Later):
        return _short(value.expression, width)
    if isinstance(value, Unknown):
        return "(unknown)" if value.text is None else _short(value.text, width)
    data = value.data
    if isinstance(data, dict):
        return show(data["name"], width) if "name" in data else _short("{" + ", ".join(data) + "}", width)
    if isinstance(data, list):
        return f"[{_listed(data, width)}]"
    return str(data).lower() if isinstance(data, bool) else _short(str(data), width)


def _listed(values: list[Value], width: int) -> str:
    return ", ".join([show(one, width) for one in values[:_MEMBERS]] + ["…"] * (len(values) > _MEMBERS))


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
