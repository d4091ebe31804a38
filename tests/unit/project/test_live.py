"""From the texts of documents to what a workspace says of what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.project.live import Live
from preflight.project.tree import Tree
from preflight.question import Missing, Question
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, placed, spot, text_of
from preflight.world import World
from tests.shared.workspaces import GROUP, WORKSPACE, compute, endpoint, known, model, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEAR = spot(Source("d.yml", "compute: azureml:c\n"), (1, 10))
OTHER = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/other"
ANSWERS = {
    Question(question.WORKSPACE): workspace(),
    Question(question.COMPUTE, ("c",)): compute("c"),
    Question(question.ENDPOINT, ("e",)): endpoint("e"),
    Question(question.DEPLOYMENTS, ("e",)): {"value": []},
    Question(question.MODEL, ("m", "1", "")): model(),
}
ASKING: dict[str, Callable[[Live, Value], Value]] = {
    "compute": Live.compute,
    "endpoint": Live.endpoint,
    "deployments": Live.deployments,
    "model": lambda live, named: live.asset(question.MODEL, named),
}


def named(text: object) -> Value:
    return placed(text, NEAR)  # type: ignore[arg-type]  # anything may stand in a file


@pytest.mark.parametrize(
    ("what", "text", "name"),
    [
        ("compute", "azureml:c", "c"),
        ("compute", "c", "c"),
        ("compute", f"{WORKSPACE}/computes/c", "c"),
        ("endpoint", "e", "e"),
        ("model", "azureml:m:1", "1"),
        ("model", f"azureml:{WORKSPACE.lower()}/models/m/versions/1", "1"),
    ],
)
def test_an_answer_stands_where_the_text_stands(what: str, text: str, name: str) -> None:
    found = ASKING[what](Live(known(ANSWERS)), named(text))
    assert (text_of(child(found, "name")), str(found.place)) == (name, "d.yml:1:10")
    assert Live(known(ANSWERS)).named


@pytest.mark.parametrize("what", ASKING)
@pytest.mark.parametrize("value", [named(""), named(3), named([]), Absent(NEAR), Unknown("`${X}` is filled in later", NEAR, text="${X}")])
def test_what_names_nothing_asks_nothing(what: str, value: Value) -> None:
    found = ASKING[what](Live(World("live")), value)
    assert isinstance(found, Unknown)
    assert found.questions == ()
    assert found.asked is isinstance(value, Unknown)


@pytest.mark.parametrize(
    ("what", "text", "asked"),
    [
        ("compute", "azureml:c", ("compute", ("c",))),
        ("compute", f"{OTHER}/computes/c", ("compute", ("c",))),
        ("endpoint", "e", ("endpoint", ("e",))),
        ("deployments", "e", ("deployments", ("e",))),
        ("model", "azureml:m@latest", ("model", ("m", "", "latest"))),
        ("model", "azureml:m", ("model", ("m", "", ""))),
    ],
)
def test_what_was_not_asked_yet_is_a_question(what: str, text: str, asked: tuple[str, tuple[str, ...]]) -> None:
    found = ASKING[what](Live(World("live")), named(text))
    assert isinstance(found, Unknown)
    assert found.questions == (Question(*asked),)
    offline = ASKING[what](Live(World()), named(text))
    assert isinstance(offline, Unknown)
    assert (offline.questions, offline.asked) == ((), False)


@pytest.mark.parametrize(("what", "text"), [("compute", f"{OTHER}/computes/c"), ("model", f"azureml:{OTHER}/models/m/versions/1")])
def test_what_is_in_another_workspace_is_not_read(what: str, text: str) -> None:
    gone = {Question(question.COMPUTE, ("c",)): Missing(f"{WORKSPACE}/computes/c")}
    for answers in (ANSWERS, {**ANSWERS, **gone}):
        found = ASKING[what](Live(known(answers)), named(text))
        assert isinstance(found, Unknown)
        assert found.reason.endswith("is in another workspace, which is not read")
        assert not found.asked


def test_what_is_in_a_registry_is_not_read() -> None:
    found = Live(World("live")).asset(question.MODEL, named("azureml://registries/r/models/m/versions/1"))
    assert isinstance(found, Unknown)
    assert (found.questions, found.asked) == ((), False)


@pytest.mark.parametrize(("world", "asked"), [(World("live"), True), (World(), False)])
def test_what_is_no_reference(world: World, *, asked: bool) -> None:
    found = Live(world).asset(question.MODEL, named("model.pkl"))
    assert isinstance(found, Unknown)
    assert (found.reason, found.asked, found.questions) == ("`model.pkl` is no reference to an asset", asked, ())


def test_the_workspace() -> None:
    found = Live(known(ANSWERS)).workspace(NEAR)
    assert isinstance(found, Present)
    assert text_of(child(found, "name")) == "ws-batch"


def test_what_a_file_creates_is_not_missing(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("az ml compute create -n C --type amlcompute\n")
    answers = {Question(question.COMPUTE, (name,)): Missing(name) for name in ("c", "d")}
    live = Live(known(answers), Tree(str(tmp_path), [str(tmp_path)]), [str(tmp_path / "run.sh")])
    found = live.compute(named("azureml:c"))
    assert isinstance(found, Unknown)
    assert (found.reason, found.asked, found.at_run, str(found.place)) == (
        "the workspace has no compute `c`, but `run.sh:1:1` creates it",
        False,
        True,
        "d.yml:1:10",
    )
    assert isinstance(live.compute(named("azureml:d")), Absent)
    assert isinstance(Live(known(answers)).compute(named("azureml:c")), Absent)
