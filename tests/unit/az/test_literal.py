"""What azure-cli makes of the text of a value."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from preflight.az.literal import parsed
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, spot
from tests.shared.az_commands import plain


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("3", 3),
        ("2.5", 2.5),
        ("true", True),
        ("True", True),
        ('"3"', "3"),
        ("'3'", "3"),
        ('{"a": [1, null]}', {"a": [1, None]}),
        ("{'a': (1, None)}", {"a": [1, None]}),
        ("{1: 'x'}", {"1": "x"}),
        ("azureml:m:1", "azureml:m:1"),
        ("true story", "true story"),
        ("", ""),
        ("\0", "\0"),
        ("9" * 5000, "9" * 5000),
        ('"' + "x" * 10_000 + '"', '"' + "x" * 10_000 + '"'),
    ],
)
def test_a_text_is_json_a_python_literal_or_itself(text: str, data: Any) -> None:
    made = parsed(Present(text))
    assert plain(made) == data
    assert type(plain(made)) is type(data)


@pytest.mark.parametrize("text", ["null", "None"])
def test_null_is_absent(text: str) -> None:
    assert isinstance(parsed(Present(text)), Absent)


@pytest.mark.parametrize("text", ["{1, 2}", "b'x'", "1+2j", "...", "[b'x']", "[" * 500 + "]" * 500])
def test_what_yaml_does_not_have_is_unknown(text: str) -> None:
    made = parsed(Present(text))
    assert isinstance(made, Unknown)
    assert made.reason == f"what `{text}` comes to is no value of YAML"


def test_a_value_may_be_as_deep_as_in_a_file() -> None:
    assert isinstance(parsed(Present("[" * 100 + "]" * 100)), Present)


@pytest.mark.parametrize("text", ["[" * 4_900, "-" * 9_000 + "1", "(" * 5_000])
def test_what_python_cannot_read_stays_a_text(text: str) -> None:
    assert plain(parsed(Present(text))) == text


@pytest.mark.parametrize("value", [Unknown("why", text="${X}"), Absent(), Present(3), Present([])])
def test_only_a_known_text_is_parsed(value: Present | Absent | Unknown) -> None:
    assert parsed(value) is value


def test_a_wrong_escape_in_a_python_text_warns_nobody() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert plain(parsed(Present("'\\d'"))) == "\\d"
    assert seen == []


def test_what_comes_of_a_text_stands_where_it_does() -> None:
    near = spot(Source("run.sh", "x: [1]"), (1, 4), (1, 7))
    made = parsed(Present("[1]", near.source, near.start, near.end))
    assert isinstance(made, Present)
    assert isinstance(made.data, list)
    assert [str(one.place) for one in (made, *made.data)] == ["run.sh:1:4", "run.sh:1:4"]
