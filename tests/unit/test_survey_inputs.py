"""What lies where the inputs of a job point: what is asked for it, wave by wave, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.engine import WARN, judge
from preflight.project.project import load
from preflight.question import Missing, Question, Unanswered
from preflight.rulebook import Rulebook
from tests.shared.jobs import COMPUTE, DEPLOYMENT, INPUTS, MODEL, asking, reading, rules, writing
from tests.shared.storage import (
    DATASTORES,
    DENIALS,
    ENDPOINT,
    MLMODEL,
    ROLES,
    STORAGE,
    blobs,
    data,
    data_asset,
    datastore,
    datastores,
    head,
    head_of,
    listed,
)
from tests.shared.workspaces import WORKSPACE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared.jobs import Ask

PLACE = "inputs.yml:2:31"
READER_RULE = "compute-identity-missing-blob-reader"
OF_DATA = (
    f"{READER_RULE} compute-identity-none data-missing datastore-missing input-nested-folders input-type-unsupported"
    " input-unreachable-or-empty mlflow-signature-mismatch mlflow-unsupported-file-type output-datastore-needs-credentials"
    " output-datastore-not-blob output-path-exists"
)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Judge jobs in a folder of their own."""
    return asking(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind", "answers", "lost"),
    [
        ("azureml:heart:1", "uri_folder", {}, False),
        ("azureml:heart:1", "uri_folder", {listed("heart/"): blobs()}, True),
        ("azureml:heart:1", "uri_folder", {listed("heart/"): Missing("no container")}, True),
        ("heart@latest", "uri_folder", {data("heart", "", "latest"): data_asset("heart"), listed("heart/"): blobs()}, True),
        ("azureml://datastores/plain/paths/heart", "uri_folder", {listed("heart/"): blobs()}, True),
        ("azureml://datastores/plain/paths/", "uri_folder", {listed(""): blobs("a.csv")}, False),
        ("azureml://datastores/plain/paths/", "uri_folder", {listed(""): blobs()}, True),
        ("azureml://datastores/plain/paths/a.csv", "uri_file", {listed("a.csv", 1): blobs("a.csv")}, False),
        (
            "azureml://datastores/plain/paths/a.csv",
            "uri_file",
            {listed("a.csv", 1): blobs("a.csv.bak"), listed("a.csv/", 1): blobs()},
            True,
        ),
        ("azureml://datastores/plain/paths/a.csv", "uri_file", {listed("a.csv", 1): Missing("x"), listed("a.csv/", 1): Missing("x")}, True),
        (f"{ENDPOINT}/data/a%20b.csv", "uri_file", {listed("a b.csv", 1): blobs("a b.csv")}, False),
        ("wasbs://data@stdata.blob.core.windows.net/heart/", "uri_folder", {listed("heart/"): blobs()}, True),
    ],
)
def test_whether_anything_is_there(ask: Ask, path: str, kind: str, answers: dict[Question, Any], *, lost: bool) -> None:
    given = {listed("heart", 1): blobs(), **answers}
    result = ask("input-unreachable-or-empty", reading(path, kind), answers=given)
    assert result.doubts == []
    at = "inputs.yml:2:31" if kind == "uri_folder" else "inputs.yml:2:29"
    words = f"{at} error the container `data` of `stdata` holds no file where the input `x` points: `{path}`"
    assert result.found == ([words] if lost else [])
    assert len(result.waves) <= 3


@pytest.mark.parametrize(
    ("path", "kind", "answers", "reason"),
    [
        ("heart", "uri_folder", {listed("heart/"): blobs(), listed("heart", 1): blobs("heart")}, "`heart` is a file, and"),
        ("heart", "uri_file", {listed("heart", 1): blobs("heart/a"), listed("heart/", 1): blobs("heart/a")}, "`heart` is a folder, and"),
        ("heart", "uri_folder", {listed("heart/"): Unanswered("the firewall refused", "p")}, "the firewall refused"),
        ("heart", "uri_folder", {listed("heart/"): {"truncated": False}}, "the answer does not list what the container holds"),
        ("heart", "uri_folder", {listed("heart/"): blobs(), listed("heart", 1): Unanswered("late")}, "late"),
        ("heart", "uri_file", {listed("heart", 1): Unanswered("late")}, "late"),
        ("heart", "uri_file", {listed("heart", 1): blobs(), listed("heart/", 1): Unanswered("late")}, "late"),
    ],
)  # fmt: skip
def test_whether_anything_is_there_may_not_be_known(ask: Ask, path: str, kind: str, answers: dict[Question, Any], reason: str) -> None:
    result = ask("input-unreachable-or-empty", reading(f"azureml://datastores/plain/paths/{path}", kind), answers=answers)
    assert result.found == []
    assert [one.startswith(reason) for one in result.doubts] == [True]


