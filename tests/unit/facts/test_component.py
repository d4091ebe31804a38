"""What is known of a component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.component import component_facts, registered_component
from preflight.value import Absent, Present, Teller, Unknown, Value, child, members, text_of
from preflight.world import wired
from tests.shared.workspaces import component as deployed

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]

TEXT = """\
name: c
type: pipeline
inputs:
  data: {type: uri_folder}
  alpha: {type: number, default: 0.5}
  maybe: {type: string, optional: true}
  must: {type: string, optional: false}
  later: {type: string, optional: "${O}"}
  nothing: {type: string, default: }
  odd: text
outputs:
  score: {type: uri_folder}
"""


def test_inputs_and_outputs(read: Read) -> None:
    facts = component_facts(read(TEXT).root)
    made = {text_of(child(port, "name")): child(port, "required").data for port in members(child(facts, "inputs"))}  # type: ignore[union-attr]
    assert made == {"data": True, "alpha": False, "maybe": False, "must": True, "later": True, "nothing": True, "odd": True}
    (score,) = members(child(facts, "outputs"))
    assert (text_of(child(score, "name")), text_of(child(score, "type"))) == ("score", "uri_folder")
    assert [text_of(child(facts, name)) for name in ("name", "type")] == ["c", "pipeline"]


def test_a_port_stands_at_its_key(read: Read) -> None:
    data = members(child(component_facts(read(TEXT).root), "inputs"))[0]
    assert [str(value.place) for value in (data, child(data, "name"), child(data, "type"))] == ["x.yml:4:3", "x.yml:4:3", "x.yml:4:16"]


@pytest.mark.parametrize("text", ["name: c\n", "inputs:\n", "inputs: {}\n", "inputs: [x]\n", "inputs: x\n", "[x]\n"])
def test_without_any_there_are_none(read: Read, text: str) -> None:
    inputs = child(component_facts(read(text).root), "inputs")
    assert isinstance(inputs, Present)
    assert (inputs.data, inputs.rest) == ([], None)


def test_what_is_filled_in_later_is_unknown(read: Read) -> None:
    facts = component_facts(read("inputs: ${I}\noutputs:\n  score: ${O}\n").root)
    assert isinstance(child(facts, "inputs"), Unknown)
    (score,) = members(child(facts, "outputs"))
    assert text_of(child(score, "name")) == "score"
    assert isinstance(child(score, "type"), Unknown)
    assert isinstance(child(facts, "name"), Absent)


def test_its_command_and_its_steps(read: Read) -> None:
    text = "type: parallel\nname: c\ncommand: x $[[inputs.a]]\ntask: {program_arguments: --a 1}\n"
    facts = component_facts(read(text).root)
    assert [text_of(child(one, "bare_input")) for one in members(child(facts, "optional_arguments"))] == ["a"]
    (step,) = members(child(facts, "steps"))
    assert len(members(child(step, "arguments"))) == 1


def registered(body: object) -> Value:
    return registered_component(wired(body, None, Teller("live", "/x", "p:1")))


def test_a_registered_component_is_as_its_file_was() -> None:
    facts = registered(deployed())
    assert [text_of(child(facts, name)) for name in ("name", "type")] == ["p", "pipeline"]
    assert [text_of(child(one, "name")) for one in members(child(facts, "inputs"))] == ["data", "mode"]
    assert [child(one, "required").data for one in members(child(facts, "inputs"))] == [True, False]  # type: ignore[union-attr]
    assert [text_of(child(one, "name")) for one in members(child(facts, "outputs"))] == ["scores"]


@pytest.mark.parametrize("body", [{}, {"properties": None}, {"properties": {}}, {"properties": {"componentSpec": 3}}])
def test_a_component_that_is_not_described_is_unknown(body: object) -> None:
    assert isinstance(registered(body), Unknown)


@pytest.mark.parametrize("name", ["inputs", "outputs"])
def test_ports_that_are_none_are_unknown(name: str) -> None:
    assert isinstance(child(registered(deployed(**{name: ["x"]})), name), Unknown)
    assert members(child(registered(deployed(**{name: None})), name)) == []


def test_steps_that_are_none_are_unknown() -> None:
    assert isinstance(child(registered(deployed(jobs=3)), "steps"), Unknown)
