"""`preflight completion`: what is completed is what the parser takes."""

from __future__ import annotations

import gc
import re
from typing import TYPE_CHECKING

import pytest

from preflight import cli, exits
from preflight.commands import completion
from preflight.completion.syntax import TEXT, WORDS, Command
from tests.shared.completion import script, syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

# Options whose values nobody can list.
FREE = {
    "--deployment-name", "--endpoint", "--endpoint-name", "--job", "--name", "--output-path", "--resource-group", "--set", "--subscription",
    "--target", "--timeout", "--workspace",
}  # fmt: skip


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Turn on again what a run turns off."""
    yield
    gc.enable()


def commands() -> list[Command]:
    return list(syntax().root.all())


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", shell]) == exits.CLEAN
    out = capsys.readouterr().out
    assert out == script(shell)
    assert out.isascii()  # whatever the encoding of a terminal or a file is
    assert "retry-timeout-range" in out


@pytest.mark.parametrize("arguments", [[], ["tcsh"], ["bash", "zsh"]])
def test_there_is_one_shell(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", *arguments]) == exits.USAGE
    assert capsys.readouterr().out == ""


def test_help_says_where_the_script_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", "--help"]) == exits.CLEAN
    assert "\n  bash         ~/.bashrc                    source <(preflight completion bash)\n" in capsys.readouterr().out


def test_the_options_are_those_of_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands():
        assert cli.main([*command.place, "--help"]) == exits.CLEAN
        shown = set(re.findall(r"^  (?:.*, )?(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
        assert shown == {name for option in command.options for name in option.names if name.startswith("--")}, command.place
        assert "--help" in shown


def test_commands_and_actions_are_those_there_are() -> None:
    assert [action.place for action in syntax().root.actions] == [(name,) for name in cli.SUMMARIES]
    assert syntax().deep() == [
        "config show", "baseline write", "rules list", "rules show", "rules test", "rules new", "facts record",
    ]  # fmt: skip


def test_what_nobody_can_list_is_known() -> None:
    free = {
        option.names[0] for command in commands() for option in command.options if option.takes is not None and option.takes.sort == TEXT
    }
    assert free == FREE
    assert [command.place for command in commands() if command.takes is not None and command.takes.sort == TEXT] == [("rules", "new")]


def test_every_value_is_of_an_option_that_there_is() -> None:
    places = {" ".join(command.place): command for command in commands()}
    for place, name in completion.VALUES:
        found = [places[place]] if place else commands()
        option = f"--{name.replace('_', '-')}"
        assert any(option in one.names for command in found for one in command.options) or found[0].takes.sort == WORDS  # type: ignore[union-attr]


def test_no_value_is_missing() -> None:
    lists = syntax().lists
    for command in commands():
        for takes in [command.takes, *(option.takes for option in command.options)]:
            if takes is not None and takes.sort not in (TEXT, "files"):
                assert takes.words or all(lists[name] for name in takes.lists)
                assert takes.words or takes.lists
    assert not {*lists["rules"]} & {*lists["failures"]}
