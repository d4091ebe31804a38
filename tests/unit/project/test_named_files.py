"""Whether the files that commands name are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.kind import Kind
from preflight.value import Unknown, child
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value
    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

ENDPOINT = "name: e\nauth_mode: aad_token\n"
CREATE = "az ml batch-endpoint create -f {}\n"
WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n{}"


def files_of(loaded: Loaded) -> list[Value]:
    return [child(one.root("command"), "file") for one in loaded.project.subjects if one.kind is Kind.AZ_COMMAND]


def exists(project: Load, files: dict[str, str]) -> Any:
    found = child(files_of(project(files))[-1], "exists")
    return found.reason if isinstance(found, Unknown) else plain(found)


def test_a_file_that_is_there(project: Load) -> None:
    (found,) = files_of(project({"e.yml": ENDPOINT, "run.sh": CREATE.format("e.yml")}))
    assert plain(found) == {"path": "e.yml", "exists": True, "kind": "batch-endpoint", "expected": "batch-endpoint"}
    assert str(child(found, "path").place) == "run.sh:1:32"


@pytest.mark.parametrize(
    ("command", "file", "expected", "kind"),
    [
        ("az ml batch-deployment update -f d.yml", "endpoint_name: e\nmodel: azureml:m:1\n", "batch-deployment", "batch-deployment"),
        ("az ml $T-deployment create -f d.yml", "endpoint_name: e\nmodel: azureml:m:1\n", None, "batch-deployment"),
        ("az ml environment create -f d.yml", "other: 1\n", None, None),
        ("az ml environment create -f d.yml", "a: [\n", None, None),
    ],
)
def test_what_a_command_takes_and_what_it_is_given(project: Load, command: str, file: str, expected: str | None, kind: str | None) -> None:
    (found,) = files_of(project({"d.yml": file, "run.sh": command + "\n"}))
    assert (plain(child(found, "expected")), plain(child(found, "kind"))) == (expected, kind)


def test_no_file_and_one_that_only_the_run_tells(project: Load) -> None:
    none, unknown = files_of(project({"run.sh": "az ml batch-endpoint create -n e\n" + CREATE.format("$F")}))
    assert plain(none) is None
    assert isinstance(unknown, Unknown)
    assert not unknown.asked


MADE = "`e.yml` may be made when the script runs"
BROUGHT = "the script may bring the file"
FOLDER = "the folder in which the script runs is not known"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", False),
        ("F=e.yml\n", MADE),
        ("cat > e.yml <<X\nname: e\nX\n", MADE),
        ("git clone https://example.com/x\n", BROUGHT),
        ("curl -sSLo e.yml https://example.com\n", BROUGHT),
        ("tar xf all.tar\n", BROUGHT),
        ("python make.py\n", BROUGHT),
        ("python -m pip install x\n", False),
        ("bash make.sh\n", BROUGHT),
        ("./make.sh\n", BROUGHT),
        ("make files\n", BROUGHT),
        ('echo x > "$1"\n', BROUGHT),
        ("echo x > log.txt\n", False),
        ("echo e.yml\n", MADE),
        ("cd $X\n", "`$X` is not set in this file"),
    ],
)
def test_a_file_that_is_not_there(project: Load, before: str, expected: object) -> None:
    found = exists(project, {"run.sh": before + CREATE.format("e.yml")})
    assert found == expected or (before.startswith("cd") and isinstance(found, str))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opt/e.yml", "`/opt/e.yml` is not in the repository"),
        ("../e.yml", "`../e.yml` is outside of the repository"),
        ("'*.yml'", "which file `*.yml` is, the run tells"),
        ("-", "which file `-` is, the run tells"),
        ("batch/e.yml", False),
    ],
)
def test_paths(project: Load, path: str, expected: object) -> None:
    assert exists(project, {"run.sh": CREATE.format(path)}) == expected


def test_a_script_may_be_run_from_the_folder_of_the_file(project: Load) -> None:
    assert exists(project, {"scripts/run.sh": CREATE.format("e.yml"), "batch/e.yml": ENDPOINT}) == FOLDER
    assert exists(project, {"scripts/run.sh": CREATE.format("b/e.yml"), "batch/other/e.yml": ENDPOINT}) == FOLDER


def test_another_file_may_make_it(project: Load) -> None:
    assert exists(project, {"run.sh": CREATE.format("made.yml"), "make.py": "open('made.yml', 'w')\n"}) == MADE.replace("e.yml", "made.yml")
    again = {"a.sh": CREATE.format("made2.yml"), "run.sh": CREATE.format("made2.yml")}
    assert exists(project, {**again, "broken.py": "\0"}) is False


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ({"b/e.template.yml": ENDPOINT}, MADE),
        ({"b/e.yml.j2": ""}, MADE),
        ({"b/e.yaml": ENDPOINT}, False),
        ({"b/f.yml": ENDPOINT, "b/e.sh": ""}, False),
        ({".gitignore": "e.yml\n"}, MADE),
        ({".gitignore": "x\n"}, False),
    ],
)
def test_a_file_may_have_a_template_or_be_kept_out(project: Load, beside: dict[str, str], expected: object) -> None:
    assert exists(project, {"b/run.sh": CREATE.format("e.yml"), **beside}) == expected


def test_a_workflow_may_put_the_repository_elsewhere(project: Load) -> None:
    step = (
        "      - uses: actions/checkout@v4\n        with:\n          path: repo\n      - run: az ml batch-endpoint create -f repo/q.yml\n"
    )
    assert exists(project, {".github/workflows/w.yml": WORKFLOW.format(step)}) == BROUGHT


def test_workflows_tell_their_folder(project: Load) -> None:
    step = "      - run: az ml batch-endpoint create -f e.yml\n        working-directory: {}\n"
    files = {"batch/e2.yml": ENDPOINT, "batch/e.yml": ENDPOINT}
    assert exists(project, {**files, ".github/workflows/w.yml": WORKFLOW.format(step.format("batch"))}) is True
    assert exists(project, {**files, ".github/workflows/w.yml": WORKFLOW.format(step.format("bacth"))}) is False
    assert exists(project, {".github/workflows/w.yml": WORKFLOW.format(step.format("."))}) is False


def test_the_root_of_a_copied_workflow_is_not_known(project: Load) -> None:
    step = "      - run: az ml batch-endpoint create -f x.yml\n"
    assert exists(project, {"sub/.github/workflows/w.yml": WORKFLOW.format(step)}) == "the root of the repository is not known"


def test_a_link_to_the_outside_is_not_followed(project: Load, tmp_path: Any) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "link").symlink_to(tmp_path / "outside")
    assert exists(project, {"run.sh": CREATE.format("link/e.yml")}) == "it is outside of the repository"


def test_only_so_many_names_are_looked_up(project: Load) -> None:
    text = "".join(CREATE.format(f"m{number}.yml") for number in range(30))
    found = [plain(child(one, "exists")) for one in files_of(project({"run.sh": text}))]
    assert found == [False] * 20 + ["?"] * 10


def test_notebooks(project: Load) -> None:
    cell = '{"cell_type": "code", "source": ["%s"]}'
    notebook = '{"cells": [' + ", ".join(cell % one for one in ("{}", "!az ml batch-endpoint create -f n.yml")) + "]}"
    assert exists(project, {"n.ipynb": notebook.replace("{}", "%%writefile n.yml")}) == "`n.yml` may be made when the script runs"
    assert exists(project, {"n.ipynb": notebook.replace("{}", "1")}) is False
