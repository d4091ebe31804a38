"""What Azure Resource Manager says, as the documents that azure-ai-ml would take for it."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.templates.arm_documents import deployment_document, endpoint_document
from tests.shared.deployments import (
    CODE,
    COMPONENT,
    COMPUTE,
    ENVIRONMENT,
    MODEL,
    deployment,
    endpoint,
    mlflow_deployment,
    pipeline_deployment,
)
from tests.shared.workspaces import WORKSPACE


def of(body: dict[str, Any]) -> dict[str, Any]:
    return deployment_document(body, "asked", "heart")


def test_an_endpoint() -> None:
    assert endpoint_document(endpoint(), "asked") == {"name": "heart", "auth_mode": "aad_token", "defaults": {"deployment_name": "torch"}}


@pytest.mark.parametrize("defaults", [None, {}, {"deploymentName": None}, {"deploymentName": ""}, "torch", []])
def test_an_endpoint_may_have_no_default(defaults: object) -> None:
    assert "defaults" not in endpoint_document(endpoint(defaults=defaults), "asked")


@pytest.mark.parametrize(("wire", "word"), [("aadtoken", "aad_token"), ("AMLToken", "aml_token"), ("Key", "key"), ("New", "New"), (3, 3)])
def test_how_callers_sign_in(wire: object, word: object) -> None:
    assert endpoint_document(endpoint(authMode=wire), "asked")["auth_mode"] == word


def test_a_deployment_of_a_model() -> None:
    assert of(deployment(description="Hearts")) == {
        "name": "torch",
        "endpoint_name": "heart",
        "description": "Hearts",
        "model": f"azureml:{MODEL}",
        "code_configuration": {"code": f"azureml:{CODE}", "scoring_script": "score.py"},
        "environment": f"azureml:{ENVIRONMENT}",
        "environment_variables": {"HEART_KEY": "(hidden)"},
        "compute": "azureml:c",
        "resources": {"instance_count": 2},
        "mini_batch_size": 10,
        "max_concurrency_per_instance": 2,
        "error_threshold": -1,
        "retry_settings": {"max_retries": 3, "timeout": 30},
        "logging_level": "info",
        "output_action": "append_row",
        "output_file_name": "predictions.csv",
    }


def test_a_deployment_of_a_pipeline_has_nothing_that_is_sent_only_for_form() -> None:
    assert of(pipeline_deployment()) == {
        "name": "pipeline",
        "endpoint_name": "heart",
        "type": "pipeline",
        "component": f"azureml:{COMPONENT}",
        "settings": {"default_compute": "azureml:c", "continue_on_step_failure": False},
    }


def test_a_model_of_mlflow_needs_neither_script_nor_environment() -> None:
    assert not {"code_configuration", "environment", "environment_variables"} & of(mlflow_deployment()).keys()


@pytest.mark.parametrize(
    ("environment", "script", "written"),
    [
        ("azureml://registries/azureml/environments/mlflow-py312-inference/versions/1", None, False),
        ("azureml://registries/azureml/environments/minimal/versions/1", {"codeId": CODE, "scoringScript": "score.py"}, True),
        ("azureml://registries/mine/environments/x/versions/1", None, True),
        (ENVIRONMENT, None, True),
    ],
)
def test_an_environment_that_the_service_chose_is_not_taken_for_written(environment: str, script: object, written: bool) -> None:  # noqa: FBT001 - parametrised
    found = of(deployment(environmentId=environment, codeConfiguration=script))
    assert ("environment" in found) is written


def test_summary_only_has_no_file_name_though_the_service_has_one() -> None:
    found = of(deployment(outputAction="SummaryOnly"))
    assert found["output_action"] == "summary_only"
    assert "output_file_name" not in found


@pytest.mark.parametrize(
    ("wire", "reference"),
    [
        (MODEL, f"azureml:{MODEL}"),
        (f"azureml:{MODEL}", f"azureml:{MODEL}"),
        (MODEL.replace("resourceGroups", "resourcegroups").replace("Microsoft.M", "microsoft.m"), f"azureml:{MODEL}"),
        ("azureml://registries/r/models/m/versions/1", "azureml://registries/r/models/m/versions/1"),
        ("azureml:m:1", "azureml:m:1"),
        ("string", "azureml:string"),
        ("../../etc", "azureml:../../etc"),
    ],
)
def test_ids_become_references(wire: str, reference: str) -> None:
    assert of(deployment(model={"referenceType": "Id", "assetId": wire}))["model"] == reference


@pytest.mark.parametrize(
    ("model", "written"),
    [
        ({"referenceType": "DataPath", "datastoreId": "x", "path": "models/m"}, {"path": "models/m"}),
        ({"referenceType": "Id", "assetId": ""}, None),
        (None, None),
        ("x", None),
    ],
)
def test_a_model_may_be_a_path_or_nothing(model: object, written: object) -> None:
    assert of(deployment(model=model)).get("model") == written


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        (COMPUTE, "azureml:c"),
        (f"azureml:{COMPUTE}", "azureml:c"),
        (COMPUTE.upper(), "azureml:C"),
        ("c", "azureml:c"),
        ("azureml:c", "azureml:c"),
    ],
)
def test_computes_have_their_names(wire: str, name: str) -> None:
    assert of(deployment(compute=wire))["compute"] == name


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("PT30S", 30),
        ("PT5M", 300),
        ("PT1H2M3S", 3723),
        ("P1DT1H", 90_000),
        ("P2W", 1_209_600),
        ("-PT5S", -5),
        ("PT0S", 0),
        ("PT0.5S", 0.5),
        ("PT1.2.3S", "PT1.2.3S"),
        ("P", "P"),
        ("PT", "PT"),
        ("P1Y", "P1Y"),
        ("PT" + "9" * 400 + "S", "PT" + "9" * 400 + "S"),
        ("PT٣S", "PT٣S"),
        ("30", "30"),
        (30, 30),
    ],
)
def test_durations_become_seconds(duration: object, seconds: object) -> None:
    found = of(deployment(retrySettings={"timeout": duration}))["retry_settings"]
    assert found == {"timeout": seconds}
    assert type(found["timeout"]) is type(seconds)


def test_names_may_be_whole_paths_or_missing() -> None:
    assert of({"name": "heart/torch"})["name"] == "torch"
    assert of({"name": "heart/"})["name"] == "asked"
    assert of({})["name"] == "asked"
    assert endpoint_document({"properties": {}}, "asked") == {"name": "asked"}
    assert endpoint_document({"name": 5}, "asked") == {"name": 5}


def test_what_a_pipeline_is_set_to() -> None:
    settings: dict[str, Any] = {
        "default_compute": f"{WORKSPACE}/computes/c",
        "force_rerun": "TRUE",
        "retries": 3,
        "x": None,
        "default_datastore": "d",
    }
    expected = {"default_compute": "azureml:c", "force_rerun": True, "retries": 3, "default_datastore": "d"}
    assert of(pipeline_deployment(**settings))["settings"] == expected


ODD: list[Any] = [None, True, 3, 1.5, "", "x", [], [None], [1], {}, {"a": {}}, {"": None}]


@pytest.mark.parametrize("odd", ODD)
def test_nothing_odd_is_refused(odd: Any) -> None:
    for body in (deployment(), pipeline_deployment()):
        for key in body["properties"]:
            of({**body, "properties": {**body["properties"], key: odd}})
            for inner in body["properties"][key] if isinstance(body["properties"][key], dict) else ():
                of({**body, "properties": {**body["properties"], key: {**body["properties"][key], inner: odd}}})
    of({"name": odd, "properties": odd})
    endpoint_document({"name": odd, "properties": odd}, "asked")
    endpoint_document(endpoint(defaults=odd, authMode=odd), "asked")
