"""The options that put values over those of a deployment file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import pytest

from preflight import exits
from preflight.commands.paths import add_path_options
from preflight.commands.typed import add_typed_options, typed_of


def parsed(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    add_path_options(parser)
    add_typed_options(parser)
    return parser.parse_args(arguments)


def options_of(*arguments: str) -> tuple[tuple[str, str], ...] | None:
    found = typed_of(parsed(*arguments), "/work")
    return found.options if found is not None else None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], None),
        (["d.yml"], None),
        (["--set", "a.b=c", "d=", "--set", "e=f=g"], (("--set", "a.b=c"), ("--set", "d="), ("--set", "e=f=g"))),
        (["--name", "n", "--endpoint-name", "e"], (("--endpoint-name", "e"), ("--name", "n"))),
    ],
)
def test_options_stand_for_a_command(arguments: list[str], expected: tuple[tuple[str, str], ...] | None) -> None:
    assert options_of(*arguments) == expected


def test_what_follows_set_without_a_value_is_a_path() -> None:
    options = parsed("a.yml", "--set", "x=1", "d.yml", "y=2")
    found = typed_of(options, "/work")
    assert found is not None
    assert (options.paths, found.options) == (["a.yml", "d.yml"], (("--set", "x=1"), ("--set", "y=2")))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "d.yml"], "--set takes KEY=VALUE, not `d.yml`"),
        (["--set", "=x"], "--set takes one line of text with a key before the `=`"),
        (["--set", "a=b\nc"], "--set takes one line of text"),
        (["--name", ""], "--name takes one line of text"),
        (["--endpoint-name", "a\u2028b"], "--endpoint-name takes one line of text"),
    ],
)
def test_what_az_would_not_take_is_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(exits.UsageError) as told:
        options_of(*arguments)
    assert str(told.value) == message
