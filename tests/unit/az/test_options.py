"""The options of the `az` commands that matter."""

from __future__ import annotations

import pytest

from preflight.az.options import _TEXTS, ANY, NONE, ONE, SOME, command_name, options_of, possible_name


@pytest.mark.parametrize(
    ("command", "written", "name", "takes"),
    [
        ("ml batch-endpoint create", "-f", "--file", ONE),
        ("ml batch-endpoint create", "--set", "--set", SOME),
        ("ml batch-endpoint create", "--no-wait", "--no-wait", NONE),
        ("ml batch-endpoint invoke", "-m", "--mini-batch-size", ONE),
        ("ml environment create", "--tags", "--tags", ANY),
        ("ml environment create", "-o", "--output", ONE),
        ("account set", "-s", "--name", ONE),
        ("rest", "-u", "--url", ONE),
        ("rest", "--uri", "--url", ONE),
        ("nothing", "--debug", "--debug", NONE),
    ],
)
def test_an_option_by_each_of_its_names(command: str, written: str, name: str, takes: str) -> None:
    option = options_of(command)[written]
    assert (option.names[0], option.takes) == (name, takes)


@pytest.mark.parametrize("command", list(_TEXTS))
def test_no_command_has_a_name_of_an_option_twice(command: str) -> None:
    options = options_of(command)
    assert len(options) == sum(len(option.names) for option in set(options.values()))
    assert all(one.startswith("--") or (len(one) == 2 and one[0] == "-") for one in options)


def test_an_unknown_command_has_only_the_options_of_all() -> None:
    assert "--name" not in options_of("ml online-endpoint create")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["ml", "job", "create"], "ml job create"),
        (["ml", "job", "create", "x", "y"], "ml job create"),
        (["configure", "x"], "configure"),
        (["ml", "job"], None),
        (["ml", "", "create"], None),
        ([], None),
    ],
)
def test_the_command_that_words_begin_with(words: list[str], name: str | None) -> None:
    assert command_name(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["ml", "component", None], "ml component create"),
        ([None, "component", "create"], None),
        (["ml", None, "invoke"], "ml batch-endpoint invoke"),
        ([None, "component", "create", "x"], None),
        (["ml", None, "invoke", "x"], "ml batch-endpoint invoke"),
        (["ml", ("", "-endpoint"), "list"], "ml batch-endpoint list"),
        (["ml", ("", "-endpoint"), "list-jobs"], "ml batch-endpoint list-jobs"),
        (["ml", ("", "-endpoint"), ("list", "")], None),
        (["ml", ("", "-deployment"), "create"], "ml batch-deployment create"),
        (["ml", ("batch-deployment-", "-deployment"), "create"], None),
        (["ml", "batch-endpoint", None], None),
        (["ml", "component"], None),
        (["group", None], None),
        ([], None),
    ],
)
def test_the_only_command_that_words_may_stand_for(words: list[str | tuple[str, str] | None], name: str | None) -> None:
    assert possible_name([("", "") if word is None else word for word in words]) == name
