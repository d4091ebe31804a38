"""The data side of a job: what only its paths lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.project.job_data import JobData
from preflight.project.links import Links
from preflight.project.live import Live
from preflight.project.tree import Tree
from preflight.question import Missing, Question
from preflight.value import Absent, Unknown, Value, child, fact, members, text_of
from preflight.world import OFFLINE
from tests.shared.links import shown
from tests.shared.storage import ENDPOINT, MLMODEL, STORED, head, head_of, listed
from tests.shared.workspaces import WORKSPACE, compute, known

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.world import World

MODEL = Question(question.MODEL, ("m", "1", ""))
GOOD: dict[Question, Any] = {**STORED, Question(question.COMPUTE, ("c",)): compute("c")}
HEART, FOLDER = fact("azureml:heart:1"), fact("uri_folder")
INPUT = {
    "asset", "data_type", "datastore", "hierarchical", "account", "container", "found", "files", "file_types", "nested", "missing_columns",
    "compute_access",
}  # fmt: skip


def job(tmp_path: Path, world: World | None = None, mlmodel: Value | None = None, **deployment: Any) -> JobData:
    links = Links(Tree(str(tmp_path), [str(tmp_path)]), [], Live(world or known(GOOD)))
    facts = fact({"form": "flat", "compute": "azureml:c", **deployment})
    return JobData(links, facts, fact({"reference": "azureml:m:1"}), mlmodel)


def in_model(uri: object) -> dict[str, Any]:
    return {"id": f"{WORKSPACE}/models/m/versions/1", "name": "1", "properties": {"modelUri": uri}}


def test_an_input(tmp_path: Path) -> None:
    facts = job(tmp_path, mlmodel=fact({"signature": {"inputs": '[{"name": "age"}, {"name": "chol"}]'}})).of_input(HEART, FOLDER)
    assert set(facts) == INPUT
    assert [text_of(facts[name]) for name in ("data_type", "account", "container")] == ["uri_folder", "stdata", "data"]
    assert shown(child(facts["compute_access"], "allowed")).startswith("True")
    assert [text_of(one) for one in members(facts["missing_columns"])] == ["chol"]


def test_offline_the_same_facts_are_not_known(tmp_path: Path) -> None:
    facts = job(tmp_path, OFFLINE).of_input(fact(f"{ENDPOINT}/data/heart"), FOLDER)
    assert set(facts) == INPUT
    assert [text_of(facts[name]) for name in ("account", "container")] == ["stdata", "data"]
    for name in ("hierarchical", "found", "files", "file_types", "nested", "missing_columns"):
        assert shown(facts[name]).startswith("unknown, not asked: ")


def test_a_literal_has_none_of_them(tmp_path: Path) -> None:
    for world in (OFFLINE, known(GOOD)):
        facts = job(tmp_path, world, fact({})).of_input(Absent(), fact("string"))
        assert all(isinstance(value, Absent) for value in facts.values())


def test_an_output(tmp_path: Path) -> None:
    facts = job(tmp_path).of_output(fact("azureml://datastores/plain/paths/scores"))
    assert set(facts) == {"datastore", "hierarchical", "account", "container", "file", "taken", "compute_access"}
    assert text_of(facts["file"]) == "predictions.csv"
    assert isinstance(facts["taken"], Unknown)
    assert facts["taken"].questions == (listed("scores/predictions.csv", 1),)


@pytest.mark.parametrize(
    ("deployment", "expected"),
    [
        ({}, "predictions.csv"),
        ({"output_file_name": "out.csv"}, "out.csv"),
        ({"form": "model", "output_action": "append_row"}, "predictions.csv"),
        ({"output_action": "summary_only"}, "absent"),
        ({"output_action": "SummaryOnly"}, "absent"),
        ({"form": "pipeline"}, "absent"),
        ({"form": Unknown("filled in later")}, "unknown: filled in later"),
        ({"output_file_name": Unknown("filled in later")}, "unknown: filled in later"),
    ],
)
def test_the_file_of_an_output(tmp_path: Path, deployment: dict[str, Any], expected: str) -> None:
    assert (
        shown(job(tmp_path, **deployment).of_output(fact("azureml://datastores/plain/paths/x"))["file"]).removesuffix(" at None")
        == expected
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({MODEL: in_model(f"azureml:/{WORKSPACE}/datastores/plain/paths/m/")}, "[Present('chol')]"),
        ({MODEL: in_model("azureml://datastores/plain/paths/m")}, "[Present('chol')]"),
        ({MODEL: in_model("azureml://jobs/j/outputs/m")}, "unknown, not asked: where the model lies is not followed"),
        ({MODEL: in_model(3)}, "unknown, not asked: where the model lies is not followed"),
        ({MODEL: in_model("azureml://datastores/other/paths/m")}, "absent"),
        ({MODEL: Missing("m")}, "absent"),
        ({MODEL: in_model("azureml://datastores/plain/paths/m"), head_of("m/MLmodel", 65_536): Missing("x")}, "absent"),
        ({MODEL: question.Unanswered("refused")}, "unknown: refused"),
    ],
)
def test_columns_of_a_model_of_the_workspace(tmp_path: Path, answers: dict[Question, Any], expected: str) -> None:
    world = known({**GOOD, head_of("m/MLmodel", 65_536): head(MLMODEL), **answers})
    assert shown(job(tmp_path, world).of_input(HEART, FOLDER)["missing_columns"]).startswith(expected)


def test_a_model_and_the_datastores_are_asked_for_at_once(tmp_path: Path) -> None:
    world = known({one: answer for one, answer in GOOD.items() if one.resource != question.DATASTORES})
    world.source = "live"
    found = job(tmp_path, world).of_input(HEART, FOLDER)["missing_columns"]
    assert isinstance(found, Unknown)
    assert [one.resource for one in found.questions] == ["model", "datastores"]
