"""Endpoints and deployments as Azure Resource Manager describes them (BatchEndpoint/get, BatchDeployment/list in azure-rest-api-specs)."""

from __future__ import annotations

from typing import Any

from preflight import question
from preflight.question import Question
from tests.shared.workspaces import WORKSPACE, environment, model

ENDPOINT = f"{WORKSPACE}/batchEndpoints/heart"
COMPUTE = f"{WORKSPACE}/computes/c"
MODEL = f"{WORKSPACE}/models/m/versions/3"
ENVIRONMENT = f"{WORKSPACE}/environments/e/versions/1"
CODE = f"{WORKSPACE}/codes/4f7b1d92/versions/1"
COMPONENT = f"{WORKSPACE}/components/p/versions/1"


def endpoint(name: str = "heart", default: str | None = "torch", **properties: Any) -> dict[str, Any]:
    """Return a batch endpoint, with some of its properties changed."""
    known = {
        "authMode": "AADToken",
        "defaults": {"deploymentName": default},
        "provisioningState": "Succeeded",
        "scoringUri": "https://x/jobs",
    }
    return {"id": f"{WORKSPACE}/batchEndpoints/{name}", "name": name, "location": "eastus2", "properties": {**known, **properties}}


def deployment(name: str = "torch", owner: str = ENDPOINT, **properties: Any) -> dict[str, Any]:
    """Return a deployment of a model with a script, with some of its properties changed."""
    known = {
        "description": None,
        "compute": COMPUTE,
        "model": {"referenceType": "Id", "assetId": MODEL},
        "environmentId": ENVIRONMENT,
        "environmentVariables": {"HEART_KEY": "(hidden)"},
        "codeConfiguration": {"codeId": CODE, "scoringScript": "score.py"},
        "resources": {"instanceCount": 2, "instanceType": None, "properties": None},
        "outputAction": "AppendRow",
        "outputFileName": "predictions.csv",
        "retrySettings": {"maxRetries": 3, "timeout": "PT30S"},
        "miniBatchSize": 10,
        "maxConcurrencyPerInstance": 2,
        "errorThreshold": -1,
        "loggingLevel": "Info",
        "provisioningState": "Succeeded",
        "deploymentConfiguration": None,
    }
    return {"id": f"{owner}/deployments/{name}", "name": name, "properties": {**known, **properties}}


def mlflow_deployment(name: str = "mlflow", **properties: Any) -> dict[str, Any]:
    """Return a deployment of a model that needs neither script nor environment."""
    return deployment(name, environmentId=None, codeConfiguration=None, environmentVariables={}, **properties)


def pipeline_deployment(name: str = "pipeline", **settings: Any) -> dict[str, Any]:
    """Return a deployment of a pipeline component, with the rest as azure-ai-ml sends it."""
    configuration = {
        "deploymentConfigurationType": "PipelineComponent",
        "componentId": {"referenceType": "Id", "assetId": COMPONENT},
        "settings": settings or {"default_compute": COMPUTE, "ComponentDeployment.Settings.continue_on_step_failure": "False"},
    }
    absent: dict[str, Any] = dict.fromkeys(
        ("compute", "model", "environmentId", "environmentVariables", "codeConfiguration", "resources", "retrySettings")
    )
    return deployment(name, deploymentConfiguration=configuration, **absent)


def answers(*deployments: dict[str, Any], name: str = "heart", default: str | None = "torch") -> dict[Question, Any]:
    """Return what a workspace answers about an endpoint and its deployments, and about what these are made of."""
    one = endpoint(name, default)
    return {
        Question(question.MODEL, ("m", "3", "")): model(),
        Question(question.ENVIRONMENT, ("e", "1", "")): environment(),
        Question(question.ENDPOINT, (name,)): one,
        Question(question.ENDPOINTS): {"value": [one]},
        Question(question.DEPLOYMENTS, (name,)): {"value": list(deployments)},
    }
