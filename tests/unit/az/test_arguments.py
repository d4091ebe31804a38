"""The options of an `az` command and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.scripts.script import POWERSHELL
from tests.shared.az_commands import only_command, plain

if TYPE_CHECKING:
    from preflight.az.command import AzCommand

DEPLOY = "az ml batch-deployment create"


def given(command: AzCommand) -> list[tuple[str, list[Any]]]:
    return [(flag.name, [plain(value) for value in flag.values]) for flag in command.flags]


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("-n d", [("--name", ["d"])]),
        ("-nd", [("--name", ["d"])]),
        ("-n=d", [("--name", ["d"])]),
        ("--name d", [("--name", ["d"])]),
        ("--name=d", [("--name", ["d"])]),
        ("--name=", [("--name", [""])]),
        ("--name ''", [("--name", [""])]),
        ("--name=a=b", [("--name", ["a=b"])]),
        ("--nam d", [("--name", ["d"])]),
        ("--nam=d", [("--name", ["d"])]),
        ("--endpoint e", [("--endpoint-name", ["e"])]),
        ("--name 'a b'", [("--name", ["a b"])]),
        ("--name '-a b'", [("--name", ["-a b"])]),
        ("--name -1", [("--name", ["-1"])]),
        ("--name -.5", [("--name", ["-.5"])]),
        ("--name -", [("--name", ["-"])]),
        ("--name", [("--name", [])]),
        ("--name -f x", [("--name", []), ("--file", ["x"])]),
        ("--name --file=x", [("--name", []), ("--file", ["x"])]),
        ("-n '--file=a b'", [("--name", []), ("--file", ["a b"])]),
        ("--set a=1 b=2 --set c=3", [("--set", ["a=1", "b=2"]), ("--set", ["c=3"])]),
        ("--set=a=1 -n d", [("--set", ["a=1"]), ("--name", ["d"])]),
        ("--no-wait -n d", [("--no-wait", []), ("--name", ["d"])]),
        ("--no-wait=true -n d", [("--no-wait", []), ("--name", ["d"])]),
        ("--debug -o table --query [].id", [("--debug", []), ("--output", ["table"]), ("--query", ["[].id"])]),
        ("-otable", [("--output", ["table"])]),
        ("-ho table", [("--help", []), ("--output", ["table"])]),
        ("-hotable", [("--help", []), ("--output", ["table"])]),
        ("-ho", [("--help", []), ("--output", [])]),
        ("-hh", [("--help", []), ("--help", [])]),
        ("-hhx", [("--help", []), ("--help", [])]),
        ("-n $N", [("--name", ["?$N"])]),
        ("-n$N", [("--name", ["?$N"])]),
        ("--name=$N", [("--name", ["?$N"])]),
        ('--name "$N"', [("--name", ["?$N"])]),
        ("--name a-$N", [("--name", ["?a-$N"])]),
    ],
)
def test_options_and_their_values(words: str, flags: list[tuple[str, list[Any]]]) -> None:
    command = only_command(f"{DEPLOY} {words}")
    assert given(command) == flags
    assert all(flag.known and not flag.ambiguous for flag in command.flags)
    assert (command.surplus, command.rest) == ((), None)


@pytest.mark.parametrize(
    ("words", "flags", "ambiguous"),
    [
        ("--gone x y -n d", [("--gone", ["x", "y"]), ("--name", ["d"])], False),
        ("--gone=x", [("--gone", ["x"])], False),
        ("-Z x", [("-Z", ["x"])], False),
        ("-hZ x", [("--help", []), ("-Z", [])], False),
        ("--s x", [("--s", ["x"])], True),
        ("--s=x", [("--s", ["x"])], True),
        ("--no=1", [("--no-wait", [])], None),
    ],
)
def test_options_that_a_command_does_not_have(words: str, flags: list[tuple[str, list[Any]]], ambiguous: bool | None) -> None:  # noqa: FBT001
    command = only_command(f"{DEPLOY} {words}")
    assert given(command) == flags
    wrong = [flag for flag in command.flags if not flag.known]
    assert [flag.ambiguous for flag in wrong] == ([] if ambiguous is None else [ambiguous])
    assert all(plain(flag.written).startswith("-") for flag in wrong)


@pytest.mark.parametrize(
    ("words", "surplus"),
    [
        ("-n d extra", ["extra"]),
        ("extra -n d more", ["extra", "more"]),
        ("-n d -", ["-"]),
        ("-n d -- -n", ["--"]),
        ("-n d -5", ["-5"]),
        ("-n d '-a b'", ["-a b"]),
        ("-n d a$X", ["a$X"]),
    ],
)
def test_words_that_belong_to_no_option(words: str, surplus: list[str]) -> None:
    command = only_command(f"{DEPLOY} {words}")
    assert [word.text for word in command.surplus] == surplus
    assert command.rest is None


@pytest.mark.parametrize(
    ("words", "flags", "reason"),
    [
        ("$ARGS -n d", [("--name", ["d"])], "`$ARGS` may hold more options"),
        ('"$ARG" -n d', [("--name", ["d"])], "`$ARG` may hold more options"),
        ("$A $B", [], "`$A` may hold more options"),
        ("-n d --$X=1", [("--name", ["d"]), ("--$X", [])], "`--$X=1` may hold more options"),
        ("--set a=1 $MORE", [("--set", ["a=1", "?$MORE"])], "`$MORE` may hold more options"),
        ("--gone a $MORE", [("--gone", ["a", "?$MORE"])], "`$MORE` may hold more options"),
        ("-Z$X", [("-Z$X", [])], "`-Z$X` may hold more options"),
        ('--set a=1 "$MORE"', [("--set", ["a=1", "?$MORE"])], None),
        ("--set $MORE", [("--set", ["?$MORE"])], None),
        ("-$X", [("-$X", [])], "`-$X` may hold more options"),
    ],
)
def test_words_that_may_hold_more_options(words: str, flags: list[tuple[str, list[Any]]], reason: str | None) -> None:
    command = only_command(f"{DEPLOY} {words}")
    assert given(command) == flags
    assert (command.rest.reason if command.rest is not None else None) == reason


def test_a_variable_of_several_words_comes_to_several() -> None:
    command = only_command(f'ARGS="-n d --set a=1"\n{DEPLOY} $ARGS')
    assert (given(command), command.rest) == ([("--name", ["d"]), ("--set", ["a=1"])], None)


def test_options_of_a_command_that_is_not_known_are_those_of_all() -> None:
    command = only_command("az ml online-endpoint create -n e -o table --name x")
    assert [(flag.name, flag.known) for flag in command.flags] == [("-n", False), ("--output", True), ("--name", False)]


def test_options_on_several_lines_stand_where_they_are_written() -> None:
    posix = only_command(f"{DEPLOY} \\\n  --name d \\\n  --set a=1")
    power = only_command(f"{DEPLOY} `\n  --name d `\n  --set a=1", POWERSHELL)
    for command in (posix, power):
        assert given(command) == [("--name", ["d"]), ("--set", ["a=1"])]
        assert [str(flag.written.place) for flag in command.flags] == ["run.sh:2:3", "run.sh:3:3"]
        assert [str(flag.values[0].place) for flag in command.flags] == ["run.sh:2:10", "run.sh:3:9"]
