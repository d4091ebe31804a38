"""The deployments that commands name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.kind import Kind
from preflight.value import child
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

ENDPOINT = "az ml batch-endpoint create -n e\n"
CREATE = "az ml batch-deployment create -n d --endpoint-name e --set model=azureml:m:1\n"
SHOW = "az ml batch-deployment show --name {} --endpoint-name e\n"


def named(project: Load, text: str, **files: str) -> list[Any]:
    """Return what is known of the deployments that the commands of a script name, of those that name one."""
    loaded = project({"run.sh": text, **{name.replace("_", "."): content for name, content in files.items()}})
    found = [plain(child(one.root("command"), "deployment")) for one in loaded.project.subjects if one.kind is Kind.AZ_COMMAND]
    return [one for one in found if one is not None]


def test_whether_the_script_creates_it(project: Load) -> None:
    assert named(project, ENDPOINT + CREATE + SHOW.format("d") + SHOW.format("x")) == [
        {"name": "d", "created": True, "names": ["d"]},
        {"name": "x", "created": False, "names": ["d"]},
    ]


@pytest.mark.parametrize("command", ["show -n x", "list-jobs --name x", "update -n x --set a=1"])
def test_commands_that_name_one(project: Load, command: str) -> None:
    (found,) = named(project, f"{ENDPOINT}{CREATE}az ml batch-deployment {command} -e e\n")
    assert found["created"] is False


@pytest.mark.parametrize(
    "text",
    [
        CREATE + SHOW.format("x"),
        ENDPOINT + SHOW.format("x"),
        ENDPOINT.replace("-n e", "-n f") + CREATE + SHOW.format("x"),
        ENDPOINT + CREATE.replace("-name e", "-name f") + SHOW.format("x"),
        ENDPOINT + CREATE + "az ml batch-deployment show --name x\n",
        ENDPOINT + CREATE + "az ml batch-deployment show --endpoint-name e\n",
        ENDPOINT + CREATE + "az ml batch-deployment update -n x -e e -f d.yml\n",
        ENDPOINT + CREATE + "az ml batch-deployment delete -n x -e e\n",
        ENDPOINT + CREATE + "az ml batch-endpoint show -n x\n",
    ],
)
def test_nothing_is_said_of_what_may_be_there_already(project: Load, text: str) -> None:
    assert named(project, text) == []


def test_an_endpoint_whose_name_is_made_anew_has_nothing_else(project: Load) -> None:
    text = (ENDPOINT + CREATE).replace(" e", " $E") + "az ml batch-deployment delete -n x -e $E\n"
    assert named(project, "E=e$RANDOM\n" + text) == [{"name": "x", "created": False, "names": ["d"]}]


@pytest.mark.parametrize(
    "text",
    [
        ENDPOINT + CREATE.replace("-n d", "-n $D") + SHOW.format("x"),
        ENDPOINT + CREATE + SHOW.format("$X"),
        ENDPOINT + CREATE + "az ml batch-deployment create -f $F -e e\n" + SHOW.format("x"),
        ENDPOINT + CREATE + CREATE.replace("-name e", "-name $(cat e)") + SHOW.format("x"),
        ENDPOINT + CREATE + "./more.sh\n" + SHOW.format("x"),
    ],
)
def test_what_only_the_run_tells(project: Load, text: str) -> None:
    (found,) = named(project, text)
    assert found["created"] == "?"


def test_the_same_expression_is_the_same_name(project: Load) -> None:
    (found,) = named(project, ENDPOINT + CREATE.replace("-n d", '-n "$D"') + SHOW.format('"$D"'))
    assert found["created"] is True


def test_an_endpoint_that_is_updated_later_is_the_same(project: Load) -> None:
    update = "az ml batch-endpoint update -n e --set defaults.deployment_name=d\n"
    (found,) = named(project, ENDPOINT + CREATE + update + SHOW.format("x"))
    assert found["created"] is False
