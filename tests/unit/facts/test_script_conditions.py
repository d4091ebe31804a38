"""Conditions that surely hold, surely do not, or depend."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_conditions import is_main_guard, truth


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("True", True),
        ("1", True),
        ("0", False),
        ("None", False),
        ("''", False),
        ("...", True),
        ("not 0", True),
        ("not not 0", False),
        ("x", None),
        ("not x", None),
        ("x and 0", False),
        ("x and 1", None),
        ("1 and 2", True),
        ("x or 1", True),
        ("x or 0", None),
        ("0 or None", False),
        ("TYPE_CHECKING", False),
        ("typing.TYPE_CHECKING", False),
        ("not TYPE_CHECKING", True),
        ("1 == 1", None),
        ("f()", None),
        ("not " * 30 + "0", None),
    ],
)
def test_truth(test: str, expected: bool | None) -> None:  # noqa: FBT001 - the very answer
    assert truth(ast.parse(test, mode="eval").body) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if __name__ == '__main__': pass", True),
        ("if '__main__' == __name__: pass", True),
        ("if __name__ != '__main__': pass", False),
        ("if __name__ == 'score': pass", False),
        ("if name == '__main__': pass", False),
        ("while __name__ == '__main__': pass", False),
        ("x = 1", False),
    ],
)
def test_main_guard(text: str, *, expected: bool) -> None:
    assert is_main_guard(ast.parse(text).body[0]) is expected
