"""Worlds with other models, components and data assets."""

from __future__ import annotations

from typing import Any

from tests.azure import good
from tests.azure.faults import Hollow, Status
from tests.live.worlds.case import Case, as_it_is, drop, forbid, patch, remove, spoil
from tests.live.worlds.project import deployment

_OF_INPUT = frozenset({"data-missing", "input-type-unsupported", "input-unreachable-or-empty", "compute-identity-missing-blob-reader"})
_MODEL = "properties.modelType"
_MLFLOW = deployment(model="azureml:heart-model:3", environment="", code="", scoring_script="", code_configuration="")
_PIPELINE: dict[str, Any] = {
    "deployment.yml": "name: classic\nendpoint_name: heart-batch\ntype: pipeline\ncomponent: azureml:heart-pipeline:1\n"
    "settings: {default_compute: azureml:cpu-cluster}\n",
    "code/score.py": None,
    "inputs.yml": None,
}
_HERE = {**_PIPELINE, "deployment.yml": "name: classic\nendpoint_name: heart-batch\ntype: pipeline\ncomponent: pipeline.yml\n"}
_STEPS = "name: score\nversion: 1\ntype: pipeline\njobs:\n  first:\n    type: command\n    component: azureml:heart-step:1\n"

CASES = (
    Case("model: not this version", remove(good.CUSTOM_MODEL), {"model-missing": "error"}),
    Case("model: the newest", patch(good.CUSTOM_MODEL, "tags", {}), files=deployment(model="azureml:heart-custom@latest")),
    Case(
        "model: the newest of none",
        remove(good.CUSTOM_MODEL),
        {"model-missing": "error"},
        files=deployment(model="azureml:heart-custom@latest"),
    ),
    Case(
        "model: refused",
        forbid("*/models/versions/read"),
        unsure=frozenset({"model-missing"}),
        reasons=("may not read model `heart-custom:1`*models/versions/read",),
    ),
    Case("model: a page of HTML", spoil("heart-custom/versions/1"), unsure=frozenset({"model-missing"}), reasons=("a page of HTML",)),
    Case(
        "model: hollow",
        spoil("heart-custom/versions/1", Hollow()),
        unsure=frozenset({"model-missing"}),
        reasons=("model `heart-custom:1`",),
    ),
    Case("model: of MLflow", patch(good.MODEL, "tags", {}), files=_MLFLOW),
    Case(
        "model: of MLflow, without a flavour for Python",
        patch(good.MODEL, "properties.flavors", {"sklearn": {"data": {}}}),
        {"mlflow-flavor-not-pyfunc": "error"},
        files=_MLFLOW,
    ),
    Case("component: there", patch(good.COMPONENT, "tags", {}), files=_PIPELINE),
    Case(
        "component: of one command",
        patch(good.COMPONENT, "properties.componentSpec.type", "command"),
        {"pipeline-component-kind": "error"},
        files=_PIPELINE,
    ),
    Case(
        "component: takes a model",
        patch(good.COMPONENT, "properties.componentSpec.inputs", {"model": {"type": "mlflow_model", "optional": False}}),
        {"pipeline-model-input": "warning"},
        unasked=1,
        files=_PIPELINE | {"inputs.yml": "inputs:\n  model: {type: mlflow_model, path: ./model}\n"},
    ),
    Case(
        "component here: a step in a queue",
        as_it_is,
        {"pipeline-queue-settings-ignored": "warning"},
        files=_HERE | {"pipeline.yml": _STEPS + "    compute: azureml:cpu-cluster\n    queue_settings: {job_tier: spot}\n"},
    ),
    Case(
        "component here: a step without a compute",
        as_it_is,
        {"pipeline-default-compute-missing": "warning"},
        files=_HERE | {"pipeline.yml": _STEPS},
    ),
    Case("component: not there", remove(good.COMPONENT), {"component-missing": "error"}, files=_PIPELINE),
    Case(
        "component: refused",
        forbid("*/components/versions/read"),
        unsure=frozenset({"component-missing", "pipeline-component-kind"}),
        reasons=("may not read component `heart-pipeline:1`",),
        files=_PIPELINE,
    ),
    Case(
        "component: hollow",
        spoil("heart-pipeline/versions/1", Hollow()),
        unsure=frozenset({"component-missing"}),
        reasons=("component `heart-pipeline:1`",),
        files=_PIPELINE,
    ),
    Case("data: not this version", remove(good.DATA), {"data-missing": "error"}),
    Case("data: a table", patch(good.DATA, "properties.dataType", "mltable"), {"input-type-unsupported": "error"}, unasked=1),
    Case("data: a table, in capitals", patch(good.DATA, "properties.dataType", "MLTable"), {"input-type-unsupported": "error"}, unasked=1),
    Case(
        "data: of no type",
        drop(good.DATA, "properties.dataType"),
        unsure=frozenset({"input-type-unsupported"}),
        reasons=("it lacks `properties.dataType`",),
    ),
    Case(
        "data: refused", forbid("*/data/versions/read"), unsure=_OF_INPUT, reasons=("may not read data asset `heart:1`*data/versions/read",)
    ),
    Case("data: a page of HTML", spoil("data/heart/versions/1"), unsure=_OF_INPUT, reasons=("a page of HTML",)),
    Case("data: hollow", spoil("data/heart/versions/1", Hollow()), unsure=_OF_INPUT, reasons=("data asset `heart:1`",)),
    Case(
        "data: a storm",
        spoil("data/heart/versions/1", Status(503)),
        unsure=_OF_INPUT,
        reasons=("Azure could not tell data asset `heart:1`",),
    ),
)
