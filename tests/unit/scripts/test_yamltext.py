"""Scripts inside of YAML: every character stands where it is written, whatever the style."""

from __future__ import annotations

import random

import pytest
import yaml

from preflight.scripts.yamltext import yaml_text
from preflight.value import Absent, Present, child, fact
from tests.shared.documents import read
from tests.shared.scripts import at


def checked(text: str) -> str:
    """Return the text under `a`, each character of which must stand where it is written."""
    document = read(text)
    passage = yaml_text(child(document.root, "a"))
    assert passage is not None
    for offset, char in enumerate(passage.text):
        written = document.source.text[passage.begin(offset)]
        assert char.isspace() or written in (char, "\\", "'")
    return passage.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: |\n  one \\\n    two\n\n  three\nb: 1\n", "one \\\n  two\n\nthree\n"),
        ("a: >\n  one\n  two\n\n  three\n    four\nb: 1\n", "one two\nthree\n  four\n"),
        ("a: |2-\n    x\n  y\n", "  x\ny"),
        ("a: |-\n\n\n  x\n   y\n\n", "\n\nx\n y"),
        ("a: >+\n\n  x\n  y\n\n\n", "\nx y\n\n\n"),
        ("a: |  # why\r\n  x y\r\n  z\r\n", "x y\nz\n"),
        ("a: !!str |\n  x\n", "x\n"),
        ("a: &b |\n  x\n", "x\n"),
        ("a: |\n", ""),
        ("a: |\n\n\n", ""),
        ("a: one two\n  three\n\n  four\n", "one two three\nfour"),
        ("a: one\n", "one"),
        ("a: 'it''s a\n  b'\n", "it's a b"),
        ("a: 'x'\n", "x"),
        ("a: ''\n", ""),
        ('a: "x y"\n', "x y"),
        ('a: "x \\"q\\" \\\n  y\\tz \\u00e9 \\x41\\U0001F600\\0\\e"\n', 'x "q" y\tz é A😀\0\x1b'),
        ('a: "\\n\\tx\\_y"\n', "\n\tx\xa0y"),
        ("a: ${{ x }} y\n", "${{ x }} y"),
        ("a: 12\n", "12"),
        ("a: 1.5\n", "1.5"),
        ("a: true\n", "true"),
        ("a: 007\n", "007"),
        ('a: !!int "3"\n', "3"),
        ("a: yes\n", "yes"),
        ("a: 0x1F\n", "0x1F"),
        ("a: !!str\n  x\n", "x"),
        ("a: &b\n  !!str\n\n  'x''y'\n", "x'y"),
        ("a: !!str\nb: c\n", ""),
        ("- a\n", None),
        ("a: [x]\n", None),
        ("a:\n", None),
    ],
)
def test_texts(text: str, wanted: str | None) -> None:
    if wanted is None:
        assert yaml_text(child(read(text).root, "a")) is None
    else:
        assert checked(text) == wanted


def test_places() -> None:
    passage = yaml_text(child(read("a: |\n  one\n    two\nb: 'x y'\n").root, "a"))
    assert passage is not None
    assert at(passage.value(4, 9)) == "3:3-3:8"
    assert at(passage.value(6, 9)) == "3:5-3:8"
    assert at(passage.value()).startswith("1:4-")


def test_an_alias_stands_where_it_is_written() -> None:
    root = read("x: &x |\n  one two\na: *x\n").root
    passage = yaml_text(child(root, "a"))
    assert passage is not None
    assert (passage.text, at(passage.value(4, 7))) == ("one two\n", "3:4-3:6")
    number = yaml_text(child(read("x: &x True\na: *x\n").root, "a"))
    assert number is not None
    assert number.text == "true"


def test_what_stands_nowhere() -> None:
    assert yaml_text(Present("x")) is None
    assert yaml_text(Absent()) is None
    assert yaml_text(fact(["x"], None)) is None


@pytest.mark.parametrize("written", ["a: |\n  other\n", "a: 'other'\n", 'a: "ot\\u0068er"\n', "a: other\n"])
def test_what_is_not_what_is_written_stands_there_as_a_whole(written: str) -> None:
    value = child(read(written).root, "a")
    assert isinstance(value, Present)
    value.data = "something else"
    passage = yaml_text(value)
    assert passage is not None
    assert at(passage.value(3, 6)) == at(value)


def test_at_random() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    parts = ["az", "ml", "--set", "a=b", "$X", "${{ x }}", "it's", '"q"', "\\", "#x", "é", "|", "x:y", "{a}", "[1]", "%", "", "  ", " y"]
    for _ in range(400):
        lines = [" ".join(chance.choice(parts) for _ in range(chance.randrange(5))) for _ in range(chance.randrange(1, 6))]
        text = "\n".join(lines) + chance.choice(["", "\n", "\n\n"])
        style = chance.choice(["|", ">", "'", '"', None])
        dumped = yaml.dump({"a": text, "b": "c"}, default_style=style, allow_unicode=chance.random() < 0.5, width=chance.choice([20, 1000]))
        if chance.random() < 0.3:
            dumped = dumped.replace("\n", "\r\n")
        if text.strip() not in ("", "%"):
            assert checked(dumped) == yaml.safe_load(dumped)["a"]
