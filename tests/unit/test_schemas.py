"""Our schemas of Azure ML batch documents: that they are sound, and that we read them as jsonschema does."""

from __future__ import annotations

import copy
import json
import random
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight.schema import Schema
from preflight.value import Present, fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.schema import Problem
    from preflight.value import Value

    Path_ = tuple[str | int, ...]

NAMES = [
    "batch-deployment",
    "batch-deployment-model",
    "batch-deployment-pipeline",
    "batch-endpoint",
    "component",
    "conda",
    "environment",
    "invocation",
]
ROOTS: dict[str, dict[str, Any]] = {
    name: json.loads((Path(__file__).parents[2] / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")) for name in NAMES
}
SCHEMAS = {name: Schema(root) for name, root in ROOTS.items()}

CONDA = {"name": "score", "channels": ["conda-forge"], "dependencies": ["python=3.10", "pip", {"pip": ["azureml-core", "pandas"]}]}
INLINE = {
    "name": "score",
    "image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest",
    "conda_file": "conda.yml",
    "os_type": "Linux",
}
ROUTE = {"port": 5001, "path": "/"}
ENVIRONMENT = {
    **INLINE,
    "$schema": "https://azuremlschemas.azureedge.net/latest/environment.schema.json",
    "version": 3,
    "tags": {"team": "forecast"},
    "conda_file": CONDA,
    "inference_config": {"liveness_route": ROUTE, "readiness_route": ROUTE, "scoring_route": {"port": "5001", "path": "/score"}},
}
RUN = {
    "mini_batch_size": 10,
    "max_concurrency_per_instance": "2",
    "error_threshold": -1,
    "retry_settings": {"max_retries": 3, "timeout": 30.5},
    "logging_level": "info",
    "output_action": "append_row",
    "output_file_name": "predictions.csv",
    "environment_variables": {"THREADS": 1},
}
DEPLOYMENT = {
    "name": "forecast-dpl",
    "endpoint_name": "forecast-batch",
    "description": "Weekly forecast.",
    "tags": {"team": "forecast", "cost": 16},
    "model": {"name": "forecast", "version": "1", "path": "model", "type": "custom_model"},
    "code_configuration": {"code": "code", "scoring_script": "score.py"},
    "environment": INLINE,
    "compute": "azureml:cpu-cluster",
    "resources": {"instance_count": 2, "docker_args": ["--init"], "properties": {"a": "b"}},
}
REFERRING = {**DEPLOYMENT, "model": "azureml:forecast@latest", "environment": "azureml:score:3", "resources": {"docker_args": "--init"}}
STEP = {"type": "command", "component": "azureml:clean:1", "inputs": {"data": "in"}, "compute": "azureml:cpu-cluster"}
COMMAND = {
    "name": "score",
    "version": 1,
    "type": "command",
    "inputs": {"data": {"type": "uri_folder", "mode": "ro_mount", "optional": True}, "limit": {"type": "integer", "default": 3, "min": 1}},
    "outputs": {"scores": {"type": "uri_file", "mode": "upload"}},
    "code": "code",
    "environment": "azureml:score@latest",
    "command": "python score.py",
    "resources": {"instance_count": 1},
}
TASK = {"type": "run_function", "code": "code", "entry_script": "score.py", "environment": "azureml:score:3"}
PARALLEL = {
    "name": "score",
    "type": "parallel",
    "inputs": {"data": {"type": "uri_folder"}},
    "task": TASK,
    "mini_batch_size": "10",
    "retry_settings": {"timeout": "${{inputs.timeout}}", "max_retries": 2},
    "logging_level": "INFO",
    "partition_keys": ["region"],
}
INVOCATION = {
    "inputs": {"data": {"type": "uri_folder", "path": "data"}, "mode": {"type": "string", "default": "append"}, "limit": 5},
    "outputs": {"scores": {"type": "uri_file", "path": "azureml://datastores/workspaceblobstore/paths/scores.csv"}},
}
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("batch-deployment", {**DEPLOYMENT, **RUN}),
    ("batch-deployment", {**REFERRING, **RUN}),
    ("batch-deployment", {"name": "n", "endpoint_name": "e", "model": "azureml:m:1", "compute": "azureml:c"}),
    ("batch-deployment-model", {**DEPLOYMENT, "type": "model", "settings": RUN}),
    (
        "batch-deployment-model",
        {**REFERRING, "type": "model", "settings": {"mini_batch_size": 1, "instance_count": 2}, "error_threshold": 5},
    ),
    ("batch-deployment-pipeline", {"name": "n", "type": "pipeline", "component": "pipeline.yml", "settings": {"default_compute": "cpu"}}),
    ("batch-deployment-pipeline", {"name": "n", "type": "pipeline", "job_definition": {"type": "pipeline", "component": "azureml:p:1"}}),
    ("batch-endpoint", {"name": "forecast-batch", "auth_mode": "AADToken", "defaults": {"deployment_name": "d"}, "tags": {"a": None}}),
    ("environment", ENVIRONMENT),
    ("environment", {"name": "score", "build": {"path": ".", "dockerfile_path": "Dockerfile"}}),
    ("conda", CONDA),
    ("invocation", INVOCATION),
    ("component", COMMAND),
    ("component", PARALLEL),
    (
        "component",
        {"name": "pipe", "type": "pipeline", "jobs": {"clean": STEP}, "inputs": {"data": {"type": "uri_folder"}}, "tags": {"a": "b"}},
    ),
]
JUNK: list[Any] = [
    None, 0, -1, 1.5, True, "", "x", "10", " 7 ", "30s", "PT30S", "azureml:a:1", "azureml:a", "azureml:a/b:1", "file:a.yml", "APPEND_ROW",
    "AppendRow", "key", "Linux", "uri_folder", [], ["x"], [None], [5], {}, {"x": 1}, {"name": None}, {"type": "string"}, {"pip": ["x"]},
]  # fmt: skip
STRAY = [
    "zork",
    "mini_batch_sise",
    "mini_batch_size",
    "timeout",
    "instance_count",
    "name",
    "type",
    "channels",
    "component",
    "path",
    "version",
]


def parts(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema in a schema document, with a path for messages."""
    yield path, schema
    for word in ("$defs", "properties"):
        for name, part in schema.get(word, {}).items():
            yield from parts(part, f"{path}/{word}/{name}")
    for word in ("items", "additionalProperties", "then"):
        if isinstance(schema.get(word), dict):
            yield from parts(schema[word], f"{path}/{word}")
    for word in ("anyOf", "allOf"):
        for index, part in enumerate(schema.get(word, [])):
            yield from parts(part, f"{path}/{word}/{index}")


def keys(root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that a schema document describes."""
    for path, schema in parts(root):
        for name, part in schema.get("properties", {}).items():
            yield f"{path}/{name}", part


@pytest.mark.parametrize("name", NAMES)
def test_is_a_schema(name: str) -> None:
    root = ROOTS[name]
    Draft202012Validator.check_schema(root)
    assert root["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert root["$id"] == f"https://azureml-preflight.github.io/schemas/{name}.schema.json"
    assert root["title"].startswith(("a ", "an ", "the "))
    assert root["description"].endswith(".")
    assert root["$comment"].startswith("mirrors azure-ai-ml 1.35.2, ")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described(name: str) -> None:
    described = {path: part.get("description", "") for path, part in keys(ROOTS[name])}
    assert [path for path, text in described.items() if not text.endswith(".")] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_default_is_a_right_value(name: str) -> None:
    validator = Draft202012Validator(ROOTS[name])
    defaults = [(path, part) for path, part in keys(ROOTS[name]) if "default" in part]
    assert [path for path, part in defaults if not validator.evolve(schema=part).is_valid(part["default"])] == []


@pytest.mark.parametrize("name", NAMES)
def test_titles_fit_after_the_word_expected(name: str) -> None:
    titles = [part["title"] for _, part in parts(ROOTS[name]) if "title" in part]
    assert [title for title in titles if title.endswith(".") or title[0].isupper()] == []


def test_definitions_of_one_name_are_the_same_everywhere() -> None:
    for (one, left), (two, right) in combinations(ROOTS.items(), 2):
        shared = left.get("$defs", {}).keys() & right.get("$defs", {}).keys() - {"input", "output"}
        assert {name for name in shared if left["$defs"][name] != right["$defs"][name]} == set(), (one, two)


@pytest.mark.parametrize(("name", "document"), GOOD)
def test_a_good_document_has_no_problem(name: str, document: dict[str, Any]) -> None:
    assert SCHEMAS[name].problems(fact(document)) == []


def mutant(document: dict[str, Any], chance: random.Random) -> Any:
    """Return a copy of a document in which one value is another, is gone, or stands under one more key."""
    document = copy.deepcopy(document)
    spots = [(holder, key) for holder in holders(document) for key in (holder if isinstance(holder, dict) else range(len(holder)))]
    if not spots:
        return document
    holder, key = chance.choice(spots)
    if not isinstance(holder, dict):
        holder[key] = copy.deepcopy(chance.choice(JUNK))
        return document
    how = chance.random()
    if how < 0.2:
        del holder[key]
    elif how < 0.4:
        holder[chance.choice(STRAY)] = copy.deepcopy(chance.choice(JUNK))
    else:
        holder[key] = copy.deepcopy(chance.choice(JUNK))
    return document


def holders(data: Any) -> Iterator[Any]:
    if isinstance(data, (dict, list)) and data:
        yield data
        for item in data.values() if isinstance(data, dict) else data:
            yield from holders(item)


def paths(value: Value, path: Path_ = ()) -> Iterator[tuple[int, Path_]]:
    """Yield the path of every value in a document, by its identity."""
    yield id(value), path
    if isinstance(value, Present) and isinstance(value.data, (dict, list)):
        items = value.data.items() if isinstance(value.data, dict) else enumerate(value.data)
        for key, item in items:
            yield from paths(item, (*path, key))


def place(problem: Problem, known: dict[int, Path_]) -> Path_:
    """Return where jsonschema would report a problem: an unknown key at the mapping that has it."""
    path = known[id(problem.value)]
    return path[:-1] if problem.kind == "unknown-key" else path


@pytest.mark.parametrize(("index", "name"), [(index, name) for index, (name, _) in enumerate(GOOD)])
def test_agrees_with_jsonschema(index: int, name: str) -> None:
    chance = random.Random(index)  # noqa: S311 - the same mutants every time
    oracle = Draft202012Validator(ROOTS[name])
    wrong = 0
    for _ in range(300):
        document = GOOD[index][1]
        for _ in range(chance.choice((1, 1, 2, 3))):
            document = mutant(document, chance)
        value = fact(document)
        known = dict(paths(value))
        ours = {place(problem, known) for problem in SCHEMAS[name].problems(value)}
        errors = list(oracle.iter_errors(document))
        # Below a union jsonschema tells of all parts, we of one: only the union is comparable.
        unions = {tuple(error.absolute_path) for error in errors if error.validator == "anyOf"}
        leaves = {tuple(error.absolute_path) for error in errors if error.validator != "anyOf"}
        assert leaves <= ours, document
        assert all(any(path[: len(union)] == union for path in ours) for union in unions), document
        assert all(path in leaves or any(path[: len(union)] == union for union in unions) for path in ours), document
        wrong += bool(errors)
    assert 150 <= wrong < 300
