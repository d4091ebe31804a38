"""What invocations and requests send to endpoints."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preflight.az.invocation import Invocation, invocation, sent
from preflight.value import child, entries
from tests.shared.az_commands import only_command, only_request, plain
from tests.shared.documents import read

INVOKE = "az ml batch-endpoint invoke"
URL = "https://e.eastus.inference.ml.azure.com/jobs"
JOB = "inputs: {x: {type: uri_folder, path: a}}\noutputs: {y: {path: b}}\ndeployment: f\nother: z\n"
INPUTS = {"x": {"type": "uri_folder", "path": "a"}}
OUTPUTS = {"y": {"path": "b"}}


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ("", {}),
        ("-n e -d d", {"endpoint": "e", "deployment": "d"}),
        ("-n $E", {"endpoint": "?$E"}),
        ("--input a --input-type uri_file", {"inputs": {"UriFile": {"path": "a", "type": "uri_file"}}}),
        ("--input a --input-type uri_folder", {"inputs": {"UriFolder": {"path": "a", "type": "uri_folder"}}}),
        ("--input a --input-type mltable", {"inputs": {"input": {"path": "a", "type": "mltable"}}}),
        ("--input a --input-type $T", {"inputs": {"input": {"path": "a", "type": "?$T"}}}),
        ("--input a", {"inputs": {"UriFolder": {"path": "a", "type": "uri_folder"}}}),
        ("--input azureml:a:1", {"inputs": {"input": {"path": "azureml:a:1"}}}),
        ("--input $I", {"inputs": {"input": {"path": "?$I", "type": "?"}}}),
        ("--inputs '{}' --outputs $O", {"inputs": "?", "outputs": "?"}),
        ("--output-path o", {"outputs": {"output": {"path": "o"}}}),
        ("--outputs x --output-path o", {"outputs": "?"}),
        ("--set inputs.x.path=a outputs.y.path=b", {"inputs": {"x": {"path": "a"}}, "outputs": {"y": {"path": "b"}}}),
        ("--input a --set inputs.x.path=b inputs.x.type=uri_file", {"inputs": {"x": {"path": "b", "type": "uri_file"}}}),
        ("--input a --set inputs=b", {"inputs": "b"}),
        ("--input a --set inputs.x=$X", {"inputs": {"x": "?$X"}}),
        ("--input a --set inputs.$N.path=b", {"inputs": "?"}),
        (
            "--input a --set $I",
            {"inputs": {"UriFolder": {"path": "a", "type": "uri_folder"}}, "…": "`$I` is set, and it is not known what that is"},
        ),
    ],
)
def test_what_an_invocation_without_a_file_sends(words: str, document: dict[str, Any]) -> None:
    assert plain(invocation(only_command(f"{INVOKE} {words}"), None).document) == document


def test_an_invocation_that_may_have_more_options_is_open() -> None:
    made = invocation(only_command(f"{INVOKE} -n e --input a $MORE"), None).document
    inputs = {"input": {"path": "a", "type": "?"}}
    doubt = "`$MORE` may hold more options"
    assert plain(made) == {"endpoint": "e", "deployment": "?", "inputs": inputs, "…": doubt}


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("", {}),
        ("-n e -d d", {"endpoint": "e", "deployment": "d"}),
        ("--input ignored --inputs ignored", {}),
        ("--output-path o", {}),
        ("--set inputs.z.path=c", {"inputs": {"z": {"path": "c"}}}),
        ("--set outputs.z.path=c --set outputs.z.mode=upload", {"outputs": {"z": {"path": "c", "mode": "upload"}}}),
    ],
)
def test_what_an_invocation_with_a_file_sends(words: str, changed: dict[str, Any]) -> None:
    root = read(JOB).root
    made = invocation(only_command(f"{INVOKE} -f job.yml {words}"), root).document
    assert plain(made) == {"inputs": INPUTS, "outputs": OUTPUTS, "deployment": "f"} | changed
    assert plain(root) == {"inputs": INPUTS, "outputs": OUTPUTS, "deployment": "f", "other": "z"}


def test_what_is_set_but_not_sent() -> None:
    made = invocation(only_command(f"{INVOKE} --set name=x inputs.x.path=a retry inputs"), None)
    ignored = made.sending.ignored
    assert [one.name for one in ignored] == ["--set name", "--set retry", "--set inputs"]
    assert {one.reason for one in ignored} == {"`--set` changes `inputs` and `outputs` only"}
    assert [str(one.near.place) for one in ignored] == ["run.sh:1:35", "run.sh:1:58", "run.sh:1:64"]


def test_the_settings_of_one_job() -> None:
    made = invocation(only_command(f"{INVOKE} -n e -m 10 -c $N --experiment-name x"), None)
    assert plain(made.sending.overrides) == {"mini_batch_size": "10", "compute.instance_count": "?$N"}
    assert [plain(one) for one in (made.sending.experiment_name, made.sending.job_name)] == ["x", None]


def test_values_stand_where_their_options_do() -> None:
    document = invocation(only_command(f"{INVOKE} -n e --input a"), None).document
    inputs = entries(child(document, "inputs"))
    assert str(child(document, "endpoint").place) == "run.sh:1:32"
    assert [str(child(inputs["UriFolder"], key).place) for key in ("path", "type")] == ["run.sh:1:42"] * 2
    key = inputs["UriFolder"].key
    assert key is not None
    assert (key.data, str(key.place)) == ("UriFolder", "run.sh:1:42")


def posted(body: Any, more: str = "") -> Invocation | None:
    return sent(only_request(f"curl {URL} {more} -d '{json.dumps(body)}'"))


FOLDER = {"JobInputType": "UriFolder", "Uri": "azureml://x"}


@pytest.mark.parametrize(
    ("properties", "document", "overrides"),
    [
        ({"InputData": {"x": FOLDER}}, {"inputs": {"x": {"type": "uri_folder", "path": "azureml://x"}}}, {}),
        ({"inputdata": {"x": {"jobinputtype": "urifile", "uri": "u"}}}, {"inputs": {"x": {"type": "uri_file", "path": "u"}}}, {}),
        ({"InputData": {"x": {"JobInputType": "Literal", "Value": 3}}}, {"inputs": {"x": {"default": 3}}}, {}),
        ({"InputData": {"x": {"JobInputType": "Odd"}}}, {"inputs": {"x": {"type": "Odd"}}}, {}),
        ({"InputData": {"x": {"JobInputType": 3}}}, {"inputs": {"x": {"type": 3}}}, {}),
        ({"InputData": {"x": 3, "y": {}}}, {"inputs": {"x": 3, "y": {}}}, {}),
        ({"InputData": {"x": {"JobInputType": "$T"}}}, {"inputs": {"x": {"type": "?$T"}}}, {}),
        (
            {"OutputData": {"y": {"JobOutputType": "UriFile", "Uri": "u", "Mode": "Upload"}}},
            {"outputs": {"y": {"type": "uri_file", "path": "u", "mode": "Upload"}}},
            {},
        ),
        ({"InputData": [1]}, {"inputs": {}}, {}),
        ({"InputData": "$I", "MiniBatchSize": 5, "OutputFileName": "f"}, {"inputs": "?$I"}, {"output_file_name": "f"}),
        ({"dataset": {"dataInputType": "DataUrl"}}, {"inputs": "?"}, {}),
    ],
)
def test_what_a_request_sends(properties: dict[str, Any], document: dict[str, Any], overrides: dict[str, Any]) -> None:
    for name in ("properties", "Properties"):
        made = posted({name: properties})
        assert made is not None
        assert (plain(made.document), plain(made.sending.overrides)) == (document | {"endpoint": "e"}, overrides)


def test_the_deployment_of_a_request() -> None:
    made = posted({"properties": {"InputData": {}}}, "-H 'azureml-model-deployment: d'")
    assert made is not None
    assert plain(made.document) == {"inputs": {}, "deployment": "d", "endpoint": "e"}
    assert str(child(made.document, "deployment").place) == "run.sh:1:81"


@pytest.mark.parametrize("body", [{}, {"properties": {}}, {"properties": 3}, {"InputData": {}}, [], "text", 3])
def test_a_body_that_is_not_the_one_of_a_job(body: Any) -> None:
    assert posted(body) is None


def test_a_request_without_a_body_is_no_job() -> None:
    assert sent(only_request(f"curl {URL}")) is None


def test_a_body_that_is_not_known_may_be_a_job() -> None:
    made = sent(only_request(f'curl {URL} -d "$BODY"'))
    assert made is not None
    assert plain(made.document) == {"inputs": "?", "outputs": "?", "endpoint": "e"}
    assert [plain(one) for one in (made.sending.experiment_name, made.sending.job_name)] == ["?", "?"]


@pytest.mark.parametrize("url", ["https://e.eastus.inference.ml.azure.com/score", "https://e.eastus.inference.ml.azure.com"])
def test_a_body_that_is_not_known_is_no_job_where_the_url_may_be_that_of_an_online_endpoint(url: str) -> None:
    assert sent(only_request(f'curl {url} -d "$BODY"')) is None


def test_the_names_of_a_request() -> None:
    made = posted({"properties": {"InputData": {}, "Name": "monday", "properties": {"experimentName": "x"}}})
    assert made is not None
    assert [plain(one) for one in (made.sending.experiment_name, made.sending.job_name)] == ["x", "monday"]


def test_inputs_that_are_given_beside_a_file_are_ignored() -> None:
    made = invocation(only_command(f"{INVOKE} -f job.yml --input a --inputs b"), read(JOB).root)
    assert [(one.name, str(one.near.place)) for one in made.sending.ignored] == [("--input", "run.sh:1:40"), ("--inputs", "run.sh:1:50")]
