"""What a batch job is sent with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.invocation import invocation_facts
from preflight.value import Absent, Present, Unknown, Value, child, fact, members, text_of

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


def type_of(path: Value) -> Value:
    return fact(f"type of {text_of(path)}", path)


def test_inputs(read: Read) -> None:
    heart, alpha, beta = members(child(invocation_facts(read(TEXT).root, type_of), "inputs"))
    expected = {
        "name": "heart",
        "type": "uri_folder",
        "path": "azureml:heart@latest",
        "mode": "ro_mount",
        "data_type": "type of azureml:heart@latest",
    }
    assert {name: text_of(child(heart, name)) for name in expected} == expected
    assert isinstance(child(heart, "literal"), Absent)
    assert [repr(child(one, "literal")) for one in (alpha, beta)] == ["Present(0.5)", "Present(3)"]
    assert [str(child(one, "name").place) for one in (heart, alpha, beta)] == ["x.yml:2:3", "x.yml:6:3", "x.yml:7:3"]


def test_outputs(read: Read) -> None:
    facts = invocation_facts(read(TEXT).root, type_of)
    assert members(child(facts, "outputs")) == [child(facts, "output")]
    output = child(facts, "output")
    assert [text_of(child(output, name)) for name in ("name", "type", "path")] == ["score", "uri_file", "azureml://datastores/x/paths/y"]


@pytest.mark.parametrize("outputs", ["", "{}", "[x]", "x", "{a: {path: x}, b: {path: y}}"])
def test_only_a_single_output_is_the_output(read: Read, outputs: str) -> None:
    facts = invocation_facts(read(f"inputs: {{a: 1}}\noutputs: {outputs}\n").root, type_of)
    assert isinstance(child(facts, "output"), Absent)
    listed = child(facts, "outputs")
    assert isinstance(listed, Present)
    assert len(members(listed)) == (2 if "b:" in outputs else 0)


def test_what_is_filled_in_later_is_unknown(read: Read) -> None:
    facts = invocation_facts(read("inputs: ${I}\noutputs: ${O}\n").root, type_of)
    for name in ("inputs", "outputs", "output"):
        assert isinstance(child(facts, name), Unknown)
    (one,) = members(child(invocation_facts(read("inputs: {a: '${I}'}\n").root, type_of), "inputs"))
    assert text_of(child(one, "name")) == "a"
    for name in ("type", "path", "mode", "literal"):
        assert isinstance(child(one, name), Unknown)


def test_what_no_file_can_say(read: Read) -> None:
    root = read(TEXT).root
    facts = invocation_facts(root, type_of)
    assert members(child(facts, "overrides")) == []
    assert isinstance(child(facts, "deployment_name"), Absent)
    assert text_of(child(invocation_facts(read("deployment: d\n").root, type_of), "deployment_name")) == "d"


# The files


def files(read: Read, item: str) -> Value:
    facts = invocation_facts(read(f"inputs:\n  x: {item}\n").root, lambda path: path)
    return child(members(child(facts, "inputs"))[0], "files")


@pytest.mark.parametrize(
    ("path", "name", "extension"),
    [
        ("data/One.CSV", "One.CSV", ".csv"),
        ("azureml://datastores/blob/paths/a.b/two.tar.gz", "two.tar.gz", ".gz"),
        ("https://account.blob.core.windows.net/c/three.avro?sv=1.2/3", "three.avro", ".avro"),
    ],
)
def test_a_uri_file_is_one_file(read: Read, path: str, name: str, extension: str) -> None:
    (file,) = members(files(read, f"{{type: URI_file, path: '{path}'}}"))
    assert [text_of(child(file, part)) for part in ("name", "extension")] == [name, extension]
    assert str(file.place) == "x.yml:2:29"


@pytest.mark.parametrize("path", ["data/heart", "data/.hidden", "data.d/"])
def test_a_file_may_have_no_extension(read: Read, path: str) -> None:
    (file,) = members(files(read, f"{{type: uri_file, path: {path}}}"))
    assert isinstance(child(file, "extension"), Unknown)


@pytest.mark.parametrize("item", ["{type: uri_folder, path: data}", "{path: data/a.csv}", "{type: uri_file, path: 'azureml:heart:1'}"])
def test_what_a_folder_or_an_asset_holds_the_workspace_knows(read: Read, item: str) -> None:
    made = files(read, item)
    assert isinstance(made, Unknown)
    assert not made.asked


@pytest.mark.parametrize(("item", "reason"), [("{path: '${P}', type: uri_file}", "`${P}` is filled in later"), ("{path: 3}", "no text")])
def test_a_path_that_cannot_be_read_is_unknown(read: Read, item: str, reason: str) -> None:
    made = files(read, item)
    assert isinstance(made, Unknown)
    assert reason in made.reason


def test_a_literal_has_no_files(read: Read) -> None:
    assert isinstance(files(read, "{type: string, default: a.csv}"), Absent)
