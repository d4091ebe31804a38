"""What expressions come to that only a run tells."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_places import Places
from preflight.sdk.values import Entity, Evaluation, NotRun
from preflight.source import Source
from preflight.value import Present, Unknown


def evaluated(text: str) -> tuple[Evaluation, ast.expr]:
    node = ast.parse(text, mode="eval").body
    made: list[Entity] = []
    return Evaluation({}, Places(Source("a.py", text)), made.append), node


def test_why_nothing_is_known_is_worked_out_when_it_is_asked_for() -> None:
    evaluation, node = evaluated("start( 1 )")
    value = evaluation.value(node)
    assert isinstance(value, NotRun)
    value.key = key = Present("name")
    assert (value.reason, str(value.place), value.asked, value.at_run) == (
        "`start( 1 )` is not known before the code runs",
        "a.py:1:1",
        False,
        True,
    )
    assert value.key is key
    assert value.text is value.permission is None


def test_it_has_nothing_else() -> None:
    evaluation, node = evaluated("start()")
    with pytest.raises(AttributeError):
        _ = evaluation.value(node).nothing  # type: ignore[union-attr]


def test_a_name_stands_where_it_is_written() -> None:
    evaluation, node = evaluated("[x, x]")
    evaluation.names["x"] = NotRun(ast.parse("y()", mode="eval").body, Places(Source("b.py", "y()")))
    value = evaluation.value(node)
    assert isinstance(value, Present)
    found = [one for one in value.data if isinstance(one, Unknown)] if isinstance(value.data, list) else []
    assert [str(one.place) for one in found] == ["a.py:1:2", "a.py:1:5"]
    assert {one.reason for one in found} == {"`y()` is not known before the code runs"}
