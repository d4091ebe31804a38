"""Foreign text must be readable and powerless."""

from __future__ import annotations

import json

import pytest

from preflight.escape import characters, for_json, for_terminal

EVERY_CHARACTER = [chr(code) for code in range(0x110000)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain `text` 100 %", "plain `text` 100 %"),
        ("é 漢字 e\u0301 😀", "é 漢字 e\u0301 😀"),
        ("a\tb\r\nc\x00", r"a\tb\r\nc\x00"),
        ("\x1b[31mred\x1b]0;title\x07", r"\x1b[31mred\x1b]0;title\x07"),
        ("\x9b31m\x85\x7f", r"\x9b31m\x85\x7f"),
        ("a\u202eb\u2066c\u2069", r"a\u202eb\u2066c\u2069"),
        ("\u2028\u2029\u200b\u200d\ufeff\u00a0", r"\u2028\u2029\u200b\u200d\ufeff\xa0"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud83d x", r"\ud83d x"),
        ("C:\\temp\\x1b", "C:\\temp\\x1b"),
    ],
)
def test_unprintable_characters_are_escaped(text: str, shown: str) -> None:
    assert for_terminal(text) == shown
    assert "".join(characters(text)) == shown
    assert len(characters(text)) == len(text)


def test_what_a_terminal_gets_is_printable_and_can_be_encoded() -> None:
    shown = for_terminal("".join(EVERY_CHARACTER))
    assert shown.isprintable()
    shown.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##vso[task.setvariable variable=PATH]x", r"\x23#vso[task.setvariable variable=PATH]x"),
        ("a ##[error]b ##[group]", r"a \x23#[error]b \x23#[group]"),
        ("###teamcity[x]", r"#\x23#teamcity[x]"),
        ("#\ufe0f#v\u034fso\u034f[x]", "\\x23\ufe0f#v\u034fso\u034f[x]"),
        ("#\u200b#vso[x]", "\\x23\\u200b#vso[x]"),
    ],
)
def test_commands_to_a_build_agent_are_broken(text: str, shown: str) -> None:
    assert for_terminal(text) == shown
    assert for_json(text) == shown.replace(r"\x23", r"\u0023")


@pytest.mark.parametrize("text", ["# a comment", "## a title", "##", "#[x]", "## [x]", "https://example.org/a#b[c]"])
def test_other_number_signs_stay(text: str) -> None:
    assert for_terminal(text) == text
    assert for_json(text) == text


def test_many_number_signs_take_no_longer() -> None:
    assert for_terminal("#" * 100_000 + "é" * 100_000 + "##" + "a" * 100_000).startswith("####")


def test_json_means_the_same_and_is_printable() -> None:
    text = "".join(character for character in EVERY_CHARACTER if not "\ud800" <= character <= "\udfff")
    written = for_json(json.dumps({"text": f"##vso[x] {text}"}, ensure_ascii=False, indent=2))
    assert json.loads(written) == {"text": f"##vso[x] {text}"}
    assert written.replace("\n", "").isprintable()
    assert "漢字é" in for_json('"漢字é"')


def test_lone_surrogates_become_json_that_can_be_encoded() -> None:
    written = for_json(json.dumps("\ud83d \udc00", ensure_ascii=False))
    assert written.encode() == rb'"\ud83d \udc00"'
    assert json.loads(written) == "\ud83d \udc00"


def test_characters_beyond_the_basic_plane_become_two_json_escapes() -> None:
    assert for_json('"\U000e0041"') == r'"\udb40\udc41"'
