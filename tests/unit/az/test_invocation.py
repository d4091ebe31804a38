"""What is sent to a batch endpoint."""

from __future__ import annotations

import pytest

from preflight.az.invocation import invocation, sent
from preflight.value import child
from tests.shared.commands import command, sent_by
from tests.shared.documents import read
from tests.shared.scripts import at, plain

INVOKE = "az ml batch-endpoint invoke"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("-n e", {"endpoint": "e"}),
        ("-n e -d d", {"endpoint": "e", "deployment": "d"}),
        ("-n $E -d $D", {"endpoint": "?$E", "deployment": "?$D"}),
        ("--input ./x", {"inputs": {"UriFolder": {"path": "./x", "type": "uri_folder"}}}),
        ("--input ./x --input-type uri_file", {"inputs": {"UriFile": {"path": "./x", "type": "uri_file"}}}),
        ("--input x --input-type mltable", {"inputs": {"input": {"path": "x", "type": "mltable"}}}),
        ("--input azureml:x:1", {"inputs": {"input": {"path": "azureml:x:1"}}}),
        ("--input $X", {"inputs": {"input": {"path": "?$X", "type": "?whether it is a data asset is not known"}}}),
        ("--input-type uri_file", {}),
        ("--output-path azureml://datastores/x/paths/y", {"outputs": {"output": {"path": "azureml://datastores/x/paths/y"}}}),
        ("--inputs a --outputs b", {
            "inputs": "?what `--inputs` comes to is not known", "outputs": "?what `--outputs` comes to is not known",
        }),
        ("--set inputs.a.path=x inputs.a.type=uri_file", {"inputs": {"a": {"path": "x", "type": "uri_file"}}}),
        ("--input x --set inputs.a=3", {"inputs": {"a": "3"}}),
        ("--set outputs.a.path=x", {"outputs": {"a": {"path": "x"}}}),
        ("--set inputs=x", {"inputs": "x"}),
    ],
)  # fmt: skip
def test_options(text: str, wanted: object) -> None:
    assert plain(invocation(command(f"{INVOKE} {text}"), None).document) == wanted


def test_a_file() -> None:
    root = read("inputs: {a: {path: x}}\noutputs: {b: {path: y}}\ndeployment: d\nother: 1\n").root
    told = plain(invocation(command(f"{INVOKE} -n e -f x --input z --inputs q"), root).document)
    assert told == {"inputs": {"a": {"path": "x"}}, "outputs": {"b": {"path": "y"}}, "deployment": "d", "endpoint": "e"}
    told = plain(invocation(command(f"{INVOKE} -n e -f x -d other --output-path azureml:q --set inputs.c.path=r"), root).document)
    assert told == {"inputs": {"c": {"path": "r"}}, "outputs": {"b": {"path": "y"}}, "deployment": "other", "endpoint": "e"}


def test_settings_of_one_job() -> None:
    found = invocation(command(f"{INVOKE} -n e -m 5 -c $C --job-name j --experiment-name x --set output_file_name=f a"), None)
    assert plain(found.overrides) == {"mini_batch_size": "5", "compute.instance_count": "?$C", "job_name": "j", "experiment_name": "x"}
    assert [plain(key) for key in found.ignored] == ["output_file_name", "a"]


def test_places() -> None:
    document = invocation(command(f"{INVOKE} -n e --input 'a b' -d d"), None).document
    folder = child(child(document, "inputs"), "UriFolder")
    assert [at(value) for value in (child(document, "endpoint"), child(folder, "path"), child(folder, "type"))] == [
        "1:32-1:33", "1:42-1:47", "1:42-1:47",
    ]  # fmt: skip


def test_more_options() -> None:
    document = invocation(command(f"{INVOKE} -n e $ARGS"), None).document
    assert str(plain(child(document, "inputs"))).endswith("may hold more options")
    assert plain(child(document, "endpoint")) == "e"


BODY = """{"properties": {
  "InputData": {"in": {"JobInputType": "UriFolder", "Uri": "azureml:x:1", "Mode": "x"}, "l": {"JobInputType": "Literal", "Value": 3},
    "o": {"jobInputType": "Odd", "uri": 1}, "u": "$X", "n": {}},
  "OutputData": {"out": {"JobOutputType": "UriFile", "Uri": "y"}, "q": {"JobOutputType": 5}},
  "miniBatchSize": 5, "properties": {"experimentName": "e"}}}"""


def test_a_request() -> None:
    found = sent(sent_by(f"curl -X POST https://e.inference.ml.azure.com/jobs -H 'azureml-model-deployment: d' -d '{BODY}'\n"))
    assert found is not None
    assert plain(found.document) == {
        "inputs": {
            "in": {"type": "uri_folder", "path": "azureml:x:1", "mode": "x"}, "l": {"default": 3}, "o": {"type": "Odd", "path": 1},
            "u": "?$X", "n": {},
        },
        "outputs": {"out": {"type": "uri_file", "path": "y"}, "q": {"type": 5}},
        "deployment": "d",
    }  # fmt: skip
    assert plain(found.overrides) == {"miniBatchSize": 5}
    path = child(child(child(found.document, "inputs"), "in"), "path")
    assert path.key is not None
    assert (path.key.data, at(path)) == ("Uri", "2:60-2:73")


@pytest.mark.parametrize("body", ["{}", "[]", '{"properties": 1}', '{"properties": {"a": 1}}', "x", "$X", ""])
def test_other_requests(body: str) -> None:
    assert sent(sent_by(f"curl https://e.inference.ml.azure.com/jobs -d '{body}'")) is None


def test_requests_of_other_forms() -> None:
    old = sent(sent_by('curl x -d \'{"properties": {"dataset": {"dataInputType": "DataUrl"}}}\''))
    assert old is not None
    assert plain(old.document) == {}
    assert plain(old.overrides) == {"dataset": {"dataInputType": "DataUrl"}}
    unknown = sent(sent_by('curl x -d "{\\"properties\\": {\\"InputData\\": $X}}"'))
    assert unknown is not None
    assert plain(unknown.document) == {"inputs": "?$X"}
