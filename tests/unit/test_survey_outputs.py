"""Where the output of a job goes: what is asked for it, wave by wave, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.question import Missing, Question, Unanswered
from tests.shared.jobs import COMPUTE, DEPLOYMENT, INPUTS, asking, writing
from tests.shared.storage import (
    CONTRIBUTOR,
    DATASTORES,
    DENIALS,
    ROLES,
    assignments,
    blobs,
    datastore,
    datastores,
    grant,
    listed,
)
from tests.shared.workspaces import WORKSPACE, compute

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared.jobs import Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Judge jobs in a folder of their own."""
    return asking(tmp_path)


OUTPUT = "azureml://datastores/plain/paths/scores"
AT = "inputs.yml:2:29"
SYSTEM = "the system-assigned identity of the compute `c`"


@pytest.mark.parametrize(
    ("path", "more", "answers", "taken"),
    [
        (OUTPUT, "", {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv")}, True),
        (OUTPUT, "", {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv", size=0)}, True),
        (OUTPUT, "", {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv.bak")}, False),
        (OUTPUT, "", {listed("scores/predictions.csv", 1): blobs()}, False),
        (OUTPUT, "", {listed("scores/predictions.csv", 1): Missing("no container")}, False),
        (OUTPUT + "/", "output_file_name: out.csv\n", {listed("scores/out.csv", 1): blobs("scores/out.csv")}, True),
        (OUTPUT + "/predictions.csv", "", {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv")}, True),
        (
            OUTPUT + "/run.1",
            "",
            {listed("scores/run.1/predictions.csv", 1): blobs(), listed("scores/run.1", 1): blobs("scores/run.1")},
            True,
        ),
        (
            OUTPUT + "/run.1",
            "",
            {listed("scores/run.1/predictions.csv", 1): blobs(), listed("scores/run.1", 1): blobs("scores/run.1/x")},
            False,
        ),
        (f"{WORKSPACE}/datastores/plain/paths/scores", "", {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv")}, True),
    ],
)
def test_whether_the_output_is_taken(ask: Ask, path: str, more: str, answers: dict[Question, Any], *, taken: bool) -> None:
    result = ask("output-path-exists", writing(path), DEPLOYMENT + more, answers=answers)
    assert len(result.waves) == 2
    assert result.doubts == []
    name = "out.csv" if more else "predictions.csv"
    shown = path if len(path) <= 80 else path[:79] + "…"
    assert result.found == ([f"{AT} error `{shown}` has a file `{name}` already: the job will fail"] if taken else [])


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({listed("run.1/predictions.csv", 1): Unanswered("late")}, "late"),
        ({listed("run.1/predictions.csv", 1): blobs(), listed("run.1", 1): blobs("run.1", size=0)}, "whether `run.1` is a folder or an"),
        ({DATASTORES: Unanswered("late")}, "late"),
    ],
)
def test_whether_the_output_is_taken_may_not_be_known(ask: Ask, answers: dict[Question, Any], reason: str) -> None:
    given = {listed("run.1", 1): blobs(), **answers}
    result = ask("output-path-exists", writing("azureml://datastores/plain/paths/run.1"), answers=given)
    assert result.found == []
    assert [one.startswith(reason) for one in result.doubts] == [True]


@pytest.mark.parametrize(
    ("inputs", "deployment"),
    [
        (writing(OUTPUT), DEPLOYMENT + "code_configuration: {code: ., scoring_script: s.py}\noutput_action: summary_only\n"),
        (writing(OUTPUT), "name: d\nendpoint_name: e\ntype: pipeline\ncomponent: azureml:c:1\n"),
        (writing(OUTPUT + "/${RUN}"), DEPLOYMENT),
        (INPUTS, DEPLOYMENT),
    ],
)
def test_where_no_file_is_written_or_nobody_knows_where_nothing_is_asked(ask: Ask, inputs: str, deployment: str) -> None:
    result = ask("output-path-exists", inputs, deployment)
    assert (result.found, result.doubts, result.waves) == ([], [], [])


def test_two_jobs_with_one_output_do_not_keep_the_storage_from_being_asked(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "first.yml").write_text(writing(OUTPUT))
    taken = {listed("scores/predictions.csv", 1): blobs("scores/predictions.csv")}
    result = ask("output-path-exists", writing(OUTPUT), answers=taken)
    assert [one.split(" `")[0] for one in result.found] == ["first.yml:2:29 error", f"{AT} error"]
    result = ask("output-path-exists", writing(OUTPUT))
    assert result.found == [f"{AT} warning `{OUTPUT}` is also the output of the job sent with first.yml:1: the second one fails"]


@pytest.mark.parametrize(
    ("kind", "bad"), [("AzureBlob", False), ("azureblob", False), ("AzureDataLakeGen2", True), ("AzureFile", True), ("OneLake", True)]
)
def test_outputs_go_to_blob_storage(ask: Ask, kind: str, *, bad: bool) -> None:
    answers = {DATASTORES: datastores(datastore("plain", datastoreType=kind))}
    result = ask("output-datastore-not-blob", writing(OUTPUT), answers=answers)
    words = f"{AT} error the datastore `plain` is of type `{kind.lower()}`: batch endpoints write to `azureblob` only"
    assert result.found == ([words] if bad else [])


def test_an_output_without_credentials_takes_the_right_to_write(ask: Ask) -> None:
    name = "output-datastore-needs-credentials"
    result = ask(name, writing(OUTPUT), answers={ROLES: assignments(grant())})
    assert result.found == [
        f"{AT} warning the datastore `plain` has no credentials, and {SYSTEM} may not write to its container `data` of `stdata`"
    ]
    assert '--role "Storage Blob Data Contributor"' in result.judged.findings[0].fix
    assert result.waves == [{DATASTORES, COMPUTE}, {ROLES, DENIALS}]
    result = ask(name, writing(OUTPUT), answers={ROLES: assignments(grant(CONTRIBUTOR))})
    assert result.found == []
    result = ask(name, writing(OUTPUT), answers={COMPUTE: {**compute("c"), "identity": None}})
    assert [one.partition(" and the compute ")[2] for one in result.found] == ["`c` has no managed identity to write to it with"]
    result = ask(name, writing("azureml://datastores/keyed/paths/x"))
    assert (result.found, result.doubts) == ([], [])
