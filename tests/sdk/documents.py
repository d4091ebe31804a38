"""Good documents of every form, and the files beside them: azure-ai-ml takes them, and preflight finds no error in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {
    "mini_batch_size": 10,
    "max_concurrency_per_instance": 2,
    "error_threshold": 5,
    "retry_settings": {"max_retries": 3, "timeout": 300},
    "logging_level": "info",
    "output_action": "append_row",
    "output_file_name": "predictions.csv",
    "environment_variables": {"CHURN_THRESHOLD": "0.7"},
}
INLINE = {
    "model": {
        "name": "churn",
        "version": "3",
        "path": "model",
        "type": "custom_model",
        "description": "of October",
        "tags": {"team": "churn"},
    },
    "code_configuration": {"code": "code", "scoring_script": "score.py"},
    "environment": {
        "name": "churn-scoring",
        "version": "2",
        "image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest",
        "conda_file": "conda.yml",
        "description": "what the script needs",
        "os_type": "linux",
    },
}
REFERENCES = {
    "model": "azureml:churn:3",
    "code_configuration": {"code": "code", "scoring_script": "score.py"},
    "environment": "azureml:churn-scoring:2",
}
CLUSTER = {"compute": "azureml:cpu-cluster", "resources": {"instance_count": 2}}
NAMED = {
    "name": "churn-first",
    "endpoint_name": "churn-batch",
    "description": "scores customers",
    "tags": {"team": "churn"},
    "properties": {"stage": "test"},
}

_SCHEMAS = "https://azuremlschemas.azureedge.net/latest/"
ENDPOINT, FLAT, MODEL, PIPELINE = (
    {"$schema": f"{_SCHEMAS}{name}.schema.json"}
    for name in ("batchEndpoint", "batchDeployment", "modelBatchDeployment", "pipelineComponentBatchDeployment")
)

# Form and name of each: the form says which loader of azure-ai-ml reads it.
DOCUMENTS: dict[tuple[str, str], dict[str, Any]] = {
    ("endpoint", "plain"): {**ENDPOINT, "name": "churn-batch", "auth_mode": "aad_token"},
    ("endpoint", "full"): {
        **ENDPOINT,
        "name": "churn-batch",
        "description": "scores customers",
        "tags": {"team": "churn"},
        "properties": {"stage": "test"},
        "auth_mode": "aad_token",
        "defaults": {"deployment_name": "churn-first"},
        "location": "westeurope",
    },
    ("flat", "references"): {**FLAT, **NAMED, **REFERENCES, **CLUSTER, **SETTINGS},
    ("flat", "inline"): {**FLAT, **NAMED, **INLINE, **CLUSTER, **SETTINGS},
    ("model", "references"): {**MODEL, **NAMED, "type": "model", **REFERENCES, **CLUSTER, "settings": SETTINGS},
    ("model", "inline"): {**MODEL, **NAMED, "type": "model", **INLINE, **CLUSTER, "settings": SETTINGS},
    ("model", "mlflow"): {
        **MODEL,
        "name": "churn-mlflow",
        "endpoint_name": "churn-batch",
        "type": "model",
        "model": "azureml:churn-mlflow:1",
        "compute": "azureml:cpu-cluster",
        "settings": {"mini_batch_size": 2, "retry_settings": {"timeout": 120}},
    },
    ("pipeline", "reference"): {
        **PIPELINE,
        "name": "churn-second",
        "endpoint_name": "churn-batch",
        "description": "scores customers",
        "tags": {"team": "churn"},
        "type": "pipeline",
        "component": "azureml:churn_pipeline:1",
        "settings": {"default_compute": "azureml:cpu-cluster", "continue_on_step_failure": False, "force_rerun": False},
    },
    ("pipeline", "inline"): {
        **PIPELINE,
        "name": "churn-pipeline",
        "endpoint_name": "churn-batch",
        "type": "pipeline",
        "component": "pipeline.yml",
    },
    ("pipeline", "job"): {
        **PIPELINE,
        "name": "churn-job",
        "endpoint_name": "churn-batch",
        "type": "pipeline",
        "job_definition": {"component": "azureml:churn_pipeline:1", "settings": {"default_compute": "azureml:cpu-cluster"}},
    },
}
BESIDE = {
    "code/score.py": "def init():\n    pass\n\n\ndef run(mini_batch):\n    return list(mini_batch)\n",
    "model/model.pkl": "",
    "conda.yml": "channels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip\n  - pip: [azureml-core]\n",
    "pipeline.yml": (
        "$schema: https://azuremlschemas.azureedge.net/latest/pipelineComponent.schema.json\n"
        "type: pipeline\nname: churn_pipeline\nversion: 1\n"
        "inputs:\n  customers: {type: uri_folder}\noutputs:\n  scores: {type: uri_folder}\n"
        "jobs:\n  score:\n    type: command\n    component: azureml:churn_score:1\n    compute: azureml:cpu-cluster\n"
        "    inputs: {customers: '${{parent.inputs.customers}}'}\n    outputs: {scores: '${{parent.outputs.scores}}'}\n"
    ),
}


def write_beside(folder: Path) -> None:
    """Write the files that the documents name."""
    for name, text in BESIDE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
