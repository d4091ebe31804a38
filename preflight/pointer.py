"""JSON pointers (RFC 6901) of places, and steadier ones that outlive a moved list item."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.value import Present, Unknown, child, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Place
    from preflight.value import Located, Value

    Span = tuple[int, int, int, int]

# Of an item that is a long text, the beginning tells enough.
_LONGEST = 80
_PACKAGE = Pattern(r"[\w./:-]+?(?=\s*(?:[=<>!~;\[\s@]|$))")


class Pointers:
    """The pointers of one document: `exact` counts list items, `steady` calls them by name where they have one."""

    def __init__(self, root: Value) -> None:
        """Walk a document once."""
        self._exact: dict[Span, str] = {}
        self._steady: dict[Span, str] = {}
        self._walk(root, "", "")

    def exact(self, place: Place) -> str | None:
        """Return the JSON pointer of what stands at a place; None where no value does."""
        return self._exact.get(_span(place))

    def steady(self, place: Place) -> str:
        """Return the pointer for a fingerprint; empty where no value stands."""
        return self._steady.get(_span(place), "")

    def _walk(self, value: Value, exact: str, steady: str) -> None:
        self._note(value, exact, steady)
        if value.key is not None:
            self._note(value.key, exact, steady)
        data = value.data if isinstance(value, Present) else None
        if isinstance(data, dict):
            for name, item in data.items():
                step = _step(name)
                self._walk(item, f"{exact}/{step}", f"{steady}/{step}")
        elif isinstance(data, list):
            for index, item in enumerate(data):
                self._walk(item, f"{exact}/{index}", f"{steady}/{_step(_called(item) or str(index))}")

    def _note(self, value: Located, exact: str, steady: str) -> None:
        place = value.place
        if place is not None:
            self._exact.setdefault(_span(place), exact)
            self._steady.setdefault(_span(place), steady)


def _span(place: Place) -> Span:
    return place.line, place.column, place.end_line, place.end_column


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _called(item: Value) -> str | None:
    """Return what a list item is called: its `name`, its only key, the package a requirement begins with, else a scalar's text."""
    text = _text(item)
    if text is not None:
        match = _PACKAGE.match(text)
        return match.group() if match is not None else text[:_LONGEST]
    named = _text(child(item, "name"))
    inner = entries(item)
    return next(iter(inner)) if named is None and len(inner) == 1 else named


def _text(value: Value) -> str | None:
    """Return a scalar as text, and a placeholder as it is written."""
    if isinstance(value, Present) and not isinstance(value.data, (dict, list)):
        return str(value.data)
    return value.text if isinstance(value, Unknown) else None
