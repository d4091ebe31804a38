"""Worlds with other jobs: what files say of their inputs and outputs counts beside what the workspace tells of the deployment."""

from __future__ import annotations

from tests.azure import good
from tests.live.worlds.case import Case, as_it_is, patch
from tests.live.worlds.project import INPUTS, job

_HEART = "  heart:\n    type: uri_folder\n    path: azureml:heart:1\n"
_FLOW = {
    "deployment.yml": "name: classic\nendpoint_name: heart-batch\ntype: pipeline\ncomponent: azureml:heart-pipeline:1\n"
    "settings: {default_compute: azureml:cpu-cluster}\n",
    "code/score.py": None,
}


def _inputs(text: str) -> dict[str, str | None]:
    return {"inputs.yml": INPUTS.replace(_HEART, text)}


CASES = (
    Case(
        "job: a name that no input may have",
        as_it_is,
        {"input-key-charset": "error"},
        files=_inputs(_HEART.replace("heart:\n", "heart-data:\n", 1)),
    ),
    Case("job: the newest data", patch(good.DATA, "tags", {}), {"input-latest-label": "info"}, files=job("azureml:heart@latest")),
    Case(
        "job: no input",
        as_it_is,
        {"input-missing": "error"},
        files={"run.sh": "az ml batch-endpoint invoke --name heart-batch\n", "inputs.yml": None},
    ),
    Case(
        "job: a datastore without a path",
        as_it_is,
        {"input-path-form": "error"},
        unasked=3,
        files=job("azureml://datastores/workspaceblobstore"),
    ),
    Case(
        "job: a number of no type",
        as_it_is,
        {"literal-type-name": "error", "model-deployment-literal-input": "error"},
        files=_inputs(_HEART + "  limit: {type: float, default: 0.5}\n"),
    ),
    Case(
        "job: a number for a model",
        as_it_is,
        {"model-deployment-literal-input": "error"},
        files=_inputs(_HEART + "  limit: {type: number, default: 0.5}\n"),
    ),
    Case(
        "job: two inputs for a model",
        as_it_is,
        {"model-deployment-single-data-input": "error"},
        files=_inputs(_HEART + _HEART.replace("heart:\n", "other:\n", 1)),
    ),
    Case(
        "job: an output in no path",
        as_it_is,
        {"output-path-form": "error"},
        unasked=4,
        files=job(target="azureml://datastores/workspaceblobstore"),
    ),
    Case(
        "job: an output of the wrong type",
        as_it_is,
        {"output-type-not-uri-file": "error"},
        files={"inputs.yml": INPUTS.replace("uri_file", "mltable")},
    ),
    Case(
        "job: an input that the pipeline has not",
        as_it_is,
        {"pipeline-input-mismatch": "error"},
        files=_FLOW | _inputs("  other:\n    type: uri_folder\n    path: azureml:heart:1\n"),
    ),
)
