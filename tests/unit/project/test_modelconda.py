"""Whether a conda file is the one that MLflow writes beside a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.value import Present, child

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

MODEL = {"model/MLmodel": "run_id: x\nflavors: {sklearn: {}}\n", "model/conda.yaml": "dependencies: [{pip: [mlflow]}]\n"}
ENVIRONMENT = "name: env\nimage: i\nconda_file: ../model/conda.yaml\n"


def reused(project: Load, environment: str, files: dict[str, str], model: str = "azureml:m@latest") -> object:
    text = f"name: d\nendpoint_name: e\nmodel: {model}\nenvironment: {environment}\n"
    made = child(project({"d.yml": text, **files}).subject("d.yml").root("model"), "conda_reused")
    return made.data if isinstance(made, Present) else made


@pytest.mark.parametrize(
    ("environment", "model"),
    [
        ("{image: i, conda_file: model/conda.yaml}", "azureml:m@latest"),
        ("{image: i, conda_file: model/conda.yaml}", "{path: model}"),
        ("azureml:env:1", "azureml:m@latest"),
        ("{image: i, conda_file: copy.yml}", "{path: model}"),
    ],
)
def test_it_lies_beside_the_model_or_is_a_copy(project: Load, environment: str, model: str) -> None:
    files = {**MODEL, "env/environment.yml": ENVIRONMENT, "copy.yml": "\ndependencies: [{pip: [mlflow]}]"}
    assert reused(project, environment, files, model) is True


@pytest.mark.parametrize(
    ("environment", "model"),
    [
        ("{image: i, conda_file: copy.yml}", "azureml:m@latest"),
        ("{image: i, conda_file: other.yml}", "{path: model}"),
        ("{image: i, conda_file: missing.yml}", "{path: model}"),
        ("{image: i, conda_file: {dependencies: []}}", "{path: model}"),
        ("{image: i, conda_file: other.yml}", "{path: empty}"),
        ("{image: i, conda_file: binary.yml}", "{path: model}"),
        ("{image: i}", "{path: model}"),
        ("azureml:unknown:1", "{path: model}"),
        ("${ENVIRONMENT}", "{path: model}"),
        ("", "{path: model}"),
    ],
)
def test_any_other_is_none(project: Load, environment: str, model: str) -> None:
    files = {
        **MODEL,
        "copy.yml": "dependencies: [{pip: [mlflow]}]\n",
        "other.yml": "dependencies: [{pip: [mlflow, azureml-core]}]\n",
        "binary.yml": "\0",
        "empty/MLmodel": "run_id: x\nflavors: {sklearn: {}}\n",
    }
    assert reused(project, environment, files, model) is False
