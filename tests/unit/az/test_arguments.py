"""Options and their values, compared with what Python's argparse makes of the same words."""

from __future__ import annotations

import argparse
import random
from typing import Any, NoReturn

import pytest

from preflight.az.arguments import Arguments, arguments
from preflight.az.options import ANY, NONE, ONE, SOME, command_name, options_of, possible_name
from tests.shared.scripts import plain, script

CREATE = "ml batch-deployment create"


def parsed(text: str, name: str = CREATE) -> Arguments:
    (command,) = script(f"az {text}").commands
    loose = frozenset(index - 1 for index in command.loose)
    return arguments(command.words[1:], loose, options_of(name))


def told(found: Arguments) -> list[tuple[str, list[str]]]:
    return [
        (f"{'' if flag.known else '!'}{'~' if flag.ambiguous else ''}{flag.name}", [word.text for word in flag.words])
        for flag in found.flags
    ]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("--name a -f b", [("--name", ["a"]), ("--file", ["b"])]),
        ("--name=a -f=b -e=", [("--name", ["a"]), ("--file", ["b"]), ("--endpoint-name", [""])]),
        ("-na -fb.yml", [("--name", ["a"]), ("--file", ["b.yml"])]),
        ("--end a --workspace b --resource c", [("--endpoint-name", ["a"]), ("--workspace-name", ["b"]), ("--resource-group", ["c"])]),
        ("--end=a", [("--endpoint-name", ["a"])]),
        ("--set a=b c=d --set e=f -n x", [("--set", ["a=b", "c=d"]), ("--set", ["e=f"]), ("--name", ["x"])]),
        ("--set-default -n a", [("--set-default", []), ("--name", ["a"])]),
        ("--set-d", [("--set-default", [])]),
        ("--se a=b", [("!~--se", ["a=b"])]),
        ("--no a", [("--no-wait", [])]),
        ("--n a", [("!~--n", ["a"])]),
        ("--nope a b --x=y -z", [("!--nope", ["a", "b"]), ("!--x", ["y"]), ("!-z", [])]),
        ("--set", [("--set", [])]),
        ("--name", [("--name", [])]),
        ("--name --file x", [("--name", []), ("--file", ["x"])]),
        ("-n -5 -f -", [("--name", ["-5"]), ("--file", ["-"])]),
        ("-n '-a b' -f '--x y'", [("--name", ["-a b"]), ("--file", ["--x y"])]),
        ("-n '--name=a b'", [("--name", []), ("--name", ["a b"])]),
        ("-otable -o json", [("--output", ["table"]), ("--output", ["json"])]),
        ('-n $A -f "$B" --set $C', [("--name", ["$A"]), ("--file", ["$B"]), ("--set", ["$C"])]),
        ("--name=$A --set a=$B c=$D", [("--name", ["$A"]), ("--set", ["a=$B", "c=$D"])]),
        ("-n$A", [("--name", ["$A"])]),
        ("--$A b", [("!--$A", ["b"])]),
        ("-$A b", [("!-$A", ["b"])]),
    ],
)
def test_options(text: str, flags: list[tuple[str, list[str]]]) -> None:
    assert told(parsed(text)) == flags


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("-n a", None),
        ("-n a $ARGS", "`$ARGS` may hold more options"),
        ("$ARGS -n a $MORE", "`$ARGS` may hold more options"),
        ('"$FLAG" a', "`$FLAG` may hold more options"),
        ("-n $A", None),
        ("--set $A", None),
        ("--set a=b $A", "`$A` may hold more options"),
        ("--$A b", "`--$A` may hold more options"),
        ('"${A[@]}"', "`${A[@]}` may hold more options"),
    ],
)
def test_more_options(text: str, rest: str | None) -> None:
    found = parsed(text).rest
    assert (None if found is None else found.reason) == rest


def test_words_that_belong_to_no_option() -> None:
    assert [word.text for word in parsed("a -n b c -- d").surplus] == ["a", "c", "--", "d"]
    assert [word.text for word in parsed("-y a", "ml batch-endpoint delete").surplus] == ["a"]


