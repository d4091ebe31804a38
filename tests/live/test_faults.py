"""What goes wrong on the way to Azure, told in a report: in time, with its reason, and with all that files show."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from tests.live.worlds.failures import ANSWERS, SIGN_INS
from tests.live.worlds.outcome import NAMED, check
from tests.live.worlds.project import deployment, write

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure
    from tests.live.worlds.failures import Failure
    from tests.live.worlds.outcome import Outcome

pytestmark = pytest.mark.live

PACKAGE = Path(__file__).parents[2]
# What files show, whatever Azure says.
SHOWN = {"logging-level-value": "error"}
# Enough for three attempts, none of which is silent.
SOON = 6.0
DEADLINE = 4.0
# What a process takes before it asks and after it was told.
AROUND = 6.0
QUICK = [one for one in ANSWERS if not one.slow]
SLOW = [one for one in ANSWERS if one.slow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the project, with one mistake that files show."""
    return write(tmp_path, deployment(logging_level="verbose"))


@pytest.fixture(scope="module", autouse=True)
def imported() -> None:
    """Import first what takes longest: here, the network is to be what takes time."""
    pytest.importorskip("azure.ai.ml")


def assert_told(outcome: Outcome, azure: FakeAzure) -> None:
    """Assert that files are judged as ever, that nothing else is, and that nobody wrote."""
    assert (outcome.code, outcome.err) == (exits.FOUND, "")
    assert outcome.findings == SHOWN
    assert azure.log.writes() == []
    assert azure.log.strangers() == []


@pytest.mark.parametrize("failure", QUICK, ids=lambda one: one.name)
def test_every_request_fails(failure: Failure, folder: Path, azure_here: FakeAzure) -> None:
    known = check(folder).unsure
    failure.everywhere(azure_here.world)
    outcome = check(folder)
    assert_told(outcome, azure_here)
    assert known == set()
    assert all(failure.said in reason for reason in outcome.reasons), outcome.reasons
    assert {"workspace-cmk", "compute-missing-or-wrong-kind", "output-path-exists", "compute-identity-none"} <= outcome.unsure
    assert outcome.seconds < SOON
    clean = check(folder, "--ignore", ",".join(SHOWN), "--unknown", "fail")
    assert (clean.code, clean.findings) == (exits.NOT_ANSWERED, {})


@pytest.mark.parametrize("failure", QUICK, ids=lambda one: one.name)
def test_one_request_fails(failure: Failure, folder: Path, azure_here: FakeAzure) -> None:
    failure.once(azure_here.world)
    outcome = check(folder)
    assert_told(outcome, azure_here)
    assert outcome.reasons
    assert all(failure.said in reason for reason in outcome.reasons), outcome.reasons
    assert "workspace-cmk" not in outcome.unsure
    assert outcome.seconds < SOON


@pytest.mark.parametrize("name", SIGN_INS)
def test_signing_in(name: str, folder: Path, azure_here: FakeAzure) -> None:
    change, said = SIGN_INS[name]
    change(azure_here.world)
    outcome = check(folder)
    assert_told(outcome, azure_here)
    assert all(said in reason for reason in outcome.reasons), outcome.reasons
    assert bool(outcome.reasons) == bool(said)
    assert len(outcome.reasons) == 1 or not said.startswith("sign-in")
    assert outcome.seconds < SOON


@pytest.mark.parametrize("failure", SLOW, ids=lambda one: one.name)
@pytest.mark.parametrize("where", ["everywhere", "once"])
def test_a_process_ends_in_time(failure: Failure, where: str, folder: Path, azure: FakeAzure) -> None:
    getattr(failure, where)(azure.world)
    code, report, seconds = _process(folder, azure)
    assert code == exits.FOUND
    assert [one["rule"] for one in report["findings"]] == list(SHOWN)
    assert report["unknowns"]
    assert seconds < DEADLINE + AROUND
    assert azure.log.writes() == []


@pytest.mark.parametrize("host", ["login.microsoftonline.com*", "*"])
def test_a_process_ends_in_time_where_nobody_signs_in(host: str, folder: Path, azure: FakeAzure) -> None:
    for failure in SLOW:
        azure.world.fault(host, failure.what)
    code, report, seconds = _process(folder, azure)
    assert (code, [one["rule"] for one in report["findings"]]) == (exits.FOUND, list(SHOWN))
    assert len(report["unknowns"]) == 1
    assert seconds < DEADLINE + AROUND


def _process(folder: Path, azure: FakeAzure) -> tuple[int, dict[str, list[dict[str, str]]], float]:
    """Return the exit code, the report and the seconds of a process of its own."""
    command = [sys.executable, "-m", "preflight", "check", "--format", "json", "--timeout", str(int(DEADLINE)), *NAMED]
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=azure.env | {"PYTHONPATH": str(PACKAGE)}, capture_output=True, timeout=60, check=False)
    seconds = time.monotonic() - start
    assert done.stderr == b""
    return done.returncode, json.loads(done.stdout), seconds
