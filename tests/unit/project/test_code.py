"""What Python code deploys, as subjects beside the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight.value import Absent, Unknown, child, members, text_of
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

IMPORTS = "from azure.ai.ml.entities import BatchEndpoint, BatchDeployment, Environment, CodeConfiguration\n"
DEPLOY = f"""{IMPORTS}
name = make_name()
endpoint = BatchEndpoint(name=name)
deployment = BatchDeployment(
    name="torch", endpoint_name=endpoint.name, compute="cpu",
    code_configuration=CodeConfiguration("src", "score.py"), environment=Environment(image="i", conda_file="gone/conda.yml"),
)
endpoint = client.batch_endpoints.get(name)
endpoint.defaults.deployment_name = deployment.name
client.batch_endpoints.invoke(endpoint_name=name)
"""
SCORE = "def init(): pass\ndef run(batch): return []\n"


def kinds(loaded: Loaded) -> list[tuple[str, str]]:
    return [(subject.source.path, subject.kind.value) for subject in loaded.project.subjects]


def test_code_that_deploys_comes_to_subjects_and_brings_what_it_names(project: Load) -> None:
    loaded = project({"deploy.py": DEPLOY, "src/score.py": SCORE})
    assert kinds(loaded) == [
        ("deploy.py", "batch-deployment"),
        ("deploy.py", "batch-endpoint"),
        ("deploy.py", "environment"),
        ("deploy.py", "invocation"),
        ("src/score.py", "scoring-script"),
    ]
    assert loaded.project.files == 2


def test_notebooks_are_read_as_the_code_they_hold(project: Load) -> None:
    cells = [{"cell_type": "code", "source": [IMPORTS]}, {"cell_type": "code", "source": ["BatchDeployment(name='d')\n"]}]
    loaded = project({"n.ipynb": json.dumps({"cells": cells}, indent=1)})
    assert kinds(loaded) == [("n.ipynb", "batch-deployment")]
    assert loaded.project.subjects[0].place.line == 12


def test_other_code_is_passed_over(project: Load) -> None:
    files = {
        "a.py": "import azure.ai.ml\n",
        "b.py": "class BatchDeployment: ...\n",
        "c.ipynb": "no json: azure.ai.ml Batch",
        "d.ipynb": "{}",
    }
    assert kinds(project(files)) == []
    assert kinds(project({"a.py": "from azure.ai.ml.entities import BatchDeployment\ndef (:\n"})) == []


def test_a_name_that_is_made_when_code_runs_links_what_has_it(project: Load) -> None:
    loaded = project({"deploy.py": DEPLOY, "src/score.py": SCORE})
    endpoint = next(subject for subject in loaded.project.subjects if subject.kind.value == "batch-endpoint")
    root = endpoint.root("endpoint")
    assert text_of(child(root, "default_deployment")) == "torch"
    assert [text_of(child(one, "name")) for one in members(child(root, "deployments"))] == ["torch"]
    invocation = loaded.project.subjects[3]
    assert text_of(child(invocation.root("invocation"), "deployment_name")) == "torch"
    assert text_of(child(invocation.root("deployment"), "name")) == "torch"


def test_a_path_that_leads_nowhere_is_not_known_and_one_that_does_is(project: Load) -> None:
    deployment = project({"deploy.py": DEPLOY, "src/score.py": SCORE}).project.subjects[0]
    conda = child(child(deployment.root("doc"), "environment"), "conda_file")
    assert isinstance(conda, Unknown)
    assert not conda.asked
    assert text_of(child(deployment.root("deployment"), "code")) == "src"
    gone = project({"deploy.py": DEPLOY.replace('"src"', '"nowhere"')}).project.subjects[0]
    assert isinstance(child(gone.root("deployment"), "script_found"), Unknown)


def test_code_sees_files_and_files_do_not_see_code(project: Load) -> None:
    code = IMPORTS + "BatchDeployment(name='a', endpoint_name='e', model='azureml://x/y')\nBatchDeployment(name='a', endpoint_name='e')\n"
    loaded = project({"a.py": code, "e.yml": "name: e\nauth_mode: aad_token\n", "d.yml": "name: b\nendpoint_name: e\nmodel: azureml:m:1\n"})
    first, second = loaded.project.subjects[:2]
    assert text_of(child(first.root("endpoint"), "name")) == "e"
    assert isinstance(child(second.root("deployment"), "twin"), Absent)
    assert members(child(first.root("deployment"), "problems")) == []
    endpoint = loaded.subject("e.yml")
    assert [text_of(child(one, "name")) for one in members(child(endpoint.root("endpoint"), "deployments"))] == ["b"]


@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_code_that_cannot_be_read_is_told_where_it_was_asked_for(project: Load, name: str) -> None:
    files = {name: "azure.ai.ml Batch\0", "d.yml": "name: d\nendpoint_name: e\nmodel: azureml:m:1\n"}
    assert project(files).unchecked() == []
    assert project(files, name).unchecked() == [f"{name}:1: binary: it holds a NUL byte"]


def test_calls_that_get_a_token_which_is_sent(project: Load) -> None:
    text = (
        't = c.get_token("https://management.azure.com/.default").token\nc.get_token("https://ml.azure.com/.default")\n'
        'requests.post("https://e.westeurope.inference.ml.azure.cn/jobs", headers={"Authorization": t})\n'
        'requests.post(endpoint.scoring_uri, headers={"Authorization": t})\n'
    )
    loaded = project({"a.py": text, "b.py": "get_token\nscoring\n"})
    (subject,) = loaded.project.subjects
    found = plain(subject.root("command"))
    assert (found["name"], found["resource"], str(subject.place)) == ("get_token", "https://management.azure.com/.default", "a.py:1:5")
    assert [(one["takes"], one["accepted"]) for one in found["token_goes_to"]] == [
        ("https://ml.azure.cn", False), ("https://ml.azure.com", False),
    ]  # fmt: skip
    assert loaded.project.files == 1
