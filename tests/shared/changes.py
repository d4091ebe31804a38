"""A project of which every file is used by another one, and what each change of it touches."""

from __future__ import annotations

from preflight.record import Record

_SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest"
SCORE = "import helper\n\n\ndef init():\n    pass\n\n\ndef run(mini_batch):\n    return mini_batch\n"
BLUE = f"""\
{_SCHEMA}/modelBatchDeployment.schema.json
name: blue
endpoint_name: heart
type: model
model:
  name: heart
  path: ../model
code_configuration:
  code: ../src
  scoring_script: score.py
environment:
  image: mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest
  conda_file: ../env/conda.yml
compute: azureml:gpu
"""
GREEN = f"""\
{_SCHEMA}/modelBatchDeployment.schema.json
name: green
endpoint_name: heart
type: model
model: azureml:heart:1
code_configuration:
  code: ../src
  scoring_script: score.py
environment: azureml:batch-env@latest
compute: azureml:cpu
"""
FILES = {
    "endpoint.yml": f"{_SCHEMA}/batchEndpoint.schema.json\nname: heart\ndefaults:\n  deployment_name: blue\n",
    "blue/deployment.yml": BLUE,
    "green/deployment.yml": GREEN,
    "env/conda.yml": "dependencies:\n- python=3.11\n- pip\n- pip:\n  - -r requirements.txt\n",
    "env/requirements.txt": "-r more.txt\n-c limits.txt\n-r more.txt\n-r nowhere.txt\nazureml-core\n",
    "env/more.txt": "pandas\n",
    "env/limits.txt": "pandas<3\n",
    "env/environment.yml": f"{_SCHEMA}/environment.schema.json\nname: batch-env\nversion: 3\nbuild:\n  path: ../context\n",
    "context/Dockerfile": "FROM scratch\n",
    "src/score.py": SCORE,
    "src/helper.py": "A = 1\n",
    "model/MLmodel": "flavors:\n  sklearn:\n    code: null\nmodel_uuid: 1\n",
    "model/model.pkl": "binary\n",
    "compute.yml": f"{_SCHEMA}/amlCompute.schema.json\nname: cpu\ntype: amlcompute\nsize: Standard_DS3_v2\n",
    "pipe/endpoint.yml": f"{_SCHEMA}/batchEndpoint.schema.json\nname: pipes\n",
    "pipe/deployment.yml": (
        f"{_SCHEMA}/pipelineComponentBatchDeployment.schema.json\nname: one\nendpoint_name: pipes\n"
        "type: pipeline\ncomponent: component.yml\n"
    ),
    "pipe/component.yml": (
        f"{_SCHEMA}/pipelineComponent.schema.json\nname: whole\ntype: pipeline\n"
        "jobs:\n  step:\n    type: command\n    component: file:./step/step.yml\n"
    ),
    "pipe/step/step.yml": (
        f"{_SCHEMA}/commandComponent.schema.json\nname: step\ntype: command\ncode: ./code\ncommand: python main.py\n"
        "environment: azureml:batch-env:3\n"
    ),
    "pipe/step/code/main.py": "print(1)\n",
    "pipe/inputs.yml": "inputs:\n  customers:\n    type: uri_folder\n    path: ../data\n",
    "data/customers.csv": "a\n",
    "lone/endpoint.yml": f"{_SCHEMA}/batchEndpoint.schema.json\nname: lonely\n",
    "lone/lonely.yml": f"{_SCHEMA}/modelBatchDeployment.schema.json\nname: ${{NAME}}\nendpoint_name: lonely\ntype: model\n",
    "lone/fill.sh": "# az ml batch-deployment\nsed -i s/NAME/$1/ lone/lonely.yml\n",
    "deploy.sh": (
        "set -e\naz ml batch-deployment create --file blue/deployment.yml --set compute=azureml:cpu\n"
        "az ml batch-deployment create --file green/deployment.yml\n"
    ),
    "invoke.sh": "az ml batch-endpoint invoke --name heart --deployment-name green --input azureml:data:1\n",
    "README.md": "about\n",
}
ENDPOINT, CONDA, ENVIRONMENT, SCRIPT = "endpoint.yml", "env/conda.yml", "env/environment.yml", "src/score.py"
BLUE_ONE, GREEN_ONE, BOTH = "blue/deployment.yml", "green/deployment.yml", {"blue/deployment.yml", "green/deployment.yml"}
_HEART = {*BOTH, ENDPOINT, "invoke.sh"}
_PIPE = {"pipe/deployment.yml", "pipe/inputs.yml"}
_OF_ENVIRONMENT = {ENVIRONMENT, GREEN_ONE, "invoke.sh", *_PIPE, "pipe/component.yml", "pipe/step/step.yml"}
_OF_STEP = {"pipe/step/step.yml", "pipe/component.yml", *_PIPE}


