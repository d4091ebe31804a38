"""Code frames: which lines are shown, and what is marked."""

from __future__ import annotations

from preflight.reporters.html.code import frame
from preflight.source import Place, Source
from tests.shared.html import Element, parsed

LINES = "one: 1\ntwo:\n  three: [a, b]\n\tfour: 4\nfive: 5\nsix: 6\n"


def shown(text: str, line: int, start: int, end: int, end_line: int | None = None, path: str = "d.yml") -> Element:
    return parsed(frame(Place(Source(path, text), line, start, end_line or line, end)))


def rows(figure: Element) -> list[str]:
    return [row.text for row in figure.all("span", "line")]


def test_two_lines_stand_around_the_one_that_is_marked() -> None:
    figure = shown(LINES, 3, 10, 16)
    assert rows(figure) == ["1one: 1\n", "2two:\n", "3  three: [a, b]\n", "4    four: 4\n", "5five: 5\n"]
    assert [row.text for row in figure.all("span", "marked")] == ["3  three: [a, b]\n"]
    assert figure.one("mark").text == "[a, b]"
    assert figure.one("figcaption").text == "d.yml:3:10"


def test_the_first_and_the_last_line_have_fewer_around_them() -> None:
    assert rows(shown(LINES, 1, 1, 4)) == ["1one: 1\n", "2two:\n", "3  three: [a, b]\n"]
    assert rows(shown(LINES, 6, 1, 4)) == ["4    four: 4\n", "5five: 5\n", "6six: 6\n"]


def test_of_several_lines_the_first_is_marked_to_its_end() -> None:
    assert shown(LINES, 2, 1, 3, end_line=4).one("mark").text == "two:"


def test_an_empty_stretch_has_a_mark_that_can_be_seen() -> None:
    assert shown(LINES, 1, 5, 5).one("mark").text == " "
    assert shown(LINES, 1, 99, 120).one("mark").text == " "


def test_of_an_empty_line_only_the_place_is_shown() -> None:
    figure = shown("\n\n", 2, 1, 1)
    assert list(figure.all("pre")) == []
    assert figure.one("figcaption").text == "d.yml:2:1"


def test_what_was_typed_has_no_lines_around_it() -> None:
    assert rows(shown(LINES, 2, 1, 4, path="command line")) == ["2two:\n"]


def test_a_long_line_is_cut_around_the_mark() -> None:
    figure = shown("x" * 500 + "MARK" + "y" * 500, 1, 501, 505)
    (row,) = rows(figure)
    assert figure.one("mark").text == "MARK"
    assert row == f"1…{'x' * 60}MARK{'y' * 96}…\n"


def test_a_long_mark_is_cut() -> None:
    figure = shown("x" * 1000, 1, 1, 1001)
    assert figure.one("mark").text == "x" * 160 + "…"


def test_a_long_line_around_is_cut() -> None:
    assert rows(shown("a: 1\n" + "b" * 200, 1, 1, 2))[1] == f"2{'b' * 160}…\n"


def test_what_cannot_be_seen_is_shown() -> None:
    figure = shown("a: '\u202e</pre><script>'\n", 1, 1, 2)
    assert rows(figure) == ["1a: '\\u202e</pre><script>'\n"]


def test_a_message_stands_with_its_place() -> None:
    figure = parsed(frame(Place(Source("d.yml", LINES), 1, 1, 1, 4), "the `one`", related=True))
    assert figure.one("figcaption").text == "d.yml:1:1: the one"
    assert figure.one("figure").classes == {"frame", "related"}
