"""What a batch job is sent with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.invocation import invocation_facts
from preflight.sending import CODE, Ignored, Sending
from preflight.value import Absent, Present, Unknown, Value, child, fact, mapping, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]

TEXT = """\
inputs:
  heart:
    type: uri_folder
    path: azureml:heart@latest
    mode: ro_mount
  alpha: 0.5
  beta: {default: 3}
outputs:
  score: {type: uri_file, path: azureml://datastores/x/paths/y}
"""


class Seen:
    """Tells of a path what it was given."""

    def of_input(self, path: Value, kind: Value) -> dict[str, Value]:
        """Return the path and the type in one."""
        return {"data_type": fact(f"type of {text_of(path)}, {text_of(kind)}", path)}

    def of_output(self, path: Value) -> dict[str, Value]:
        """Return the path as a file."""
        return {"file": fact(f"file in {text_of(path)}", path)}


SEEN = Seen()


def test_inputs(read: Read) -> None:
    heart, alpha, beta = members(child(invocation_facts(read(TEXT).root, SEEN), "inputs"))
    expected = {
        "name": "heart",
        "type": "uri_folder",
        "path": "azureml:heart@latest",
        "mode": "ro_mount",
        "data_type": "type of azureml:heart@latest, uri_folder",
    }
    assert {name: text_of(child(heart, name)) for name in expected} == expected
    assert isinstance(child(heart, "literal"), Absent)
    assert [repr(child(one, "literal")) for one in (alpha, beta)] == ["Present(0.5)", "Present(3)"]
    assert [str(child(one, "name").place) for one in (heart, alpha, beta)] == ["x.yml:2:3", "x.yml:6:3", "x.yml:7:3"]


def test_outputs(read: Read) -> None:
    facts = invocation_facts(read(TEXT).root, SEEN)
    assert members(child(facts, "outputs")) == [child(facts, "output")]
    output = child(facts, "output")
    path = "azureml://datastores/x/paths/y"
    assert [text_of(child(output, name)) for name in ("name", "type", "path", "file")] == ["score", "uri_file", path, f"file in {path}"]


@pytest.mark.parametrize("outputs", ["", "{}", "[x]", "x", "{a: {path: x}, b: {path: y}}"])
def test_only_a_single_output_is_the_output(read: Read, outputs: str) -> None:
    facts = invocation_facts(read(f"inputs: {{a: 1}}\noutputs: {outputs}\n").root, SEEN)
    assert isinstance(child(facts, "output"), Absent)
    listed = child(facts, "outputs")
    assert isinstance(listed, Present)
    assert len(members(listed)) == (2 if "b:" in outputs else 0)


def test_what_is_filled_in_later_is_unknown(read: Read) -> None:
    facts = invocation_facts(read("inputs: ${I}\noutputs: ${O}\n").root, SEEN)
    for name in ("inputs", "outputs", "output"):
        assert isinstance(child(facts, name), Unknown)
    (one,) = members(child(invocation_facts(read("inputs: {a: '${I}'}\n").root, SEEN), "inputs"))
    assert text_of(child(one, "name")) == "a"
    for name in ("type", "path", "mode", "literal"):
        assert isinstance(child(one, name), Unknown)


def test_what_no_file_can_say(read: Read) -> None:
    root = read(TEXT).root
    facts = invocation_facts(root, SEEN)
    assert members(child(facts, "overrides")) == []
    assert isinstance(child(facts, "deployment_name"), Absent)
    assert text_of(child(invocation_facts(read("deployment: d\n").root, SEEN), "deployment_name")) == "d"


def test_how_a_job_is_sent(read: Read) -> None:
    root = read("inputs: {a: 1}\n").root
    given = read("compute: {instance_count: 4}\nretry_settings: x\nproperties: {a: b}\nmini_batch_size: 5\n").root
    ignored = (Ignored("--set x", "why", root),)
    facts = invocation_facts(root, SEEN, Sending(CODE, given, fact("e", root), Absent(root), ignored))
    keys = [child(one, "key") for one in members(child(facts, "overrides"))]
    assert [text_of(key) for key in keys] == ["compute.instance_count", "retry_settings", "properties", "mini_batch_size"]
    assert [str(key.place) for key in keys] == ["x.yml:1:11", "x.yml:2:1", "x.yml:3:1", "x.yml:4:1"]
    assert [text_of(child(facts, name)) for name in ("sent_by", "experiment_name", "job_name")] == ["code", "e", None]
    assert [text_of(child(one, "name")) for one in members(child(facts, "ignored"))] == ["--set x"]
    assert [text_of(child(one, "reason")) for one in members(child(facts, "ignored"))] == ["why"]


def test_settings_that_are_not_known(read: Read) -> None:
    root = read("inputs: {a: 1}\n").root
    unknown = Unknown("why", root)
    assert isinstance(child(invocation_facts(root, SEEN, Sending(CODE, unknown, unknown, unknown)), "overrides"), Unknown)
    some = mapping({"mini_batch_size": fact(5)}, root, unknown)
    found = child(invocation_facts(root, SEEN, Sending(CODE, some, unknown, unknown)), "overrides")
    assert isinstance(found, Present)
    assert found.rest is unknown


def test_the_form_of_a_path(read: Read) -> None:
    facts = invocation_facts(read(TEXT + "  other: {path: '${P}'}\n").root, SEEN)
    assert [text_of(child(one, "path_form")) for one in members(child(facts, "inputs"))] == ["label", None, None]
    assert isinstance(child(members(child(facts, "inputs"))[1], "path_form"), Absent)
    written, later = (child(one, "path_form") for one in members(child(facts, "outputs")))
    assert text_of(written) == "datastore"
    assert isinstance(later, Unknown)
