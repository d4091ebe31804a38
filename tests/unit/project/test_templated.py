"""JSON files and those of Terraform in a project: templates and pipelines beside everything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight.value import child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

WORKSPACE = "Microsoft.MachineLearningServices/workspaces"
JOBS = "https://heart.westeurope.inference.ml.azure.com/jobs"


def resource(kind: str, name: str, **properties: Any) -> dict[str, Any]:
    return {"type": f"{WORKSPACE}/{kind}", "name": name, "properties": properties}


ENDPOINT = resource("batchEndpoints", "[concat(parameters('ws'), '/heart')]", defaults={"deploymentName": "torch"})
DEPLOYMENT = resource("batchEndpoints/deployments", "[format('{0}/{1}/torch', parameters('ws'), 'heart')]", miniBatchSize=0)
NAMED = resource("batchEndpoints", "ws/heart", defaults={"deploymentName": "torch"})


def kinds(loaded: Loaded) -> list[tuple[str, str]]:
    return [(subject.source.path, subject.kind.value) for subject in loaded.project.subjects]


def test_templates_are_found_in_folders(project: Load) -> None:
    files = {"infra/main.json": json.dumps({"resources": [NAMED, DEPLOYMENT]}), "package.json": "{}", "big.json": "[" * 1000}
    loaded = project(files)
    assert kinds(loaded) == [("infra/main.json", "batch-deployment"), ("infra/main.json", "batch-endpoint")]
    endpoint = loaded.project.subjects[1]
    assert [text_of(child(one, "name")) for one in members(child(endpoint.root("endpoint"), "deployments"))] == ["torch"]
    assert loaded.project.files == 1


def test_what_is_worked_out_is_linked_to_nothing(project: Load) -> None:
    loaded = project({"main.json": json.dumps({"resources": [ENDPOINT, DEPLOYMENT]})})
    assert text_of(child(loaded.project.subjects[1].root("endpoint"), "name")) is None
    assert members(child(loaded.project.subjects[1].root("endpoint"), "deployments")) == []


def test_a_pipeline_s_token_is_a_command_s(project: Load) -> None:
    activity = {"type": "WebActivity", "typeProperties": {"url": JOBS, "authentication": {"resource": "https://management.azure.com"}}}
    without = {"type": "WebActivity", "typeProperties": {"url": JOBS}}
    loaded = project({"pipeline.json": json.dumps({"properties": {"activities": [activity, without]}})})
    assert kinds(loaded) == [("pipeline.json", "az-command")]
    (use,) = members(child(loaded.project.subjects[0].root("command"), "token_goes_to"))
    assert text_of(child(use, "service")) == "ml"
    assert text_of(child(use, "takes")) == "https://ml.azure.com"


@pytest.mark.parametrize("text", ["", "{", "inference.ml.azure", '{"a": "inference.ml.azure.com"}', f'["{WORKSPACE}"]', "\0", "null"])
def test_other_json_is_nobody_s_business(project: Load, text: str) -> None:
    loaded = project({"x.json": text})
    assert kinds(loaded) == []
    assert loaded.unchecked() == []


TERRAFORM = f"""
resource "azapi_resource" "heart" {{
  type = "{WORKSPACE}/batchEndpoints@2024-04-01"
  name = "heart-${{var.env}}"
  body = {{ properties = {{ defaults = {{ deploymentName = "torch" }} }} }}
}}
resource "azapi_resource" "torch" {{
  type      = "{WORKSPACE}/batchEndpoints/deployments@2024-04-01"
  name      = "torch"
  parent_id = azapi_resource.heart.id
}}
"""


def test_terraform_is_read_as_it_is_written(project: Load) -> None:
    loaded = project({"infra/main.tf": TERRAFORM, "infra/other.tf": "variable env {}\n"})
    assert kinds(loaded) == [("infra/main.tf", "batch-deployment"), ("infra/main.tf", "batch-endpoint")]
    endpoint = loaded.project.subjects[1]
    assert [text_of(child(one, "name")) for one in members(child(endpoint.root("endpoint"), "deployments"))] == ["torch"]
    assert loaded.unchecked() == []


@pytest.mark.parametrize(
    ("name", "text", "unchecked"),
    [
        ("x.tf", TERRAFORM + "resource {", "x.tf:12: not HCL: a block is not closed"),
        ("x.tf", "resource {", None),
        ("x.json", f'{{"resources": [{{"type": "{WORKSPACE}/batchEndpoints" }}', "x.json:1: not JSON: it ends too early"),
    ],
)
def test_a_template_that_cannot_be_read_is_told(project: Load, name: str, text: str, unchecked: str | None) -> None:
    assert project({name: text}).unchecked() == ([unchecked] if unchecked else [])
