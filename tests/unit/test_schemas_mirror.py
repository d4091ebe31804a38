"""What our schemas take and refuse: what azure-ai-ml 1.35.2 does when it loads such a document, tried with its own loaders."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from preflight.schema import Schema
from preflight.value import fact

FOLDER = Path(__file__).parents[2] / "schemas"
WORKSPACE = "azureml:/subscriptions/s/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w"
RUN = {"mini_batch_size": 10, "retry_settings": {"max_retries": 3, "timeout": 30}, "output_action": "append_row"}
DEPLOYMENT = {
    "name": "forecast-dpl",
    "endpoint_name": "forecast-batch",
    "model": {"name": "forecast", "version": "1", "path": "model"},
    "code_configuration": {"code": "code", "scoring_script": "score.py"},
    "environment": {"image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest", "conda_file": "conda.yml"},
    "compute": "azureml:cpu-cluster",
    "resources": {"instance_count": 2},
}
FORMS: dict[str, dict[str, Any]] = {
    "batch-deployment": {**DEPLOYMENT, **RUN},
    "batch-deployment-model": {**DEPLOYMENT, "type": "model", "settings": RUN},
    "batch-deployment-pipeline": {"name": "n", "endpoint_name": "e", "type": "pipeline", "component": "azureml:p:1", "settings": {}},
    "batch-endpoint": {"name": "forecast-batch", "defaults": {"deployment_name": "d"}},
    "environment": {"name": "score", "image": "python:3.11", "conda_file": {"dependencies": ["python=3.10"]}},
    "conda": {"channels": ["conda-forge"], "dependencies": ["python=3.10", {"pip": ["azureml-core"]}]},
    "invocation": {
        "inputs": {"data": {"type": "uri_folder", "path": "data"}, "limit": 5},
        "outputs": {"scores": {"type": "uri_file"}},
    },
    "component": {
        "name": "score",
        "type": "parallel",
        "inputs": {"data": {"type": "uri_folder"}},
        "mini_batch_size": "10",
        "task": {"type": "run_function", "code": "code", "entry_script": "score.py", "environment": "azureml:score:3"},
    },
}
ABSENT = object()


def schema(name: str) -> Schema:
    return Schema(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


def with_change(name: str, path: str, value: object) -> dict[str, Any]:
    document = copy.deepcopy(FORMS[name])
    *way, last = path.split(".")
    holder = document
    for key in way:
        holder = holder[key]
    if value is ABSENT:
        del holder[last]
    else:
        holder[last] = value
    return document


# What azure-ai-ml 1.35.2 takes when it loads such a document, however odd.
@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("batch-deployment", "mini_batch_size", "10"),
        ("batch-deployment", "mini_batch_size", " +1_000 "),
        ("batch-deployment", "mini_batch_size", 10.5),
        ("batch-deployment", "retry_settings.timeout", -5),
        ("batch-deployment", "logging_level", "chatty"),
        ("batch-deployment", "output_action", "SUMMARY_ONLY"),
        ("batch-deployment", "tags", {"a": None, "b": [1]}),
        ("batch-deployment", "compute", "no prefix"),
        ("batch-deployment", "type", "Pipeline"),
        ("batch-deployment", "code_configuration", {}),
        ("batch-deployment", "model", "azureml://registries/r/models/m/versions/1"),
        ("batch-deployment", "model", f"{WORKSPACE}/models/m/versions/1"),
        ("batch-deployment", "model.version", True),
        ("batch-deployment", "model.type", "MLflow_Model"),
        ("batch-deployment", "environment.name", None),
        ("batch-deployment", "environment.version", None),
        ("batch-deployment", "environment.conda_file", {"dependencies": None}),
        ("batch-deployment-model", "error_threshold", 5),
        ("batch-deployment-model", "environment_variables", {}),
        ("batch-deployment-model", "settings", ABSENT),
        ("batch-deployment-pipeline", "settings", {"zork": [None]}),
        ("batch-deployment-pipeline", "endpoint_name", ABSENT),
        ("batch-deployment-pipeline", "job_definition", {"component": "pipeline.yml", "zork": 1}),
        ("batch-endpoint", "auth_mode", "aml_token"),
        ("environment", "image", ABSENT),
        ("component", "zork", 1),
        ("component", "task.zork", 1),
        ("component", "type", "Parallel"),
        ("invocation", "inputs", None),
        ("invocation", "zork", 1),
    ],
)  # fmt: skip
def test_taken(name: str, path: str, value: object) -> None:
    assert schema(name).problems(fact(with_change(name, path, value))) == []


# It refuses the first for its letters, and fails on the second: rules of their own tell of these.
@pytest.mark.parametrize(("path", "value"), [("name", "not_a_name"), ("identity", {"type": "system_assigned"})])
def test_left_to_rules(path: str, value: object) -> None:
    assert schema("batch-endpoint").problems(fact(with_change("batch-endpoint", path, value))) == []


# What azure-ai-ml refuses, or the documentation demands: the kind of problem, and what was meant or where the key belongs.
@pytest.mark.parametrize(
    ("name", "path", "value", "kind", "hint"),
    [
        ("batch-deployment", "mini_batch_size", "1MB", "wrong-type", None),
        ("batch-deployment", "mini_batch_size", True, "wrong-type", None),
        ("batch-deployment", "mini_batch_size", None, "wrong-type", None),
        ("batch-deployment", "retry_settings.timeout", "PT30S", "wrong-type", None),
        ("batch-deployment", "retry_settings.retries", 3, "unknown-key", "max_retries"),
        ("batch-deployment", "retry_settings", None, "wrong-type", None),
        ("batch-deployment", "timeout", 30, "unknown-key", "in retry_settings"),
        ("batch-deployment", "instance_count", 2, "unknown-key", "in resources"),
        ("batch-deployment", "retry_settings.mini_batch_size", 2, "unknown-key", "in "),
        ("batch-deployment", "settings", {"mini_batch_size": 1}, "unknown-key", None),
        ("batch-deployment", "output_action", "append_rows", "not-in-set", "append_row"),
        ("batch-deployment", "type", "online", "not-in-set", None),
        ("batch-deployment", "name", 5, "wrong-type", None),
        ("batch-deployment", "name", ABSENT, "missing-key", None),
        ("batch-deployment", "model", ABSENT, "missing-key", None),
        ("batch-deployment", "model", "forecast:1", "wrong-type", None),
        ("batch-deployment", "model", "AZUREML:forecast:1", "wrong-type", None),
        ("batch-deployment", "model", f"{WORKSPACE}/models/m", "wrong-type", None),
        ("batch-deployment", "model.name", ABSENT, "missing-key", None),
        ("batch-deployment", "model.utc_time_created", None, "wrong-type", None),
        ("batch-deployment", "compute", ABSENT, "missing-key", None),
        ("batch-deployment", "environment", "env.yml", "wrong-type", None),
        ("batch-deployment", "environment.dependencies", [], "unknown-key", "in environment.conda_file"),
        ("batch-deployment", "environment.version", [1], "wrong-type", None),
        ("batch-deployment", "component", "azureml:p:1", "missing-key", None),
        ("batch-deployment", "resources.docker_args", ["--init", 5], "wrong-type", None),
        ("batch-deployment", "x-common", {}, "unknown-key", None),
        ("batch-deployment-model", "mini_batch_size", 10, "unknown-key", "in settings"),
        ("batch-deployment-model", "timeout", 30, "unknown-key", "in settings.retry_settings"),
        ("batch-deployment-model", "settings.mini_batch_sise", 10, "unknown-key", "mini_batch_size"),
        ("batch-deployment-model", "settings.mini_batch_size", ABSENT, "missing-key", None),
        ("batch-deployment-model", "settings.retry_settings.error_threshold", 1, "unknown-key", "in settings"),
        ("batch-deployment-model", "settings.compute", "azureml:c", "unknown-key", "in "),
        ("batch-deployment-model", "endpoint_name", ABSENT, "missing-key", None),
        ("batch-deployment-model", "scoring_script", "score.py", "unknown-key", "in code_configuration"),
        ("batch-deployment-model", "traffic", {}, "unknown-key", None),
        ("batch-deployment-pipeline", "name", ABSENT, "missing-key", None),
        ("batch-deployment-pipeline", "default_compute", "cpu", "unknown-key", "in settings"),
        ("batch-deployment-pipeline", "compute", "azureml:c", "unknown-key", None),
        ("batch-deployment-pipeline", "component", "file:pipeline.yml", "wrong-type", None),
        ("batch-deployment-pipeline", "component", {"jobs": {}}, "wrong-type", None),
        ("batch-deployment-pipeline", "job_definition", "my-job", "wrong-type", None),
        ("batch-deployment-pipeline", "job_definition", {"jobs": {}}, "missing-key", None),
        ("batch-deployment-pipeline", "settings", None, "wrong-type", None),
        ("batch-endpoint", "auth_mode", "aadtoken", "not-in-set", "aad_token"),
        ("batch-endpoint", "auth_mode", None, "wrong-type", None),
        ("batch-endpoint", "defaults", "d", "wrong-type", None),
        ("batch-endpoint", "defaults.deploymentName", "d", "unknown-key", "deployment_name"),
        ("batch-endpoint", "deployment_name", "d", "unknown-key", "in defaults"),
        ("batch-endpoint", "traffic", {}, "unknown-key", None),
        ("batch-endpoint", "$schema", None, "wrong-type", None),
        ("environment", "name", ABSENT, "missing-key", None),
        ("environment", "properties", {}, "unknown-key", None),
        ("environment", "channels", [], "unknown-key", "in conda_file"),
        ("environment", "conda_file", ["conda.yml"], "wrong-type", None),
        ("environment", "version", None, "wrong-type", None),
        ("environment", "os_type", "macos", "not-in-set", None),
        ("conda", "dependecies", [], "unknown-key", "dependencies"),
        ("conda", "dependencies", [None], "wrong-type", None),
        ("conda", "dependencies", [{"pip": None}], "wrong-type", None),
        ("conda", "dependencies", [{"npm": []}], "unknown-key", None),
        ("conda", "channels", "conda-forge", "wrong-type", None),
        ("invocation", "inputs.data.type", "float", "not-in-set", None),
        ("invocation", "inputs.data.path", ABSENT, "missing-key", None),
        ("invocation", "inputs.data", ["data"], "wrong-type", None),
        ("invocation", "outputs.scores", "scores.csv", "wrong-type", None),
        ("component", "name", ABSENT, "missing-key", None),
        ("component", "mini_batch_size", 10, "wrong-type", None),
        ("component", "logging_level", "info", "not-in-set", "INFO"),
        ("component", "task.environment", ABSENT, "missing-key", None),
        ("component", "inputs.data.path", "data", "unknown-key", None),
        ("component", "tags", {"cost": 16}, "wrong-type", None),
        ("component", "type", "paralel", "not-in-set", "parallel"),
    ],
)  # fmt: skip
def test_refused(name: str, path: str, value: object, kind: str, hint: str | None) -> None:
    (problem,) = schema(name).problems(fact(with_change(name, path, value)))
    assert problem.kind == kind
    where = "in " + problem.belongs if problem.belongs is not None else None
    assert hint in {problem.nearest, where} if hint else (problem.nearest, where) == (None, None)


def test_a_component_of_no_type_is_a_command() -> None:
    without = {"name": "score", "code": "code"}
    assert [problem.key for problem in schema("component").problems(fact(without))] == ["command", "environment"]
    assert schema("component").problems(fact({"name": "p", "type": "pipeline"})) == []
