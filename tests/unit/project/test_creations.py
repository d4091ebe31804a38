"""What the files of a run create, and the doubt that it leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.project.creations import Creations
from preflight.project.discovery import walk
from preflight.project.tree import Tree
from preflight.value import Absent

if TYPE_CHECKING:
    from tests.unit.project.conftest import Write

CREATE = "az ml model create -n heart --path model\n"
WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: {}"
CALLING = "jobs:\n  a:\n    uses: {}\n    with: {{model: m}}\n"


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": [cell]} for cell in cells], "nbformat": 4}, indent=1)


def doubt(write: Write, files: dict[str, str], resource: str = question.MODEL, name: str = "heart") -> str | None:
    root = str(write(files))
    found = Creations(Tree(root, [root]), walk(root, ".", [])).doubt(resource, name, Absent())
    assert found is None or (not found.asked and found.at_run)
    return found.reason if found is not None else None


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"a/run.sh": f"cd x\n{CREATE}"}, "a/run.sh:2:1"),
        ({"run.ps1": CREATE}, "run.ps1:1:1"),
        ({".github/workflows/a.yml": WORKFLOW.format(CREATE)}, ".github/workflows/a.yml:6:14"),
        ({"a.ipynb": notebook("!" + CREATE)}, "a.ipynb:6:7"),
        ({"a.ipynb": notebook("x = 1", "mlflow.register_model(uri, 'heart')")}, "a.ipynb:12:6"),
        ({"a.py": "mlflow.register_model(uri, 'heart')"}, "a.py:1:1"),
        ({"job.yml": "type: command\ncommand: x\noutputs: {m: {name: heart}}\n"}, "job.yml:3:21"),
        ({"run.sh": "az ml model create -f m.yml\n", "m.yml": "name: heart\npath: m\n"}, "run.sh:1:1"),
        ({"b/run.sh": 'az ml model create -f "$(dirname "$0")/m.yml"\n', "b/m.yml": "name: heart\n"}, "b/run.sh:1:1"),
        ({"a.sh": "az ml model create -n $X\n", "run.sh": CREATE}, "run.sh:1:1"),
    ],
)
def test_whatever_creates_it_is_named(write: Write, files: dict[str, str], where: str) -> None:
    assert doubt(write, files) == f"the workspace has no model `heart`, but `{where}` creates it"


@pytest.mark.parametrize(
    ("files", "who"),
    [
        ({"run.sh": "az ml model create -n $X\n"}, "run.sh:1:1"),
        ({"run.sh": 'az ml model create -f "$1"\n'}, "run.sh:1:1"),
        ({"run.sh": "az ml model create -f gone.yml\n"}, "run.sh:1:1"),
        ({"run.sh": "az ml model create -f ../m.yml\n"}, "run.sh:1:1"),
        ({"a.yml": CALLING.format("some/repo/.github/workflows/b.yml@main")}, "some/repo/.github/workflows/b.yml@main"),
    ],
)
def test_whatever_may_create_it_is_named(write: Write, files: dict[str, str], who: str) -> None:
    assert doubt(write, files) == f"the workspace has no model `heart`, but `{who}` may create it"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"run.sh": CREATE.replace("heart", "other")},
        {"run.sh": CREATE.replace("model create", "data create")},
        {"run.sh": "az ml model create -f m.yml\n", "m.yml": "name: other\n"},
        {"a.py": "def broken(:\n    mlflow.register_model(uri, 'heart')"},
        {"a.py": "print('heart')"},
        {"a.json": CREATE, "b.yml": "a: [", "c.yml": f"text: {CREATE}", "d.yml": "- a"},
        {"a.yml": CALLING.format("./.github/workflows/b.yml")},
        {"a.sh": "az ml model list\n"},
        {"a.sh": "\0", "b.py": "\0", "c.ipynb": "\0"},
    ],
)
def test_all_else_is_missing(write: Write, files: dict[str, str]) -> None:
    assert doubt(write, files) is None


@pytest.mark.parametrize(
    ("resource", "word", "command"),
    [
        (question.DATA, "data asset", "data"),
        (question.DATASTORES, "datastore", "datastore"),
        (question.ENDPOINT, "batch endpoint", "batch-endpoint"),
        (question.COMPUTE, "compute", "compute"),
    ],
)
def test_every_sort_has_its_word(write: Write, resource: str, word: str, command: str) -> None:
    found = doubt(write, {"run.sh": f"az ml {command} create -n heart\n"}, resource)
    assert found == f"the workspace has no {word} `heart`, but `run.sh:1:1` creates it"
