"""What sort of document a file is, told by its content."""

from __future__ import annotations

import pytest

from preflight.document import Document, parse
from preflight.kind import Kind, classify, is_passed_over
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import Absent, Present, Unknown


def kind_of(text: str) -> Kind | None:
    document = parse(Source("x.yml", text), azure_dialect())
    assert isinstance(document, Document)
    return classify(document.root)


SCHEMAS = {
    "latest/batchEndpoint.schema.json": Kind.BATCH_ENDPOINT,
    "latest/batchDeployment.schema.json": Kind.BATCH_DEPLOYMENT,
    "latest/modelBatchDeployment.schema.json": Kind.BATCH_DEPLOYMENT,
    "latest/pipelineComponentBatchDeployment.schema.json": Kind.BATCH_DEPLOYMENT,
    "latest/environment.schema.json": Kind.ENVIRONMENT,
    "latest/data.schema.json": Kind.DATA,
    "latest/workspace.schema.json": Kind.WORKSPACE,
    "latest/commandJob.schema.json": Kind.JOB,
    "latest/pipelineJob.schema.json": Kind.JOB,
    "latest/commandComponent.schema.json": Kind.COMPONENT,
    "latest/pipelineComponent.schema.json": Kind.COMPONENT,
    "latest/amlCompute.schema.json": Kind.COMPUTE,
    "latest/computeInstance.schema.json": Kind.COMPUTE,
    "latest/managedOnlineEndpoint.schema.json": None,
    "latest/managedOnlineDeployment.schema.json": None,
    "latest/model.schema.json": None,
    "BATCHENDPOINT.SCHEMA.JSON": Kind.BATCH_ENDPOINT,
    "batchEndpoint.json": Kind.BATCH_ENDPOINT,
}


@pytest.mark.parametrize(("name", "kind"), SCHEMAS.items())
def test_a_schema_of_azure_ml_says_the_kind(name: str, kind: Kind | None) -> None:
    # The body is one of another kind: it is not asked.
    assert kind_of(f"$schema: https://azuremlschemas.azureedge.net/{name}\ndependencies: [python]\n") is kind


@pytest.mark.parametrize("schema", ["https://json.schemastore.org/batchEndpoint.schema.json", "${SCHEMA}", "[1]", "null", "12"])
def test_another_schema_says_nothing(schema: str) -> None:
    assert kind_of(f"$schema: {schema}\nmini_batch_size: 1\n") is Kind.BATCH_DEPLOYMENT


