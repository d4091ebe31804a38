"""What `az` commands in scripts say."""

from __future__ import annotations

import pytest

from preflight.az.command import az_command
from preflight.shell.command import ANYWHERE, Command
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, spot
from tests.shared.az_commands import found_in, only_command, plain


@pytest.mark.parametrize(
    ("text", "name", "known", "may_be"),
    [
        ("az ml batch-endpoint create -n e", "ml batch-endpoint create", True, "ml batch-endpoint create"),
        ("/usr/bin/AZ ml batch-endpoint create", "ml batch-endpoint create", True, "ml batch-endpoint create"),
        ("az.cmd ml job create -f x", "ml job create", True, "ml job create"),
        ("az ml job create extra -f x", "ml job create", True, "ml job create"),
        ("az account set -s x && az ml -h", "account set", True, "account set"),
        ("az ml online-endpoint create -n e", "ml online-endpoint create", False, None),
        ("az ml batch-endpoint $VERB -n e", "?ml batch-endpoint $VERB", False, None),
        ("az ml model $VERB -n m", "?ml model $VERB", False, "ml model create"),
        ("az ml $T-endpoint list", "?ml $T-endpoint list", False, "ml batch-endpoint list"),
        ("az ml $T-deployment create", "?ml $T-deployment create", False, "ml batch-deployment create"),
        ("az $A $B --name batch-endpoint", "?$A $B", False, None),
        ("az --help # batch-endpoint", "", False, None),
        ("az # batch-endpoint", "", False, None),
        ("az ml a b c d e f", "ml a b c d", False, None),
    ],
)
def test_the_name_of_a_command(text: str, name: str, known: bool, may_be: str | None) -> None:  # noqa: FBT001 - a column of the table
    command = found_in(text).commands[0]
    assert (plain(command.name), command.known, command.may_be) == (name, known, may_be)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("az ml batch-endpoint create -n e", "run.sh:1:4", (0, 27)),
        ("az ml batch-endpoint $VERB -n e", "run.sh:1:4", (0, 26)),
        ("az --help # batch-endpoint", "run.sh:1:1", (0, 2)),
    ],
)
def test_the_name_stands_from_its_first_word_to_its_last(text: str, start: str, end: tuple[int, int]) -> None:
    name = only_command(text).name
    assert str(name.place) == start
    assert name.end is not None
    assert (name.end.line, name.end.column) == end


@pytest.mark.parametrize("text", ["echo az ml batch-endpoint create", "azure ml batch-endpoint create", "curl az ml", ""])
def test_another_program_is_no_az_command(text: str) -> None:
    assert found_in(text + "\n# az ml batch-endpoint").commands == ()


def test_a_command_without_words_is_none() -> None:
    assert az_command(Command((), spot(Source("run.sh", "")), ANYWHERE)) is None


def test_a_command_knows_how_it_is_run() -> None:
    text = "cd deploy\nif [ -n x ]; then\n  E=$(az ml batch-endpoint show -n e)\nfi\naz ml batch-endpoint delete -n e\n"
    show, delete = found_in(text).commands
    assert (show.conditional, show.output) == (True, "E")
    assert (delete.conditional, delete.output) == (False, "")
    assert not isinstance(delete.folder, Unknown)
    assert delete.folder.path == "deploy"
    assert str(delete.near.place) == "run.sh:5:1"
    assert delete.script is not None
    assert delete.script.text.text == text


def test_the_last_of_several_counts() -> None:
    command = only_command("az ml batch-endpoint create -n a --name b --set x=1 --set y=2")
    assert plain(command.value("--name")) == "b"
    assert [plain(flag.values[0]) for flag in command.all_given("--name")] == ["a", "b"]
    assert len(command.all_given("--set")) == 2
    assert command.given("--file") is None


def test_an_option_without_a_value_stands_for_its_own_name() -> None:
    command = only_command("az ml batch-deployment create -f d.yml --set-default --endpoint-name")
    assert plain(command.value("--set-default")) == "--set-default"
    assert plain(command.value("--endpoint-name")) == "--endpoint-name"


def test_what_is_not_given_is_absent_or_not_known() -> None:
    absent = only_command("az ml batch-endpoint create -n e").value("--file")
    assert isinstance(absent, Absent)
    assert (absent.name, str(absent.place)) == ("--file", "run.sh:1:1")
    command = only_command("az ml batch-endpoint create -n e $ARGS")
    unknown = command.value("--file")
    assert isinstance(unknown, Unknown)
    assert (unknown.reason, str(unknown.place)) == ("`$ARGS` may hold more options", "run.sh:1:1")
    assert isinstance(command.value("--name"), Present)