@pytest.mark.parametrize(
    "path",
    [
        "azureml://datastores/plain/paths/*.csv",
        "azureml://subscriptions/s/resourcegroups/g/workspaces/other/datastores/plain/paths/heart",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/other/data/heart/versions/1",
        "azureml://registries/r/data/heart/versions/1",
        "azureml://jobs/j/outputs/o",
        "https://example.com/data/heart",
        "data/heart",
    ],
)
def test_what_is_not_looked_at_is_not_told(ask: Ask, path: str) -> None:
    result = ask("input-unreachable-or-empty input-nested-folders data-missing datastore-missing", reading(path))
    assert (result.found, result.doubts) == ([], [])
    assert "input-unreachable-or-empty" in result.judged.not_asked


def test_another_host_is_not_asked(ask: Ask) -> None:
    result = ask("input-unreachable-or-empty", reading("https://stdata.blob.example.com/data/heart"))
    assert not any(one.resource == question.BLOBS for one in result.questions)


def test_a_folder_is_listed_for_all_rules_at_once_and_the_deepest_chain_takes_three_waves(ask: Ask) -> None:
    """Model and data asset, then what lies there, then the header of the first CSV file."""
    lies = f"azureml:/{WORKSPACE}/datastores/plain/paths/models/m"
    answers = {
        MODEL: {"id": f"{WORKSPACE}/models/m/versions/1", "name": "1", "properties": {"modelType": "mlflow_model", "modelUri": lies}},
        head_of("models/m/MLmodel", 65_536): head(MLMODEL),
    }
    names = "mlflow-signature-mismatch input-nested-folders input-unreachable-or-empty mlflow-unsupported-file-type"
    result = ask(f"{READER_RULE} {names}", answers=answers)
    assert result.waves == [
        {data("heart"), DATASTORES, COMPUTE, MODEL},
        {ROLES, DENIALS, STORAGE, listed("heart/"), head_of("models/m/MLmodel", 65_536)},
        {head_of("heart/a.csv")},
    ]
    assert result.found == [
        f"{PLACE} warning the files in these folders of `azureml:heart:1` are not scored: old",
        f"{PLACE} error the first CSV file of `azureml:heart:1` lacks columns that the model needs: chol",
    ]


@pytest.mark.parametrize(
    ("answers", "lost", "reason"),
    [
        ({head_of("heart/a.csv"): head("chol,age\n")}, False, None),
        ({head_of("heart/a.csv"): head("chol;age\n")}, False, "the first line of the CSV file cannot be read as the names of columns"),
        ({head_of("heart/a.csv"): Unanswered("late")}, False, "late"),
        ({head_of("models/m/MLmodel", 65_536): head("flavors: {}\n")}, False, None),
        ({head_of("models/m/MLmodel", 65_536): head(MLMODEL, 99_999)}, False, "the MLmodel file could not be read as a whole"),
        ({head_of("models/m/MLmodel", 65_536): Unanswered("late")}, False, "late"),
        ({head_of("models/m/MLmodel", 65_536): Missing("x")}, False, None),
        ({listed("heart/"): blobs("heart/a.parquet")}, False, None),
        ({listed("heart/"): blobs("heart/b.parquet", "heart/c.CSV"), head_of("heart/c.CSV"): head("age\n")}, True, None),
    ],
)
def test_signatures(ask: Ask, answers: dict[Question, Any], reason: str | None, *, lost: bool) -> None:
    lies = f"azureml:/{WORKSPACE}/datastores/plain/paths/models/m/"
    known = {
        MODEL: {"id": f"{WORKSPACE}/models/m/versions/1", "name": "1", "properties": {"modelUri": lies}},
        head_of("models/m/MLmodel", 65_536): head(MLMODEL),
    }
    result = ask("mlflow-signature-mismatch", answers={**known, **answers})
    assert len(result.found) == lost
    assert result.doubts == ([] if reason is None else [reason])


