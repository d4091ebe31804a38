"""What a change touches: the table of `tests.shared.changes`, and what stays whatever is changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.project.besides import Besides
from preflight.project.changes import Changes
from preflight.project.commandline import Job
from preflight.project.live_workspace import LiveWorkspaceSubject
from preflight.project.narrowing import narrow
from preflight.project.project import load
from preflight.source import COMMAND_LINE
from preflight.world import World
from tests.shared.changes import CHANGES, FILES

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.project.project import Project
    from tests.shared.changes import Change
    from tests.unit.project.conftest import Write


def narrowed(root: Path, before: dict[str, str], changed: dict[str, str | None], paths: tuple[str, ...] = (".",)) -> Project:
    """Change files, load them, and leave what is touched."""
    for name, text in changed.items():
        path = root / name
        path.unlink(missing_ok=True)
        if text is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        elif not any(path.parent.iterdir()):
            path.parent.rmdir()
    given = [os.path.normpath(root / path) for path in paths]
    project = load(given, str(root))
    texts = {str(root / name): before[name].encode() for name in changed if name in before}
    narrow(project, Changes(os.path.realpath(root), changed), given, texts)
    return project


@pytest.mark.parametrize("change", CHANGES, ids=[change.title.replace(" ", "-") for change in CHANGES])
def test_a_change(change: Change, write: Write) -> None:
    root = write(FILES)
    project = narrowed(root, FILES, change.files)
    assert {subject.source.path for subject in project.subjects} == change.touched
    assert project.untouched == len(load([str(root)], str(root)).subjects) - len(project.subjects)
    assert project.files == len(change.touched)


def paths_of(project: Project) -> list[str]:
    """Return the paths of the subjects."""
    return [subject.source.path for subject in project.subjects]


def test_files_that_are_judged_for_what_names_them(write: Write) -> None:
    """A conda file elsewhere, and a module that is a scoring script for a deployment only, come with the deployment that names them."""
    files = {**FILES, "src/score.py": "from helper import init, run\n"}
    root = write(files)
    changed: dict[str, str | None] = {"blue/deployment.yml": f"{FILES['blue/deployment.yml']}# x\n"}
    project = narrowed(root, files, changed, ("blue",))
    assert paths_of(project) == ["blue/deployment.yml", "env/conda.yml", "model/MLmodel", "src/score.py"]
    assert "src/score.py" in paths_of(narrowed(root, files, changed))
    assert "src/score.py" not in paths_of(narrowed(write(FILES), FILES, changed))


def test_a_file_that_was_named_by_its_path(write: Write) -> None:
    changed: dict[str, str | None] = {"blue/deployment.yml": f"{FILES['blue/deployment.yml']}# x\n"}
    project = narrowed(write(FILES), FILES, changed, ("blue/deployment.yml", "src/score.py"))
    assert paths_of(project) == ["blue/deployment.yml", "env/conda.yml", "model/MLmodel"]


def test_a_change_outside_of_the_paths(write: Write) -> None:
    project = narrowed(write(FILES), FILES, {"env/more.txt": "numpy\n"}, ("blue", "green"))
    assert paths_of(project) == ["blue/deployment.yml", "env/conda.yml"]
    assert project.untouched == 3


@pytest.mark.parametrize(("changed", "touched"), [("code", True), ("code/more", True), ("other", False), ("link", True), ("linked", False)])
def test_folders_and_links(changed: str, *, touched: bool, write: Write) -> None:
    """A new folder, and a submodule, stand for all in them; a link is touched with what it leads to, and by itself."""
    deployment = FILES["blue/deployment.yml"].replace("../src", "../link/more")
    root = write({"endpoint.yml": FILES["endpoint.yml"], "blue/deployment.yml": deployment, "code/more/score.py": FILES["src/score.py"]})
    (root / "link").symlink_to("code")
    project = load([str(root)], str(root))
    narrow(project, Changes(os.path.realpath(root), [f"{changed}/"]), [str(root)], {})
    assert ("blue/deployment.yml" in paths_of(project)) is touched


def test_a_root_behind_a_link(write: Write, tmp_path: Path) -> None:
    root = write(FILES)
    (tmp_path / "link").symlink_to(root)
    through = str(tmp_path / "link")
    project = load([through], through)
    narrow(project, Changes(os.path.realpath(root), ["env/more.txt"]), [through], {})
    assert paths_of(project) == ["blue/deployment.yml", "env/conda.yml"]


def test_what_could_not_be_read(write: Write) -> None:
    files = {"a/endpoint.yml": "name: [\n", "b/endpoint.yml": "name: [\n", "b/more.yml": "name: [\n"}
    project = narrowed(write(files), files, {"a/endpoint.yml": "name: {\n"})
    assert [one.path for one in project.unchecked] == ["a/endpoint.yml"]
    assert (project.subjects, project.untouched, project.files) == ([], 2, 1)


def test_a_part_of_an_untouched_file_that_could_not_be_read(write: Write) -> None:
    """What is not checked of a file is told as soon as the file is judged for something it uses."""
    files = {**FILES, "green/deployment.yml": f"{FILES['green/deployment.yml']}---\nname: second\n"}
    project = narrowed(write(files), files, {"context/Dockerfile": None})
    assert [one.path for one in project.unchecked] == ["green/deployment.yml"]


def test_the_workspace_of_a_run(write: Write) -> None:
    """It is judged as soon as anything is that is for it, and told where it always is."""
    root = write(FILES)
    for changed, kinds in (
        ("endpoint.yml", {Kind.WORKSPACE, Kind.BATCH_ENDPOINT, Kind.BATCH_DEPLOYMENT, Kind.INVOCATION}),
        ("README.md", set()),
    ):
        project = load([str(root)], str(root), world=World("live"))
        first = next(subject for subject in project.subjects if isinstance(subject, LiveWorkspaceSubject))
        narrow(project, Changes(os.path.realpath(root), [changed]), [str(root)], {})
        assert {subject.kind for subject in project.subjects} == kinds
        assert (first in project.subjects) is bool(kinds)
        assert first.source.path == "blue/deployment.yml"


@pytest.mark.parametrize("text", [None, "true\n", "az ml compute create --name cpu --type amlcompute --size Standard_DS3_v2\n"])
def test_what_creates_what_a_workspace_lacks(text: str | None, write: Write) -> None:
    """A cluster that a script creates may be missing in the workspace: where it is created no more, that is told."""
    creating = "from azure.ai.ml.entities import AmlCompute\nclient.begin_create_or_update(AmlCompute(name='cpu'))\n"
    files = {**{name: text for name, text in FILES.items() if name != "compute.yml"}, "setup/cluster.py": creating}
    root = write(files)
    if text is None:
        (root / "setup/cluster.py").unlink()
    else:
        (root / "setup/cluster.py").write_text(text)
    for world, touched in ((World("live"), True), (World(None), False)):
        project = load([str(root)], str(root), world=world)
        before = {str(root / "setup/cluster.py"): creating.encode()}
        narrow(project, Changes(os.path.realpath(root), ["setup/cluster.py"]), [str(root)], before)
        assert ("green/deployment.yml" in paths_of(project)) is touched


def test_what_is_typed(write: Write) -> None:
    """A job of the command line is judged, whatever was changed, and the deployment that it is for."""
    root = write(FILES)
    job = Job(str(root), input="azureml:data:1", deployment_name="green")
    project = load([str(root)], str(root), besides=Besides(job))
    narrow(project, Changes(os.path.realpath(root), []), [str(root)], {})
    assert paths_of(project) == ["green/deployment.yml", COMMAND_LINE]


CODE = """\
from azure.ai.ml import MLClient
from azure.ai.ml.entities import BatchEndpoint, ModelBatchDeployment, CodeConfiguration, Environment
from azure.identity import DefaultAzureCredential
endpoint = BatchEndpoint(name="coded")
deployment = ModelBatchDeployment(
    name="one", endpoint_name="coded", compute="cpu",
    environment=Environment(image="x", conda_file="env/conda.yml"),
    code_configuration=CodeConfiguration(code="src", scoring_script="score.py"),
)
"""


@pytest.mark.parametrize("gone", ["src/score.py", "env/conda.yml", "compute.yml"])
def test_code_that_deploys(gone: str, write: Write) -> None:
    """Also where a path is not there any more."""
    files = {**FILES, "deploy.py": CODE}
    assert "deploy.py" in paths_of(narrowed(write(files), files, {gone: None}))
    assert "deploy.py" not in paths_of(narrowed(write(files), files, {"pipe/component.yml": None}))


def test_a_default_deployment_that_a_script_sets(write: Write) -> None:
    files = {
        "endpoint.yml": FILES["pipe/endpoint.yml"],
        "one.yml": FILES["pipe/deployment.yml"],
        "two.yml": FILES["pipe/deployment.yml"].replace("name: one", "name: two"),
        "set.sh": "az ml batch-deployment create --file nowhere.yml --name two --endpoint-name pipes --set-default\n",
        "invoke.sh": "az ml batch-endpoint invoke --name pipes --input a\n",
    }
    assert "invoke.sh" in paths_of(narrowed(write(files), files, {"set.sh": f"{files['set.sh']}# x\n"}))


def test_a_deployment_that_a_command_names(write: Write) -> None:
    files = {
        "endpoint.yml": FILES["pipe/endpoint.yml"],
        "one.yml": FILES["pipe/deployment.yml"],
        "all.sh": "az ml batch-endpoint create -f endpoint.yml\naz ml batch-deployment create -f one.yml\n"
        "az ml batch-deployment show --name one --endpoint-name pipes\n",
    }
    other: dict[str, str | None] = {"one.yml": files["one.yml"].replace("name: one", "name: two")}
    project = narrowed(write(files), files, other)
    commands = [subject.place.line for subject in project.subjects if subject.kind is Kind.AZ_COMMAND]
    assert commands == [2, 3]


def test_a_job_is_judged_by_what_it_says_itself(write: Write) -> None:
    job = "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: ls\ncode: src\ncompute: azureml:cpu\n"
    files = {**FILES, "job.yml": job}
    assert "job.yml" not in paths_of(narrowed(write(files), files, {"src/helper.py": None, "compute.yml": None}))
    assert paths_of(narrowed(write(files), files, {"job.yml": f"{job}# x\n"})) == ["job.yml"]


def test_what_cannot_be_followed(write: Write) -> None:
    """A list that is no text, a component that is no YAML and a script without a folder are dependencies all the same."""
    files = {
        **FILES,
        "env/requirements.txt": "\0",
        "pipe/component.yml": "- [",
        "green/deployment.yml": FILES["green/deployment.yml"].replace("  code: ../src\n", ""),
    }
    root = write(files)
    assert paths_of(narrowed(root, files, {"env/requirements.txt": "numpy\n"})) == ["blue/deployment.yml", "env/conda.yml"]
    assert "pipe/deployment.yml" in paths_of(narrowed(root, files, {"pipe/component.yml": "- {"}))
    assert "green/deployment.yml" in paths_of(narrowed(root, files, {"green/module.py": "A = 1\n"}))


def test_lists_of_requirements_without_end(write: Write) -> None:
    lists = {f"env/{number}.txt": f"-r {number + 1}.txt\n" for number in range(1200)}
    files = {**FILES, "env/requirements.txt": "-r 0.txt\n", **lists, "env/1199.txt": "-r 0.txt\n"}
    assert "blue/deployment.yml" in paths_of(narrowed(write(files), files, {"env/1199.txt": "numpy\n"}))


def test_a_path_is_looked_at_once() -> None:
    changes = Changes("/top", ["a/b.yml", "folder/"])
    changes.add("/elsewhere/stdin.yml")
    told = [changes.touches(path) for path in ("/top/a", "/top", "/top/a/b.yml", "/top/folder/x/y", "/top/folder", "/elsewhere/stdin.yml")]
    assert told == [True] * 6
    assert [changes.touches(path) for path in ("/top/a/c.yml", "/top/a/b.yml2", "/top/fold", "/elsewhere")] == [False] * 4
