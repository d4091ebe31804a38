"""Worlds that lack what a command, a job or code of the project creates, or something else."""

from __future__ import annotations

from tests.azure import good
from tests.live.worlds.case import Case, remove
from tests.live.worlds.project import deployment, job

_PIPELINE = "name: classic\nendpoint_name: heart-batch\ntype: pipeline\ncomponent: azureml:heart-pipeline:1\n"
_COMPUTE = "compute-missing-or-wrong-kind"
_WORKFLOW = """\
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: az ml environment create --file "$FILE" --set name=batch-env
"""
_TEMPLATES = """\
resources:
  repositories:
    - {repository: templates, name: some/templates, type: git}
stages:
  - stage: Deploy
    jobs:
      - job: Deploy
        steps:
          - template: register-model.yml@templates
            parameters: {model: heart}
"""
_CODE = """\
from azure.ai.ml.entities import AmlCompute, Data

cluster = "cpu-cluster"
client.compute.begin_create_or_update(AmlCompute(name=cluster, size="Standard_DS3_v2")).result()
client.data.create_or_update(Data(name="heart", path="data"))
"""
_TRAINING = "import mlflow\n\nmlflow.sklearn.log_model(model, 'model', registered_model_name={})\n"
_JOB = """\
type: command
command: python train.py
outputs:
  trained: {type: custom_model, name: heart-custom}
"""

CASES = (
    Case(
        "created: the model, by a script",
        remove(good.CUSTOM_MODEL),
        unasked=1,
        files={"deploy.sh": "az ml model create -n heart-custom --path model\n"},
    ),
    Case(
        "created: another model",
        remove(good.CUSTOM_MODEL),
        {"model-missing": "error"},
        files={"deploy.sh": "az ml model create -n heart --path model\n"},
    ),
    Case(
        "created: a model of any name",
        remove(good.CUSTOM_MODEL),
        unasked=1,
        files={"deploy.sh": 'az ml model create --name "$1" --path model\n'},
    ),
    Case(
        "created: the model, in a registry",
        remove(good.CUSTOM_MODEL),
        {"model-missing": "error"},
        files={"deploy.sh": "az ml model create -n heart-custom --path model --registry-name shared\n"},
    ),
    Case("created: the model, by training", remove(good.CUSTOM_MODEL), unasked=1, files={"train.py": _TRAINING.format("'heart-custom'")}),
    Case("created: the model, by a job", remove(good.CUSTOM_MODEL), unasked=1, files={"job.yml": _JOB}),
    Case("created: maybe, by templates", remove(good.CUSTOM_MODEL), unasked=1, files={"azure-pipelines.yml": _TEMPLATES}),
    Case(
        "created: the newest version of a model",
        remove(good.CUSTOM_MODEL),
        unasked=1,
        files={**deployment(model="azureml:heart-custom@latest"), "train.py": _TRAINING.format("f'heart-{kind}'")},
    ),
    Case(
        "created: the environment, by a workflow",
        remove(good.ENVIRONMENT),
        unasked=24,
        files={".github/workflows/deploy.yml": _WORKFLOW},
    ),
    Case("created: compute and data, by code", remove(good.COMPUTE, good.DATA), unasked=12, files={"setup.py": _CODE}),
    Case("created: not the compute", remove(good.COMPUTE), {_COMPUTE: "error"}, files={"setup.py": _CODE.replace("cpu-cluster", "gpu")}),
    Case(
        "created: the component",
        remove(good.COMPONENT),
        unasked=5,
        files={
            "deployment.yml": _PIPELINE + "settings: {default_compute: azureml:cpu-cluster}\n",
            "code/score.py": None,
            "inputs.yml": None,
            "deploy.sh": 'az ml component create --file "$1"\n',
        },
    ),
    Case(
        "created: the datastore",
        remove(good.DS_NONE),
        unasked=3,
        files={**job("azureml://datastores/ds_none/paths/heart"), "deploy.sh": 'az ml datastore create -f "$1" --name DS_NONE\n'},
    ),
    Case(
        "created: the endpoint, by code",
        remove(good.ENDPOINT),
        unasked=1,
        files={"endpoint.yml": None, "inputs.yml": None, "setup.py": "client.begin_create_or_update(BatchEndpoint(name='heart-batch'))\n"},
    ),
)
