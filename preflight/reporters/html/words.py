"""Words and signs that all parts of a page share: counts, tallies, and a shape beside every colour."""

from __future__ import annotations

from preflight.reporters.html.markup import Markup, element
from preflight.reporters.html.verdict import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Place

# One shape for each state: an octagon, a triangle, a circle … so that none is told by its colour alone.
_SHAPES = {
    State.ERROR: ("M7 1h6l6 6v6l-6 6H7l-6-6V7z", "M6.5 6.5l7 7m0-7l-7 7"),
    State.WARNING: ("M10 1.5L19.2 18H.8z", "M10 7.5v5m0 2.2v.8"),
    State.INFO: ("M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M10 5v.8m0 3V15"),
    State.UNCHECKED: ("M4 1h8l4 4v14H4z", "M7 12h6"),
    State.UNKNOWN: ("M10 .8L19.2 10 10 19.2.8 10z", "M7.7 8a2.4 2.4 0 1 1 3.3 2.2c-.7.3-1 .7-1 1.5m0 2v.8"),
    State.MISSING: ("M2 2h16v16H2z", "M6 14l8-8"),
    State.NOT_ASKED: ("M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M6 10h8"),
    State.CLEAN: ("M10 1a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M5.8 10.4l3 3 5.4-6"),
}


def shapes() -> Markup:
    """Return the shapes of all states, to be drawn by `icon`."""
    symbols = [
        element(
            "symbol",
            element("path", d=outline, class_="outline"),
            element("path", d=sign, class_="sign"),
            id=f"shape-{state.style}",
            viewBox="0 0 20 20",
        )
        for state, (outline, sign) in _SHAPES.items()
    ]
    return element("svg", *symbols, class_="shapes", aria_hidden="true", focusable="false")


def icon(state: State) -> Markup:
    """Return the shape of a state, which says nothing to those who listen: the word stands beside it."""
    return element("svg", element("use", href=f"#shape-{state.style}"), class_=f"icon {state.style}", aria_hidden="true", focusable="false")


def counted(number: int, word: str) -> str:
    """Return a number with its noun: `1 file`, `1,200 files`."""
    return f"{number:,} {word}{'' if number == 1 or word in _UNCOUNTED else 's'}"


_UNCOUNTED = frozenset({"info", "unknown", "unchecked", "not asked", "suppressed"})


def where(place: Place) -> str:
    """Return a place as a reader writes it."""
    return f"{place.source.path}:{place.line}:{place.column}"
