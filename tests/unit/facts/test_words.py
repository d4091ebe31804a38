"""The words of a text, each where it stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.words import words
from preflight.value import Absent, Present, Unknown, Value, child, fact, raw_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def told(value: Value) -> list[tuple[str, str]]:
    return [(raw_text(word), str(word.place).removeprefix("x.yml:")) for word in words(value)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: one two\n", [("one", "1:4"), ("two", "1:8")]),
        ("a: 'one  two'\n", [("one", "1:5"), ("two", "1:10")]),
        ("a: one\n  two\n\n  one\n", [("one", "1:4"), ("two", "2:3"), ("one", "4:3")]),
        ("a: >-\n  one\n  two one\nb: one\n", [("one", "2:3"), ("two", "3:3"), ("one", "3:7")]),
        ("a: |\n  é one\n", [("é", "2:3"), ("one", "2:5")]),
        ("a:\n", []),
        ("a: 3\n", []),
        ("a: [one]\n", []),
    ],
)
def test_words_stand_where_they_are_written(read: Read, text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(child(read(text).root, "a")) == wanted


def test_a_word_that_is_filled_in_later_is_unknown(read: Read) -> None:
    first, second, third = words(child(read("a: --model ${{ inputs.model }} x=$Y\n").root, "a"))
    assert isinstance(first, Present)
    assert isinstance(second, Unknown)
    assert (second.reason, second.text) == ("`${{ inputs.model }}` is filled in later", "${{ inputs.model }}")
    assert [str(word.place) for word in (first, second, third)] == ["x.yml:1:4", "x.yml:1:12", "x.yml:1:32"]
    assert raw_text(third) == "x=$Y"


def test_from_an_escape_on_the_place_is_that_of_the_text(read: Read) -> None:
    assert told(child(read('a: "one \\x41 two"\n').root, "a")) == [("one", "1:5"), ("A", "1:4"), ("two", "1:4")]


def test_what_stands_nowhere_has_words_all_the_same() -> None:
    assert [(raw_text(word), word.place) for word in words(fact("one two"))] == [("one", None), ("two", None)]


@pytest.mark.parametrize("value", [Absent(), Unknown("not read"), Present(3), Present([])])
def test_what_is_no_text_has_none(value: Value) -> None:
    assert raw_text(value) == ""
    assert words(value) == []


def test_many_words_take_little_time(read: Read) -> None:
    text = "${{" * 50_000
    assert len(words(child(read(f"a: >-\n  {text}\n  {'b ' * 50_000}\n").root, "a"))) == 50_001
    assert len(words(child(read(f'a: "\\x41 {"b " * 50_000}"\n').root, "a"))) == 50_001
