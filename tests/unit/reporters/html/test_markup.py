"""Whatever goes into a page is text there, unless it is markup already."""

from __future__ import annotations

import pytest

from preflight.reporters.html.markup import NEWLINE, Markup, element, joined, prose, text, verbatim
from tests.shared.html import parsed

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</style>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "<!-- -->",
    "]]>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_is_what_it_says_wherever_it_stands(hostile: str) -> None:
    page = parsed(element("p", hostile, title=hostile, data_name=hostile))
    (paragraph,) = page.children
    assert not isinstance(paragraph, str)
    assert paragraph.text == paragraph.attributes["title"] == paragraph.attributes["data-name"] == hostile


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\u202eb", r"a\u202eb"),
        ("\x1b[2J", r"\x1b[2J"),
        ("a\nb", r"a\nb"),
        ("\x00", r"\x00"),
        ("\ud800", r"\ud800"),
        ("\u2066\u2069\u200d\ufeff", r"\u2066\u2069\u200d\ufeff"),
        ("漢字 é", "漢字 é"),
    ],
)
def test_what_cannot_be_seen_is_shown(hidden: str, shown: str) -> None:
    assert text(hidden) == shown
    assert element("i", title=hidden) == f'<i title="{shown}"></i>'


def test_a_long_text_is_cut() -> None:
    assert text("x" * 1001) == "x" * 999 + "…"
    assert text("x" * 1000) == "x" * 1000
    assert text("abcdef", 4) == "abc…"


def test_markup_is_not_escaped_again() -> None:
    inner = element("b", "1 < 2")
    assert element("p", inner, NEWLINE, verbatim("<hr>"), 3, None) == "<p><b>1 &lt; 2</b>\n<hr>3</p>"
    assert isinstance(inner, Markup)


def test_attributes() -> None:
    assert element("a", class_="x", aria_label="y", hidden=True, title=None, open=False) == '<a class="x" aria-label="y" hidden></a>'


def test_elements_without_content() -> None:
    assert element("br") == "<br>"
    assert element("use", href="#x") == '<use href="#x"/>'


def test_a_line_ends_after_a_block() -> None:
    assert element("ul", element("li", "a"), element("li", "b")) == "<ul><li>a</li>\n<li>b</li>\n</ul>\n"
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">\n'


def test_parts_are_joined() -> None:
    assert joined(["a", element("b"), None, "<"], " & ") == "a &amp; <b></b> &amp;  &amp; &lt;"


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("`a` is b", "<code>a</code> is b"),
        ("is `<a>`", "is <code>&lt;a&gt;</code>"),
        ("a ` b", "a ` b"),
        ("`a` and ` b", "<code>a</code> and ` b"),
        ("two\n  lines", "two lines"),
        ("", ""),
    ],
)
def test_what_stands_between_backticks_is_code(words: str, markup: str) -> None:
    assert prose(words) == markup
