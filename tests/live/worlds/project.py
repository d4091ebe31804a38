"""The project of the table of worlds: a batch endpoint, its deployment with a script, and a job; it is right where the world is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    # Other texts by the names of files; None is no such file.
    Files = dict[str, str | None]

ENDPOINT = """\
$schema: https://azuremlschemas.azureedge.net/latest/batchEndpoint.schema.json
name: heart-batch
auth_mode: aad_token
defaults:
  deployment_name: classic
"""
DEPLOYMENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/modelBatchDeployment.schema.json
name: classic
endpoint_name: heart-batch
type: model
model: azureml:heart-custom:1
code_configuration:
  code: code
  scoring_script: score.py
environment: azureml:batch-env:7
compute: azureml:cpu-cluster
resources:
  instance_count: 2
settings:
  mini_batch_size: 10
  max_concurrency_per_instance: 2
  output_action: append_row
  output_file_name: predictions.csv
  retry_settings:
    max_retries: 3
    timeout: 300
  error_threshold: 5
  logging_level: info
"""
INPUTS = """\
inputs:
  heart:
    type: uri_folder
    path: azureml:heart:1
outputs:
  score:
    type: uri_file
    path: azureml://datastores/workspaceblobstore/paths/scores/predictions.csv
"""
SCRIPT = '''\
"""Scores hearts, one CSV file of them at a time."""

import os

import pandas as pd


def init():
    """Load the limit, once for each worker process."""
    global limit
    limit = float(os.environ.get("HEART_LIMIT", "240"))


def run(mini_batch):
    """Return a row for each person in the files of a mini-batch."""
    rows = []
    for path in mini_batch:
        people = pd.read_csv(path)
        rows += [f"{path},{risk}" for risk in people["chol"] > limit]
    return rows
'''
FILES: Files = {"endpoint.yml": ENDPOINT, "deployment.yml": DEPLOYMENT, "inputs.yml": INPUTS, "code/score.py": SCRIPT}


def write(folder: Path, changes: Files) -> Path:
    """Write the project with some other files into a folder, which becomes a git root, and return it."""
    (folder / ".git").mkdir()
    for name, text in {**FILES, **changes}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def deployment(**changes: str) -> Files:
    """Return the deployment with other texts for some of its lines, by what these begin with."""
    lines = DEPLOYMENT.splitlines(keepends=True)
    for key, text in changes.items():
        number = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{key}:"))
        indent = lines[number][: -len(lines[number].lstrip())]
        lines[number] = f"{indent}{key}: {text}\n" if text else ""
    return {"deployment.yml": "".join(lines)}


def job(source: str = "azureml:heart:1", *, kind: str = "uri_folder", target: str = "") -> Files:
    """Return a job with another input, or with another path for its output."""
    text = INPUTS.replace("azureml:heart:1", source).replace("uri_folder", kind)
    return {"inputs.yml": text.replace("azureml://datastores/workspaceblobstore/paths/scores/predictions.csv", target) if target else text}
