"""Data written as YAML is read as that data."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml

from preflight.document import Document, parse
from preflight.project.yaml_text import yaml_text
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import child, text_of

WORDS = [
    "y",
    "N",
    "yes",
    "No",
    "on",
    "OFF",
    "true",
    "False",
    "null",
    "~",
    "",
    "=",
    "<<",
    "-",
    "?",
    "1:30",
    "2020-01-01",
    "0x10",
    "1e3",
    ".5",
    "nan",
]
TEXTS = [
    *WORDS,
    "plain",
    "a b",
    "a: b",
    "a #b",
    "- a",
    "[a",
    "{a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "'a",
    '"a',
    "a\\b",
    "\ta",
    "a\n",
    "a:",
    ":a",
]
ODD = "\x00\x07\x1b\x7f\x80\x85\xa0\u2028\u2029\ufeff\ufffe\ue000é日😀\U0010ffff"


def test_it_reads_like_a_file() -> None:
    data = {
        "name": "torch",
        "description": "Hearts, scored",
        "empty": None,
        "model": "azureml:/subscriptions/s/models/m/versions/3",
        "resources": {"instance_count": 2, "properties": {"a": {}}},
        "settings": {"x": [1, "a", None, {"b": True}], "z": 0.5},
    }
    assert yaml_text(data) == (
        "name: torch\n"
        'description: "Hearts, scored"\n'
        "model: azureml:/subscriptions/s/models/m/versions/3\n"
        "resources:\n"
        "  instance_count: 2\n"
        "  properties:\n"
        "    a: {}\n"
        "settings:\n"
        '  x: [1, "a", null, {"b": true}]\n'
        "  z: 0.5\n"
    )


@pytest.mark.parametrize("text", [*TEXTS, *ODD, ODD])
def test_texts_stay_texts(text: str) -> None:
    for data in ({text: text}, {"a": [text, {text: [text]}]}, {"a": {text: {"b": text}}}):
        assert yaml.safe_load(yaml_text(data)) == data


@pytest.mark.parametrize("number", [0, -1, 10**30, 0.1, -2.5, 1e16, 1e-7, 1e300, True, False])
def test_numbers_stay_numbers(number: float) -> None:
    found = yaml.safe_load(yaml_text({"a": number, "b": [number]}))
    assert found == {"a": number, "b": [number]}
    assert type(found["a"]) is type(number)


@pytest.mark.parametrize(("value", "read"), [(float("inf"), "inf"), (float("nan"), "nan"), (b"x", "b'x'")])
def test_what_json_has_no_word_for_is_a_text(value: Any, read: str) -> None:
    assert yaml.safe_load(yaml_text({"a": value})) == {"a": read}


def test_a_number_that_python_does_not_print_is_a_text() -> None:
    assert yaml.safe_load(yaml_text({"a": 10**5000})) == {"a": "a number of very many digits"}


def test_what_cannot_be_written_is_replaced() -> None:
    assert yaml.safe_load(yaml_text({"a": "x\ud800y"})) == {"a": "x\ufffdy"}


def test_any_text_is_read_as_it_was() -> None:
    chance = random.Random(7)  # noqa: S311 - a test wants the same texts each time
    characters = [*map(chr, range(0x180)), *ODD]
    for _ in range(2000):
        key, value = ("".join(chance.choices(characters, k=chance.randint(0, 6))) for _ in range(2))
        text = yaml_text({"one": {key: value}, "list": [value]})
        document = parse(Source("x.yml", text), azure_dialect(placeholders=False))
        assert yaml.safe_load(text) == {"one": {key: value}, "list": [value]}
        assert isinstance(document, Document)
        assert text_of(child(child(document.root, "one"), key)) == value
