"""Phrases: fixed words in order, and what their holes stand for."""

from __future__ import annotations

import pytest

from preflight.diagnosis.phrase import HOLE_WORDS, Phrase
from preflight.diagnosis.tokens import tokens


def values(phrase: str, text: str) -> dict[str, str] | None:
    found = Phrase(phrase, "en").find(text, tokens(text))
    return None if found is None else dict(found.values)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("no module named azureml", "ModuleNotFoundError: No module named `azureml`", {}),
        ("no module named azureml", "No module named 'azureml.core'", None),
        ("no module named {module}", "No module named 'sklearn.base'; 'x'", {"module": "sklearn.base"}),
        ("no module named {module}", "no module named pandas.\nmore", {"module": "pandas"}),
        ("no module named {module}", "no module named", {}),
        ("no module named {module}", "no module named ''", {}),
        ("a {x} b", "a one two b", {"x": "one two"}),
        ("a {x} b", "a b", {}),
        ("a {} b {y} c", "a 1 b 2 c", {"y": "2"}),
        ("a {x} b", "a c a 1 b", {"x": "c a 1"}),
        ("a b", "a c b", None),
        ("a b", "a a b", {}),
        ("value {v}", 'value: "with \\n inside" and more', {"v": "with \\n inside"}),
        ("value {v}", "value x\\ny", {"v": "x"}),
    ],
)
def test_a_phrase_finds_its_words_in_order(phrase: str, text: str, expected: dict[str, str] | None) -> None:
    assert values(phrase, text) == expected


def test_a_hole_is_not_endless() -> None:
    assert values("a {x} b", "a" + " w" * HOLE_WORDS + " b") is not None
    assert values("a {x} b", "a" + " w" * (HOLE_WORDS + 1) + " b") is None


def test_the_place_is_that_of_the_fixed_words() -> None:
    text = "well, a x b c"
    found = Phrase("a {x} b", "en").find(text, tokens(text))
    assert found is not None
    assert (found.start, found.end, found.fixed) == (1, 4, 2)
