"""Files that scripts fill in, and that are handed to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.value import Present, Unknown, child
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value
    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

FILE = "name: d\nendpoint_name: e\ncompute: azureml:__C__\ntags: {a: ['#{T}#'], b: x}\nmini_batch_size: 3\n"
MENTION = "az ml batch-endpoint list\n"
FILLED = "a script fills in this file"


def doc(loaded: Loaded, kind: Kind = Kind.BATCH_DEPLOYMENT) -> Value:
    return next(one.root("doc") for one in loaded.project.subjects if one.kind is kind)


def reason(value: Value) -> str | None:
    return value.reason if isinstance(value, Unknown) and not value.asked and value.text is None else None


@pytest.mark.parametrize(
    "script",
    [
        "envsubst < d.yml > out.yml\n",
        "sed -i s/__C__/cpu/ batch/../d.yml\n",
        "cat d.yml \\\n  | envsubst > out.yml\n",
        "python fill.py d.yml\n",
        "(Get-Content d.yml) -replace '__C__', $C | Set-Content out.yml\n",
    ],
)
def test_what_is_filled_in_is_asked_of_nobody(project: Load, script: str) -> None:
    root = doc(project({"d.yml": FILE, "run.sh": MENTION + script}))
    assert reason(child(root, "compute")) == FILLED
    assert plain(child(root, "tags")) == {"a": ["?"], "b": "x"}
    assert plain(child(root, "name")) == "d"
    assert reason(child(root, "other")) == FILLED
    assert str(child(root, "compute").place) == "d.yml:3:10"


def test_keys_that_are_named_are_not_known(project: Load) -> None:
    root = doc(project({"d.yml": FILE, "run.sh": MENTION + "yq -i '.endpoint_name = env(E)' d.yml\n"}))
    assert reason(child(root, "endpoint_name")) == FILLED
    assert plain(child(root, "name")) == "d"


@pytest.mark.parametrize(
    "script",
    [
        "sed -i s/x/y/ other.yml\n",
        "cat d.yml\n",
        "echo sed\ncat d.yml\n",
        "sed s/x/y/ d.yml " + "x" * 3_000 + "\n",
        "sed s/x/y/ other.yml\n" * 30,
    ],
)
def test_other_files_stay_as_they_are(project: Load, script: str) -> None:
    compute = child(doc(project({"d.yml": FILE, "run.sh": MENTION + script})), "compute")
    assert isinstance(compute, Unknown)
    assert (compute.text, compute.asked) == ("azureml:__C__", True)


def test_a_script_that_names_no_command_of_interest_is_not_read(project: Load) -> None:
    assert reason(child(doc(project({"d.yml": FILE, "run.sh": "sed -i s/__C__/x/ d.yml\n"})), "compute")) is None


STEPS = """\
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: cschleiden/replace-tokens@v1
      - run: az ml batch-endpoint list
"""


def test_a_step_may_fill_in_all_files(project: Load) -> None:
    files = {"d.yml": FILE, "e.yml": "name: e\nauth_mode: aad_token\n", "w.yml": STEPS}
    loaded = project(files)
    assert reason(child(doc(loaded), "compute")) == FILLED
    endpoint = doc(loaded, Kind.BATCH_ENDPOINT)
    assert isinstance(endpoint, Present)
    assert endpoint.rest is None


CALL = "on: push\njobs: {{a: {{uses: {}, with: {{file: d.yml, other: 3, e: e.yml}}}}}}\n"


@pytest.mark.parametrize("uses", ["o/r/.github/workflows/w.yml@v1", "./.github/workflows/w.yml"])
def test_what_is_handed_to_others_is_left_open(project: Load, uses: str) -> None:
    files = {"d.yml": FILE, "e.yml": "name: $(E)\nauth_mode: aad_token\n", "w.yml": CALL.format(uses) + "# az ml batch-endpoint list\n"}
    loaded = project(files)
    told = f"what `{uses}` makes of this file is not known"
    assert reason(child(doc(loaded), "compute")) == reason(child(doc(loaded), "other")) == told
    endpoint = doc(loaded, Kind.BATCH_ENDPOINT)
    assert reason(child(endpoint, "name")) == told
    assert isinstance(endpoint, Present)
    assert endpoint.rest is None  # an endpoint needs no more than its name


def test_what_commands_make_is_filled_in_too_and_what_is_no_mapping_stays(project: Load) -> None:
    run = "az ml batch-deployment create -f d.yml -n x\nsed s/a/b/ d.yml c.yml\n"
    root = doc(project({"d.yml": FILE, "run.sh": run, "c.yml": "- a\n"}))
    assert plain(child(root, "name")) == "x"
    assert reason(child(root, "compute")) == FILLED


def test_a_file_below_the_root_of_an_agent_is_found(project: Load) -> None:
    run = "steps:\n- script: az ml batch-deployment create -f $(System.DefaultWorkingDirectory)/d.yml --name other\n"
    assert plain(child(doc(project({"d.yml": FILE, "azure-pipelines.yml": run})), "name")) == "other"
