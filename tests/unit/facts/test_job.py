"""What is known of a job: its steps, and what their programs are started with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.job import job_facts, steps
from preflight.value import Absent, Present, Unknown, Value, child, members, raw_text, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def arguments(read: Read, text: str) -> list[tuple[str | None, str | None]]:
    """Return the arguments of a parallel step, as names and values; no value is None."""
    (step,) = members(steps(read(f"type: parallel\ntask:\n  program_arguments: {text}\n").root))
    made = []
    for argument in members(child(step, "arguments")):
        value = child(argument, "value")
        made.append((text_of(child(argument, "name")), None if isinstance(value, Absent) else raw_text(value)))
    return made


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("--a 1 --b=2 --c", [("--a", "1"), ("--b", "2"), ("--c", None)]),
        ("run --a --b -1 x", [("--a", None), ("--b", "-1")]),
        ("--a= --b", [("--a", ""), ("--b", None)]),
        ("--a ${{ inputs.a }} --b=${{inputs.b}}", [("--a", "${{ inputs.a }}"), ("--b", "${{inputs.b}}")]),
        ("--$A 1 --b 2", [("--b", "2")]),
        ("a b", []),
    ],
)
def test_arguments_have_a_name_and_perhaps_a_value(read: Read, text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert arguments(read, text) == wanted


def test_a_value_that_is_filled_in_later_is_unknown(read: Read) -> None:
    (step,) = members(steps(read("task:\n  program_arguments: --a ${{inputs.a}} --b=$B\n").root))
    one, two = (child(argument, "value") for argument in members(child(step, "arguments")))
    assert isinstance(one, Unknown)
    assert isinstance(two, Unknown)
    assert (one.text, two.text) == ("${{inputs.a}}", "$B")


def test_an_argument_stands_where_it_is_written(read: Read) -> None:
    text = "type: pipeline\njobs:\n  score:\n    type: parallel\n    task:\n      program_arguments: >-\n        --a 1\n        --b 2\n"
    facts = job_facts(read(text).root)
    (step,) = members(child(facts, "steps"))
    second = members(child(step, "arguments"))[1]
    places = [str(value.place) for value in (step, child(step, "name"), second, child(second, "name"), child(second, "value"))]
    assert places == ["x.yml:3:3", "x.yml:3:3", "x.yml:8:9", "x.yml:8:9", "x.yml:8:13"]
    assert [text_of(child(step, name)) for name in ("name", "type")] == ["score", "parallel"]
    assert text_of(child(facts, "type")) == "pipeline"


def test_a_component_may_be_written_inside_of_a_step(read: Read) -> None:
    text = "jobs:\n  a: {component: {type: parallel, task: {program_arguments: --a 1}}}\n  b: {component: b.yml, type: command}\n"
    first, second = members(steps(read(text).root))
    assert text_of(child(first, "type")) == "parallel"
    assert len(members(child(first, "arguments"))) == 1
    assert text_of(child(second, "type")) == "command"
    assert isinstance(child(second, "arguments"), Absent)


@pytest.mark.parametrize("text", ["name: j\n", "name: j\njobs:\n"])
def test_what_has_no_steps_is_one_itself(read: Read, text: str) -> None:
    (step,) = members(steps(read(text).root))
    assert text_of(child(step, "name")) == "j"


@pytest.mark.parametrize("text", ["jobs: x\n", "jobs: []\n", "jobs: {}\n", "jobs: 3\n"])
def test_odd_steps_are_none(read: Read, text: str) -> None:
    assert members(steps(read(text).root)) == []


@pytest.mark.parametrize("given", ["", "3", "[x]", "{a: b}"])
def test_odd_arguments_are_none(read: Read, given: str) -> None:
    (step,) = members(steps(read(f"task:\n  program_arguments: {given}\n").root))
    assert isinstance(child(step, "arguments"), Absent)


def test_what_is_filled_in_later_is_unknown(read: Read) -> None:
    made: list[Value] = [steps(read("jobs: ${JOBS}\n").root)]
    (step,) = members(steps(read("task: ${TASK}\n").root))
    made.append(child(step, "arguments"))
    assert all(isinstance(value, Unknown) for value in made)


def test_an_empty_text_has_no_arguments(read: Read) -> None:
    (step,) = members(steps(read("task:\n  program_arguments: ' '\n").root))
    given = child(step, "arguments")
    assert isinstance(given, Present)
    assert given.data == []


def test_a_step_has_what_it_names_itself(read: Read) -> None:
    text = "jobs:\n  a: {compute: azureml:c, queue_settings: {job_tier: spot}, component: {type: command, compute: x}}\n  b: {}\n"
    one, two = members(steps(read(text).root))
    assert (text_of(child(one, "type")), text_of(child(one, "compute"))) == ("command", "azureml:c")
    assert isinstance(child(one, "queue_settings"), Present)
    assert isinstance(child(two, "compute"), Absent)
