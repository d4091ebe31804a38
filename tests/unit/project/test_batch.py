"""Batch endpoints and deployments: their roots, and the files they name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.project.batch import DeploymentSubject
from preflight.project.endpoint import EndpointSubject
from preflight.value import Present, Value, child, members, text_of
from tests.shared.links import UNASKED, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

FLAT = "name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"


def root(project: Load, name: str, text: str, files: dict[str, str] | None = None) -> Value:
    return project({"a/d.yml": text, **(files or {})}).subject("a/d.yml").root(name)


def problems(value: Value) -> list[str]:
    return [f"{text_of(child(one, 'kind'))} {text_of(child(one, 'key'))} at {one.place}" for one in members(child(value, "problems"))]


def test_the_two_subjects(project: Load) -> None:
    loaded = project({"d.yml": FLAT, "e.yml": "name: e\nauth_mode: aad_token\n"})
    found = [(type(loaded.subject(path)), loaded.subject(path).kind, loaded.subject(path).main) for path in ("d.yml", "e.yml")]
    assert found == [
        (DeploymentSubject, Kind.BATCH_DEPLOYMENT, "deployment"),
        (EndpointSubject, Kind.BATCH_ENDPOINT, "endpoint"),
    ]


# Problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FLAT, []),
        (FLAT + "timeout: 3\n", ["unknown-key timeout at a/d.yml:5:1"]),
        (FLAT + "mini_batch_size: many\n", ["wrong-type mini_batch_size at a/d.yml:5:18"]),
        (FLAT + "type: model\nmini_batch_size: 3\n", ["unknown-key mini_batch_size at a/d.yml:6:1"]),
        (FLAT + "type: pipeline\ncomponent: azureml:c:1\n", ["unknown-key model at a/d.yml:3:1", "unknown-key compute at a/d.yml:4:1"]),
    ],
)
def test_each_form_has_its_schema(project: Load, text: str, expected: list[str]) -> None:
    assert problems(root(project, "deployment", text)) == expected


def test_of_an_unknown_form_the_problems_are_unknown(project: Load) -> None:
    deployment = root(project, "deployment", FLAT + "type: ${TYPE}\n")
    for name in ("problems", "form", "timeout", "mini_batch_size"):
        assert shown(child(deployment, name)) == "unknown: `${TYPE}` is filled in later"


def test_the_problems_of_an_endpoint(project: Load) -> None:
    loaded = project({"e.yml": "name: e\nauth_mode: aad_token\ndefaults: {name: d}\n"})
    assert problems(loaded.subject("e.yml").root("endpoint")) == ["unknown-key name at e.yml:3:12"]


def test_what_the_preview_format_explains_is_no_problem(project: Load) -> None:
    deployment = root(
        project, "deployment", "name: d\nmodel:\n  name: m\n  local_path: x\ncompute:\n  target: azureml:c\nmini_batch_size: 1\n"
    )
    assert [text_of(sign) for sign in members(child(deployment, "preview_2021"))] == ["model.local_path", "compute.target"]
    assert problems(deployment) == []


# Models


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FLAT, "mlflow at a/d.yml:3:8"),
        (FLAT + "environment: azureml:e:1\n", f"unknown, not asked: `azureml:m@latest` {UNASKED}"),
        (FLAT.replace("azureml:m@latest", "{path: m, type: custom_model}") + "environment: azureml:e:1\n", "custom at a/d.yml:3:1"),
        (FLAT.replace("azureml:m@latest", "{path: m, type: mlflow_model}") + "environment: azureml:e:1\n", "mlflow at a/d.yml:3:1"),
    ],
)
def test_the_flavour_of_a_model(project: Load, text: str, expected: str) -> None:
    assert shown(child(root(project, "model", text), "flavor")) == expected


def test_a_model_folder_with_an_mlmodel_file_tells(project: Load) -> None:
    text = FLAT.replace("azureml:m@latest", "{path: ../m}") + "environment: azureml:e:1\n"
    files = {"m/MLmodel": "run_id: x\nflavors:\n  sklearn: {}\n  python_function: {}\n"}
    model = root(project, "model", text, files)
    assert shown(child(model, "flavor")) == f"mlflow at {child(model, 'flavors').place}"
    assert [shown(flavor) for flavor in members(child(model, "flavors"))] == [
        "sklearn at m/MLmodel:3:3",
        "python_function at m/MLmodel:4:3",
    ]
    assert shown(child(model, "path")) == "../m at a/d.yml:3:15"


@pytest.mark.parametrize("files", [{}, {"m/x.txt": ""}, {"m/MLmodel": "a: [\n"}, {"m": "a file"}])
def test_without_one_it_does_not(project: Load, files: dict[str, str]) -> None:
    text = FLAT.replace("azureml:m@latest", "{path: ../m}") + "environment: azureml:e:1\n"
    model = root(project, "model", text, files)
    assert shown(child(model, "flavor")).startswith("unknown, not asked")
    assert shown(child(model, "flavors")).startswith("unknown, not asked")


# Components


COMPONENT = "type: pipeline\nname: c\nversion: 1\ninputs: {x: {type: uri_file}}\njobs: {}\n"


@pytest.mark.parametrize("named", ["c.yml", "./c.yml", "file:c.yml", "azureml:c:1", "azureml:c@latest"])
def test_a_component_is_found_by_path_or_name(project: Load, named: str) -> None:
    component = root(project, "component", f"type: pipeline\nendpoint_name: e\ncomponent: {named}\n", {"a/c.yml": COMPONENT})
    assert shown(child(component, "name")) == "c at a/c.yml:2:7"


def test_a_component_may_be_written_inline(project: Load) -> None:
    component = root(project, "component", "type: pipeline\nendpoint_name: e\ncomponent: {name: here, inputs: {x: {type: uri_file}}}\n")
    assert shown(child(component, "name")) == "here at a/d.yml:3:19"
    assert len(members(child(component, "inputs"))) == 1


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("", "absent"),
        ("azureml:x:1", "unknown, not asked: `azureml:x:1` is not in this repository and the workspace was not asked"),
        ("no.yml", "unknown, not asked: `no.yml` is not in this repository and the workspace was not asked"),
        ("${C}", "unknown: `${C}` is filled in later"),
        ("12", "unknown: no asset is named"),
        ("bad.yml", "unknown: `bad.yml` cannot be read: not YAML: did not find expected node content"),
        ("..", "unknown: `..` cannot be read: not a regular file"),
    ],
)
def test_a_component_may_be_something_else(project: Load, named: str, expected: str) -> None:
    assert shown(root(project, "component", f"type: pipeline\nendpoint_name: e\ncomponent: {named}\n", {"a/bad.yml": "a: [\n"})) == expected


# What a deployment names


def test_the_files_that_a_deployment_names(project: Load) -> None:
    text = (
        "name: d\nendpoint_name: e\nmodel: {path: ../m}\ncompute: azureml:c\nenvironment: {image: x, conda_file: ../env/c.yml}\n"
        "component: ../p/c.yml\ncode_configuration: {code: ../src, scoring_script: s.py}\n"
    )
    files = {"m/MLmodel": "flavors: {a: {}}\nrun_id: x\n", "env/c.yml": "dependencies: [a]\n", "p/c.yml": COMPONENT, "src/s.py": "x = 1\n"}
    loaded = project({"a/d.yml": text, **files}, "a/d.yml")
    assert loaded.kinds() == {
        "a/d.yml": Kind.BATCH_DEPLOYMENT,
        "env/c.yml": Kind.CONDA,
        "m/MLmodel": Kind.MLMODEL,
        "p/c.yml": Kind.COMPONENT,
        "src/s.py": Kind.SCORING_SCRIPT,
    }
    subject = loaded.subject("a/d.yml")
    assert isinstance(subject, DeploymentSubject)
    assert [os.path.relpath(path, loaded.folder) for path in subject.named_paths()] == ["env/c.yml", "p/c.yml", "m/MLmodel"]
    assert subject.script_path() == str(loaded.folder / "src/s.py")


@pytest.mark.parametrize(
    "text",
    [
        "environment: ../env.yml\n", "environment: {conda_file: .}\n", "environment: {conda_file: no.yml}\n", "component: azureml:c:1\n",
        "component: 'https://x/c.yml'\n",
        "model: {path: ../../..}\n", "code_configuration: {scoring_script: s.ipynb}\n", "code_configuration: {scoring_script: no.py}\n",
        "code_configuration: {code: ../../.., scoring_script: s.py}\n", "environment: {conda_file: ../../../etc/passwd}\n",
        "environment: {conda_file: /etc/passwd}\n",
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_repository_is_not_brought(project: Load, text: str) -> None:
    loaded = project({"a/d.yml": "mini_batch_size: 1\n" + text, "a/s.ipynb": "{}"}, "a/d.yml")
    assert loaded.kinds() == {"a/d.yml": Kind.BATCH_DEPLOYMENT}


def test_an_environment_file_that_is_named_by_path_is_brought(project: Load) -> None:
    files = {"env.yml": "image: x\nconda_file: c.yml\n", "c.yml": "dependencies: [a]\n"}
    loaded = project({"a/d.yml": "mini_batch_size: 1\nenvironment: file:../env.yml\n", **files}, "a/d.yml")
    assert loaded.kinds() == {"a/d.yml": Kind.BATCH_DEPLOYMENT, "c.yml": Kind.CONDA, "env.yml": Kind.ENVIRONMENT}


def test_a_compute_of_the_repository(project: Load) -> None:
    files = {"c.yml": "name: c\ntype: amlcompute\nsize: S\nmax_instances: 3\ntier: Low_Priority\n"}
    compute = root(project, "compute", FLAT, files)
    assert isinstance(compute, Present)
    assert shown(child(compute, "max_nodes")) == "3 at c.yml:4:16"
    assert shown(child(compute, "tier")) == "low_priority at c.yml:5:7"


# Models


@pytest.mark.parametrize(
    ("path", "layout"),
    [
        ("../m", ["m", "a.pkl"]),
        ("../m/", ["m", "a.pkl"]),
        ("../m/a.pkl", ["a.pkl"]),
        ("../none", []),
        ("azureml://datastores/d/paths/x", []),
    ],
)
def test_what_may_be_in_the_folder_of_the_model(project: Load, path: str, layout: list[str]) -> None:
    text = FLAT.replace("model: azureml:m@latest", f"model: {{name: m, path: '{path}'}}")
    value = child(root(project, "model", text, {"m/a.pkl": ""}), "layout")
    assert [text_of(one) for one in members(value)] == layout
