"""What an offline check imports: a short process pays for every module each time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.address import Address
from preflight.probes.recording import write
from preflight.question import Found, Question

if TYPE_CHECKING:
    from pathlib import Path

ENDPOINT = """\
$schema: https://azuremlschemas.azureedge.net/latest/batchEndpoint.schema.json
name: heart-classifier
auth_mode: aad_token
description: A heart condition classifier
"""
DEPLOYMENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/modelBatchDeployment.schema.json
name: classifier
endpoint_name: heart-classifier
description: A heart condition classifier
type: model
model: azureml:heart@latest
compute: azureml:cluster
resources:
  instance_count: 2
settings:
  mini_batch_size: 10
  output_action: append_row
  output_file_name: predictions.csv
  retry_settings:
    max_retries: 3
    timeout: 300
  error_threshold: -1
  logging_level: info
"""
FORBIDDEN = (
    "asyncio", "azure", "concurrent", "dataclasses", "difflib", "hashlib", "importlib.metadata", "importlib.resources", "inspect",
    "jsonschema", "logging", "packaging", "pathlib", "shutil", "ssl", "textwrap", "typing", "urllib.request",
)  # fmt: skip
UNNEEDED = {
    "ast", "preflight.address", "preflight.commands.address", "preflight.facts.catalogue", "preflight.facts.script", "preflight.probes",
    "preflight.reporters.annotation", "preflight.reporters.json_v1", "preflight.reporters.markup", "preflight.reporters.sarif",
    "preflight.picture", "preflight.project.picture", "preflight.reporters.html",
    "preflight.rulefiles", "preflight.survey", "preflight.git", "preflight.commands.changed", "preflight.project.narrowing", "subprocess",
}  # fmt: skip
# As if no package of Azure was installed.
WITHOUT_AZURE = "import sys; sys.modules['azure'] = None; from preflight.cli import main; sys.exit(main(sys.argv[1:]))"
# It names every module on standard error, once it is imported.
WATCHED = [sys.executable, "-X", "importtime", "-m"]


def imported(folder: Path, *arguments: str) -> tuple[int, str, set[str]]:
    """Run a module; return its exit code, what it printed, and the modules it imported."""
    done = subprocess.run([*WATCHED, *arguments], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.returncode, done.stdout, {line.rpartition("|")[2].strip() for line in lines}


@pytest.fixture
def clean(folder: Path) -> Path:
    (folder / "endpoint.yml").write_text(ENDPOINT)
    (folder / "deployment.yml").write_text(DEPLOYMENT)
    return folder


@pytest.fixture
def bare(folder: Path) -> set[str]:
    """Return what running any module imports, such as the hooks of editable installations."""
    (folder / "nothing.py").write_text("")
    return imported(folder, "nothing")[2]


@pytest.mark.parametrize("pins", [["mlflow==2.9.2"], ["azureml-core==1.57.0", "azureml-defaults==1.60.0"]])
def test_plain_pins_are_compared_without_packaging(pins: list[str], folder: Path) -> None:
    packages = "".join(f"\n    - {pin}" for pin in ("pip", "setuptools==68.0.0", *pins))
    (folder / "conda.yml").write_text(f"name: x\nchannels: [conda-forge]\ndependencies:\n- python=3.9.18\n- pip\n- pip:{packages}\n")
    (folder / "environment.yml").write_text("name: heart-env\nimage: mcr.microsoft.com/azureml/x:1\nconda_file: conda.yml\n")
    _, out, modules = imported(folder, "preflight", "check", ".")
    assert "2 files" in out
    assert "preflight.facts.match_spec" in modules
    assert "packaging" not in modules


@pytest.mark.parametrize("arguments", [["deployment.yml"], ["."], ["--quiet"], ["--unknown", "fail", "--fail-on", "info"]])
def test_a_clean_check_imports_little(arguments: list[str], clean: Path, bare: set[str]) -> None:
    code, out, modules = imported(clean, "preflight", "check", *arguments)
    assert code == 0, out
    assert out == "" if "--quiet" in arguments else out.startswith("No findings")
    assert "preflight.engine" in modules
    assert {module for module in modules - bare if f"{module}.".startswith(tuple(f"{name}." for name in FORBIDDEN))} == set()
    assert not modules & UNNEEDED


def test_a_check_of_a_recording_imports_little_more(clean: Path, bare: set[str]) -> None:
    known = {Question(question.WORKSPACE): Found({"id": "/w", "name": "ws-batch"}, "/w")}
    (clean / "facts.json").write_text(write(Address("s", "rg-batch", "ws-batch"), "2026-08-01T12:00:00Z", known))
    code, out, modules = imported(clean, "preflight", "check", "--facts", "facts.json")
    assert code == 0, out
    assert "Checked against the workspace `ws-batch`" in out
    assert "preflight.probes.recorded" in modules
    assert {module for module in modules - bare if f"{module}.".startswith(tuple(f"{name}." for name in FORBIDDEN))} == set()
    assert not [module for module in modules if module.startswith("preflight.probes.azure")]


def test_the_version_imports_next_to_nothing(folder: Path, bare: set[str]) -> None:
    code, out, modules = imported(folder, "preflight", "--version")
    assert code == 0
    assert out.startswith("preflight ")
    assert {module for module in modules if module.startswith("preflight")} == {"preflight", "preflight.cli", "preflight.exits"}
    assert modules - bare <= {"preflight", "preflight.cli", "preflight.exits", "__future__", "gc"}


def test_a_check_needs_no_package_of_azure(clean: Path) -> None:
    done = without_azure(clean, "check", ".")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No findings")


def test_a_live_check_says_what_installs_them(clean: Path) -> None:
    named = ("-w", "ws1", "-g", "rg", "--subscription", "11111111-2222-3333-4444-555555555555")
    done = without_azure(clean, "check", ".", *named)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "preflight: asking a workspace takes azure-ai-ml: pip install 'azureml-preflight[live]'\n"


def without_azure(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_AZURE, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
