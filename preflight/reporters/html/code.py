"""Code frames: the lines around a place, with the stretch marked that it is about."""

from __future__ import annotations

from preflight.escape import characters
from preflight.reporters.frame import shown_line
from preflight.reporters.html.markup import NEWLINE, Markup, element, joined, prose, text
from preflight.reporters.html.words import where
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.reporters.html.markup import Child
    from preflight.source import Place

_AROUND = 2  # lines of context on either side
_WIDTH = 160  # characters of one line
_BEFORE = 60  # of those, before the mark where a line is cut


def frame(place: Place, message: str = "", *, related: bool = False) -> Markup:
    """Return the lines of a place with what it has to do with a finding; the place alone where there is nothing to see."""
    caption = element(
        "figcaption",
        element("span", where(place), class_="place"),
        element("span", ": ", prose(message)) if message else None,
    )
    lines = _lines(place)
    code = element("pre", element("code", joined(lines))) if lines else None
    return element("figure", caption, code, class_="frame related" if related else "frame")


def _lines(place: Place) -> list[Markup]:
    """Return the line that a place begins on, where the mark is, and the lines around it."""
    if not place.source.line(place.line).strip():
        return []
    around = _AROUND if is_of_file(place.source.path) else 0
    last = min(len(place.source.starts), place.line + around)
    while last > place.line and not place.source.line(last).strip():
        last -= 1
    return [
        _marked(place) if number == place.line else _context(number, shown_line(place.source, number))
        for number in range(max(1, place.line - around), last + 1)
    ]


def _context(number: int, line: str) -> Markup:
    return _row(number, _shown(line[:_WIDTH], cut=len(line) > _WIDTH), style="line")


def _marked(place: Place) -> Markup:
    """Return the line that a place begins on; a place of several lines is marked to the end of its first one."""
    line = shown_line(place.source, place.line)
    first = min(place.column - 1, len(line))
    last = len(line) if place.end_line > place.line else max(first, min(place.end_column - 1, len(line)))
    start = max(0, first - _BEFORE) if min(last, first + _BEFORE) > _WIDTH else 0
    stop = start + _WIDTH
    mark = element("mark", _shown(line[first : min(last, stop)] or " ", cut=last > stop))
    after = _shown(line[last:stop], cut=len(line) > stop >= last)
    return _row(place.line, "…" if start else None, _shown(line[start:first], cut=False), mark, after, style="line marked")


def _row(number: int, *parts: Child, style: str) -> Markup:
    return element("span", element("span", str(number), class_="number"), element("span", *parts, class_="text"), NEWLINE, class_=style)


def _shown(part: str, *, cut: bool) -> Markup:
    """Return part of a line: what cannot be seen is an escape, a tab stays four spaces."""
    shown = "".join("    " if character == r"\t" else character for character in characters(part))
    return text(f"{shown}…" if cut else shown, longest=10 * _WIDTH)
