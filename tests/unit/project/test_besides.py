"""Subjects that no file is for: what is deployed, and what the command line describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.engine import WARN, Judged, judge
from preflight.kind import Kind
from preflight.project.besides import Besides
from preflight.project.commandline import Job
from preflight.project.deployed import Wanted, ask_for_deployed, deployed
from preflight.project.project import load
from preflight.rulebook import Rulebook, Selection, rulebook
from preflight.survey import survey
from preflight.value import Present, Unknown, child, members, text_of
from preflight.world import World
from tests.shared.deployments import ENDPOINT, answers, deployment, endpoint, mlflow_deployment, pipeline_deployment
from tests.shared.projects import Loaded
from tests.shared.workspaces import GOOD, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[dict[str, str]], Path]

TORCH = f"azure:{ENDPOINT}/deployments/torch"
FILE = "name: torch\nendpoint_name: heart\nmodel: azureml:m@latest\ncompute: azureml:c\n"


class Run:
    """A run about what is deployed, up to its project."""

    def __init__(
        self, folder: Path, *paths: str, told: dict[Any, Any], names: tuple[str, ...] = ("heart",), job: Job | None = None
    ) -> None:
        """Ask a workspace for endpoints, and load what it says beside files."""
        self.workspace = Workspace(GOOD | told)
        self.world = World(self.workspace.source)
        wanted = Wanted(names)
        ask_for_deployed(wanted, self.world, self.workspace)
        found = Besides(job, deployed(wanted, self.world))
        self.project = load([str(folder / path) for path in paths], str(folder), world=self.world, besides=found)
        self.loaded = Loaded(folder, self.project)

    def judged(self, rules: Rulebook) -> Judged:
        survey(self.project, rules, self.workspace)
        return judge(self.project, rules, WARN, explained=True)


@pytest.fixture(scope="module")
def builtin() -> Rulebook:
    return rulebook([], Selection())


GOOD_STATE = answers(deployment(), mlflow_deployment(), pipeline_deployment())


# What is deployed


def test_what_is_deployed_is_judged_without_any_file(tmp_path: Path) -> None:
    project = Run(tmp_path, told=GOOD_STATE).project
    assert [one.kind for one in project.subjects] == [Kind.BATCH_ENDPOINT, *[Kind.BATCH_DEPLOYMENT] * 3, Kind.WORKSPACE]
    assert project.files == 0
    assert project.document(TORCH) is not None


def test_it_knows_its_own(tmp_path: Path) -> None:
    loaded = Run(tmp_path, told=GOOD_STATE).loaded
    owner = loaded.subject(f"azure:{ENDPOINT}").root("endpoint")
    listed = child(owner, "deployments")
    assert [text_of(child(one, "name")) for one in members(listed)] == ["mlflow", "pipeline", "torch"]
    assert isinstance(listed, Present)
    assert listed.rest is None
    assert text_of(child(loaded.subject(TORCH).root("endpoint"), "default_deployment")) == "torch"
    assert text_of(child(loaded.subject(TORCH).root("deployment"), "form")) == "flat"
    assert text_of(child(loaded.subject(f"azure:{ENDPOINT}/deployments/pipeline").root("deployment"), "form")) == "pipeline"


def test_deployments_that_were_not_listed_may_be_there(tmp_path: Path) -> None:
    refused = Run(tmp_path, told={one: body for one, body in GOOD_STATE.items() if one.resource != "deployments"}).loaded
    listed = child(refused.subject(f"azure:{ENDPOINT}").root("endpoint"), "deployments")
    assert isinstance(listed, Present)
    assert listed.rest is not None


def test_files_and_what_is_deployed_are_strangers(write: Write) -> None:
    folder = write({"azure:/d.yml": FILE, "e.yml": "name: heart\nauth_mode: aad_token\n"})
    run = Run(folder, ".", told=answers(deployment()))
    for path in (TORCH, "azure:/d.yml"):
        subject = run.loaded.subject(path)
        assert text_of(child(child(subject.root("deployment"), "twin"), "name")) is None
        assert members(subject.root("earlier")) == []
    names = members(child(run.loaded.subject("e.yml").root("endpoint"), "deployments"))
    assert [str(child(one, "name").place) for one in names] == ["azure:/d.yml:1:7"]


@pytest.mark.parametrize("script", ["score.py", "../../score.py", "/etc/passwd"])
@pytest.mark.parametrize("code", ["src", "../..", "/etc", "azureml:../..", "file:src"])
def test_no_file_is_read_for_what_is_deployed(write: Write, code: str, script: str) -> None:
    folder = write({"src/score.py": "def run(): ...\n", "score.py": "x", "m/MLmodel": "flavors: {sklearn: {}}\n"})
    told = answers(
        deployment(codeConfiguration={"codeId": code, "scoringScript": script}, model={"path": f"{folder}/m"}, environmentId="e.yml")
    )
    subject = Run(folder, told=told).loaded.subject(TORCH)
    for name in ("script", "startup", "conda", "component"):
        assert not members(child(subject.root(name), "packages"))
        assert not text_of(child(child(subject.root(name), "run"), "name"))
    found = child(subject.root("deployment"), "script_found")
    assert isinstance(found, Unknown)
    assert not found.asked
    assert members(child(subject.root("model"), "flavors")) == []


def test_a_good_state_raises_no_alarm(tmp_path: Path, builtin: Rulebook) -> None:
    result = Run(tmp_path, told=GOOD_STATE).judged(builtin)
    assert [(one.rule, one.message) for one in result.findings] == []
    assert [one.reason for one in result.unknowns if one.asked and "no such" not in one.reason] == []


@pytest.mark.parametrize("name", ["ab", "a_b", "a--b", "a" * 40])
def test_a_name_that_was_taken_is_no_fault(tmp_path: Path, builtin: Rulebook, name: str) -> None:
    result = Run(tmp_path, told=answers(deployment(name), name=name, default=name), names=(name,)).judged(builtin)
    assert [one.rule for one in result.findings] == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (answers(deployment(retrySettings={"maxRetries": -1, "timeout": "-PT5S"})), {"retry-max-retries-invalid", "retry-timeout-range"}),
        (answers(deployment(loggingLevel="Verbose")), {"logging-level-value"}),
        (answers(deployment(), default="gone"), {"default-deployment-missing"}),
        (answers(deployment(environmentId=None)), {"env-required-with-script"}),
    ],
)
def test_a_bad_state_is_told_at_its_place(tmp_path: Path, builtin: Rulebook, state: dict[Any, Any], expected: set[str]) -> None:
    findings = Run(tmp_path, told=state).judged(builtin).findings
    assert {one.rule for one in findings} == expected
    for one in findings:
        assert one.location.place.source.path.startswith(f"azure:{ENDPOINT}")
        assert one.location.pointer
        assert {fact.source for fact in one.evidence} == {"recorded"}


# What is not there


def test_an_endpoint_that_is_not_there_is_told_where_it_was_named(tmp_path: Path, builtin: Rulebook) -> None:
    result = Run(tmp_path, told=GOOD_STATE, names=("heart", "gone")).judged(builtin)
    assert [(one.rule, str(one.location.place), one.location.pointer) for one in result.findings] == [
        ("endpoint-missing", "command line:1:47", "/endpoints/0")
    ]
    assert result.findings[0].identity == "endpoint-missing|command line|/endpoints/gone|true|1"


def test_with_no_document_at_all_the_workspace_is_judged_where_the_endpoint_is_named(tmp_path: Path) -> None:
    project = Run(tmp_path, told={}, names=("gone",)).project
    assert [(one.kind, str(one.place)) for one in project.subjects] == [
        (Kind.BATCH_ENDPOINT, "command line:1:19"),
        (Kind.WORKSPACE, "command line:1:19"),
    ]


# A job for what is deployed


def job(**options: str) -> Job:
    return Job("/work", **options)


def test_a_job_is_for_what_is_deployed(tmp_path: Path) -> None:
    run = Run(tmp_path, told=GOOD_STATE, job=job(input="data"))
    assert text_of(child(run.loaded.subject("command line").root("deployment"), "name")) == "torch"
    run = Run(tmp_path, told=GOOD_STATE, job=job(input="data", deployment_name="mlflow"))
    assert text_of(child(run.loaded.subject("command line").root("deployment"), "name")) == "mlflow"


def test_a_job_for_what_is_not_deployed_still_knows_the_endpoint(tmp_path: Path, builtin: Rulebook) -> None:
    run = Run(tmp_path, told=GOOD_STATE, job=job(deployment_name="trch"))
    found = run.loaded.subject("command line").root("deployment")
    assert isinstance(found, Unknown)
    assert (found.reason, found.asked) == ("deployment `trch` is not deployed", True)
    (finding,) = run.judged(builtin).findings
    assert finding.rule == "default-deployment-missing"
    assert str(finding.location.place) == "command line:1:54"


def test_a_job_is_for_a_file_that_was_asked_for(write: Write) -> None:
    folder = write({"d.yml": FILE.replace("torch", "new")})
    run = Run(folder, "d.yml", told=GOOD_STATE, job=job(input="data"))
    assert text_of(child(run.loaded.subject("command line").root("deployment"), "name")) == "new"
    assert next(one.source.path for one in run.project.subjects if one.kind is Kind.BATCH_DEPLOYMENT) == "d.yml"


def test_which_of_two_endpoints_a_job_is_for_is_not_known(tmp_path: Path) -> None:
    told = {**GOOD_STATE, **answers(deployment("one", endpoint("lung")["id"]), name="lung", default="one")}
    found = Run(tmp_path, told=told, names=("heart", "lung"), job=job(input="data")).loaded.subject("command line").root("endpoint")
    assert isinstance(found, Unknown)
    assert found.reason == "which of several deployments this is for is not said"


def test_what_is_deployed_already_is_not_to_be_deployed(tmp_path: Path) -> None:
    def holds(run: Run) -> list[str | None]:
        workspace = next(one for one in run.project.subjects if one.kind is Kind.WORKSPACE)
        survey(run.project, rulebook([], Selection(select=("deployer-rbac",))), run.workspace)
        return [text_of(one) for one in members(child(workspace.root("workspace"), "holds"))]

    assert holds(Run(tmp_path, told=GOOD_STATE)) == []
    assert holds(Run(tmp_path, told=GOOD_STATE, job=job(input="data"))) == ["invocation"]
    (tmp_path / "d.yml").write_text(FILE)
    assert holds(Run(tmp_path, "d.yml", told=GOOD_STATE)) == ["batch-deployment"]