class Change(Record):
    """What is changed: the files, with what they hold then, None where they are gone; and the files of the subjects that this touches."""

    title: str
    files: dict[str, str | None]
    touched: set[str]


CHANGES = [
    Change("nothing of interest", {"README.md": "more\n"}, set()),
    Change("a deployment", {BLUE_ONE: f"{BLUE}# x\n"}, {BLUE_ONE, ENDPOINT, "deploy.sh", "invoke.sh"}),
    Change("an endpoint", {ENDPOINT: f"{FILES[ENDPOINT]}# x\n"}, _HEART),
    Change("a conda file", {CONDA: "dependencies: [python=3.12]\n"}, {CONDA, BLUE_ONE}),
    Change("requirements", {"env/requirements.txt": "numpy\n"}, {CONDA, BLUE_ONE}),
    Change("requirements of requirements", {"env/more.txt": "numpy\n"}, {CONDA, BLUE_ONE}),
    Change("constraints", {"env/limits.txt": None}, {CONDA, BLUE_ONE}),
    Change("a scoring script", {SCRIPT: f"{SCORE}# x\n"}, {SCRIPT, *BOTH, "invoke.sh"}),
    Change("a module beside it", {"src/helper.py": None}, {*BOTH, "invoke.sh"}),
    Change("a new module beside it", {"src/pandas.py": "A = 1\n"}, {*BOTH, "invoke.sh"}),
    Change("a model", {"model/model.pkl": "other\n"}, {BLUE_ONE}),
    Change("the MLmodel of a model", {"model/MLmodel": None}, {BLUE_ONE}),
    Change(
        "an environment",
        {ENVIRONMENT: f"{FILES[ENVIRONMENT]}# x\n"},
        _OF_ENVIRONMENT,
    ),
    Change(
        "a build context",
        {"context/Dockerfile": None},
        _OF_ENVIRONMENT,
    ),
    Change("a compute", {"compute.yml": f"{FILES['compute.yml']}# x\n"}, {"compute.yml", *BOTH, "invoke.sh"}),
    Change("a component", {"pipe/component.yml": f"{FILES['pipe/component.yml']}# x\n"}, {"pipe/component.yml", *_PIPE}),
    Change(
        "a step of a component",
        {"pipe/step/step.yml": f"{FILES['pipe/step/step.yml']}# x\n"},
        _OF_STEP,
    ),
    Change("code of a step", {"pipe/step/code/main.py": "print(2)\n"}, _OF_STEP),
    Change("data of a job", {"data/customers.csv": "b\n"}, {"pipe/inputs.yml"}),
    Change("a file of a job", {"pipe/inputs.yml": f"{FILES['pipe/inputs.yml']}# x\n"}, _PIPE),
    Change("a script that deploys", {"deploy.sh": f"{FILES['deploy.sh']}# x\n"}, {*BOTH, ENDPOINT, "deploy.sh", "invoke.sh"}),
    Change("a script that invokes", {"invoke.sh": f"{FILES['invoke.sh']}# x\n"}, {"invoke.sh", GREEN_ONE}),
    Change("a script that fills in", {"lone/fill.sh": f"{FILES['lone/fill.sh']}# x\n"}, {"lone/lonely.yml", "lone/endpoint.yml"}),
    Change("a deployment is gone", {GREEN_ONE: None}, {ENDPOINT, "deploy.sh", "invoke.sh"}),
    Change("an endpoint is gone", {ENDPOINT: None}, {*BOTH, "invoke.sh"}),
    Change("a folder of code is gone", {SCRIPT: None, "src/helper.py": None}, {*BOTH, "invoke.sh"}),
    Change("a compute is gone", {"compute.yml": None}, {*BOTH, "invoke.sh"}),
    Change(
        "an environment has another name",
        {ENVIRONMENT: FILES[ENVIRONMENT].replace("batch-env", "other")},
        _OF_ENVIRONMENT,
    ),
    Change("a file has another path", {CONDA: None, "env/other.yml": FILES[CONDA]}, {BLUE_ONE, "env/other.yml"}),
    Change("a script deploys no more", {"deploy.sh": "true\n"}, {*BOTH, ENDPOINT, "invoke.sh"}),
    Change("a script that deploys is gone", {"deploy.sh": None}, {*BOTH, ENDPOINT, "invoke.sh"}),
    Change("a script fills in no more", {"lone/fill.sh": None}, {"lone/lonely.yml", "lone/endpoint.yml"}),
    Change("a second deployment of a name", {"blue/again.yml": BLUE}, {BLUE_ONE, "blue/again.yml", ENDPOINT, "invoke.sh"}),
]
