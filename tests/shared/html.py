"""A page as a tree, read by the standard library's parser; what is not nested as it should be is refused."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset({"br", "link", "meta"})


class Element:
    """An element: its tag, its attributes, and what stands in it, elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Start with nothing in it."""
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set((self.attributes.get("class") or "").split())

    def all(self, tag: str = "", style: str = "") -> Iterator[Element]:
        """Yield the elements in it with a tag and a class, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if (not tag or child.tag == tag) and (not style or style in child.classes):
                    yield child
                yield from child.all(tag, style)

    def one(self, tag: str = "", style: str = "") -> Element:
        """Return the only element with a tag and a class."""
        (found,) = self.all(tag, style)
        return found

    def by_id(self, name: str) -> Element:
        """Return the only element with an id."""
        (found,) = (one for one in self.all() if one.attributes.get("id") == name)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) < len(attrs):
            raise ValueError(f"an attribute of `{tag}` is given twice")
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise ValueError(f"`{tag}` ends where `{self.open[-1].tag}` is open")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(page: str) -> Element:
    """Return a page as a tree; raises ValueError for one that is not well-formed."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    if len(parser.open) > 1:
        raise ValueError(f"`{parser.open[-1].tag}` is not closed")
    return parser.root
