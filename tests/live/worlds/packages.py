"""Worlds with other packages, Pythons and images: in a registered environment, or in files beside it where only these can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import good
from tests.live.worlds.case import Case, as_it_is, forbid, patch
from tests.live.worlds.environments import conda_file
from tests.live.worlds.project import deployment

if TYPE_CHECKING:
    from tests.live.worlds.project import Files

_PYTHON = "  - python=3.11\n"
_IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04"
# Of a registered environment, these are told; of what cannot be mended there, files alone are told.
_OF_ENVIRONMENT = frozenset(
    {
        "conda-python-multiple",
        "env-base-image-deprecated",
        "env-image-untagged",
    }
)


def _here(text: str, image: str = f"{_IMAGE}:latest") -> Files:
    """Return the deployment with an environment of its own, and its conda file."""
    return deployment(environment=f"{{image: '{image}', conda_file: conda.yml}}") | {"conda.yml": text}


CASES = (
    Case("packages: an old Python", conda_file(good.CONDA.replace(_PYTHON, "  - python=3.8\n")), {"conda-python-eol": "warning"}),
    Case(
        "packages: two Pythons", conda_file(good.CONDA.replace(_PYTHON, f"{_PYTHON}  - python=3.12\n")), {"conda-python-multiple": "error"}
    ),
    Case("packages: an old mlflow", conda_file(good.CONDA.replace("mlflow", "mlflow==2.3")), {"mlflow-old-needs-setuptools": "warning"}),
    Case(
        "packages: refused",
        forbid("*/environments/versions/read"),
        unsure=_OF_ENVIRONMENT,
        reasons=("may not read environment `batch-env:7`",),
    ),
    Case(
        "packages here: azureml-core from conda's channels",
        as_it_is,
        {"conda-azureml-in-conda-section": "info"},
        files=_here(good.CONDA.replace("  - pip\n", "  - pip\n  - azureml-core\n")),
    ),
    Case(
        "packages here: no channels",
        as_it_is,
        {"conda-channels-missing": "info"},
        files=_here(good.CONDA.replace("channels:\n  - conda-forge\n", "")),
    ),
    Case(
        "packages here: a file beside the conda file",
        as_it_is,
        {"conda-local-file-not-sent": "warning"},
        files=_here(good.CONDA.replace("azureml-core\n", "azureml-core\n      - -c constraints.txt\n")),
    ),
    Case(
        "packages here: an azureml-core for an older setuptools",
        as_it_is,
        {"azureml-core-old-needs-setuptools": "warning"},
        files=_here(good.CONDA.replace("azureml-core\n", "azureml-core==1.57.0\n")),
    ),
    Case("packages here: pip is not named", as_it_is, {"conda-pip-undeclared": "info"}, files=_here(good.CONDA.replace("  - pip\n", ""))),
    Case("packages here: no Python", as_it_is, {"conda-python-missing": "warning"}, files=_here(good.CONDA.replace(_PYTHON, ""))),
    Case(
        "packages here: one Python and no other",
        as_it_is,
        {"conda-python-exact-patch": "info"},
        files=_here(good.CONDA.replace(_PYTHON, "  - python=3.11.9\n")),
    ),
    Case(
        "image: of an old system",
        patch(good.ENVIRONMENT, "properties.image", "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest"),
        {"env-base-image-deprecated": "warning"},
    ),
    Case("image: without a tag", patch(good.ENVIRONMENT, "properties.image", _IMAGE), {"env-image-untagged": "info"}),
    Case("image: without conda", patch(good.ENVIRONMENT, "properties.image", "python:3.10"), {"env-image-without-conda": "warning"}),
    Case(
        "image here: none",
        as_it_is,
        {"env-image-missing": "error"},
        files=deployment(environment="{conda_file: conda.yml}") | {"conda.yml": good.CONDA},
    ),
    Case(
        "image here: built from a folder that is not there",
        as_it_is,
        {"env-build-context-limits": "error", "conda-missing-azureml-core": "info"},
        files=deployment(environment="{build: {path: nowhere}}"),
    ),
)
