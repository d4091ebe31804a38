"""The paths that commands give models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.kind import Kind
from preflight.value import Unknown, child
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

CREATE = "az ml model create -n m --path {}\n"
DEPLOY = "az ml batch-deployment create -f d.yml\n"
FILES = {"a/d.yml": "name: d\nendpoint_name: e\nmodel: azureml:m@latest\n", "b/model/MLmodel": "x: 1\n"}


def looked_up(project: Load, files: dict[str, str]) -> list[Any]:
    """Return what is known of the paths, and why not where it is not."""
    subjects = project({**FILES, **files}).project.subjects
    found = [child(one.root("command"), "model_path") for one in subjects if one.kind is Kind.AZ_COMMAND]
    told = [(plain(child(one, "path")), child(one, "exists")) for one in found if plain(one) is not None]
    return [(path, exists.reason if isinstance(exists, Unknown) else plain(exists)) for path, exists in told]


@pytest.mark.parametrize(
    ("files", "exists"),
    [
        ({"a/run.sh": CREATE.format("model") + DEPLOY}, False),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, "a/model/x.yml": "x: 1\n"}, True),
        ({"a/run.sh": CREATE.format("../b/model") + DEPLOY}, True),
        ({"c/run.sh": 'cd "$(dirname "$0")"\naz ml batch-endpoint list\n' + CREATE.format("model")}, False),
        ({"run.sh": "cd a\n" + CREATE.format("model") + DEPLOY}, False),
        ({"run.sh": "cd b\n" + CREATE.format("model") + DEPLOY}, True),
        ({"a/run.sh": CREATE.format("model") + DEPLOY + "wget x\nmkdir model\n"}, False),
        ({"a/run.sh": "# download it\n" + CREATE.format("model") + DEPLOY + "echo a > b.txt\n"}, False),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, "ci.yml": "on: push\njobs: {a: {steps: [{run: a/run.sh}]}}\n"}, False),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, ".gitignore": "*.pyc\n# model\n"}, False),
    ],
)
def test_whether_it_is_there(project: Load, files: dict[str, str], exists: bool) -> None:  # noqa: FBT001 - a column of the table
    assert [found for _, found in looked_up(project, files)] == [exists]


WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          {}          {}"
CALLER = "on: push\njobs: {a: {steps: [{run: 'wget https://x/model.zip && a/run.sh'}]}}\n"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a/run.sh": CREATE.format("$MODEL") + DEPLOY}, "where it is looked for, the run tells"),
        ({"a/run.sh": CREATE.format("/models/m") + DEPLOY}, "where it is looked for, the run tells"),
        ({"a/run.sh": 'cd "$1"\n' + CREATE.format("model") + DEPLOY}, "where it is looked for, the run tells"),
        ({"a/run.sh": CREATE.format("model") + "az ml batch-endpoint list\n"}, "the folder in which the script runs is not known"),
        ({"c/run.sh": CREATE.format("model") + DEPLOY}, "the folder in which the script runs is not known"),
        ({"a/run.sh": "mkdir -p model\n" + CREATE.format("model") + DEPLOY}, "the script may bring or make it"),
        ({"a/run.sh": "python train.py\n" + CREATE.format("model") + DEPLOY}, "the script may bring or make it"),
        ({"a/run.sh": "up() {\n  " + CREATE.format("model") + "}\nup\n" + DEPLOY}, "the script may bring or make it"),
        ({"a/run.sh": "echo a > model/x\n" + CREATE.format("model") + DEPLOY}, "the script may bring or make it"),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, ".gitignore": "/a/model/\n"}, "it is kept out of the repository, or packed"),
        ({"a/run.sh": CREATE.format("../../model") + DEPLOY}, "where it is looked for, the run tells"),
        (
            {"run.sh": CREATE.format("x/y") + DEPLOY.replace("d.yml", "a/d.yml"), ".gitignore": "x/\n"},
            "it is kept out of the repository, or packed",
        ),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, "a/model.dvc": "x"}, "it is kept out of the repository, or packed"),
        ({"a/run.sh": CREATE.format("model") + DEPLOY, "ci.yml": CALLER}, "`ci.yml` may bring or make it"),
        ({"w.yml": WORKFLOW.format(CREATE.format("model"), DEPLOY)}, "what was done before in a workflow or a notebook is not known"),
    ],
)
def test_what_only_the_run_tells(project: Load, files: dict[str, str], why: str) -> None:
    assert [found for _, found in looked_up(project, files)] == [why]


@pytest.mark.parametrize(
    "command",
    [
        CREATE.format("azureml://jobs/j/outputs/artifacts/paths/model"),
        CREATE.format("https://example.com/model"),
        CREATE.format("''"),
        CREATE.format("model").replace("model create", "data create"),
        "az ml model create -n m\n",
    ],
)
def test_other_places_are_not_looked_up(project: Load, command: str) -> None:
    assert looked_up(project, {"a/run.sh": command + DEPLOY}) == []
