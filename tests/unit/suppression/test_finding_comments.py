"""Where comments stand, and what they are about."""

from __future__ import annotations

import json
import time

import pytest

from preflight.source import Place, Source
from preflight.suppression.finding_comments import Comments

MARK = "# preflight: ignore[a-b] why"
A_FEW_SECONDS = 5.0


def lines(path: str, text: str) -> list[tuple[int, int]]:
    """Return the lines that each comment is about, and its column; line 0 is the whole file, -1 nothing."""
    comments = Comments(Source(path, text))
    found = [(0, comment.place.column) for comment in comments.whole]
    return found + [(row + 1 if row >= 0 else -1, one.place.column) for row, listed in comments.of_row.items() for one in listed]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.yml", f"a: 1 {MARK}\n", [(1, 6)]),
        ("a.yml", f"a: 1\n{MARK}\nb: 2\n", [(3, 1)]),
        ("a.yml", f"a: 1\n{MARK}\n\nb: 2\n", [(-1, 1)]),
        ("a.yml", f"a: 1\n{MARK}", [(-1, 1)]),
        ("a.yml", f"\n# x\n  {MARK}\n---\na: 1\n", [(0, 3)]),
        ("a.yml", f"a: 'x\n  {MARK}\n  '\n", []),
        ("a.yml", f"a: |\n  x\n  {MARK}\n  y\n", [(4, 3)]),
        ("a.yml", f"a: | {MARK}\n  x\n", [(1, 6)]),
        ("a.yml", f"a: |\n  echo 'x {MARK}'\n", []),
        ("a.yml", f"a: >-\n  x#{MARK}\n", []),
        ("a.yml", f"a: [1 {MARK}\n", [(1, 7)]),
        ("a.yml", f'a: "1" {MARK}\r\n{MARK}\r\nb: 2\r\n', [(1, 8), (3, 1)]),
        ("a.yml", "a: 1 # see preflight: ignore[x] in the manual\n", []),
        ("a.yml", "a: 1 # preflight: ignored [x] once\n", []),
        ("a.yml", "a: 1 # preflight: ignore-all [x] once\n", []),
        ("a.yml", f"a: 1 # noqa {MARK}\n", [(1, 13)]),
        ("models/MLmodel", f"a: 'x {MARK}'\n", []),
        ("a.py", f"x = 1  {MARK}\n", [(1, 8)]),
        ("a.py", f"x = '''\n{MARK}\n'''\n", []),
        ("a.py", f"x = 1  # noqa: A001 {MARK}\n", [(1, 21)]),
        ("a.py", f"x = 1  {MARK}\ny = (\n", [(1, 8)]),
        ("a.py", f"x = 1  {MARK}\n  y = 2\n z\n", [(1, 8)]),
        ("a.sh", f"echo 'x {MARK}'\necho \"\\\" {MARK}\"\necho x{MARK}\necho `a` '\\' {MARK}\n", [(4, 14)]),
        ("a.sh", f"x\n{MARK}\naz a \\\n  b \\\n  c\nd\n", [(3, 1)]),
        ("a.ps1", f"x\n{MARK}\naz a `\n  b\n", [(3, 1)]),
        (
            "a.cmd",
            "x\nREM preflight: ignore[a] why\naz a ^\n b\n@rem preflight: ignore[a] why\ny\n:: preflight: ignore[a] why\nz\n",
            [(3, 1), (6, 1), (8, 1)],
        ),
        ("a.cmd", "echo rem preflight: ignore[a] why\n", []),
    ],
)
def test_where_they_stand(path: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert lines(path, text) == expected


def test_a_statement_is_one_row_from_any_of_its_lines() -> None:
    comments = Comments(Source("a.sh", f"x\n{MARK}\naz a \\\n  b \\\n  c\nd\n"))
    assert [comments.head(row) for row in range(-1, 9)] == [-1, 0, 1, 2, 2, 2, 5, 6, 7, 8]


def notebook(*sources: object) -> str:
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": [MARK]}, *cells]})


def test_cells_of_a_notebook_in_one_line_have_rows() -> None:
    text = notebook(f"{MARK}\nx = 1\n", ["y\n", f"{MARK} \u00e4\n", "az a \\\n", "  b"], 3, None)
    source = Source("n.ipynb", text)
    comments = Comments(source)
    assert [one.reason for one in comments.whole] == ["why"]
    (row, (comment,)), *others = comments.of_row.items()
    assert not others
    assert comment.reason == "why ä"
    assert text[comment.place.column - 1 :].startswith(MARK)
    for word in ("az a", "  b"):
        column = text.index(word) + 1
        assert comments.head(comments.rows.row(Place(source, 1, column, 1, column + 1))) == row
    column = text.index("x = 1") + 1
    assert comments.head(comments.rows.row(Place(source, 1, column, 1, column + 1))) != row


def test_what_is_no_notebook_has_none() -> None:
    comments = Comments(Source("n.ipynb", f"{{ {MARK}"))
    assert list(comments.all()) == []
    assert comments.head(comments.rows.row(Place(comments.rows.source, 1, 1, 1, 2))) == -1


@pytest.mark.parametrize("path", ["a.yml", "a.py", "a.sh", "a.cmd", "n.ipynb"])
@pytest.mark.parametrize(
    "text", [f"{MARK}\n" * 20_000, f"{MARK} \\\n" * 20_000, "\\\n" * 200_000 + MARK, MARK * 20_000, " " * 500_000 + MARK]
)
def test_much_of_it_takes_no_time(path: str, text: str) -> None:
    started = time.process_time()
    list(Comments(Source(path, notebook(text) if path.endswith("b") else text)).all())
    assert time.process_time() - started < A_FEW_SECONDS
