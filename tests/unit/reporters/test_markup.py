"""Texts as Markdown: code stays code, and nothing else is made of them."""

from __future__ import annotations

import pytest

from preflight.reporters.markup import code, inline, link, paragraph
from tests.shared.formats import markdown_tokens

PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "code_inline"}


def read(markdown: str) -> list[tuple[str, str]]:
    """Return the texts and code spans of a line of Markdown, neighbours joined."""
    tokens = markdown_tokens(markdown)
    assert {token.type for token in tokens} <= PLAIN
    parts: list[tuple[str, str]] = []
    for token in tokens:
        if token.type == "inline":
            continue
        kind = "code" if token.type == "code_inline" else "text"
        if token.content and parts and parts[-1][0] == kind == "text":
            parts[-1] = (kind, parts[-1][1] + token.content)
        elif token.content:
            parts.append((kind, token.content))
    return parts


@pytest.mark.parametrize(
    ("text", "markdown", "parts"),
    [
        ("`timeout` is `0`: wrong", "`timeout` is `0`: wrong", [("code", "timeout"), ("text", " is "), ("code", "0"), ("text", ": wrong")]),
        ("a-b 1.5 x.", r"a-b 1\.5 x.", [("text", "a-b 1.5 x.")]),
        ("<b>*x*</b> [a](b) &amp; #1", r"\<b\>\*x\*\</b\> \[a\](b) \&amp; \#1", [("text", "<b>*x*</b> [a](b) &amp; #1")]),
        ("one ` alone", r"one \` alone", [("text", "one ` alone")]),
        ("a\nb", r"a\\nb", [("text", r"a\nb")]),
        ("https://x.y", r"https\://x\.y", [("text", "https://x.y")]),
        ("1. x", r"1\. x", [("text", "1. x")]),
        ("- x", r"\- x", [("text", "- x")]),
        ("", "", []),
    ],
)
def test_a_line(text: str, markdown: str, parts: list[tuple[str, str]]) -> None:
    assert inline(text) == markdown
    assert read(inline(text)) == parts


def test_nobody_is_called() -> None:
    assert inline("@user a@b.c") == "\\@\u2060user a\\@\u2060b\\.c"


@pytest.mark.parametrize("text", ["x", "`", "``a`b", "a`", "  x ", "\\", "<b>", "a|b", "[a](b)", "\\|"])
def test_a_code_span_holds_its_text(text: str) -> None:
    assert read(code(text)) == [("code", text)]


def test_no_text_is_no_span() -> None:
    assert code("") == ""


@pytest.mark.parametrize(("text", "shown"), [("a|b", "a|b"), ("a\\|b", "a\\ |b"), ("`a|b` | c", None), ("||", "||"), ("\\\\|", "\\\\ |")])
def test_a_cell_stays_one(text: str, shown: str | None) -> None:
    written = inline(text, cell=True) if shown is None else code(text, cell=True)
    tokens = markdown_tokens(f"| a | b |\n|---|---|\n| {written} | end |\n")
    assert [token.type for token in tokens].count("td_open") == 2
    if shown is not None:
        assert next(token.content for token in tokens if token.type == "code_inline") == shown
    assert tokens[-5].content == "end" or any(token.content == "end" for token in tokens)


def test_a_paragraph_is_one_line() -> None:
    assert paragraph("one\n\n two  `x`\n") == "one two `x`"


@pytest.mark.parametrize("address", ["javascript:x", "http://x.y", "https://x.y/>(", "https://x y", "https://x.y/\n", "", "https://x.y/`"])
def test_only_a_safe_address_is_linked(address: str) -> None:
    assert link("`a`", address) == "`a`"


def test_a_link() -> None:
    assert link("`a`", "https://x.y/z?a=b&c#d") == "[`a`](<https://x.y/z?a=b&c#d>)"
