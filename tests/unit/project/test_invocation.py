"""Files that batch jobs are sent with, and the deployment they are for."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.kind import Kind
from preflight.project.invocation import InvocationSubject
from preflight.project.project import load
from preflight.question import Question
from preflight.value import child, members, text_of
from preflight.world import World
from tests.shared.links import shown
from tests.shared.workspaces import Workspace, compute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

DEPLOYMENT = "name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"
INPUTS = "inputs: {x: {type: uri_folder, path: data}}\n"


def test_its_kind_and_its_main_root(project: Load) -> None:
    subject = project({"i.yml": INPUTS}).subject("i.yml")
    assert (type(subject), subject.kind, subject.main) == (InvocationSubject, Kind.INVOCATION, "invocation")


def test_its_problems(project: Load) -> None:
    problems = child(project({"i.yml": "inputs: {x: {path: a}}\n"}).subject("i.yml").root("invocation"), "problems")
    assert [f"{text_of(child(one, 'kind'))} {text_of(child(one, 'key'))} at {one.place}" for one in members(problems)] == [
        "missing-key type at i.yml:1:10"
    ]


def test_the_roots_of_its_deployment(project: Load) -> None:
    files = {"d.yml": DEPLOYMENT, "i.yml": INPUTS, "e.yml": "name: e\nauth_mode: aad_token\n"}
    subject = project(files).subject("i.yml")
    assert [shown(child(subject.root(root), "name")) for root in ("deployment", "endpoint")] == ["d at d.yml:1:7", "e at e.yml:1:7"]
    assert shown(child(subject.root("model"), "flavor")) == "mlflow at d.yml:3:8"
    assert shown(subject.root("component")) == "absent"
    assert (
        shown(subject.root("compute"))
        == "unknown, not asked: compute `azureml:c` is not in this repository and the workspace was not asked"
    )
    assert subject.root("compute") is subject.root("compute")


def test_without_a_deployment_all_its_roots_are_unknown(project: Load) -> None:
    subject = project({"i.yml": INPUTS}).subject("i.yml")
    for root in ("deployment", "endpoint", "model", "component", "compute"):
        assert shown(subject.root(root)) == "unknown, not asked: there is no deployment in sight and the workspace was not asked"


def test_what_is_learnt_of_the_deployment_is_seen(tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text(DEPLOYMENT)
    (tmp_path / "i.yml").write_text(INPUTS)
    loaded = load([str(tmp_path)], str(tmp_path), world=World("recorded"))
    subject = next(one for one in loaded.subjects if one.kind is Kind.INVOCATION)
    asked = Question(question.COMPUTE, ("c",))
    assert getattr(subject.root("compute"), "questions", ()) == (asked,)
    loaded.world.learn(Workspace({asked: compute("c")}).ask([asked]))
    loaded.forget()
    assert shown(child(subject.root("compute"), "max_nodes")) == "4 at d.yml:4:10"


ENDPOINT = "name: {}\nauth_mode: aad_token\n"


def test_its_endpoint_is_the_one_that_is_named(project: Load) -> None:
    files = {"d.yml": DEPLOYMENT, "e.yml": ENDPOINT.format("e"), "f.yml": ENDPOINT.format("f")}
    for name, expected in (("e", "e at e.yml:1:7"), ("f", "f at f.yml:1:7")):
        subject = project(files | {"i.yml": f"{INPUTS}endpoint: {name}\n"}).subject("i.yml")
        assert shown(child(subject.root("endpoint"), "name")) == expected
    lost = project(files | {"i.yml": f"{INPUTS}endpoint: g\n"}).subject("i.yml").root("endpoint")
    assert shown(lost) == "unknown, not asked: endpoint `g` is not in this repository and the workspace was not asked"


CODE = "from azure.ai.ml.entities import BatchEndpoint\nBatchEndpoint(name='e', default_deployment_name='f')\n"
CREATE = "az ml batch-deployment create --set-default"
MAY_BE_SET = "unknown, not asked: something in sight sets a default deployment, and it is not known which"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "absent"),
        ({"a.py": CODE}, "f at a.py:2:49"),
        ({"a.py": CODE.replace("'e'", "name()")}, MAY_BE_SET),
        ({"a.py": CODE.replace("default_deployment_name='f'", "defaults=more")}, MAY_BE_SET),
        ({"a.py": CODE.replace(", default_deployment_name='f'", ")\nset_default('e', 'f'")}, MAY_BE_SET),
        ({"a.sh": f"{CREATE} -f $F\n"}, MAY_BE_SET),
        ({"a.sh": f"{CREATE} -e e -n g\n"}, "g at a.sh:1:53"),
    ],
)
def test_the_default_of_its_endpoint_is_the_one_that_something_in_sight_sets(project: Load, more: dict[str, str], expected: str) -> None:
    files = {"d.yml": DEPLOYMENT, "i.yml": INPUTS, "e.yml": ENDPOINT.format("e")}
    assert shown(child(project(files | more).subject("i.yml").root("endpoint"), "default_deployment")) == expected


def test_the_deployments_in_sight_are_those_of_files(project: Load) -> None:
    endpoint = project({"d.yml": DEPLOYMENT, "i.yml": INPUTS, "e.yml": ENDPOINT.format("e")}).subject("i.yml").root("endpoint")
    assert [shown(child(one, "name")) for one in members(child(endpoint, "deployments_in_sight"))] == ["d at d.yml:1:7"]


def test_the_output_file_is_the_one_that_is_set_for_the_job(project: Load) -> None:
    code = """from azure.ai.ml import Input, Output
from azure.ai.ml.entities import BatchEndpoint
client.batch_endpoints.invoke(
    endpoint_name="e", outputs={"score": Output(path="azureml://datastores/s/paths/p")}, params_override=[{"output_file_name": "a.csv"}]
)
"""
    for written, expected in ((code, "a.csv at a.py:4:54"), (code.replace('"a.csv"', "name"), "unknown, not asked: `name` is not known *")):
        loaded = project({"d.yml": DEPLOYMENT, "a.py": written})
        (job,) = [one for one in loaded.project.subjects if one.kind is Kind.INVOCATION]
        assert fnmatch(shown(child(child(job.root("invocation"), "output"), "file")), expected)
