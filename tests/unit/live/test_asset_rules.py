"""From a deployment to findings about its model, its environment and its component, by asking the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.question import Missing, Question, Unanswered
from tests.shared.asking import ODD, changed, leaves, told, undecided
from tests.shared.workspaces import CONDA, GOOD, GROUP, WORKSPACE, Workspace, component, compute, environment, model

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    Ask = Callable[..., Judged]

ENV = Question(question.ENVIRONMENT, ("env", "1", ""))
M, P = Question(question.MODEL, ("m", "1", "")), Question(question.COMPONENT, ("p", "1", ""))
SCRIPT = "def init():\n    pass\n\n\ndef run(mini_batch):\n    return mini_batch\n"
FILES = {
    "d.yml": "name: dpl\nendpoint_name: e\nmodel: azureml:m:1\nenvironment: azureml:env:1\ncompute: azureml:c\n"
    "code_configuration: {code: ., scoring_script: s.py}\n",
    "s.py": SCRIPT,
}
NO_CODE = {"d.yml": "name: dpl\nendpoint_name: e\nmodel: azureml:m:1\ncompute: azureml:c\n"}
PIPELINE = {"d.yml": "name: dpl\nendpoint_name: e\ntype: pipeline\ncomponent: azureml:p:1\nsettings: {default_compute: c}\n"}
MISSING = ("model-missing", "environment-missing", "component-missing", "compute-missing-or-wrong-kind", "endpoint-missing")
CONDA_RULES = (
    "conda-azureml-namespace-only", "conda-file-invalid", "conda-missing-azureml-core", "conda-missing-dataset-runtime",
    "script-import-not-installed", "script-import-not-in-python",
)  # fmt: skip


def lines(judged: Judged) -> list[str]:
    """Return the findings without their messages."""
    return [one.partition(":")[0] + ":" + one.split(":")[1] + " " + one.split(" ")[2].rstrip(":") for one in told(judged)]


def test_all_is_there(ask: Ask) -> None:
    asked = Workspace(GOOD)
    result = ask(asked, FILES)
    assert told(result) == []
    assert undecided(result) == []
    assert len(asked.waves) <= 3


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        (
            FILES,
            [
                "d.yml:2:16 warning endpoint-missing: the workspace has no batch endpoint `e`, and no file here defines it",
                "d.yml:3:8 error model-missing: the workspace has no model `azureml:m:1`",
                "d.yml:4:14 error environment-missing: the workspace has no environment `azureml:env:1`, and no file here defines it",
                "d.yml:5:10 error compute-missing-or-wrong-kind: `azureml:c` is no compute of the workspace, and no file here defines it",
            ],
        ),
        (
            PIPELINE,
            [
                "d.yml:2:16 warning endpoint-missing: the workspace has no batch endpoint `e`, and no file here defines it",
                "d.yml:4:12 error component-missing: the workspace has no component `azureml:p:1`, and no file here defines it",
                "d.yml:5:29 error compute-missing-or-wrong-kind: `c` is no compute of the workspace, and no file here defines it",
            ],
        ),
    ],
)
def test_nothing_is_there(ask: Ask, files: dict[str, str], findings: list[str]) -> None:
    asked = Workspace({Question(question.WORKSPACE): GOOD[Question(question.WORKSPACE)]})
    result = ask(asked, files, *MISSING)
    assert told(result) == findings
    assert result.unknowns == ()
    assert len(asked.waves) == 1


def test_what_is_missing_makes_no_other_findings(ask: Ask) -> None:
    """The missing things are told once, each where it is named, and no rule takes them for something else."""
    answers = {question: answer for question, answer in GOOD.items() if question not in (ENV, M, P)}
    assert [one.rule for one in ask(Workspace(answers), FILES).findings] == ["model-missing", "environment-missing"]
    assert [one.rule for one in ask(Workspace(answers), PIPELINE).findings] == ["component-missing"]


def test_what_files_define_may_be_missing_still(ask: Ask) -> None:
    files = {
        **FILES,
        "env.yml": "name: env\nversion: 1\nimage: i\nconda_file: conda.yml\n",
        "conda.yml": CONDA,
        "c.yml": "name: c\ntype: amlcompute\nsize: STANDARD_DS3_V2\nmax_instances: 2\n",
        "e.yml": "name: e\nauth_mode: aad_token\n",
    }
    assert lines(ask(Workspace({}), files, *MISSING)) == ["d.yml:3 model-missing"]


def test_what_may_not_be_read_is_neither_there_nor_missing(ask: Ask) -> None:
    answers = {**GOOD, ENV: Unanswered("no environments", "x/environments/read"), M: Unanswered("no models", "x/models/read")}
    result = ask(Workspace(answers), FILES, *MISSING, *CONDA_RULES)
    assert told(result) == []
    assert {(one.reason, one.permission) for one in result.unknowns} == {
        ("no environments", "x/environments/read"),
        ("no models", "x/models/read"),
    }


# References


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("azureml:m@latest", ("m", "", "latest")),
        ("azureml:m", ("m", "", "")),
        ("azureml:m:1", ("m", "1", "")),
    ],
)
def test_a_model_is_asked_for_as_it_is_named(ask: Ask, named: str, asked: tuple[str, str, str]) -> None:
    workspace = Workspace(GOOD)
    ask(workspace, {"d.yml": FILES["d.yml"].replace("azureml:m:1", named)}, "model-missing")
    assert workspace.waves == [[Question(question.MODEL, asked)]]


@pytest.mark.parametrize(
    "named",
    [
        f"azureml:{WORKSPACE}/models/m/versions/1",
        f"azureml:/{WORKSPACE.lower()}/models/m/versions/1",
        "azureml://subscriptions/11111111-2222-3333-4444-555555555555/resourcegroups/RG-BATCH/workspaces/ws-batch/models/m/versions/1",
    ],
)
def test_the_long_name_of_an_asset_of_this_workspace(ask: Ask, named: str) -> None:
    workspace = Workspace({**GOOD, M: Missing(f"{WORKSPACE}/models/m/versions/1")})
    result = ask(workspace, {"d.yml": FILES["d.yml"].replace("azureml:m:1", named)}, "model-missing")
    assert workspace.waves == [[M]]
    assert lines(result) == ["d.yml:3 model-missing"]


def test_assets_of_registries_are_not_asked_for(ask: Ask) -> None:
    workspace = Workspace(GOOD)
    named = "azureml://registries/r/models/m/versions/1"
    result = ask(workspace, {"d.yml": FILES["d.yml"].replace("azureml:m:1", named)}, "model-missing")
    assert workspace.waves == []
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ("model-missing",))


@pytest.mark.parametrize("answer", [model(), None, Missing(f"{WORKSPACE}/models/m/versions/1"), {"id": 3}])
def test_of_assets_of_other_workspaces_nothing_is_said(ask: Ask, answer: Any) -> None:
    named = f"azureml:{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/other/models/m/versions/1"
    result = ask(Workspace({**GOOD, M: answer}), {"d.yml": FILES["d.yml"].replace("azureml:m:1", named)}, "model-missing")
    assert (result.findings, result.unknowns, result.not_asked) == ((), (), ("model-missing",))


@pytest.mark.parametrize(("workspace", "findings"), [("other", []), ("ws-batch", ["d.yml:5 compute-missing-or-wrong-kind"])])
def test_the_long_name_of_a_compute(ask: Ask, workspace: str, findings: list[str]) -> None:
    named = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}/computes/c"
    gone = {**GOOD, Question(question.COMPUTE, ("c",)): Missing(f"{WORKSPACE}/computes/c")}
    result = ask(Workspace(gone), {"d.yml": FILES["d.yml"].replace("azureml:c", named)}, "compute-missing-or-wrong-kind")
    assert lines(result) == findings


def test_a_refusal_is_one_wherever_the_asset_is(ask: Ask) -> None:
    named = f"azureml:{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/other/models/m/versions/1"
    result = ask(Workspace({M: Unanswered("no")}), {"d.yml": FILES["d.yml"].replace("azureml:m:1", named)}, "model-missing")
    assert (told(result), undecided(result)) == ([], ["no"])


def test_what_is_no_reference(ask: Ask) -> None:
    files = {"d.yml": FILES["d.yml"].replace("azureml:env:1", "env.yaml").replace("azureml:m:1", "m")}
    result = ask(Workspace(GOOD), files, "environment-missing", "model-missing")
    assert told(result) == []
    assert undecided(result) == ["`m` is no reference to an asset", "`env.yaml` is no reference to an asset"]


# The conda files of registered environments


@pytest.mark.parametrize(
    ("conda", "script", "findings"),
    [
        (CONDA, SCRIPT, []),
        ("dependencies: [python=3.11, {pip: [mlflow]}]\n", SCRIPT, ["conda-missing-azureml-core"]),
        ('{"dependencies": ["python=3.11", {"pip": ["mlflow"]}]}', SCRIPT, ["conda-missing-azureml-core"]),
        ("dependencies: [python=3.11, {pip: [azureml-mlflow]}]\n", SCRIPT, ["conda-azureml-namespace-only", "conda-missing-azureml-core"]),
        ("dependencies: [python=3.11, {pip: [azureml-core]}]\n", SCRIPT, ["conda-missing-dataset-runtime"]),
        ("dependencies: [python=3.11, ~, {pip: [azureml-defaults]}]\n", SCRIPT, ["conda-file-invalid"]),
        ("- just\n- a list\n", SCRIPT, ["conda-file-invalid", "conda-missing-azureml-core"]),
        (CONDA, "import torch\n" + SCRIPT, ["script-import-not-installed"]),
        (CONDA.replace("3.11", "3.9"), "import tomllib\n" + SCRIPT, ["script-import-not-in-python"]),
        (CONDA + "  - -r requirements.txt\n", "import torch\n" + SCRIPT, []),
    ],
)
def test_rules_about_conda_files_judge_those_of_registered_environments(ask: Ask, conda: str, script: str, findings: list[str]) -> None:
    asked = Workspace({**GOOD, ENV: environment(conda)})
    result = ask(asked, {**FILES, "s.py": script}, *CONDA_RULES)
    assert sorted({one.rule for one in result.findings}) == findings
    for one in result.findings:
        assert one.location.place.source.path in ("d.yml", "s.py")
        if one.location.place.source.path == "d.yml":
            assert str(one.location.place) == "d.yml:4:14"
    assert asked.waves == [[ENV]]


def test_a_finding_about_it_names_the_environment_and_its_resource(ask: Ask) -> None:
    answers = {**GOOD, ENV: environment("dependencies: [python=3.11, {pip: [mlflow]}]\n")}
    (finding,) = ask(Workspace(answers), FILES, "conda-missing-azureml-core").findings
    assert finding.message.startswith("`env:1` has none of azureml-core, ")
    assert "`az ml environment create --name env --image mcr.microsoft.com/" in finding.fix
    assert [(fact.source, fact.resource) for fact in finding.evidence] == [("recorded", f"{WORKSPACE}/environments/env/versions/1")]


def test_requirements_of_a_registered_environment_cannot_be_read(ask: Ask) -> None:
    conda = "dependencies: [python=3.11, {pip: [-r requirements.txt]}]\n"
    result = ask(Workspace({**GOOD, ENV: environment(conda)}), {**FILES, "requirements.txt": "x\n"}, "conda-missing-azureml-core")
    assert told(result) == []
    assert len(undecided(result)) == 1


@pytest.mark.parametrize("conda", ["a: [\n", "{{ x }}", "a: b: c", "dependencies:\n\t- x\n", 3, ["x"], {"dependencies": []}, True])
def test_a_broken_conda_file_is_unknown(ask: Ask, conda: object) -> None:
    result = ask(Workspace({**GOOD, ENV: environment(conda)}), FILES, *CONDA_RULES)
    assert told(result) == []
    assert result.unknowns != ()


@pytest.mark.parametrize("conda", [None, "", "  \n"])
def test_an_image_without_a_conda_file(ask: Ask, conda: object) -> None:
    result = ask(Workspace({**GOOD, ENV: environment(conda)}), FILES, *CONDA_RULES)
    assert [f"{one.severity.value} {one.rule}" for one in result.findings] == ["info conda-missing-azureml-core"]
    assert result.unknowns == ()


@pytest.mark.parametrize("path", leaves(environment()), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_environment_is_no_finding(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    result = ask(Workspace({**GOOD, ENV: changed(environment(), path, odd)}), FILES, *CONDA_RULES, *MISSING)
    text = path[-1] == "condaFile" and (odd is None or isinstance(odd, str))
    assert text or told(result) == []
    if path == ("properties",) or (path[-1] == "condaFile" and not text):
        assert result.unknowns != ()


def test_an_image_for_gpus_on_a_cluster_without(ask: Ask) -> None:
    answers = {**GOOD, ENV: environment(image="mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04:1")}
    asked = Workspace(answers)
    (finding,) = ask(asked, FILES, "gpu-image-vs-compute").findings
    assert str(finding.location.place) == "d.yml:5:10"
    assert finding.message.endswith("but the machines of `c`, `STANDARD_DS3_V2`, have none")
    assert len(asked.waves) <= 2
    gpus = {**answers, Question(question.COMPUTE, ("c",)): compute("c", vmSize="Standard_NC24ads_A100_v4")}
    assert ask(Workspace(gpus), FILES, "gpu-image-vs-compute").findings == ()


# Models


@pytest.mark.parametrize(
    ("answer", "findings"),
    [
        (model(), []),
        (model(flavors={"sparkml": {}}), ["d.yml:3 mlflow-flavor-not-pyfunc"]),
        (model("custom_model", {}), []),
        (model(flavors={}), []),
        (model(flavors=3), []),
    ],
)
def test_the_flavours_of_a_registered_model(ask: Ask, answer: Any, findings: list[str]) -> None:
    assert lines(ask(Workspace({**GOOD, M: answer}), NO_CODE, "mlflow-flavor-not-pyfunc")) == findings


def test_a_registered_model_without_a_script_reads_only_some_files(ask: Ask) -> None:
    files = {**NO_CODE, "i.yml": "inputs:\n  x: {type: uri_file, path: azureml://datastores/b/paths/a.avro}\n"}
    assert lines(ask(Workspace(GOOD), files, "mlflow-unsupported-file-type")) == ["i.yml:2 mlflow-unsupported-file-type"]
    assert lines(ask(Workspace({**GOOD, M: model("custom_model")}), files, "mlflow-unsupported-file-type")) == []


@pytest.mark.parametrize("path", leaves(model()), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_model_is_no_finding(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    result = ask(Workspace({**GOOD, M: changed(model(), path, odd)}), NO_CODE, "mlflow-flavor-not-pyfunc", "model-missing")
    assert (path[-1] == "flavors" and odd == {"x": 1}) or told(result) == []


# Components


def test_a_registered_component_has_the_shape_of_its_file(ask: Ask) -> None:
    asked = Workspace({**GOOD, P: component(type="command")})
    ask(asked, PIPELINE, "component-missing")
    assert asked.waves == [[P]]


@pytest.mark.parametrize("path", leaves(component()), ids=str)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_an_odd_component_is_no_finding(ask: Ask, path: tuple[str, ...], odd: Any) -> None:
    assert told(ask(Workspace({**GOOD, P: changed(component(), path, odd)}), PIPELINE)) == []
