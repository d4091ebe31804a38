"""What azure-cli makes of a text."""

from __future__ import annotations

import pytest

from preflight.az.literal import parsed
from preflight.value import Absent, Present, Unknown
from tests.shared.scripts import at, passage, plain


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", 1), ("-1.5", -1.5), ("1e3", 1000.0), ("true", True), ("True", True), ("null", None), ("None", None), ("x", "x"), ("", ""),
        ('"x"', "x"), ("'x'", "x"), ('{"a": [1]}', {"a": [1]}), ("{'a': (1, None)}", {"a": [1, None]}), ("[1, 2", "[1, 2"),
        ("2023-01-01", "2023-01-01"), ("0x10", 16), ("a=b", "a=b"), ("{1: 2}", {"1": 2}), ("(" * 500, "(" * 500),
        ("[" * 9_000, "[" * 9_000),
    ],
)  # fmt: skip
def test_texts(text: str, wanted: object) -> None:
    assert plain(parsed(Present(text))) == wanted


def test_what_is_not_looked_at() -> None:
    unknown = Unknown("x", text="$X")
    assert parsed(unknown) is unknown
    number = Present(1)
    assert parsed(number) is number
    long = Present("1" * 20_000)
    assert parsed(long) is long


@pytest.mark.parametrize("text", ["{1, 2}", "b'x'", "1j"])
def test_what_yaml_does_not_have(text: str) -> None:
    assert isinstance(parsed(Present(text)), Unknown)


def test_places() -> None:
    value = parsed(passage("x [1]").part(2, 5).value())
    assert at(value) == "1:3-1:6"
    assert isinstance(parsed(passage("null").value()), Absent)
