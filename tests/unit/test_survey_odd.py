"""Answers of an odd shape: nothing raises, and nothing is told that they do not say."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.shared.jobs import GOOD, INPUTS, MODEL, asking
from tests.shared.storage import MLMODEL, blobs, head, head_of, listed
from tests.shared.workspaces import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preflight.question import Question

OF_DATA = (
    "compute-identity-missing-blob-reader compute-identity-none data-missing datastore-missing input-nested-folders input-type-unsupported"
    " input-unreachable-or-empty mlflow-signature-mismatch mlflow-unsupported-file-type output-datastore-needs-credentials"
    " output-datastore-not-blob output-path-exists"
)
JOB = INPUTS + "outputs:\n  y: {type: uri_file, path: azureml://datastores/keyed/paths/scores}\n"
LIES = f"azureml:/{WORKSPACE}/datastores/plain/paths/models/m"
ANSWERS: dict[Question, Any] = {
    **GOOD,
    MODEL: {"id": f"{WORKSPACE}/models/m/versions/1", "name": "1", "properties": {"modelType": "mlflow_model", "modelUri": LIES}},
    head_of("models/m/MLmodel", 65_536): head(MLMODEL),
    listed("heart/"): blobs("heart/a.csv"),
    head_of("heart/a.csv"): head("age,chol\n"),
    listed("scores/predictions.csv", 1): blobs(),
}
# None of them is what any part of an answer should be.
ODD: tuple[object, ...] = (3.5, {"a": None}, [[]])


def spots(data: Any, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every part of an answer."""
    if trail:
        yield trail
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, part in parts:
        yield from spots(part, (*trail, name))


def changed(answer: Any, trail: tuple[str | int, ...], odd: object) -> Any:
    made = deepcopy(answer)
    part = made
    for name in trail[:-1]:
        part = part[name]
    part[trail[-1]] = deepcopy(odd)
    return made


def test_the_job_is_good(tmp_path: Path) -> None:
    result = asking(tmp_path)(OF_DATA, JOB, answers=ANSWERS)
    assert (result.found, result.doubts) == ([], [])
    assert result.questions <= set(ANSWERS)


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("question", ANSWERS, ids=lambda question: question.resource)
def test_an_odd_part_of_an_answer_is_no_finding(tmp_path: Path, question: Question, odd: object) -> None:
    ask = asking(tmp_path)
    for trail in spots(ANSWERS[question]):
        result = ask(OF_DATA, JOB, answers={**ANSWERS, question: changed(ANSWERS[question], trail, odd)})
        assert result.found == [], trail
