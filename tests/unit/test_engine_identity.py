"""What findings are called: the same from run to run, and each by a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.finding import Severity
from preflight.fingerprint import fingerprint
from tests.shared.engine import DEPLOYMENT, LEVEL, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    JudgedOf = Callable[..., Judged]

SCRIPTED = "endpoint_name: e\ncode_configuration: {code: ., scoring_script: score.py}\n"


EACH = rule("each", {"none": "conda.packages.*", "where": {"path": "item.version", "version": "<2"}}, **{"for": "conda"}, at="item.text")
CONDA = "dependencies:\n  - python=3.10\n  - pip:\n      - old==1.0\n      - new==2.0\n      - older==1.5\n"


def identities(result: Judged) -> list[str]:
    return [fingerprint(one.identity) for one in result.findings]


def test_an_identity_outlives_moved_lines_and_reordered_items(judged: JudgedOf) -> None:
    before = identities(judged({"conda.yml": CONDA}, EACH))
    assert len(set(before)) == 2
    assert identities(judged({"conda.yml": "# a comment\n\n" + CONDA}, EACH)) == before
    reordered = "name: x\ndependencies:\n  - pip: [older==1.5, other==3.0, old==1.0]\n  - python=3.11\n"
    assert identities(judged({"conda.yml": reordered}, EACH)) == [before[1], before[0]]


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ([rule("other", EACH["check"], **{"for": "conda"}, at="item.text")], CONDA),
        ([EACH], CONDA.replace("old==", "odd==")),
        ([EACH], CONDA.replace("==1.0", "==1.1")),
        ([EACH], CONDA.replace("- old==1.0", "- old==1.0.0")),
    ],
)
def test_an_identity_is_that_of_rule_item_and_value(judged: JudgedOf, rules: list[dict[str, Any]], text: str) -> None:
    before = identities(judged({"conda.yml": CONDA}, EACH))
    after = identities(judged({"conda.yml": text}, *rules))
    assert before[0] not in after


def test_an_identity_is_that_of_a_path(judged: JudgedOf) -> None:
    result = judged({"a.yml": CONDA, "b.yml": CONDA}, EACH)
    assert len(set(identities(result))) == 4


def test_equal_identities_are_told_apart(judged: JudgedOf) -> None:
    doubled = CONDA.replace("- old==1.0", "- old==1.0\n      - old==1.0")
    once, twice = identities(judged({"conda.yml": CONDA}, EACH)), identities(judged({"conda.yml": doubled}, EACH))
    assert len(set(twice)) == 3
    assert set(once) < set(twice)
    assert identities(judged({"conda.yml": doubled}, EACH)) == twice


NO_DEFAULT = rule("no-default", {"path": "deployment.description", "exists": True})
NO_RUN = rule("no-run", {"path": "script.run", "exists": True})


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({"d.yml": DEPLOYMENT}, rule("level", LEVEL)),
        ({"d.yml": DEPLOYMENT}, rule("settings", {"path": "deployment.retry_settings.retries", "exists": True})),
        ({"d.yml": DEPLOYMENT}, NO_DEFAULT),
        ({"d.yml": SCRIPTED, "score.py": "def init(): ...\n"}, NO_RUN),
    ],
    ids=["scalar", "mapping", "document", "script"],
)
def test_an_identity_does_not_depend_on_message_severity_or_fix(judged: JudgedOf, files: dict[str, str], broken: dict[str, Any]) -> None:
    before = identities(judged(files, broken))
    assert len(before) == 1
    said_otherwise = {**broken, "message": "said otherwise", "severity": "info", "fix": "other", "why": "other", "status": "preview"}
    assert identities(judged(files, said_otherwise)) == before
    assert identities(judged(files, broken, severity={broken["id"]: Severity.WARNING})) == before