SHAPES = {
    "endpoint": ("name: e\nauth_mode: aad_token\n", Kind.BATCH_ENDPOINT),
    "endpoint with a default": ("name: e\ndefaults: {deployment_name: d}\n", Kind.BATCH_ENDPOINT),
    "endpoint of the preview": ("name: e\ntype: batch\nauth_mode: AADToken\ntraffic: {d: 100}\n", Kind.BATCH_ENDPOINT),
    "online endpoint": ("name: e\nauth_mode: key\n", None),
    "online endpoint with a token": ("name: e\nauth_mode: aad_token\ntraffic: {blue: 100}\n", None),
    "online endpoint with public access": ("name: e\nauth_mode: aad_token\npublic_network_access: enabled\n", None),
    "endpoint with a misspelt key": ("name: e\nauth_mode: aad_token\ndescripton: x\n", Kind.BATCH_ENDPOINT),
    "something with a token": ("name: e\nauth_mode: aad_token\nhost: x\nport: 1\n", None),
    "defaults of something else": ("defaults: {deployment_name: x}\nreplicas: 1\nhost: x\n", None),
    "only a name": ("name: e\n", None),
    "flat deployment": ("name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n", Kind.BATCH_DEPLOYMENT),
    "flat deployment without an endpoint": ("model: azureml:m@latest\ncompute: azureml:c\n", Kind.BATCH_DEPLOYMENT),
    "deployment with a script": ("name: d\ncode_configuration: {code: ., scoring_script: s.py}\n", Kind.BATCH_DEPLOYMENT),
    "deployment, only batch keys": ("retry_settings: {timeout: 3}\n", Kind.BATCH_DEPLOYMENT),
    "model deployment": ("type: model\nmodel: azureml:m@latest\nsettings: {mini_batch_size: 1}\n", Kind.BATCH_DEPLOYMENT),
    "model deployment, wrong case": ("type: Model\nmodel: x\n", Kind.BATCH_DEPLOYMENT),
    "pipeline deployment": ("type: pipeline\ncomponent: azureml:c@latest\n", Kind.BATCH_DEPLOYMENT),
    "deployment of settings only": ("name: d\nsettings: {mini_batch_size: 1}\n", Kind.BATCH_DEPLOYMENT),
    "deployment with a misplaced key": ("name: d\nendpoint_name: e\nmodel: m\ncompute: c\ninstance_count: 2\n", Kind.BATCH_DEPLOYMENT),
    "online deployment": ("name: blue\nendpoint_name: e\nmodel: m\ninstance_type: Standard_DS3\ninstance_count: 1\n", None),
    "Kubernetes deployment of Azure ML": ("name: blue\ntype: kubernetes\nendpoint_name: e\nmodel: m\n", None),
    "Kubernetes deployment": ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}\n", None),
    "parallel job": ("type: parallel\nname: j\ntask: {type: run_function}\nmini_batch_size: 1\nretry_settings: {}\n", Kind.JOB),
    "parallel component": ("type: parallel\nname: j\nversion: 1\ntask: {}\nmini_batch_size: 1\n", Kind.COMPONENT),
    "command job": ("type: command\ncommand: echo\nname: j\nversion: 1\nexperiment_name: x\n", Kind.JOB),
    "pipeline job": ("type: pipeline\njobs: {}\n", Kind.JOB),
    "pipeline component": ("type: pipeline\nname: c\ndisplay_name: C\njobs: {}\n", Kind.COMPONENT),
    "command component": ("type: command\nname: c\nversion: 1\ncommand: echo\n", Kind.COMPONENT),
    "environment": ("name: e\nimage: x\nconda_file: conda.yml\n", Kind.ENVIRONMENT),
    "curated image": ("name: e\nimage: mcr.microsoft.com/azureml/openmpi\n", Kind.ENVIRONMENT),
    "another image": ("name: e\nimage: ubuntu\n", None),
    "conda": ("name: c\nchannels: [conda-forge]\ndependencies:\n- python=3.10\n- pip: [mlflow]\n", Kind.CONDA),
    "conda, nothing but packages": ("dependencies: [python]\n", Kind.CONDA),
    "chart dependencies": ("name: c\ndependencies:\n- {name: x, version: 1}\n", None),
    "no dependencies": ("name: c\ndependencies: []\n", None),
    "invocation": ("inputs:\n  heart: {type: uri_folder, path: x}\n", Kind.INVOCATION),
    "invocation with literals": ("inputs: {alpha: 0.5}\noutputs: {score: {path: x}}\n", Kind.INVOCATION),
    "action": ("inputs: {token: {description: x, required: true}}\n", None),
    "no inputs": ("inputs: {}\noutputs:\n", None),
    "compute": ("name: c\ntype: amlcompute\nsize: Standard_DS3\n", Kind.COMPUTE),
    "compute without anything": ("name: c\ntype: amlcompute\n", None),
    "data": ("name: d\ntype: uri_file\npath: x\n", Kind.DATA),
    "data without a path": ("name: d\ntype: uri_file\n", None),
    "model": ("name: m\ntype: mlflow_model\npath: x\n", None),
    "workspace": ("name: w\nhbi_workspace: true\n", Kind.WORKSPACE),
    "workspace without a sign": ("name: w\nlocation: westeurope\n", None),
    "MLmodel": ("flavors:\n  python_function: {env: conda.yaml}\nmodel_uuid: x\n", Kind.MLMODEL),
    "flavours alone": ("flavors: {vanilla: {price: 3}}\n", None),
    "empty mapping": ("{}\n", None),
    "list": ("- name: d\n  mini_batch_size: 1\n", None),
    "text": ("mini_batch_size\n", None),
    "number": ("3\n", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), SHAPES.values(), ids=SHAPES)
def test_a_shape_says_the_kind(text: str, kind: Kind | None) -> None:
    assert kind_of(text) is kind


ODD = ("", "~", "[]", "{}", "12", "text", "true", "[1, [2]]", "{a: {b: c}}", "${V}", "[~]", "{pip: 1}")
KEYS = (
    "$schema", "type", "name", "auth_mode", "defaults", "settings", "dependencies", "inputs", "outputs", "image", "conda_file", "flavors",
    "mini_batch_size", "model", "compute", "code_configuration", "component", "endpoint_name",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_any_key_may_hold_anything(key: str) -> None:
    for odd in ODD:
        for text in (f"{key}: {odd}\n", f"{key}: {odd}\nname: n\nmodel: m\ncompute: c\n", f"name: n\n{key}: {odd}\nmini_batch_size: 1\n"):
            kind_of(text)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\nname: {{ name }}\n", True),
        ("name: {{ name }}\n$schema: 'https://azuremlschemas.azureedge.net/latest/kubernetesOnlineEndpoint.schema.json'\n", True),
        ("$schema: https://azuremlschemas.azureedge.net/latest/batchDeployment.schema.json\nname: {{ name }}\n", False),
        ("$schema: https://json.schemastore.org/github-workflow.json\nname: {{ name }}\n", False),
        ("spec:\n  $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n", False),
        ("name: {{ name }}\n", False),
        ("$schema: {{ schema }}\n", False),
        ("", False),
    ],
)
def test_a_text_that_is_no_yaml_is_passed_over_by_its_schema(text: str, passed: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_passed_over(text) is passed


def test_what_is_no_document_has_no_kind() -> None:
    for value in (Absent(), Unknown("why"), Present(1), Present([])):
        assert classify(value) is None


def test_every_kind_is_found() -> None:
    found = {kind for _, kind in SHAPES.values()}
    assert found >= set(Kind) - {Kind.SCORING_SCRIPT, Kind.AZ_COMMAND}
