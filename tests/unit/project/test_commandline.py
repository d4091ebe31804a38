"""The job that a command line describes: what it holds, and where each part stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.project.besides import Besides
from preflight.project.commandline import CommandLine, CommandSubject, Job, job_document
from preflight.project.project import load
from preflight.value import Absent, Value, child, entries, members, text_of
from tests.shared.links import deployment, shown
from tests.shared.projects import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preflight.source import Place

    Write = Callable[[dict[str, str]], Path]


def within(place: Place | None) -> str:
    """Return the text at a place."""
    assert place is not None
    assert (place.line, place.end_line) == (1, 1)
    return place.source.line(1)[place.column - 1 : place.end_column - 1]


def at(value: Value, *names: str) -> Value:
    for name in names:
        value = child(value, name)
    return value


def root_of(**options: str) -> Value:
    return job_document(CommandLine(Job("/work", **options).options)).root


# The line


def test_the_line_has_the_options_that_matter_in_their_order() -> None:
    job = Job(
        "/work", deployment_name="torch", input="azureml:heart:1", output_path="azureml://datastores/x/paths/out", input_type="uri_file"
    )
    assert CommandLine(job.options).source.text == (
        "preflight check … --input azureml:heart:1 --input-type uri_file --output-path azureml://datastores/x/paths/out"
        " --deployment-name torch"
    )


@pytest.mark.parametrize(
    ("value", "quoted"), [("plain", "plain"), ("a b", "'a b'"), ("it's", """'it'"'"'s'"""), ("-x", "-x"), ("$(x)", "'$(x)'"), ("é", "'é'")]
)
def test_values_are_quoted_for_a_shell_and_stand_with_their_quotes(value: str, quoted: str) -> None:
    line = CommandLine([("--input", value), ("--deployment-name", "torch")])
    given, name = line.argument("--input"), line.argument("--deployment-name")
    assert given is not None
    assert name is not None
    assert [within(one.place) for one in (given.option, given.both, given.value)] == ["--input", f"--input {quoted}", quoted]
    assert [within(one.place) for one in (name.option, name.both, name.value)] == ["--deployment-name", "--deployment-name torch", "torch"]
    assert line.argument("--output-path") is None


# The document


def test_a_job_is_a_document_like_a_file_for_invoke() -> None:
    root = root_of(
        input="azureml:heart:1", input_type="uri_folder", output_path="azureml://datastores/x/paths/out", deployment_name="torch"
    )
    places = {
        ("deployment",): "torch",
        ("inputs",): "--input",
        ("inputs", "UriFolder"): "--input azureml:heart:1",
        ("inputs", "UriFolder", "path"): "azureml:heart:1",
        ("inputs", "UriFolder", "type"): "uri_folder",
        ("outputs", "output_name"): "--output-path azureml://datastores/x/paths/out",
        ("outputs", "output_name", "path"): "azureml://datastores/x/paths/out",
    }
    assert {path: within(at(root, *path).place) for path in places} == places
    assert text_of(at(root, "outputs", "output_name", "type")) == "uri_file"
    assert within(root.place).startswith("preflight check … --input")
    assert within(root.place).endswith("--deployment-name torch")


@pytest.mark.parametrize(
    ("path", "written", "name", "kind"),
    [
        ("azureml:heart:1", None, "UriFolder", None),
        ("azureml:heart@latest", None, "UriFolder", None),
        ("azureml:/subscriptions/s/workspaces/w/data/heart/versions/1", None, "UriFolder", None),
        ("azureml:${DATA}", None, "UriFolder", None),
        ("azureml:heart:1", "uri_file", "UriFile", "uri_file"),
        ("azureml://datastores/x/paths/in", None, "UriFolder", "uri_folder"),
        ("https://a.blob.core.windows.net/c/x.csv", None, "UriFolder", "uri_folder"),
        ("data/heart", None, "UriFolder", "uri_folder"),
        ("${DATA}", None, "UriFolder", "uri_folder"),
        ("data/heart", "mltable", "UriFolder", "mltable"),
    ],
)
def test_the_type_is_that_of_az(path: str, written: str | None, name: str, kind: str | None) -> None:
    options = {"input": path} | ({"input_type": written} if written else {})
    (key,) = entries(at(root_of(**options), "inputs"))
    found = at(root_of(**options), "inputs", key, "type")
    assert (key, text_of(found)) == (name, kind)
    if kind is not None:
        assert within(found.place) in (written, path, f"'{path}'")


def test_a_placeholder_is_filled_in_later() -> None:
    root = root_of(input="azureml:heart:${VERSION}")
    path = at(root, "inputs", "UriFolder", "path")
    assert shown(path) == "unknown: `azureml:heart:${VERSION}` is filled in later"
    assert within(path.place) == "'azureml:heart:${VERSION}'"


# The subject


def subject_of(write: Write, files: dict[str, str], **options: str) -> CommandSubject:
    root = write(files)
    found = Loaded(root, load([str(root)], str(root), besides=Besides(Job(str(root), **options)))).subject("command line")
    assert isinstance(found, CommandSubject)
    return found


def test_it_is_judged_like_an_invocation_file_and_comes_last(write: Write) -> None:
    root = write({"z.yml": "inputs: {x: 1}\n", "d.yml": deployment("")})
    project = load([str(root)], str(root), besides=Besides(Job(str(root), input="data")))
    last = project.subjects[-1]
    assert (last.kind, last.source.path) == (Kind.INVOCATION, "command line")
    assert [one.source.path for one in last.before] == ["z.yml"]
    assert project.files == 2
    assert child(project.document("command line") or Absent(), "inputs") is child(last.root("doc"), "inputs")


def test_its_document_is_found_from_wherever_one_stands(write: Write) -> None:
    root = write({"a/d.yml": deployment("")})
    project = load([str(root / "a")], str(root), besides=Besides(Job(str(root / "a"), input="data")))
    assert child(project.document("command line") or Absent(), "inputs") is child(project.subjects[-1].root("doc"), "inputs")


def test_its_facts_are_those_of_a_file(write: Write) -> None:
    facts = subject_of(write, {}, input="azureml:heart:1", input_type="uri_file", deployment_name="torch").root("invocation")
    (one,) = members(child(facts, "inputs"))
    assert [text_of(child(one, name)) for name in ("name", "type", "path")] == ["UriFile", "uri_file", "azureml:heart:1"]
    assert text_of(child(facts, "deployment_name")) == "torch"


def test_what_the_options_leave_out_is_no_problem(write: Write) -> None:
    for options in ({"input": "azureml:heart:1"}, {"deployment_name": "torch"}, {"output_path": "x"}):
        problems = child(subject_of(write, {}, **options).root("invocation"), "problems")
        assert members(problems) == []
        assert shown(problems).startswith("[]")


def test_without_a_type_that_of_the_data_asset_counts(write: Write) -> None:
    data = "name: heart\nversion: 1\ntype: mltable\npath: data\n"
    (one,) = members(child(subject_of(write, {"data.yml": data}, input="azureml:heart:1").root("invocation"), "inputs"))
    assert shown(child(one, "type")) == "mltable at data.yml:3:7"
    (other,) = members(child(subject_of(write, {}, input="azureml:other:1").root("invocation"), "inputs"))
    assert shown(child(other, "type")).startswith("unknown, not asked: `azureml:other:1` is not in this repository")


def test_it_sees_the_deployment_it_is_for(write: Write) -> None:
    subject = subject_of(write, {"d.yml": deployment("")}, input=f"data{os.sep}x")
    assert shown(child(subject.root("deployment"), "name")) == "d at d.yml:1:7"
