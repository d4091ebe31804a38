"""What files come to when the commands around them are run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight.project.discovery import SHELL_ENDINGS
from preflight.scripts.find import SCRIPT_ENDINGS
from preflight.value import Absent, Unknown, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.project.subject import Subject
    from preflight.value import Value
    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

FILE = "name: d\nendpoint_name: e\nmodel: azureml:m:1\ncompute: azureml:c\n"
CREATE = "az ml batch-deployment create -f d.yml"


def of_kind(loaded: Loaded, kind: str) -> list[Subject]:
    return [subject for subject in loaded.project.subjects if subject.kind.value == kind]


def deployment(loaded: Loaded) -> Value:
    (subject,) = of_kind(loaded, "batch-deployment")
    return subject.root("deployment")


def test_what_a_command_gives_stands_over_what_its_file_says(project: Load) -> None:
    loaded = project({"d.yml": FILE, "run.sh": f"{CREATE} --endpoint-name other \\\n  --set compute=azureml:big\n"})
    root = deployment(loaded)
    name, compute = child(root, "endpoint_name"), child(root, "compute")
    assert (text_of(name), str(name.place)) == ("other", "run.sh:1:56")
    assert (text_of(compute), str(compute.place)) == ("azureml:big", "run.sh:2:17")
    assert str(child(root, "name").place) == "d.yml:1:7"
    assert [text_of(one) for one in members(child(root, "overridden"))] == ["endpoint_name", "compute"]


def test_a_file_is_judged_once_for_each_command_and_as_it_is_where_none_names_it(project: Load) -> None:
    files = {"d.yml": FILE, "other.yml": FILE.replace("name: d", "name: o"), "a.sh": f"{CREATE} -e x\n{CREATE} -e y\n"}
    found = of_kind(project(files), "batch-deployment")
    assert [text_of(child(one.root("deployment"), "endpoint_name")) for one in found] == ["x", "y", "e"]
    assert all(isinstance(child(one.root("deployment"), "twin"), Absent) for one in found)


def test_what_only_the_run_tells_is_unknown_and_nobody_was_asked(project: Load) -> None:
    loaded = project({"d.yml": FILE + "tags: {a: '${T}'}\n", "run.sh": f'{CREATE} -e "$E" --set tags.b=$X settings.list[0]=$Y\n'})
    name = child(deployment(loaded), "endpoint_name")
    assert isinstance(name, Unknown)
    assert (name.asked, name.text) == (False, None)
    tags = child(of_kind(loaded, "batch-deployment")[0].root("doc"), "tags")
    own = child(tags, "a")
    assert isinstance(own, Unknown)
    assert own.text == "${T}"


@pytest.mark.parametrize(
    "command",
    [
        "az ml batch-deployment create -f gone.yml -e x",
        "az ml batch-deployment create -f $FILE -e x",
        "az ml batch-endpoint create -f d.yml --name x",
        "az ml batch-deployment create -f ../../d.yml -e x",
        "az ml online-deployment create -f d.yml -e x",
        "az group create --name x",
        "echo az ml batch-deployment",
    ],
)
def test_a_command_that_is_about_another_file_changes_nothing(project: Load, command: str) -> None:
    assert text_of(child(deployment(project({"d.yml": FILE, "run.sh": command + "\n"})), "endpoint_name")) == "e"


def test_commands_stand_in_workflows_pipelines_and_notebooks_too(project: Load) -> None:
    workflow = f"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: {CREATE} -e w\n        working-directory: w\n"
    pipeline = f"steps:\n- script: {CREATE} -e p\n  workingDirectory: p\n"
    cells = [{"cell_type": "code", "source": [f"!{CREATE} -e n"]}]
    files = {".github/workflows/a.yml": workflow, "ci.yml": pipeline, "n/n.ipynb": json.dumps({"cells": cells}, indent=1)}
    files |= {f"{name}/d.yml": FILE for name in ("w", "p", "n")}
    found = of_kind(project(files), "batch-deployment")
    assert [(one.source.path, text_of(child(one.root("deployment"), "endpoint_name"))) for one in found] == [
        ("n/d.yml", "n"),
        ("p/d.yml", "p"),
        ("w/d.yml", "w"),
    ]


def test_a_default_that_a_command_sets_is_that_of_the_endpoint(project: Load) -> None:
    script = "az ml batch-endpoint create -f e.yml\naz ml batch-endpoint update -n e --set defaults.deployment_name=d\n"
    loaded = project({"e.yml": "name: e\nauth_mode: aad_token\n", "d.yml": FILE, "run.sh": script})
    (endpoint,) = of_kind(loaded, "batch-endpoint")
    default = child(endpoint.root("endpoint"), "default_deployment")
    assert (text_of(default), str(default.place)) == ("d", "run.sh:2:65")


def test_an_endpoint_that_only_commands_name_is_known_in_part(project: Load) -> None:
    script = 'az ml batch-endpoint create --name "$E"\naz ml batch-endpoint update --name $E --set defaults.deployment_name=d\n'
    found = of_kind(project({"d.yml": FILE, "run.sh": script + f'{CREATE} -e "$E"\n'}), "batch-endpoint")
    assert [one.source.path for one in found] == ["run.sh"]
    endpoint = found[0].root("endpoint")
    assert text_of(child(endpoint, "default_deployment")) == "d"
    assert [text_of(child(one, "name")) for one in members(child(endpoint, "deployments"))] == ["d"]


def test_an_expression_of_another_script_is_another_name(project: Load) -> None:
    files = {
        "a.sh": 'az ml batch-endpoint create --name "$E"\n',
        "b.sh": "az ml batch-endpoint update --name $E --set defaults.deployment_name=d\n",
    }
    found = of_kind(project(files), "batch-endpoint")
    assert [one.source.path for one in found] == ["a.sh", "b.sh"]
    assert isinstance(child(found[0].root("endpoint"), "default_deployment"), Absent)


REQUEST = """curl -X POST {url} -H "azureml-model-deployment: d" -d '{{"properties": {{
  "InputData": {{"x": {{"JobInputType": "UriFolder", "Uri": "azureml://datastores/s/paths/p"}}}},
  "properties": {{"experimentName": "n"}}}}}}'
