"""Words of messages: quotes, punctuation, colours, accents and signs."""

from __future__ import annotations

import time

import pytest

from preflight.diagnosis.tokens import Token, plain, readable, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No module named 'azureml.core'.", ["no", "module", "named", "azureml.core"]),
        ("exits with returncode -9.", ["exits", "with", "returncode", "-9"]),
        ("mini-batch run() 10.0.0.4", ["mini", "batch", "run", "10.0.0.4"]),
        ("Échec de l\u2019initialisation", ["echec", "de", "l", "initialisation"]),
        ("_private __init__() 30s", ["_private", "__init__", "30s"]),
        ("", []),
    ],
)
def test_words_are_what_stays_the_same(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert [token.word for token in tokens(text)] == expected


def test_a_token_knows_where_it_stands() -> None:
    assert tokens("a  Bc") == [Token("a", 0, 1), Token("bc", 3, 5)]


def test_colours_and_combining_accents_go() -> None:
    assert readable("\x1b[31mE\u0301chec\x1b[0m \x1b]0;title\x07ok") == "Échec ok"
    assert readable("plain") == "plain"
    assert plain("ÉTÉ") == "ete"


@pytest.mark.parametrize("text", ["\x1b[" * 100_000, "\x1b]" * 100_000, "a." * 100_000, "-" * 200_000, "\u0301" * 100_000])
def test_hostile_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    tokens(readable(text))
    assert time.process_time() - start < 2
