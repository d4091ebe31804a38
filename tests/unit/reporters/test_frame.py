"""Marks stand under the characters they mean, whatever the line is made of."""

from __future__ import annotations

import pytest

from preflight.reporters.frame import WIDTH, Excerpt, cells, excerpt
from preflight.source import Place, Source


def marked(line: str, column: int, end: int) -> Excerpt:
    found = excerpt(Place(Source("a.yml", line), 1, column, 1, end))
    assert found
    return found


@pytest.mark.parametrize(
    ("line", "column", "end", "shown"),
    [
        ("key: value", 6, 11, ("key: value", 5, 5)),
        ("key:", 1, 1, ("key:", 0, 1)),
        ("key: ", 6, 6, ("key:", 4, 1)),
        ("key: v", 6, 90, ("key: v", 5, 1)),
        ("key: v", 60, 90, ("key: v", 6, 1)),
        ("key: value", 6, 3, ("key: value", 5, 1)),
        ("\tkey: v", 7, 8, ("    key: v", 9, 1)),
        ("漢字: x漢", 5, 7, ("漢字: x漢", 6, 3)),
        ("cafe\u0301: e\u0301x", 8, 10, ("cafe\u0301: e\u0301x", 6, 1)),
        ("\u1112\u1161\u11ab: x", 6, 7, ("\u1112\u1161\u11ab: x", 4, 1)),
        ("a\x1b: x\x07", 5, 7, (r"a\x1b: x\x07", 7, 5)),
        ("a: ##vso[x]", 4, 5, (r"a: \x23#vso[x]", 3, 4)),
    ],
)
def test_a_short_line_is_shown_whole(line: str, column: int, end: int, shown: tuple[str, int, int]) -> None:
    assert marked(line, column, end) == Excerpt(*shown)


def test_several_lines_are_marked_to_the_end_of_the_first() -> None:
    source = Source("a.yml", "top:\n  list:   \n    - 1\n")
    assert excerpt(Place(source, 2, 3, 3, 8)) == Excerpt("  list:", 2, 5)


@pytest.mark.parametrize("line", [1, 2, 9])
def test_where_nothing_is_written_nothing_is_shown(line: int) -> None:
    assert excerpt(Place(Source("a.yml", "\n   \n"), line, 1, line, 1)) is None


@pytest.mark.parametrize("size", [60, 99, 100, 101, 140, 1000, 300_000])
@pytest.mark.parametrize("filler", ["x", "漢", "\t", "\x00", "e\u0301"])
def test_a_long_line_is_cut_around_the_mark(filler: str, size: int) -> None:
    before, after = filler * (size // len(filler)), filler * 400 + "."
    found = marked(f"{before}[here]{after}", len(before) + 1, len(before) + 7)
    assert found.length == 6
    assert cells(found.text) <= WIDTH + 2
    assert cells(found.text.partition("[here]")[0]) == found.indent
    assert found.text.endswith("…")
    wide = cells(before.replace("\t", "    ").replace("\0", r"\x00"))
    assert found.text.startswith("…") == (wide > WIDTH - 6 or len(before) > WIDTH)


def test_a_long_mark_ends_with_the_page() -> None:
    assert marked("key: " + "v" * 500, 6, 506) == Excerpt("key: " + "v" * (WIDTH - 5) + "…", 5, WIDTH - 5)
    found = marked("k" * 200 + ": " + "v" * 500, 203, 703)
    assert found.indent + found.length + 1 == len(found.text) == WIDTH + 2


def test_a_line_that_just_fits_is_not_cut() -> None:
    line = "a" * WIDTH
    assert marked(line, WIDTH, WIDTH + 1) == Excerpt(line, WIDTH - 1, 1)
    assert marked(f"{line}b", 1, 2) == Excerpt(f"{line}…", 0, 1)


def test_heaped_accents_are_cut() -> None:
    found = marked("e" + "\u0301" * 10_000 + "x", 1, 2)
    assert found.length == 1
    assert len(found.text) <= WIDTH + 2


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("- --index-url https://me:secret@h.example.com/simple", "- --index-url https://*********@h.example.com/simple"),
        ("a: 'https://:x@h' # https://b:c@d", "a: 'https://**@h' # https://***@d"),
        ("a: git+ssh://git@github.com/x", "a: git+ssh://git@github.com/x"),
        ("path: https://a.blob.core.windows.net/c?sv=1&sig=abc%3D&x=1", "path: https://a.blob.core.windows.net/c?sv=1&sig=******&x=1"),
        ("a: me@example.com", "a: me@example.com"),
    ],
)
def test_secrets_in_an_address_are_not_shown(line: str, shown: str) -> None:
    found = excerpt(Place(Source("conda.yml", f"{line}\n"), 1, 1, 1, 2))
    assert found is not None
    assert found.text == shown
