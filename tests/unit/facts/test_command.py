"""What is known of the command of a component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.command import optional_arguments
from preflight.value import Absent, Unknown, Value, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def found(read: Read, command: str) -> Value:
    return optional_arguments(child(read(f"command: {command}\n").root, "command"))


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("x $[[--a ${{inputs.a}}]]", [("$[[--a ${{inputs.a}}]]", None)]),
        ("x $[[inputs.a]]", [("$[[inputs.a]]", "a")]),
        ("x $[[--a inputs.a]] $[[b=${{ inputs.b }}]]", [("$[[--a inputs.a]]", "a"), ("$[[b=${{ inputs.b }}]]", None)]),
        ("x --a=$[[inputs.a]]", [("$[[inputs.a]]", "a")]),
        ("x $[[--a ${{inputs.a}} inputs.b]]", [("$[[--a ${{inputs.a}} inputs.b]]", "b")]),
        ("x $[[--promote]] $[[my.inputs.a]] $[[inputs]]", [("$[[--promote]]", None), ("$[[my.inputs.a]]", None), ("$[[inputs]]", None)]),
        ("x inputs.a [[ -n inputs.a ]]", []),
        ("x $[[inputs.a", []),
        ("x", []),
    ],
)
def test_brackets_and_the_inputs_they_only_name(read: Read, command: str, wanted: list[tuple[str, str | None]]) -> None:
    made = members(found(read, command))
    assert [(text_of(child(one, "text")), text_of(child(one, "bare_input"))) for one in made] == wanted


def test_they_stand_where_they_are_written(read: Read) -> None:
    made = members(found(read, ">-\n  python x.py\n  --a $[[inputs.a]]\n  $[[--b\n  inputs.b]]"))
    assert [str(one.place) for one in made] == ["x.yml:3:7", "x.yml:4:3"]
    assert text_of(child(made[1], "text")) == "$[[--b inputs.b]]"


@pytest.mark.parametrize("command", ["", "3", "[x]"])
def test_without_a_text_there_are_none(read: Read, command: str) -> None:
    assert isinstance(found(read, command), Absent)


def test_a_command_that_was_not_read_is_unknown() -> None:
    doubt = Unknown("not read")
    assert optional_arguments(doubt) is doubt