def test_short_options_in_one_word() -> None:
    delete = "ml batch-endpoint delete"
    assert told(parsed("-yn a", delete)) == [("--yes", []), ("--name", ["a"])]
    assert told(parsed("-yna", delete)) == [("--yes", []), ("--name", ["a"])]
    assert told(parsed("-yx", delete)) == [("--yes", []), ("!-x", [])]
    assert told(parsed("-yy a", delete)) == [("--yes", []), ("--yes", [])]
    assert told(parsed("--yes=a", delete)) == [("--yes", [])]


def test_values() -> None:
    (flag,) = parsed("--set 'a=b' c=$D").flags
    assert [plain(value) for value in flag.values] == ["a=b", "?c=$D"]


class Refused(Exception):
    """Argparse does not take these words."""


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise Refused(message)


def parser(name: str) -> Parser:
    made = Parser(prog="az", add_help=False)
    for option in dict.fromkeys(options_of(name).values()):
        more: dict[str, Any] = {"action": "append"} if option.takes == ONE else {"action": "append", "nargs": option.takes}
        if option.takes == NONE:
            more = {"action": "append_const", "const": []}
        made.add_argument(*option.names, dest=option.names[0], **more)
    return made


@pytest.mark.parametrize(
    "name", [CREATE, "ml batch-endpoint invoke", "ml environment create", "account get-access-token", "ml batch-endpoint delete"]
)
def test_as_argparse_does(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - no secret
    oracle, names = parser(name), sorted(options_of(name))
    words = ["a", "b=c", "-5", "-1.5", "-", "x y", "", "--set", "--na", "--name=q", "-nq", "-f=r", "--no-wa", "é"]
    taken = 0
    for _ in range(600):
        line = [chance.choice(names if chance.random() < 0.4 else words) for _ in range(chance.randrange(1, 7))]
        try:
            wanted, extra = oracle.parse_known_args(line)
        except Refused:
            continue
        quoted = " ".join("'" + word + "'" for word in line)
        found = parsed(quoted, name)
        if any(not flag.known for flag in found.flags):
            assert extra
            continue
        ours: dict[str, list[object]] = {}
        options = options_of(name)
        for flag in found.flags:
            values = [word.text for word in flag.words]
            ours.setdefault(flag.name, []).append(values[0] if options[flag.name].takes == ONE else values)
        assert ours == {key: value for key, value in vars(wanted).items() if value is not None}
        assert [word.text for word in found.surplus] == extra
        taken += 1
    assert taken > 80


def test_names() -> None:
    assert command_name(["ml", "batch-endpoint", "create"]) == "ml batch-endpoint create"
    assert command_name(["ml", "batch-endpoint", "create", "x"]) == "ml batch-endpoint create"
    assert command_name(["account", "get-access-token"]) == "account get-access-token"
    assert command_name(["rest"]) == "rest"
    assert command_name(["ml", "online-endpoint", "create"]) is None
    assert command_name([]) is None
    assert possible_name([("ml", ""), ("", ""), ("invoke", "")]) == "ml batch-endpoint invoke"
    assert possible_name([("ml", ""), ("", "-deployment"), ("create", "")]) == "ml batch-deployment create"
    assert possible_name([("ml", ""), ("batch-", ""), ("create", "")]) is None
    assert possible_name([("ml", ""), ("batch-deployment-", "-deployment"), ("create", "")]) is None
    assert possible_name([("ml", ""), ("", ""), ("create", "")]) is None
    assert possible_name([("ml", "")]) is None


def test_the_table() -> None:
    for name in ("ml batch-endpoint create", "ml job create", "role assignment create", "configure", ""):
        options = options_of(name)
        assert {"--output", "-o", "--subscription", "--debug"} <= set(options)
        assert all(option.names[0].startswith("--") for option in options.values())
        assert {option.takes for option in options.values()} <= {NONE, ONE, SOME, ANY}
