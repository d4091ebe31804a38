"""Building HTML: whatever is not markup already is made harmless and escaped."""

from __future__ import annotations

from html import escape

from preflight.escape import for_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Child = str | int | None
    Attribute = str | int | bool | None

_LONGEST = 1000  # characters of one text; a value in it may be a whole file
# A line of the page ends after these, so that two pages can be compared.
_BLOCKS = frozenset({"article", "div", "figure", "footer", "header", "li", "main", "meta", "section", "style", "tr", "ul"})
_EMPTY = frozenset({"br", "link", "meta", "path", "use", "circle"})


class Markup(str):
    """A piece of HTML, which is not escaped again; only functions of this module make one."""

    __slots__ = ()


NEWLINE = Markup("\n")


def text(value: str, longest: int = _LONGEST) -> Markup:
    """Return a text as one line of HTML; what cannot be seen, or would change the direction of reading, is shown as an escape."""
    return Markup(escape(for_terminal(value if len(value) <= longest else f"{value[: longest - 1]}…")))


def verbatim(trusted: str) -> Markup:
    """Return a text of preflight's own, such as its style sheet, as it is."""
    return Markup(trusted)


def joined(parts: Iterable[Child], between: str = "") -> Markup:
    """Return parts one after the other, with a text between them."""
    return Markup(text(between).join(map(_child, parts)))


def element(tag: str, *children: Child, **attributes: Attribute) -> Markup:
    """Return an element with its children.

    An attribute that is None or False is left out, one that is True has no value; `_` in its name stands for `-`, and one at its
    end is dropped, so that `class_` can be said.
    """
    given = "".join(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    end = "\n" if tag in _BLOCKS else ""
    if tag in _EMPTY:
        return Markup(f"<{tag}{given}>{end}" if tag in {"br", "link", "meta"} else f"<{tag}{given}/>")
    return Markup(f"<{tag}{given}>{''.join(map(_child, children))}</{tag}>{end}")


def prose(words: str) -> Markup:
    """Return what a rule says, as one line: what stands between backticks is code."""
    pieces = for_terminal(" ".join(words.split())[:_LONGEST]).split("`")
    if len(pieces) % 2 == 0:  # the last backtick has no partner
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    return joined(element("code", piece) if number % 2 else text(piece) for number, piece in enumerate(pieces))


def _child(child: Child) -> str:
    if child is None:
        return ""
    return child if isinstance(child, Markup) else text(str(child))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
