"""Scripts that parse, that do not, and that cannot be read."""

from __future__ import annotations

import sys
import warnings

import pytest

from preflight.facts.script_syntax import LONGEST, read
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, text_of


def error_of(text: str, version: tuple[int, int] | None = None) -> Value:
    return read(Source("score.py", text), version)[1]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("def init(:\n", 1, 10, "invalid syntax"),
        ("x = (\n", 1, 5, "'(' was never closed"),
        ("def run(b):\n", 1, 12, "expected an indented block after function definition on line 1"),
        ("def run(b):\nreturn b\n", 2, 1, "expected an indented block after function definition on line 1"),
        ("if x:\n  a\n b\n", 3, 3, "unindent does not match any outer indentation level"),
        ("if x:\n\ty\n        z\n", 3, 1, "inconsistent use of tabs and spaces in indentation"),
        ("print 'a'\n", 1, 1, "missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("é = 'é' +* 2\n", 1, 10, "invalid syntax"),
        ("a = 1\r\nb = = 2\r\n", 2, 5, "invalid syntax"),
        ("(" * 300, 1, 201, "too many nested parentheses"),
        ("x = 1\ny = 'a\0b'\n", 2, 7, "it holds a null byte"),
        ("x = 1\r\ny\r\0", 3, 1, "it holds a null byte"),
        ("\0", 1, 1, "it holds a null byte"),
    ],
)
def test_what_does_not_parse_has_a_message_and_a_place(text: str, line: int, column: int, message: str) -> None:
    tree, error = read(Source("score.py", text))
    assert tree is None
    assert isinstance(error, Present)
    assert text_of(child(error, "message")) == f"does not parse: {message}"
    place = error.place
    assert place is not None
    assert (place.line, place.column) == (line, column)
    assert (place.end_line, place.end_column) >= (line, column)


def test_an_error_ends_where_the_parser_says() -> None:
    place = error_of("ééé = 1 + abc def\n").place
    assert place is not None
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 15, 1, 18)


def test_a_number_too_long_for_python_is_an_error_at_the_first_column() -> None:
    place = error_of("x = " + "9" * 5000).place
    assert place is not None
    assert (place.line, place.column) == (1, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = " + "-" * 100_000 + "1", "the script is nested too deeply to be read"),
        ("x = a" + ".b" * 100_000, "the script is nested too deeply to be read"),
        ("x = 1" + "+1" * 100_000, "the script is nested too deeply to be read"),
        ("x = '\udc80'", "the script holds half of a surrogate pair, which is no character"),
        ("#" * (LONGEST + 1), f"the script has {LONGEST + 1} characters: more than {LONGEST} are not read"),
    ],
    ids=["minuses", "attributes", "sum", "surrogate", "long"],
)
def test_what_cannot_be_read_is_unknown(text: str, reason: str) -> None:
    tree, error = read(Source("score.py", text))
    assert tree is None
    assert isinstance(error, Unknown)
    assert error.reason == reason
    assert str(error.place) == "score.py:1:1"


def test_what_parses_has_a_tree_and_no_error() -> None:
    tree, error = read(Source("score.py", "x = 1\n"))
    assert tree is not None
    assert isinstance(error, Absent)


def test_wrong_escapes_do_not_warn() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert isinstance(error_of("x = '\\d'\n"), Absent)
    assert seen == []


@pytest.mark.parametrize(
    ("text", "version", "message"),
    [
        ("(n := 1)\n", (3, 7), "does not parse with Python 3.7: assignment expressions are only supported in Python 3.8 and greater"),
        (
            "match x:\n    case 1:\n        pass\n",
            (3, 9),
            "does not parse with Python 3.9: pattern matching is only supported in Python 3.10 and greater",
        ),
        ("x = = 1\n", (3, 7), "does not parse: invalid syntax"),
    ],
)
def test_an_older_python_is_named(text: str, version: tuple[int, int], message: str) -> None:
    assert text_of(child(error_of(text, version), "message")) == message


@pytest.mark.parametrize(
    ("text", "version", "place"),
    [
        ("x = 1\nif x:\n    match x:\n        case 1:\n            pass\n", (3, 9), "score.py:3:5"),
        ("try:\n    pass\nexcept* OSError:\n    pass\n", (3, 10), "score.py:1:1"),
        ("é = [(n := 1), (m := 2)]\n", (3, 7), "score.py:1:7"),
    ],
)
def test_an_older_python_is_told_at_what_is_new(text: str, version: tuple[int, int], place: str) -> None:
    assert str(error_of(text, version).place) == place


def test_else_an_older_python_is_told_where_the_parser_stops() -> None:
    assert str(error_of("x = 1\ndef f(a, /):\n    pass\n", (3, 7)).place).startswith("score.py:2:")


@pytest.mark.parametrize("version", [None, (3, 8), sys.version_info[:2], (3, 99), (2, 7), (4, 0)])
def test_a_version_that_takes_the_script_is_no_error(version: tuple[int, int] | None) -> None:
    assert isinstance(error_of("if (n := 1):\n    pass\n", version), Absent)


def test_parentheses_after_with_are_fine_in_every_python() -> None:
    assert isinstance(error_of("with (open('f')):\n    pass\n", (3, 8)), Absent)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python takes it")
@pytest.mark.parametrize(
    "text",
    [
        "x = f'{d['a']}'\n",
        "x = f'{\", \".join(n)}\\\n'\nx = f\"{'\\n'.join(n)}\"\n",
        "x = f'{\n1}'\n",
        "def run[T](b):\n    pass\n",
        "class A[T]:\n    pass\n",
        "type Batch = list\n",
        "try:\n    pass\nexcept A, B:\n    pass\n",
        "x = t'{a}'\n",
    ],
)
def test_what_a_later_python_may_take_is_unknown(text: str) -> None:
    for version in (None, (3, 99)):
        error = error_of(text, version)
        assert isinstance(error, Unknown)
        assert "may with a later one" in error.reason
    assert isinstance(error_of(text, (3, 11)), Present)
