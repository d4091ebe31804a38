"""What a document names by name and version: environments, computes and data assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.value import Absent, child, members
from tests.shared.links import CONDA, UNASKED, deployment, packages, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("azureml:env:2", "b/env.yml"),
        ("azureml:env:3", None),
        ("azureml:env", "a/env.yml"),
        ("azureml:env@latest", "a/env.yml"),
        ("azureml:free:7", "free.yml"),
        ("azureml:other:1", None),
        ("azureml://registries/r/environments/env/versions/2", None),
        (
            "/subscriptions/s/resourceGroups/g/providers/x/workspaces/w/environments/env/versions/2",
            "b/env.yml",
        ),
        ("env:2", None),
        ("a/env.yml", None),
    ],
)
def test_an_environment_is_found_by_name_and_version(project: Load, named: str, expected: str | None) -> None:
    files = {
        "a/env.yml": "name: env\nversion: 1\nimage: x\nconda_file: conda.yml\n",
        "b/env.yml": "name: env\nversion: '2'\nimage: x\nconda_file: conda.yml\n",
        "free.yml": "name: free\nimage: x\nconda_file: conda.yml\n",
    }
    environment = project({**files, "z/d.yml": deployment(f"environment: {named}\n")}).subject("z/d.yml").root("environment")
    if expected is None:
        assert shown(environment) == f"unknown, not asked: `{named}` {UNASKED}"
    else:
        assert str(child(environment, "image").place).partition(":")[0] == expected
        assert shown(child(environment, "reference")) == f"{named} at z/d.yml:5:14"


def test_the_conda_file_of_a_named_environment_stands_beside_it(project: Load) -> None:
    files = {"a/env.yml": "name: env\nimage: x\nconda_file: x/conda.yml\n", "a/x/conda.yml": CONDA}
    conda = project({**files, "z/d.yml": deployment("environment: azureml:env:1\n")}).subject("z/d.yml").root("conda")
    assert packages(conda) == ["python", "mlflow"]
    assert str(conda.place).startswith("a/x/conda.yml:2:")


def test_an_environment_may_be_written_in_the_deployment(project: Load) -> None:
    subject = project({"d.yml": deployment("environment:\n  image: x\n  conda_file: conda.yml\n"), "conda.yml": CONDA}).subject("d.yml")
    environment = subject.root("environment")
    assert isinstance(child(environment, "reference"), Absent)
    assert shown(child(environment, "image")) == "x at d.yml:6:10"
    assert packages(subject.root("conda")) == ["python", "mlflow"]


@pytest.mark.parametrize(
    ("text", "environment", "conda"),
    [
        ("", "absent", "absent"),
        ("environment:\n", "absent", "absent"),
        ("environment: ${ENV}\n", "unknown: `${ENV}` is filled in later", "unknown: `${ENV}` is filled in later"),
        ("environment: 12\n", "unknown: no asset is named", "unknown: no asset is named"),
        ("environment: [x]\n", "unknown: no asset is named", "unknown: no asset is named"),
        ("environment: azureml:no:1\n", f"unknown, not asked: `azureml:no:1` {UNASKED}", f"unknown, not asked: `azureml:no:1` {UNASKED}"),
    ],
)
def test_an_environment_may_be_something_else(project: Load, text: str, environment: str, conda: str) -> None:
    subject = project({"d.yml": deployment(text)}).subject("d.yml")
    assert shown(subject.root("environment")) == environment
    assert shown(subject.root("conda")) == conda


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("azureml:cluster", "cluster at c.yml:1:7"),
        ("cluster", "cluster at c.yml:1:7"),
        ("azureml:other", f"unknown, not asked: compute `azureml:other` {UNASKED}"),
        ("azureml://x", f"unknown, not asked: compute `azureml://x` {UNASKED}"),
        ("${C}", "unknown: `${C}` is filled in later"),
        ("[cluster]", "unknown, not asked: no compute is named and the workspace was not asked"),
        ("", "absent"),
    ],
)
def test_a_compute_is_found_by_name(project: Load, named: str, expected: str) -> None:
    files = {"d.yml": f"name: d\nendpoint_name: e\ncompute: {named}\n", "c.yml": "name: cluster\ntype: amlcompute\nsize: S\n"}
    assert shown(child(project(files).subject("d.yml").root("compute"), "name")) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("azureml:heart:1", "uri_file at data.yml:3:7"),
        ("azureml:heart@latest", "uri_file at data.yml:3:7"),
        ("azureml:heart:2", f"unknown, not asked: `azureml:heart:2` {UNASKED}"),
        ("azureml://datastores/store/paths/x", "absent"),
        ("azureml://subscriptions/s/resourcegroups/g/workspaces/w/datastores/store/paths/x", "absent"),
        ("https://x.blob.core.windows.net/y", "absent"),
        ("./data", "absent"),
        ("${DATA}", "unknown: `${DATA}` is filled in later"),
        ("12", "absent"),
        ("", "absent"),
    ],
)
def test_the_type_of_a_data_asset(project: Load, path: str, expected: str) -> None:
    data = "name: heart\nversion: 1\ntype: uri_file\npath: x\n"
    files = {"i.yml": f"inputs:\n  heart:\n    type: uri_file\n    path: {path}\n", "data.yml": data}
    (given,) = members(child(project(files).subject("i.yml").root("invocation"), "inputs"))
    assert shown(child(given, "data_type")) == expected
