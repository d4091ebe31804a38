"""Every log folder is diagnosed right: the root first, what follows from it beneath, and nothing where nothing failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.commands.diagnose import exit_code
from preflight.diagnosis.bundle import open_bundle
from preflight.diagnosis.catalogue import known_failures
from preflight.diagnosis.diagnosis import diagnose
from preflight.diagnosis.told import Told
from tests.diagnosis.cases import CLEAN, MIXED, OTHER_JOBS, PROBLEMS, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.diagnosis.cases import Case

KNOWN = known_failures()
EVERY = [*PROBLEMS, *MIXED, *CLEAN, *UNKNOWN]


def told(case: Case, folder: Path) -> Told:
    for name, text in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Told(str(folder), diagnose(open_bundle(str(folder)), KNOWN.values()))


def test_there_is_a_folder_for_each_sort_of_problem() -> None:
    assert len(PROBLEMS) >= 25
    assert len(MIXED) >= 5
    assert len(CLEAN) >= 3
    assert len(OTHER_JOBS) >= 3


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_the_root_is_found(case: Case, tmp_path: Path) -> None:
    page = told(case, tmp_path)
    found = page.diagnosis
    causes = [cause.id for cause in found.causes] if exit_code(page) == 1 else []
    assert exit_code(page) == case.code
    assert causes[:1] == ([case.root] if case.root else [])
    assert set(case.others) <= set(causes[1:])
    if case.root:
        assert set(case.follows) <= {one.failure.id for one in found.causes[0].consequences}
        assert len(causes) == 1 + len(case.others)
    assert not any(cause.sighting.failure.is_wrapper for cause in found.causes)


@pytest.mark.parametrize(("case", "kind"), OTHER_JOBS, ids=lambda value: getattr(value, "name", ""))
def test_logs_of_other_jobs_are_told_to_be_such(case: Case, kind: str, tmp_path: Path) -> None:
    page = told(case, tmp_path)
    assert page.diagnosis.kind == kind
    assert "not of a batch scoring job" in page.kind_note
    assert [cause.id for cause in page.diagnosis.causes] == ([case.root] if case.root else [])
    assert exit_code(page) == case.code


def test_what_a_known_cause_says_points_into_the_logs(tmp_path: Path) -> None:
    page = told(next(case for case in PROBLEMS if case.name == "module"), tmp_path)
    place = page.diagnosis.causes[0].sighting.first
    assert (place.path, place.text) == ("logs/job_error.txt", "ModuleNotFoundError: No module named 'sklearn'")
    lines = (tmp_path / place.path).read_text().splitlines()
    assert lines[place.line - 1] == place.text
    assert page.headline == "the job failed: The environment has no package for the module `sklearn`"


def test_an_unknown_exception_is_shown_with_the_users_frames(tmp_path: Path) -> None:
    page = told(UNKNOWN[0], tmp_path)
    raised = page.diagnosis.raised
    assert raised is not None
    assert raised.text == "KeyError: 'target'"
    assert [(frame.line, frame.function, frame.code) for frame in raised.user_frames] == [(33, "run", "y = data['target']")]
    assert page.diagnosis.worth_opening[0] == "logs/user/error/0/process000.txt"
    assert len(page.diagnosis.worth_opening) == 3


def test_a_job_that_failed_when_all_was_scored_may_have_met_its_output(tmp_path: Path) -> None:
    """Also where no message says so; with an exception of the script, or with mini-batches left, there is another reason."""
    possible = [
        [one.failure.id for one in told(case, tmp_path / case.name).diagnosis.possible] for case in (UNKNOWN[3], UNKNOWN[4], UNKNOWN[0])
    ]
    assert possible == [["output-exists"], [], []]


def test_an_output_that_was_there_is_only_possible(tmp_path: Path) -> None:
    found = told(UNKNOWN[2], tmp_path).diagnosis
    assert [one.failure.id for one in found.possible] == ["output-exists"]
    assert found.causes == []
