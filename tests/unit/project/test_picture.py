"""What a picture shows of files: what each thing is, what it is called, where it stands, and what names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.project.picture import picture_of
from tests.shared.drawn import drawn, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

ENDPOINT = "name: heart\nauth_mode: aad_token\n"
DEPLOYMENT = """\
name: classic
endpoint_name: heart
type: model
model: azureml:heart:1
code_configuration:
  code: src
  scoring_script: score.py
environment:
  conda_file: conda.yml
  image: x
compute: azureml:cluster
settings: {mini_batch_size: 10}
"""
CONDA = "name: x\ndependencies:\n  - python=3.10\n"
SCRIPT = "def init(): pass\ndef run(mini_batch): return mini_batch\n"
FILES = {"endpoint.yml": ENDPOINT, "deployment.yml": DEPLOYMENT, "conda.yml": CONDA, "src/score.py": SCRIPT}
NOT_HERE = "is not in this repository and the workspace was not asked"


def without(text: str, *starts: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(starts))


def lines(project: Load, files: dict[str, str], *paths: str) -> list[str]:
    return drawn(picture_of(project(files, *paths).project))


def test_a_whole_project(project: Load) -> None:
    assert lines(project, FILES) == [
        "endpoint heart",
        "  deployment classic",
        "    scoring script score.py",
        "    environment written in the deployment",
        "      conda file conda.yml",
        f"    model heart:1 [not asked: `azureml:heart:1` {NOT_HERE}]",
        f"    compute cluster [not asked: compute `azureml:cluster` {NOT_HERE}]",
    ]


def test_where_things_stand(project: Load) -> None:
    picture = picture_of(project(FILES).project)
    assert places(picture, "heart") == ["endpoint.yml:1:1-4:1"]
    assert places(picture, "classic") == ["deployment.yml:1:1-14:1"]
    assert places(picture, "score.py") == ["src/score.py:1:1-4:1", "deployment.yml:7:3-7:27"]
    assert places(picture, "written in the deployment") == ["deployment.yml:8:1-10:11"]
    assert places(picture, "conda.yml") == ["conda.yml:1:1-5:1"]
    assert places(picture, "heart:1") == ["deployment.yml:4:1-4:23"]
    assert places(picture, "cluster") == ["deployment.yml:11:1-11:25"]


def test_what_several_deployments_share_is_one_node(project: Load) -> None:
    other = DEPLOYMENT.replace("classic", "other")
    picture = picture_of(project(FILES | {"other.yml": other}).project)
    assert len(picture.nodes) == 1 + 2 + 5 + 1  # each has an environment of its own
    assert places(picture, "cluster") == ["deployment.yml:11:1-11:25", "other.yml:11:1-11:25"]


def test_files_that_define_assets_are_what_is_named(project: Load) -> None:
    files = {
        "deployment.yml": without(DEPLOYMENT, "environment", "  conda_file", "  image") + "environment: azureml:mine:2\n",
        "environment.yml": "$schema: x/environment.schema.json\nname: mine\nversion: 2\nimage: y\nconda_file: conda.yml\n",
        "compute.yml": "$schema: https://azuremlschemas.azureedge.net/latest/amlCompute.schema.json\nname: cluster\ntype: amlcompute\n",
        "conda.yml": CONDA,
    }
    assert lines(project, files) == [
        "endpoint heart [not asked: endpoint `heart` is not in this repository and the workspace was not asked]",
        "  deployment classic",
        "    scoring script score.py [not there: there is no file `src/score.py`]",
        "    environment mine",
        "      conda file conda.yml",
        f"    model heart:1 [not asked: `azureml:heart:1` {NOT_HERE}]",
        "    compute cluster",
    ]
    picture = picture_of(project(files).project)
    assert places(picture, "mine") == ["environment.yml:1:1-7:1", "deployment.yml:10:1-10:28"]


def test_an_endpoint_that_was_not_to_be_checked(project: Load) -> None:
    assert lines(project, FILES, "deployment.yml")[0] == "endpoint heart [not asked: it is not among what was to be checked]"


def test_a_deployment_of_no_endpoint_stands_at_the_top(project: Load) -> None:
    files = FILES | {"deployment.yml": without(DEPLOYMENT, "endpoint_name"), "endpoint.yml": "x: 1\n"}
    assert lines(project, files)[0] == "deployment classic"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("code_configuration: {code: src, scoring_script: '${S}'}", "scoring script ${S} [unknown: `${S}` is filled in later]"),
        (
            "code_configuration: {code: 'azureml:code:1', scoring_script: score.py}",
            "scoring script score.py [not asked: `azureml:code:1` is not in this repository and the workspace was not asked]",
        ),
    ],
)
def test_a_script_that_cannot_be_seen(project: Load, code: str, line: str) -> None:
    text = without(DEPLOYMENT, "code_configuration", "  code:", "  scoring_script") + f"{code}\n"
    assert f"    {line}" in lines(project, FILES | {"deployment.yml": text})


def test_what_a_deployment_does_not_name_is_not_drawn(project: Load) -> None:
    assert lines(project, {"deployment.yml": "name: classic\nendpoint_name: heart\nsettings: {mini_batch_size: 1}\n"})[1:] == [
        "  deployment classic"
    ]


def test_a_model_in_the_repository_has_its_own_description(project: Load) -> None:
    files = {
        "deployment.yml": without(DEPLOYMENT, "model:") + "model: {name: tree, path: model}\n",
        "model/MLmodel": "artifact_path: model\nflavors: {python_function: {}}\n",
    }
    made = picture_of(project(files | {"other.yml": "name: o\nendpoint_name: heart\nmodel: {path: model}\n"}).project)
    assert [place.partition(":")[0] for place in places(made, "tree")] == ["deployment.yml", "model/MLmodel", "other.yml"]
    assert sum(node.role.value == "model" for node in made.nodes) == 1


def test_a_model_elsewhere(project: Load) -> None:
    text = without(DEPLOYMENT, "model:") + "model: {path: 'azureml://datastores/a/paths/m'}\n"
    assert "    model written in the deployment" in lines(project, FILES | {"deployment.yml": text})


def test_a_pipeline(project: Load) -> None:
    files = {
        "deployment.yml": "name: flow\nendpoint_name: heart\ntype: pipeline\ncomponent: pipeline.yml\n"
        "settings: {default_compute: cluster}\n",
        "registered.yml": "name: other\nendpoint_name: heart\ntype: pipeline\ncomponent: azureml:step:1\n",
        "pipeline.yml": "$schema: x/pipelineComponent.schema.json\nname: steps\ntype: pipeline\njobs: {}\n",
        "inputs.yml": "inputs:\n  a: {type: uri_folder, path: 'azureml:x:1'}\ndeployment: flow\n",
    }
    found = lines(project, files)
    assert found[1:5] == [
        "  deployment flow",
        "    component steps",
        f"    compute cluster [not asked: compute `cluster` {NOT_HERE}]",
        "    batch job inputs.yml",
    ]
    assert f"    component step:1 [not asked: `azureml:step:1` {NOT_HERE}]" in found


def test_a_job_that_is_for_no_deployment_stands_alone(project: Load) -> None:
    assert lines(project, {"inputs.yml": "inputs:\n  a: {type: uri_folder, path: 'azureml:x:1'}\n"}) == ["batch job inputs.yml"]


def test_a_conda_file_alone(project: Load) -> None:
    assert lines(project, {"conda.yml": CONDA}) == ["conda file conda.yml"]


def test_what_a_command_puts_over_a_file_is_about_the_deployment(project: Load) -> None:
    run = "az ml batch-deployment create -f deployment.yml --set settings.mini_batch_size=0\n"
    made = picture_of(project(FILES | {"run.sh": run}).project)
    (own,) = (node for node in made.nodes if node.name == "classic")
    assert {place.source.path for place in own.places} == {"deployment.yml", "run.sh"}
    assert "commands run.sh" in drawn(made)


def test_what_a_script_creates_without_a_file_is_its_command(project: Load) -> None:
    made = picture_of(project({"run.sh": "set -e\naz ml batch-endpoint create --name heart --auth-mode aad_token\n"}).project)
    assert drawn(made) == ["endpoint heart", "commands run.sh"]
    assert {place.split(":")[1] for place in places(made, "heart")} == {"2"}


def test_two_deployments_that_a_script_makes_of_one_file(project: Load) -> None:
    run = "".join(f"az ml batch-deployment create -f deployment.yml --name {name}\n" for name in ("blue", "green"))
    found = lines(project, FILES | {"run.sh": run})
    assert [line for line in found if line.startswith("  deployment")] == ["  deployment blue", "  deployment green"]


def test_what_code_deploys_stands_where_the_code_says_it(project: Load) -> None:
    code = (
        "from azure.ai.ml.entities import BatchEndpoint\nfrom azure.ai.ml import MLClient\n\n"
        "endpoint = BatchEndpoint(name='heart', auth_mode='key')\nMLClient(None).batch_endpoints.begin_create_or_update(endpoint)\n"
    )
    made = picture_of(project({"deploy.py": code}).project)
    assert drawn(made) == ["endpoint heart"]
    assert [place.source.path for place in made.nodes[0].places] == ["deploy.py"]
    assert 1 < made.nodes[0].places[0].line <= 5


@pytest.mark.parametrize("odd", ["3", "[]", "{}", "null", "'${X}'", "[1, {a: b}]", "true"])
@pytest.mark.parametrize(
    "key", ["name", "endpoint_name", "model", "environment", "component", "compute", "code_configuration", "type", "settings"]
)
def test_odd_values_are_drawn_too(project: Load, key: str, odd: str) -> None:
    text = without(DEPLOYMENT, key, "  code:", "  scoring_script:", "  conda_file", "  image") + f"{key}: {odd}\nretry_settings: {{}}\n"
    assert lines(project, {"deployment.yml": text})
