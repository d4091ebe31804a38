"""Jobs that pipelines of other services send."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from preflight.jsontext import json_value
from preflight.passage import Passage
from preflight.source import Source
from preflight.templates.calls import calls_of
from preflight.templates.jobs import job_of
from preflight.value import Absent, Present, Unknown, child, entries, text_of

if TYPE_CHECKING:
    from preflight.az.invocation import Invocation
    from preflight.value import Value

JOBS = "https://heart.westeurope.inference.ml.azure.com/jobs"
ML = {"type": "MSI", "resource": "https://ml.azure.com"}
INPUT = {"JobInputType": "UriFolder", "Uri": "azureml://datastores/blob/paths/in"}
OUTPUT = {"JobOutputType": "UriFile", "Uri": "azureml://datastores/blob/paths/out"}
BODY = {"properties": {"InputData": {"data": INPUT}, "OutputData": {"score": OUTPUT}}}
TEXT = json.dumps(BODY)


def jobs(root: object) -> list[Invocation]:
    value, _ = json_value(Passage(Source("pipeline.json", json.dumps(root))))
    return [job for job in map(job_of, calls_of(value)) if job is not None]


def web(body: object, url: object = JOBS, method: object = "POST", **more: Any) -> dict[str, Any]:
    return {"type": "WebActivity", "typeProperties": {"url": url, "method": method, "body": body, **more}}


def reached(job: Invocation, path: str) -> Value:
    value = job.document
    for key in path.split("."):
        value = child(value, key)
    return value


def told(job: Invocation, path: str) -> str | None:
    return text_of(reached(job, path))


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        TEXT,
        {"value": TEXT, "type": "Expression"},
        f"@concat('{TEXT}')",
        f"@json('{TEXT}')",
        f"@json(concat( '{TEXT[:40]}' , '{TEXT[40:]}' ) )",
        {"value": f"@string(concat('{TEXT}'))", "type": "Expression"},
    ],
)
def test_a_body_in_every_form(body: object) -> None:
    (job,) = jobs([web(body)])
    assert (told(job, "endpoint"), told(job, "inputs.data.type"), told(job, "outputs.score.type")) == ("heart", "uri_folder", "uri_file")
    assert told(job, "inputs.data.path") == INPUT["Uri"]
    assert (job.sending.by, isinstance(child(job.document, "deployment"), Absent)) == ("request", True)


def test_an_action_of_a_workflow() -> None:
    action = {"type": "Http", "inputs": {"uri": JOBS, "method": "Post", "body": BODY, "headers": {"Azureml-Model-Deployment": "torch"}}}
    (job,) = jobs({"definition": {"actions": {"send": action}}})
    assert (told(job, "deployment"), told(job, "outputs.score.path")) == ("torch", OUTPUT["Uri"])


@pytest.mark.parametrize(
    "uri",
    ["@pipeline().parameters.x", "azureml://datastores/@{pipeline().RunId}/paths", {"value": "@variables('x')", "type": "Expression"}],
)
def test_what_an_expression_makes_is_unknown(uri: object) -> None:
    (job,) = jobs([web({"properties": {"InputData": {"data": {**INPUT, "Uri": uri}}}})])
    path = reached(job, "inputs.data.path")
    assert isinstance(path, Unknown)
    assert path.reason.endswith("is worked out when the pipeline runs")
    assert path.text == (uri["value"] if isinstance(uri, dict) else uri)
    assert told(job, "inputs.data.type") == "uri_folder"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (TEXT.replace("blob/paths/in", "@{variables('x')}/in"), "`@{variables('x')}`"),
        (
            "@concat('" + TEXT.replace("blob/paths/in", "', pipeline().parameters.x(1, ')'), '/in") + "')",
            "`pipeline().parameters.x(1, ')')`",
        ),
        ("@concat('" + TEXT.replace("blob/paths/in", "',variables('x'),'") + "')", "`variables('x')`"),
        ("@concat('" + TEXT.replace("blob/paths/in", "', 'a' + 'b', '") + "')", "`'a' + 'b'`"),
    ],
)
def test_a_text_has_holes(body: str, reason: str) -> None:
    (job,) = jobs([web(body)])
    path = reached(job, "inputs.data.path")
    assert isinstance(path, Unknown)
    assert path.reason == f"{reason} is worked out when the pipeline runs"
    assert told(job, "outputs.score.path") == OUTPUT["Uri"]


def test_a_value_stands_where_it_is_written() -> None:
    body = "@concat('" + TEXT.replace("blob", "it''s") + "', '')"
    text = json.dumps(web(body))
    (job,) = jobs(web(body))
    path = reached(job, "outputs.score.path")
    assert text_of(path) == "azureml://datastores/it's/paths/out"
    assert path.place is not None
    assert text[path.place.column - 1 : path.place.end_column - 1] == "\\\"azureml://datastores/it''s/paths/out\\\""


@pytest.mark.parametrize(
    "body", ["@variables('body')", "@{variables('body')}", "@concat(variables('a')", "@concat('{'", "{", "@concat(')", "@json", "@("]
)
def test_a_body_that_is_worked_out_leaves_everything_unknown(body: str) -> None:
    (job,) = jobs([web(body)])
    assert all(isinstance(reached(job, key), Unknown) for key in ("inputs", "outputs"))
    assert told(job, "endpoint") == "heart"


def test_a_long_body_is_not_read() -> None:
    (job,) = jobs([web(TEXT + " " * 100_001)])
    assert isinstance(reached(job, "inputs"), Unknown)


def test_lists_and_the_sign_itself() -> None:
    (job,) = jobs(
        [
            web(
                {
                    "properties": {
                        "InputData": {"data": {**INPUT, "Uri": "@@x"}, "more": ["@x"], "count": {"JobInputType": "Literal", "Value": 3}}
                    }
                }
            )
        ]
    )
    assert told(job, "inputs.data.path") == "@x"
    assert list(entries(child(job.document, "inputs"))) == ["data", "more", "count"]


@pytest.mark.parametrize(
    ("url", "authentication", "sends"),
    [
        ("@pipeline().parameters.uri", ML, True),
        ("@pipeline().parameters.uri", {"resource": "https://ml.azure.com/"}, True),
        ("@pipeline().parameters.uri", {"resource": "https://management.azure.com/"}, False),
        ("@pipeline().parameters.uri", {}, False),
        ("https://management.azure.com/subscriptions/x/jobs", ML, False),
        (JOBS, {}, True),
        (JOBS, ML, True),
    ],
)
def test_only_jobs_of_batch_endpoints_count(url: str, authentication: dict[str, str], sends: bool) -> None:  # noqa: FBT001 - it is expected
    found = jobs([web(BODY, url, authentication=authentication)])
    assert bool(found) is sends
    assert all((told(job, "endpoint") is None) == url.startswith("@") for job in found)


@pytest.mark.parametrize("method", ["GET", None, "@variables('method')", 3])
def test_other_methods_send_no_job(method: object) -> None:
    assert jobs([web(BODY, method=method)]) == []


@pytest.mark.parametrize("body", [{}, {"properties": {}}, "{}", {"input_data": {"columns": []}}])
def test_other_bodies_are_no_job(body: object) -> None:
    assert jobs([web(body)]) == []


@pytest.mark.parametrize(
    ("headers", "deployment"),
    [
        ({"azureml-model-deployment": "torch"}, "torch"),
        ({"azureml-model-deployment": {"value": "@variables('d')", "type": "Expression"}}, None),
        ("@variables('headers')", None),
        ({"value": "@json('{}')", "type": "Expression"}, None),
    ],
)
def test_a_header_names_the_deployment(headers: object, deployment: str | None) -> None:
    (job,) = jobs([web(BODY, headers=headers)])
    named = child(job.document, "deployment")
    assert isinstance(named, Present if deployment else Unknown)
    assert text_of(named) == deployment


def test_other_headers_name_none() -> None:
    (job,) = jobs([web(BODY, headers={"Content-Type": "application/json"})])
    assert isinstance(child(job.document, "deployment"), Absent)


def test_a_text_of_another_sort_of_file_is_not_read() -> None:
    text = "a"
    source = Source("main.tf", text)
    near = Passage(source).spot()
    given: dict[str, Value] = {"method": Present("POST"), "url": Present(JOBS)}
    for body in (Present(TEXT), Present(TEXT, near.source, near.start, near.end)):
        (call,) = calls_of(Present({"type": Present("WebActivity"), "typeProperties": Present({**given, "body": body})}))
        job = job_of(call)
        assert job is not None
        assert isinstance(reached(job, "inputs"), Unknown)


@pytest.mark.parametrize("part", ["'", "(", ")", ",", "''", "concat(", "@{", "'a',", "x(", '{"a":', "@"], ids=repr)
def test_a_hostile_body_is_read_in_no_time(part: str) -> None:
    start = time.perf_counter()
    for before in ("@concat(", "", "@concat('", "@"):
        jobs([web(before + part * (90_000 // len(part)))])
    assert time.perf_counter() - start < 3
