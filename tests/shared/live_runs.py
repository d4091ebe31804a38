"""Runs of preflight as a process of its own that meets the fake Azure, over a project that names what is there and what is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.azure import good

PACKAGE = Path(__file__).parents[2]
NAMED = ("--subscription", good.SUBSCRIPTION, "-g", good.GROUP, "-w", good.WORKSPACE_NAME)
_HEAD = "name: {0}\nendpoint_name: heart-batch\ncode_configuration: {{code: ., scoring_script: score.py}}\n"
FILES = {
    "endpoint.yml": "name: heart-batch\nauth_mode: aad_token\n",
    "classic.yml": _HEAD.format("classic")
    + "model: azureml:heart-custom:1\nenvironment: azureml:batch-env:7\ncompute: azureml:cpu-cluster\nresources: {instance_count: 9}\n",
    "other.yml": _HEAD.format("other")
    + "model: azureml:gone@latest\nenvironment: azureml:gone:1\ncompute: azureml:gone\nresources: {instance_count: 2}\n",
    "flow.yml": "name: flow\nendpoint_name: heart-batch\ntype: pipeline\ncomponent: azureml:heart-pipeline:1\n"
    "settings: {default_compute: azureml:cpu-cluster}\n",
    "mlflow.yml": "name: mlflow\nendpoint_name: heart-batch\nmodel: azureml:heart-model:3\ncompute: azureml:cpu-cluster\n",
    "job/inputs.yml": "inputs:\n  a: {type: uri_folder, path: 'azureml:heart:1'}\n  b: {type: uri_folder, path: 'azureml:gone:1'}\n",
    "score.py": "import pandas\ndef init(): pass\ndef run(mini_batch): return pandas.DataFrame({'x': list(mini_batch)})\n",
}
# A job that reads and writes what is there.
JOB = (
    *("--deployment-name", "mlflow", "--input", "azureml:heart@latest"),
    *("--output-path", "azureml://datastores/ds_none/paths/scored/"),
)


def written(folder: Path) -> Path:
    """Write the project into a folder, which becomes a git root, and return it."""
    (folder / ".git").mkdir()
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def preflight(folder: Path, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run preflight in a folder, with an environment."""
    command = [sys.executable, "-m", "preflight", *arguments]
    return subprocess.run(
        command, cwd=folder, env=env | {"PYTHONPATH": str(PACKAGE)}, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
