"""The options that ask for what is deployed."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from preflight import exits
from preflight.commands.deployed import add_deployed_options, wanted_of
from preflight.project.deployed import Wanted
from tests.shared.workspaces import Workspace


def wanted(*arguments: str, probe: Workspace | None) -> Wanted | None:
    parser = ArgumentParser()
    add_deployed_options(parser)
    return wanted_of(parser.parse_args(arguments), probe)


def test_nothing_deployed_is_asked_for_unless_it_is_said() -> None:
    assert wanted(probe=None) is None
    assert wanted(probe=Workspace({})) is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--endpoint", "heart"], Wanted(("heart",))),
        (["--endpoint", "heart", "--endpoint", "lung"], Wanted(("heart", "lung"))),
        (["--all-endpoints"], Wanted(everything=True)),
        (["--all-endpoints", "--endpoint", "heart"], Wanted(("heart",), everything=True)),
    ],
)
def test_what_is_asked_for(arguments: list[str], expected: Wanted) -> None:
    assert wanted(*arguments, probe=Workspace({})) == expected


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\u2028b"])
def test_a_name_is_one_line(name: str) -> None:
    with pytest.raises(exits.UsageError) as told:
        wanted("--endpoint", name, probe=Workspace({}))
    assert str(told.value) == "--endpoint takes the name of an endpoint"


@pytest.mark.parametrize("arguments", [["--endpoint", "heart"], ["--all-endpoints"]])
def test_somebody_must_be_there_to_ask(arguments: list[str]) -> None:
    with pytest.raises(exits.UsageError) as told:
        wanted(*arguments, probe=None)
    assert str(told.value).startswith(f"{arguments[0]} is about a workspace, and none is named: ")
