"""The code cells of notebooks, and where their characters stand in the file."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from preflight.sdk.notebook import cells_of
from preflight.source import Source


def notebook(*cells: Any, indent: int | None = 1) -> str:
    """Return the file of a notebook; a cell is code, or the whole of it."""
    return json.dumps({"cells": [cell if isinstance(cell, dict) else code(cell) for cell in cells], "nbformat": 4}, indent=indent)


def code(source: Any) -> dict[str, Any]:
    return {"cell_type": "code", "outputs": [], "source": source}


def places(text: str) -> dict[str, str]:
    """Return what stands in the file where each string of the code stands, by what the string says."""
    source = Source("a.ipynb", text)
    found = {}
    for cell in cells_of(source):
        for node in ast.walk(ast.parse(cell.text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                near = cell.places.of(node)
                assert near.place is not None
                assert near.place.source is source
                assert near.place.line == near.place.end_line
                found[node.value] = source.line(near.place.line)[near.place.column - 1 : near.place.end_column - 1]
    return found


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "source",
    [
        ["x = 'a'\n", "y = ('b', 'c')\n", "z = 'd'"],
        "x = 'a'\ny = ('b', 'c')\nz = 'd'",
        ["x = 'a'\ny = ", "('b', 'c')\n", "z = 'd'\n", ""],
        ["x = 'a'; y = ('b', 'c')\r\nz = 'd'"],
    ],
)
def test_a_string_of_the_code_is_found_in_the_file(source: Any, indent: int | None) -> None:
    assert places(notebook(source, indent=indent)) == {letter: f"'{letter}'" for letter in "abcd"}


def test_characters_that_json_escapes_do_not_move_what_comes_after_them() -> None:
    text = notebook(["a = \"x\"; b = 'é\\t😀'; c = 'z'\n"])
    assert "\\ud83d" in text
    assert places(text) == {"x": '\\"x\\"', "é\t😀": "'\\u00e9\\\\t\\ud83d\\ude00'", "z": "'z'"}


def test_what_is_no_code_is_passed_over() -> None:
    markdown = {"cell_type": "markdown", "source": ["x = 'm'\n"]}
    output = {**code("x = 'a'"), "outputs": [{"data": {"source": ["x = 'o'"], "text": '"source": "q"'}}]}
    odd = [{"cell_type": "code"}, {"cell_type": "code", "source": 3}, code([3]), code([])]
    assert places(notebook(markdown, output, *odd, "y = 'b'")) == {"a": "'a'", "b": "'b'"}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("!az ml x\na = 1\n  %cd x\nb = !ls\n?help\n", ["pass", "a = 1", "  pass", "pass", "pass", ""]),
        ("%%bash\naz ml x\n", [""]),
        ("%%time\na = 1\n", ["pass", "a = 1", ""]),
        ("a = b % c\n", ["a = b % c", ""]),
    ],
)
def test_lines_of_ipython_are_none_of_python(source: str, lines: list[str]) -> None:
    (cell,) = cells_of(Source("a.ipynb", notebook(source)))
    assert cell.text.split("\n") == lines


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"cells": 3}', '{"cells": [3, null]}', "[" * 100_000, '{"cells": []}'])
def test_a_text_that_is_no_notebook_has_no_cells(text: str) -> None:
    assert cells_of(Source("a.ipynb", text)) == []
