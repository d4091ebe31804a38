"""Where nodes stand, with text that is not ASCII around them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_places import Places
from preflight.source import Place, Source

if TYPE_CHECKING:
    from preflight.value import Located


def ends(near: Located) -> tuple[int, int, int, int]:
    place = near.place
    assert isinstance(place, Place)
    return place.line, place.column, place.end_line, place.end_column


def places_and_nodes(text: str) -> tuple[Places, list[ast.stmt]]:
    return Places(Source("score.py", text)), ast.parse(text).body


def test_columns_count_characters() -> None:
    places, (first, second) = places_and_nodes("'é🙂'; x = 'ü'\n")
    assert ends(places.of(first)) == (1, 1, 1, 5)
    assert ends(places.of(second)) == (1, 7, 1, 14)


def test_a_stretch_over_lines() -> None:
    places, (only,) = places_and_nodes("é = [\n  'ü',\n]\n")
    assert ends(places.of(only)) == (1, 1, 3, 2)


@pytest.mark.parametrize(
    ("text", "name", "heading"),
    [
        ("def run(b): pass\n", (1, 5, 1, 8), (1, 1, 1, 8)),
        ("'é'; x = 1\n@a\nasync  def  run(b): pass\n", (3, 13, 3, 16), (3, 1, 3, 16)),
        ("def \\\n run(b): pass\n", (1, 1, 1, 1), (1, 1, 1, 1)),
    ],
)
def test_the_name_and_the_heading_of_a_function(text: str, name: tuple[int, ...], heading: tuple[int, ...]) -> None:
    places, nodes = places_and_nodes(text)
    function = nodes[-1]
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    assert ends(places.name_of(function)) == name
    assert ends(places.heading_of(function)) == heading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(é,  1)", "f(é, 1)"),
        ("f(\n    a,\n    b,\n)", "f( a, b, )"),
        ("[" + "'é', " * 100 + "]", "[" + "'é', " * 15 + "'é'…"),
        ("[\n" + "1,\n" * 100_000 + "]", "[" + " 1," * 26 + "…"),
    ],
    ids=["one line", "lines", "long", "many lines"],
)
def test_what_is_written(text: str, expected: str) -> None:
    places, (only,) = places_and_nodes(text)
    assert places.text(only) == expected


def test_a_source_that_breaks_lines_otherwise_is_still_placed() -> None:
    text = "x = 'é\x85'; y = 1\n"
    places = Places(Source("score", text))
    assert ends(places.of(ast.parse(text).body[1])) == (1, 7, 1, 7)
