"""Resources as the documents that azure-ai-ml would take for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preflight.jsontext import json_value
from preflight.kind import Kind
from preflight.language.plain import plain
from preflight.passage import Passage
from preflight.source import Source
from preflight.templates.documents import document_of
from preflight.templates.resources import resources_of
from preflight.value import Present, Unknown, child

WORKSPACE = "Microsoft.MachineLearningServices/workspaces"


def document(kind: str, properties: object, name: str = "ws/heart/torch", **more: Any) -> tuple[Kind, Present] | None:
    root = {"resources": [{"type": f"{WORKSPACE}{kind}", "name": name, "properties": properties, **more}]}
    value, _ = json_value(Passage(Source("main.json", json.dumps(root, indent=1))))
    (resource,) = resources_of(value)
    return document_of(resource)


def data(kind: str, properties: object, **more: Any) -> Any:
    made = document(kind, properties, **more)
    assert made is not None
    return plain(made[1])


def test_an_endpoint() -> None:
    properties = {"authMode": "AADToken", "description": "d", "defaults": {"deploymentName": "torch"}, "keys": {"primaryKey": "x"}}
    made = document("/batchEndpoints", properties, name="ws/heart", location="westeurope")
    assert made is not None
    assert made[0] is Kind.BATCH_ENDPOINT
    assert plain(made[1]) == {
        "name": "heart", "location": "westeurope", "description": "d", "auth_mode": "aad_token", "defaults": {"deployment_name": "torch"},
    }  # fmt: skip


def test_a_deployment() -> None:
    properties = {
        "model": {"referenceType": "Id", "assetId": f"/subscriptions/s/resourceGroups/g/providers/{WORKSPACE}/ws/models/m/versions/1"},
        "codeConfiguration": {"codeId": "azureml:c:1", "scoringScript": "score.py"},
        "environmentId": f"/subscriptions/s/resourceGroups/g/providers/{WORKSPACE}/ws/environments/e/versions/2",
        "environmentVariables": {"A": "b"},
        "compute": f"/subscriptions/s/resourceGroups/g/providers/{WORKSPACE}/ws/computes/cpu",
        "resources": {"instanceCount": 2, "instanceType": "t"},
        "miniBatchSize": 10,
        "maxConcurrencyPerInstance": 2,
        "errorThreshold": -1,
        "retrySettings": {"maxRetries": 3, "timeout": "PT5M"},
        "loggingLevel": "Info",
        "outputAction": "AppendRow",
        "outputFileName": "p.csv",
    }
    assert data("/batchEndpoints/deployments", properties) == {
        "name": "torch",
        "endpoint_name": "heart",
        "model": f"azureml:/subscriptions/s/resourceGroups/g/providers/{WORKSPACE}/ws/models/m/versions/1",
        "code_configuration": {"code": "azureml:c:1", "scoring_script": "score.py"},
        "environment": f"azureml:/subscriptions/s/resourceGroups/g/providers/{WORKSPACE}/ws/environments/e/versions/2",
        "environment_variables": {"A": "b"},
        "compute": "azureml:cpu",
        "resources": {"instance_count": 2, "instance_type": "t"},
        "mini_batch_size": 10,
        "max_concurrency_per_instance": 2,
        "error_threshold": -1,
        "retry_settings": {"max_retries": 3, "timeout": 300},
        "logging_level": "info",
        "output_action": "append_row",
        "output_file_name": "p.csv",
    }


def test_a_deployment_of_a_pipeline() -> None:
    configuration = {
        "deploymentConfigurationType": "PipelineComponent",
        "componentId": {"assetId": "azureml:c:1"},
        "settings": {"ComponentDeployment.Settings.default_compute": "cpu", "continue_on_step_failure": "False"},
    }
    assert data("/batchEndpoints/deployments", {"deploymentConfiguration": configuration}) == {
        "name": "torch", "endpoint_name": "heart", "type": "pipeline", "component": "azureml:c:1",
        "settings": {"default_compute": "azureml:cpu", "continue_on_step_failure": False},
    }  # fmt: skip


def test_values_stand_where_the_template_has_them() -> None:
    made = document("/batchEndpoints/deployments", {"retrySettings": {"timeout": "PT0S"}})
    assert made is not None
    retry = child(made[1], "retry_settings")
    assert (str(retry.place), str(child(retry, "timeout").place)) == ("main.json:7:22", "main.json:8:17")
    assert str(child(made[1], "compute").place) == str(made[1].place)


def test_without_the_name_of_its_endpoint_a_deployment_is_for_an_unknown_one() -> None:
    made = document("/batchEndpoints/deployments", {}, name="torch")
    assert made is not None
    endpoint = child(made[1], "endpoint_name")
    assert isinstance(endpoint, Unknown)
    assert not endpoint.asked


@pytest.mark.parametrize(
    ("encryption", "key"),
    [
        ({"status": "Enabled", "keyVaultProperties": {"keyIdentifier": "k", "keyVaultArmId": "v"}}, {"key_uri": "k", "key_vault": "v"}),
        ({"keyVaultProperties": {"keyIdentifier": "k"}}, {"key_uri": "k"}),
        ({"status": "Disabled", "keyVaultProperties": {"keyIdentifier": "k"}}, None),
        ({"status": "Enabled"}, {}),
        (None, None),
        ("odd", {}),
    ],
)
def test_a_workspace_with_a_key(encryption: object, key: object) -> None:
    made = data("", {"encryption": encryption, "publicNetworkAccess": "Disabled", "managedNetwork": {"isolationMode": "x"}}, name="ws")
    assert made.get("customer_managed_key") == key
    assert made["public_network_access"] == "Disabled"
    assert made["managed_network"] == {"isolation_mode": "x"}


def test_what_an_expression_makes_is_unknown() -> None:
    made = document("", {"encryption": "[parameters('e')]"}, name="[parameters('ws')]")
    assert made is not None
    name, key = child(made[1], "name"), child(made[1], "customer_managed_key")
    assert isinstance(key, Unknown)
    assert isinstance(name, Unknown)
    assert name.text == "[parameters('ws')]"


def test_other_resources_are_nobody_s_business() -> None:
    assert document("/onlineEndpoints", {}) is None
    assert document("/computes", {}) is None


@pytest.mark.parametrize(
    "odd", [None, 3, "x", [], [1], {"retrySettings": 3, "model": [], "compute": {}, "resources": "x", "outputAction": 5}]
)
def test_odd_shapes_are_passed_on(odd: object) -> None:
    assert data("/batchEndpoints/deployments", odd)["name"] == "torch"
    assert data("/batchEndpoints", odd, name="ws/e")["name"] == "e"
    configuration = {"deploymentConfiguration": odd}
    assert data("/batchEndpoints/deployments", configuration)["name"] == "torch"
