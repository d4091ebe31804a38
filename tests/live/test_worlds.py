"""The table of worlds: in each of them, the real packages lead to the report that is written down."""

from __future__ import annotations

import json
from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest

from preflight import exits, resources
from preflight.language.asks import asks_of
from preflight.language.rule import Rule
from preflight.pack import read_rule
from tests.azure import good
from tests.live.worlds.outcome import check
from tests.live.worlds.project import write
from tests.live.worlds.table import CASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure.fake import FakeAzure
    from tests.live.worlds.case import Case
    from tests.live.worlds.outcome import Outcome

    Judge = Callable[[Case], Outcome]

pytestmark = pytest.mark.live

# What of the good world nobody is to see: the secret of the caller, a value of a variable, the head of a token, the values of a table.
SECRETS = ("not-a-secret~of-anybody", "is-not-shown", "eyJ", "63,1,233")


@pytest.fixture
def judge(azure_here: FakeAzure, tmp_path: Path) -> Judge:
    """Return a function that checks the project of a case against its world."""

    def judged(case: Case) -> Outcome:
        case.change(azure_here.world)
        return check(write(tmp_path, case.files), *case.options)

    return judged


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_world(case: Case, judge: Judge, azure_here: FakeAzure) -> None:
    outcome = judge(case)
    assert outcome.err == ""
    assert outcome.findings == case.findings
    assert outcome.code == case.code
    assert outcome.unsure >= case.unsure
    assert bool(outcome.reasons) == bool(case.reasons)
    for part in case.reasons:
        assert any(fnmatchcase(reason, f"*{part.replace('[', '[[]')}*") for reason in outcome.reasons), (part, outcome.reasons)
    assert outcome.report["summary"]["not_asked"] == case.unasked
    assert not [secret for secret in SECRETS if secret in outcome.out]
    _only_read(azure_here)


def _only_read(azure: FakeAzure) -> None:
    """Assert that nobody wrote, that no other host was asked for, and that each service got one token at most."""
    assert azure.log.writes() == []
    assert azure.log.strangers() == []
    services = {one.host == "management.azure.com" for one in azure.log.exchanges if "login." not in one.host}
    assert azure.log.count("login.microsoftonline.com/*/token", "POST") <= max(len(services), 1)
    asked = Counter((one.host, one.path, one.query) for one in azure.log.exchanges if one.method == "GET" and one.status == 200)
    assert [one for one, times in asked.items() if times > 1 and "login." not in one[0]] == []


def test_every_world_has_a_name_of_its_own() -> None:
    names = Counter(case.name for case in CASES)
    assert [name for name, times in names.items() if times > 1] == []
    assert len(CASES) >= 60


def test_whoever_wants_it_gets_a_code_for_what_is_not_known(azure_here: FakeAzure, tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    assert check(folder, "--unknown", "fail").code == exits.CLEAN
    azure_here.world.forbid("*/computes/read")
    assert check(folder, "--unknown", "fail").code == exits.NOT_ANSWERED
    assert check(folder, "--unknown", "ignore").code == exits.CLEAN


def test_the_good_world_is_asked_in_three_waves(azure_here: FakeAzure, tmp_path: Path) -> None:
    azure_here.world.latency_ms = 60
    outcome = check(write(tmp_path, {}))
    assert (outcome.code, outcome.findings, outcome.reasons) == (exits.CLEAN, {}, [])
    # Sign-in takes two requests, and a second token for storage one more; no answer of the good world needs more than one request.
    assert len(azure_here.log.chain()) <= 2 + 3 + 1, [one.path for one in azure_here.log.chain()]


def test_a_recording_of_secrets_would_be_noticed(azure_here: FakeAzure) -> None:
    kept = json.dumps([azure_here.world.get(good.DEPLOYMENT), azure_here.world.caller.client_secret])
    assert {secret for secret in SECRETS if secret in kept} == {"not-a-secret~of-anybody", "is-not-shown"}


# They decide by files; the workspace adds to the facts that they read, and tells nothing of what they find.
BY_FILES = frozenset(
    {
        "conda-azureml-in-conda-section",
        "conda-channels-missing",
        "conda-pip-undeclared",
        "conda-python-exact-patch",
        "conda-python-missing",
        "env-build-context-limits",
        "env-image-missing",
        "input-key-charset",
        "input-latest-label",
        "input-path-form",
        "mlflow-model-conda-reused",
    }
)


def live_rules() -> list[Rule]:
    """Return the rules that may ask a workspace."""
    rules = [Rule(read_rule(path)) for path in resources.rule_files()]
    return sorted((rule for rule in rules if asks_of(rule)), key=lambda rule: rule.id)


@pytest.mark.parametrize("rule", live_rules(), ids=lambda rule: rule.id)
def test_every_live_rule_is_shown_to_fail_and_to_be_unsure(rule: Rule) -> None:
    assert any(rule.id in case.findings for case in CASES), "there is no world in which it fails"
    told = rule.data.get("unknown") != "ignore" and rule.id not in BY_FILES
    assert not told or any(rule.id in case.unsure for case in CASES), "there is no world in which it is unknown"
