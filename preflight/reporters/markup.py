"""Texts as GitHub Flavored Markdown, in which nothing but code spans is made of them."""

from __future__ import annotations

import re

from preflight.reporters.wording import harmless, prose

# What would begin something: https://github.github.com/gfm/#backslash-escapes says that a backslash takes its meaning away.
_MARKS = re.compile(r"[!#$&*+<=>@\[\\\]_`|~]|[.:](?=\S)|(?<=\d)\.|-(?!\w)|(?<!\w)-")
_SPAN = re.compile(r"`([^`]+)`")
_FENCES = re.compile("`+")
_ADDRESS = re.compile(r"https://[\w./#?=&%~+,:@-]+", re.ASCII)
_JOINER = "\u2060"


def inline(text: str, *, cell: bool = False) -> str:
    """Return a text as a line: what stands between backticks as code, all else as it is written."""
    parts = _SPAN.split(harmless(text))
    return "".join(_span(part, cell=cell) if number % 2 else _plain(part) for number, part in enumerate(parts))


def paragraph(text: str) -> str:
    """Return what a rule's author wrote as one line."""
    return inline(prose(text))


def code(text: str, *, cell: bool = False) -> str:
    """Return a text as a code span; `cell` is for one that stands in a table."""
    return _span(harmless(text), cell=cell)


def link(markdown: str, address: str) -> str:
    """Return a link to a page, or only its text where the address is none that is safe."""
    return f"[{markdown}](<{address}>)" if _ADDRESS.fullmatch(address) else markdown


def _plain(text: str) -> str:
    # GitHub looks for people and mail addresses after backslashes are gone.
    return _MARKS.sub(r"\\\g<0>", text).replace("@", f"@{_JOINER}")


def _span(text: str, *, cell: bool = False) -> str:
    if not text:
        return ""
    if cell:
        # A `|` ends a cell even in code, unless a backslash stands before it; of two backslashes, renderers think differently.
        text = re.sub(r"\\(?=\|)", r"\\ ", text).replace("|", r"\|")
    fence = "`" * (1 + max(map(len, _FENCES.findall(text)), default=0))
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"
