"""The outputs of jobs that commands download."""

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

PIPELINE = "type: pipeline\nname: p\nendpoint_name: e\ncomponent: {0}.yml\n"
COMPONENT = "type: pipeline\nname: c\nversion: 1\noutputs: {{{0}: {{type: uri_file}}, y: {{type: uri_file}}}}\njobs: {{}}\n"
FILES = {
    "e.yml": "name: e\nauth_mode: aad_token\n",
    "d.yml": PIPELINE.format("c"),
    "c.yml": COMPONENT.format("x"),
}
MODEL = "name: m\nendpoint_name: e\nmodel: azureml:m:1\n"
INVOKE = "JOB=$(az ml batch-endpoint invoke -n e{} --input data --query name)\n"
DOWNLOAD = 'az ml job download --name "$JOB" --output-name x\n'
UNKNOWN = {"name": "x", "outputs": "?"}


def downloaded(project: Load, text: str, **files: str) -> list[Any]:
    """Return what is known of the outputs that a script downloads."""
    loaded = project({**FILES, "run.sh": text, **{f"{name}.yml": content for name, content in files.items()}})
    found = [plain(child(one.root("command"), "download")) for one in loaded.project.subjects if one.kind is Kind.AZ_COMMAND]
    return [one for one in found if one is not None]


def test_the_outputs_are_those_of_the_component(project: Load) -> None:
    assert downloaded(project, INVOKE.format("") + DOWNLOAD) == [{"name": "x", "outputs": ["x", "y"]}]


def test_a_model_has_one(project: Load) -> None:
    assert downloaded(project, INVOKE.format("") + DOWNLOAD, d=MODEL) == [{"name": "x", "outputs": ["score"]}]


def test_the_default_may_be_another_one_by_then(project: Load) -> None:
    more = {"f": PIPELINE.format("g").replace("p\n", "q\n"), "g": COMPONENT.format("z").replace(": c", ": g")}
    assert downloaded(project, INVOKE.format("") + DOWNLOAD, **more) == [{"name": "x", "outputs": ["x", "y", "z"]}]
    assert downloaded(project, INVOKE.format(" -d q") + DOWNLOAD, **more) == [{"name": "x", "outputs": ["z", "y"]}]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (DOWNLOAD, {}),
        ("JOB=$(cat job)\n" + DOWNLOAD, {}),
        (INVOKE.format("") + DOWNLOAD.replace('"$JOB"', '"$JOB-$X"'), {}),
        (INVOKE.format("").replace("-n e", "-n f") + DOWNLOAD, {}),
        (INVOKE.format("") + DOWNLOAD, {"d": PIPELINE.format("gone")}),
        (INVOKE.format("") + DOWNLOAD, {"d": PIPELINE.format("c").replace("c.yml", "azureml:c:7")}),
        (INVOKE.format("") + DOWNLOAD, {"more": PIPELINE.format("gone").replace("p\n", "q\n")}),
        (INVOKE.format(" --set outputs.o.path=azureml://datastores/a/paths/b") + DOWNLOAD, {"d": MODEL}),
    ],
)
def test_what_only_the_run_tells(project: Load, text: str, files: dict[str, str]) -> None:
    # Only a script that has to do with batch endpoints is read.
    assert downloaded(project, "az ml batch-endpoint show -n e\n" + text, **files) == [UNKNOWN]


@pytest.mark.parametrize("options", ["", " --output-name x --all", " -n"])
def test_whoever_names_none_downloads_all(project: Load, options: str) -> None:
    name = "" if options == " -n" else " -n $JOB"
    assert downloaded(project, INVOKE.format("") + f"az ml job download{name}{options}\n") == []
