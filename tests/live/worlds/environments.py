"""Worlds with other environments: what a registered one holds counts as much as a conda file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import asset_shapes, good
from tests.azure.faults import HalfJson, Hollow
from tests.live.worlds.case import Case, as_it_is, forbid, patch, put, remove, spoil
from tests.live.worlds.project import SCRIPT, deployment

if TYPE_CHECKING:
    from tests.live.worlds.case import Change
    from tests.live.worlds.project import Files

_CORE, _RUNTIME = "      - azureml-core\n", "      - azureml-dataset-runtime[fuse]\n"
_LACKING = good.CONDA.replace(_CORE, "")
_OF_CONDA = frozenset(
    {
        "conda-azureml-namespace-only",
        "conda-file-invalid",
        "conda-missing-azureml-core",
        "environment-missing",
        "script-import-not-installed",
    }
)
_MATCH = "\n\ndef kind(text):\n    match text:\n        case _:\n            return text\n"


def conda_file(text: str | None) -> Change:
    return patch(good.ENVIRONMENT, "properties.condaFile", text)


def _script(first: str = "", last: str = "") -> Files:
    """Return the script with another import in front, or with something after it."""
    return {"code/score.py": SCRIPT.replace("import pandas", f"{first}\nimport pandas") + last}


_MODEL_HERE: Files = {
    **deployment(model="{name: heart, path: model, type: mlflow_model}", environment="{image: i, conda_file: model/conda.yaml}"),
    "model/MLmodel": "flavors:\n  python_function: {env: conda.yaml, loader_module: mlflow.sklearn}\n",
    "model/conda.yaml": good.CONDA.replace(_CORE, "").replace(_RUNTIME, ""),
}

CASES = (
    Case("environment: not this version", remove(good.ENVIRONMENT), {"environment-missing": "error"}),
    Case("environment: the newest", patch(good.ENVIRONMENT, "tags", {}), files=deployment(environment="azureml:batch-env@latest")),
    Case(
        "environment: the newest lacks azureml-core",
        put(
            f"{good.WORKSPACE}/environments/batch-env/versions/8",
            asset_shapes.environment(good.IMAGE, _LACKING),
        ),
        {"conda-missing-azureml-core": "error"},
        files=deployment(environment="azureml:batch-env@latest"),
    ),
    Case(
        "environment: its conda file lacks azureml-core",
        conda_file(_LACKING),
        {"conda-missing-azureml-core": "error"},
    ),
    Case(
        "environment: its conda file lacks a package",
        patch(good.ENVIRONMENT, "tags", {}),
        {"script-import-not-installed": "error"},
        files={"code/score.py": SCRIPT.replace("import pandas", "import xgboost\nimport pandas")},
    ),
    Case(
        "environment: its conda file is no YAML",
        conda_file("dependencies: [python=3.11\n"),
        unsure=frozenset({"conda-file-invalid", "conda-missing-azureml-core"}),
        reasons=("the conda file of `batch-env:7` cannot be read: line 2: not YAML",),
    ),
    Case("environment: without a conda file", conda_file(None), {"conda-missing-azureml-core": "info"}),
    Case(
        "environment: refused",
        forbid("*/environments/versions/read"),
        unsure=_OF_CONDA,
        reasons=("may not read environment `batch-env:7`*environments/versions/read",),
    ),
    Case("environment: a page of HTML", spoil("batch-env/versions/7"), unsure=_OF_CONDA, reasons=("a page of HTML",)),
    Case(
        "environment: half of the answer",
        spoil("batch-env/versions/7", HalfJson()),
        unsure=_OF_CONDA,
        reasons=("environment `batch-env:7`",),
    ),
    Case("environment: hollow", spoil("batch-env/versions/7", Hollow()), unsure=_OF_CONDA, reasons=("environment `batch-env:7`",)),
    Case(
        "environment: only the namespace of azureml",
        conda_file(good.CONDA.replace(_CORE, "      - azureml-mlflow\n").replace(_RUNTIME, "")),
        {"conda-azureml-namespace-only": "error", "conda-missing-azureml-core": "error"},
    ),
    Case(
        "environment: without azureml-dataset-runtime",
        conda_file(good.CONDA.replace(_RUNTIME, "")),
        {"conda-missing-dataset-runtime": "info"},
    ),
    Case(
        "environment: an entry of its conda file is a list",
        conda_file(good.CONDA.replace("  - python=3.11", "  - [python=3.11]")),
        {"conda-file-invalid": "error"},
    ),
    Case(
        "environment: a Python that cannot parse the script",
        conda_file(good.CONDA.replace("3.11", "3.8")),
        {"scoring-script-syntax": "error", "conda-python-eol": "warning"},
        files=_script(last=_MATCH),
    ),
    Case(
        "environment: a Python without a module of the script",
        conda_file(good.CONDA.replace("3.11", "3.10")),
        {"script-import-not-in-python": "error", "conda-python-eol": "info"},
        files=_script("import tomllib"),
    ),
    Case(
        "environment: lacks azureml-core, which the script imports",
        conda_file(_LACKING),
        {"conda-missing-azureml-core": "error", "script-uses-azureml-run-context": "info"},
        files=_script("from azureml.core import Run"),
    ),
    Case(
        "environment: an image for GPUs on machines without",
        patch(good.ENVIRONMENT, "properties.image", "mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04:latest"),
        {"gpu-image-vs-compute": "info"},
    ),
    Case(
        "environment: refused, and the script does not parse with an old Python",
        forbid("*/environments/versions/read"),
        unsure=frozenset({"scoring-script-syntax", "script-import-not-in-python"}),
        reasons=("may not read environment `batch-env:7`",),
        files=_script("import tomllib", _MATCH),
    ),
    Case(
        "environment: a heavy framework, and no time-out",
        conda_file(good.CONDA + "      - torch\n"),
        {"retry-timeout-default-implicit": "warning"},
        files=_script("import torch") | deployment(timeout=""),
    ),
    Case(
        "environment: longer tries than a job may live",
        as_it_is,
        {"retry-worst-case-exceeds-job-limit": "info"},
        files=deployment(max_retries="90", timeout="259200"),
    ),
    Case(
        "environment: that of an MLflow model",
        as_it_is,
        {"mlflow-model-conda-reused": "error", "env-image-untagged": "info"},
        files=_MODEL_HERE,
    ),
)
