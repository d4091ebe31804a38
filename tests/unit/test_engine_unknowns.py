"""What could not be decided: told once for each cause, with all its rules, and what that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.engine import FAIL, IGNORE, WARN
from preflight.value import Unknown
from tests.shared.engine import DEPLOYMENT, LEVEL, NODES, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    JudgedOf = Callable[..., Judged]

WAITING = DEPLOYMENT + "compute: azureml:cluster\nresources: {instance_count: 2}\n"
LATER = DEPLOYMENT.replace("inof", "${LEVEL}").replace("-5", "'${LEVEL}'")
CAUSE = "compute `azureml:cluster` is not in this repository and the workspace was not asked"


def unknowns(result: Judged) -> list[tuple[tuple[str, ...], str, bool, bool]]:
    return [(one.rules, str(one.location.place) if one.location else "", one.asked, one.gates) for one in result.unknowns]


def test_what_is_not_answered_is_told_once_with_all_its_rules(judged: JudgedOf) -> None:
    rules = [
        rule("z-level", LEVEL),
        rule("a-level", {"path": "deployment.logging_level", "matches": "^i"}),
        rule("timeout", {"path": "deployment.timeout", "at_least": 1}),
    ]
    result = judged({"d.yml": LATER}, *rules)
    assert unknowns(result) == [(("a-level", "z-level"), "d.yml:3:16", True, False), (("timeout",), "d.yml:4:27", True, False)]
    assert [(one.fact, one.reason) for one in result.unknowns] == [
        ("deployment.logging_level", "`${LEVEL}` is filled in later"),
        ("deployment.timeout", "`${LEVEL}` is filled in later"),
    ]
    assert (result.findings, result.not_asked, result.verdicts) == ((), (), 3)


def test_what_only_a_run_tells_is_known_from_what_the_workspace_would(judged: JudgedOf) -> None:
    files = {"d.yml": WAITING, "run.sh": "az ml batch-deployment create -f d.yml --set logging_level=$LEVEL\n"}
    level = rule("level", LEVEL)
    result = judged(files, rule("nodes", NODES), level)
    assert (result.not_asked, result.at_run) == (("level", "nodes"), ("level",))
    both = judged(files, rule("nodes", {"all": [NODES, LEVEL]}))
    assert (both.not_asked, both.at_run) == (("nodes",), ())


def test_what_was_not_asked_is_only_counted(judged: JudgedOf) -> None:
    result = judged({"d.yml": WAITING}, rule("nodes", NODES), rule("tier", {"path": "compute.tier", "equals": "dedicated"}))
    assert result.not_asked == ("nodes", "tier")
    assert (result.unknowns, result.verdicts) == ((), 2)


@pytest.mark.parametrize(
    ("own", "line", "listed", "gates"),
    [
        (None, WARN, True, False),
        (None, FAIL, True, True),
        (None, IGNORE, False, False),
        (WARN, FAIL, True, False),
        (WARN, IGNORE, True, False),
        (FAIL, WARN, True, True),
        (FAIL, IGNORE, True, True),
        (IGNORE, FAIL, False, False),
    ],
)
def test_what_an_undecided_verdict_is_worth(judged: JudgedOf, own: str | None, line: str, *, listed: bool, gates: bool) -> None:
    policy = {} if own is None else {"unknown": own}
    answered = judged({"d.yml": LATER}, rule("level", LEVEL, **policy), unknown=line)
    assert unknowns(answered) == ([(("level",), "d.yml:3:16", True, gates)] if listed else [])
    assert answered.verdicts == 1
    # the command line says nothing of what was not asked
    asked = judged({"d.yml": WAITING}, rule("nodes", NODES, **policy), unknown=line)
    assert unknowns(asked) == ([(("nodes",), "d.yml:6:29", False, gates)] if own in (WARN, FAIL) else [])
    assert asked.not_asked == ("nodes",)


def test_one_rule_that_insists_is_enough_to_gate(judged: JudgedOf) -> None:
    rules = [rule("a", LEVEL), rule("b", LEVEL, unknown=FAIL), rule("c", LEVEL)]
    assert unknowns(judged({"d.yml": LATER}, *rules)) == [(("a", "b", "c"), "d.yml:3:16", True, True)]


def test_every_unknown_that_mattered_is_told(judged: JudgedOf) -> None:
    both = rule("both", {"all": [{"path": "deployment.timeout", "at_least": 1}, LEVEL]}, unknown=WARN)
    assert unknowns(judged({"d.yml": LATER}, both)) == [(("both",), "d.yml:3:16", True, False), (("both",), "d.yml:4:27", True, False)]
    mixed = rule("mixed", {"all": [NODES, LEVEL]})
    result = judged({"d.yml": WAITING.replace("inof", "${LEVEL}")}, mixed)
    assert unknowns(result) == [(("mixed",), "d.yml:3:16", True, False)]
    assert result.not_asked == ("mixed",)


def test_reasons_and_permissions_are_told(judged: JudgedOf) -> None:
    facts = {"compute": Unknown("403", permission="computes/read")}
    (unknown,) = judged({"d.yml": WAITING}, rule("nodes", NODES), facts=facts).unknowns
    assert (unknown.reason, unknown.permission, unknown.asked) == ("403", "computes/read", True)
    (unknown,) = judged({"d.yml": WAITING}, rule("nodes", NODES, unknown=WARN)).unknowns
    assert (unknown.reason, unknown.permission) == (CAUSE, None)
