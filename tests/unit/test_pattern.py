"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from preflight.pattern import Pattern


def test_it_does_what_a_compiled_expression_does() -> None:
    assert Pattern("b").match("ab") is None
    assert Pattern("b").search("ab") is not None
    assert Pattern("B", re.IGNORECASE).search("ab") is not None
    assert [match.start() for match in Pattern("a").finditer("aba")] == [0, 2]
    assert Pattern(",").split("a,b") == ["a", "b"]


def test_it_is_compiled_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    original = re.compile

    def noted(text: str, flags: re.RegexFlag) -> re.Pattern[str]:
        compiled.append(text)
        return original(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    pattern = Pattern("a")
    assert pattern.text == "a"
    assert compiled == []
    assert pattern.match("a")
    assert pattern.search("a")
    assert pattern.compiled.sub("b", "a") == "b"
    assert compiled == ["a"]


def test_it_has_no_other_methods() -> None:
    with pytest.raises(AttributeError, match=r"^fullmatch$"):
        _ = Pattern("a").fullmatch