def test_a_model_beside_the_file_is_read_there(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "MLmodel").write_text(f"flavors: {{}}\n{MLMODEL}")
    result = ask("mlflow-signature-mismatch", deployment=DEPLOYMENT.replace("azureml:m:1", "{path: m}"))
    assert [one.rpartition(": ")[2] for one in result.found] == ["chol"]
    assert MODEL not in result.questions


def test_types_of_files_are_told_once_each(ask: Ask) -> None:
    names = [f"heart/{number}.json" for number in range(500)] + ["heart/a.csv", "heart/b.avro", "heart/sub/c.exe"]
    result = ask("mlflow-unsupported-file-type", answers={listed("heart/"): blobs(*names)})
    assert [one.partition(", which")[0] for one in result.found] == [
        f"{PLACE} error `0.json` is of the type `.json`",
        f"{PLACE} error `b.avro` is of the type `.avro`",
    ]


def test_a_file_that_its_path_names_is_not_looked_up(ask: Ask) -> None:
    result = ask("mlflow-unsupported-file-type", reading("azureml://datastores/plain/paths/a.json", "uri_file"))
    assert [one.partition(", which")[0] for one in result.found] == ["inputs.yml:2:29 error `a.json` is of the type `.json`"]
    assert result.questions == {MODEL}  # which tells whether it is a model of MLflow


# What is named


def test_a_data_asset_that_is_not_there(ask: Ask) -> None:
    result = ask("data-missing", answers={data("heart"): Missing(f"{WORKSPACE}/data/heart/versions/1")})
    assert result.found == [f"{PLACE} error there is no data asset `azureml:heart:1` in the workspace"]
    assert result.waves == [{data("heart")}]


def test_a_data_asset_that_is_defined_here_will_be_there(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "data.yml").write_text("name: heart\nversion: 1\ntype: uri_folder\npath: azureml://datastores/plain/paths/heart\n")
    names = "data-missing input-unreachable-or-empty input-type-unsupported"
    result = ask(names, answers={data("heart"): Missing("x"), listed("heart/"): blobs(), listed("heart", 1): blobs()})
    assert [one.split(" `x`")[0] for one in result.found] == [
        f"{PLACE} error the container `data` of `stdata` holds no file where the input"
    ]


def test_of_what_is_missing_no_other_rule_says_anything(ask: Ask) -> None:
    names = f"{READER_RULE} compute-identity-none input-unreachable-or-empty input-nested-folders mlflow-signature-mismatch"
    names += " mlflow-unsupported-file-type input-type-unsupported"
    for answers in ({data("heart"): Missing("x")}, {DATASTORES: datastores(datastore("other"))}):
        result = ask(names, answers={**answers, MODEL: Missing("x")})
        assert (result.found, result.doubts) == ([], [])


def test_a_datastore_that_is_not_there(ask: Ask) -> None:
    result = ask("datastore-missing", reading("azureml://datastores/other/paths/x") + writing("azureml://datastores/plain/paths/x"))
    assert result.found == ["inputs.yml:2:31 error there is no datastore `other` in the workspace"]
    assert result.waves == [{DATASTORES}]


@pytest.mark.parametrize("kind", ["mltable", "MLTable"])
def test_a_table_is_no_input_whatever_its_file_says(ask: Ask, kind: str) -> None:
    result = ask("input-type-unsupported", answers={data("heart"): data_asset("heart", kind=kind)})
    assert result.found == [
        f"{PLACE} error the data asset `azureml:heart:1` is `mltable`, which no batch endpoint reads; expected `uri_folder` or `uri_file`"
    ]
    assert result.waves == [{data("heart")}]


def test_of_the_type_of_a_data_asset_an_odd_answer_says_nothing(ask: Ask) -> None:
    odd = data_asset("heart")
    odd["properties"]["dataType"] = 3
    result = ask("input-type-unsupported", answers={data("heart"): odd})
    assert result.doubts == ["the answer about `heart:1` says its type in a way that cannot be read"]


def test_offline_nothing_is_told_of_what_only_a_workspace_knows(tmp_path: Path) -> None:
    (tmp_path / "deployment.yml").write_text(DEPLOYMENT)
    (tmp_path / "inputs.yml").write_text(INPUTS + "outputs:\n  y: {type: uri_file, path: azureml://datastores/plain/paths/y}\n")
    book = Rulebook(rules(OF_DATA), {})
    result = judge(load([str(tmp_path)], str(tmp_path)), book, WARN, explained=True)
    assert (result.findings, result.unknowns) == ((), ())
    assert set(result.not_asked) == set(OF_DATA.split())