"""


@pytest.mark.parametrize(
    ("url", "endpoint"), [("https://e.eastus.inference.ml.azure.com/jobs", "e"), ("$SCORING_URI", None), ("https://e.example.com/jobs", "")]
)
def test_a_request_to_an_endpoint_is_a_job(project: Load, url: str, endpoint: str | None) -> None:
    script = "SCORING_URI=$(az ml batch-endpoint show -n e --query scoring_uri -o tsv)\n"
    jobs = of_kind(project({"d.yml": FILE, "run.sh": script + REQUEST.format(url=url)}), "invocation")
    assert len(jobs) == (0 if endpoint == "" else 1)
    for job in jobs:
        facts = job.root("invocation")
        assert text_of(child(job.root("doc"), "endpoint")) == endpoint
        assert [text_of(child(facts, name)) for name in ("sent_by", "deployment_name", "experiment_name")] == ["request", "d", "n"]
        assert text_of(child(job.root("deployment"), "name")) == "d"


def test_a_job_in_a_workflow_is_a_job(project: Load) -> None:
    workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: az ml batch-endpoint invoke -n e --input a\n"
    (job,) = of_kind(project({"d.yml": FILE, ".github/workflows/run.yml": workflow}), "invocation")
    assert (str(job.place).partition(":")[0], text_of(child(job.root("deployment"), "name"))) == (".github/workflows/run.yml", "d")


def test_an_invocation_is_a_job(project: Load) -> None:
    script = "az ml batch-endpoint invoke -n e -d d --input azureml:heart:1 --input-type uri_folder\n"
    (job,) = of_kind(project({"d.yml": FILE, "run.sh": script}), "invocation")
    assert text_of(child(job.root("invocation"), "deployment_name")) == "d"
    assert text_of(child(job.root("deployment"), "name")) == "d"
    assert members(child(job.root("invocation"), "problems")) == []
    (path,) = [child(one, "path") for one in members(child(job.root("invocation"), "inputs"))]
    assert (text_of(path), str(path.place)) == ("azureml:heart:1", "run.sh:1:47")


def test_a_job_file_is_judged_as_the_command_sends_it(project: Load) -> None:
    files = {
        "job.yml": "inputs: {x: {type: uri_folder, path: a}}\n",
        "d.yml": FILE,
        "run.sh": "az ml batch-endpoint invoke -n e -d d -f job.yml\n",
    }
    (job,) = of_kind(project(files), "invocation")
    assert job.source.path == "job.yml"
    assert text_of(child(job.root("invocation"), "deployment_name")) == "d"


def test_without_scripts_a_file_is_judged_as_it_is(project: Load) -> None:
    assert text_of(child(deployment(project({"d.yml": FILE, "run.sh": f"{CREATE} -e x\n"}, "d.yml")), "endpoint_name")) == "e"


def test_a_script_that_cannot_be_read_is_passed_over(project: Load) -> None:
    loaded = project({"d.yml": FILE, "run.sh": f"{CREATE} -e x\0\n"})
    assert text_of(child(deployment(loaded), "endpoint_name")) == "e"


def test_both_parts_of_preflight_know_the_same_endings() -> None:
    assert (*SHELL_ENDINGS, ".ipynb") == SCRIPT_ENDINGS
