"""An `az` command: its name, what it is given, and what is not known."""

from __future__ import annotations

import pytest

from preflight.az.command import az_command
from preflight.value import Absent, Present, Unknown
from tests.shared.commands import command
from tests.shared.scripts import at, plain, script


@pytest.mark.parametrize(
    ("text", "name", "known", "may_be"),
    [
        ("az ml batch-endpoint create -n x", "ml batch-endpoint create", True, "ml batch-endpoint create"),
        ("az ml batch-endpoint create x", "ml batch-endpoint create", True, "ml batch-endpoint create"),
        ("az ml online-endpoint create -n x", "ml online-endpoint create", False, None),
        ("az ml $T-deployment create -n x", "?ml $T-deployment create", False, "ml batch-deployment create"),
        ("az ml $T show", "?ml $T show", False, None),
        ("az account get-access-token", "account get-access-token", True, "account get-access-token"),
        ("az rest --url x", "rest", True, "rest"),
        ("az login", "login", False, None),
        ("az --version", "", False, None),
        ("az", "", False, None),
        ("az $X", "?$X", False, None),
        ("T=batch; az ml $T-deployment create", "ml batch-deployment create", True, "ml batch-deployment create"),
        ("az a b c d e f g", "a b c d e", False, None),
    ],
)
def test_names(text: str, name: str, known: bool, may_be: str | None) -> None:  # noqa: FBT001 - a parameter of the test
    found = command(text)
    assert plain(found.name) == name
    assert (found.known, found.may_be) == (known, may_be)


def test_places() -> None:
    found = command("az ml \\\n  batch-endpoint create -n 'a b'\n")
    assert (at(found.name), at(found.value("--name"))) == ("1:4-2:24", "2:28-2:33")


def test_values() -> None:
    found = command("az ml batch-endpoint invoke -n a -n b --input $X -m")
    assert plain(found.value("--name")) == "b"
    assert plain(found.value("--input")) == "?$X"
    assert plain(found.value("--mini-batch-size")) == "-m"
    assert isinstance(found.value("--file"), Absent)
    assert [plain(flag.values[0]) for flag in found.all_given("--name")] == ["a", "b"]
    assert found.given("--file") is None


def test_what_may_be_given_by_something_else() -> None:
    found = command("az ml batch-endpoint create -n a $ARGS")
    assert isinstance(found.value("--name"), Present)
    unknown = found.value("--file")
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "`$ARGS` may hold more options"


def test_names_with_a_variable_have_the_options_of_what_they_may_be() -> None:
    assert [flag.name for flag in command("az ml $(t)-deployment create -n a -f b --endpoint c").flags] == [
        "--name",
        "--file",
        "--endpoint-name",
    ]


def test_how_it_is_run() -> None:
    found = command("cd a || exit\nif x; then J=$(az ml job create -f j.yml); fi\n")
    assert (found.conditional, found.output, found.script) == (True, "J", None)


def test_other_programs() -> None:
    assert az_command(script("curl x").commands[0]) is None
    assert az_command(script("az x").commands[0]) is not None
