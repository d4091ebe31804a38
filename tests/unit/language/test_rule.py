"""Rules: which entries apply, which failure is told, and what is undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.rule import Failed, Judgement, Rule, Settled, Undecided, words
from preflight.value import Unknown, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope

    ScopeOf = Callable[..., Scope]

DOC = {"yes": True, "no": False, "hidden": Unknown("403"), "later": Unknown("filled in later", text="${T}")}
HOLDS, FAILS, HIDDEN = ({"path": f"doc.{name}", "equals": True} for name in ("yes", "no", "hidden"))
LATER = {"path": "doc.later", "equals": True}
PASSED, NOT_APPLICABLE = Settled.PASSED, Settled.NOT_APPLICABLE


def rule(check: object, **said: Any) -> Rule:
    return Rule({"id": "a-rule", "severity": "error", "for": "conda", "message": "of the rule", "check": check, **said})


def outcome(judgement: Judgement) -> object:
    """Return what is told: a message, the paths of what is unknown, or that there is nothing to tell."""
    if isinstance(judgement, Failed):
        return judgement.telling.tell(judgement.causes[0]).message
    if isinstance(judgement, Undecided):
        return [cause.path for cause in judgement.causes]
    return judgement


@pytest.mark.parametrize(
    ("when", "check", "told"),
    [
        (HOLDS, HOLDS, PASSED),
        (HOLDS, FAILS, "of the rule"),
        (HOLDS, HIDDEN, ["doc.hidden"]),
        (FAILS, HOLDS, NOT_APPLICABLE),
        (FAILS, FAILS, NOT_APPLICABLE),
        (FAILS, HIDDEN, NOT_APPLICABLE),
        (LATER, HOLDS, PASSED),
        (LATER, FAILS, ["doc.later"]),
        (LATER, HIDDEN, ["doc.later", "doc.hidden"]),
    ],
)
def test_a_rule_that_may_not_apply_never_fails(scope: ScopeOf, when: dict[str, Any], check: dict[str, Any], told: object) -> None:
    assert outcome(rule(check, when=when).judge("conda", scope(doc=DOC))) == told


def entry(name: str, leaf: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {**leaf, "message": name, **said}


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ([entry("a", HOLDS), entry("b", FAILS), entry("c", FAILS)], "b"),
        ([entry("a", HIDDEN), entry("b", FAILS)], "b"),
        ([entry("a", HIDDEN), entry("b", HOLDS)], ["doc.hidden"]),
        ([entry("a", HOLDS), entry("b", HOLDS)], PASSED),
        ([HOLDS, FAILS], "of the rule"),
        # entries that do not apply, or may not
        ([entry("a", FAILS, when=FAILS), entry("b", FAILS)], "b"),
        ([entry("a", FAILS, when=FAILS), entry("b", HOLDS)], PASSED),
        ([entry("a", FAILS, when=FAILS), entry("b", FAILS, when=FAILS)], NOT_APPLICABLE),
        ([entry("a", FAILS, when=HOLDS), entry("b", FAILS)], "a"),
        ([entry("a", HIDDEN, when=HOLDS)], ["doc.hidden"]),
        ([entry("a", FAILS, when=HIDDEN), entry("b", FAILS)], "b"),
        ([entry("a", FAILS, when=HIDDEN), entry("b", HOLDS)], ["doc.hidden"]),
        ([entry("a", HOLDS, when=HIDDEN)], PASSED),
        ([entry("a", HIDDEN, when=LATER)], ["doc.later", "doc.hidden"]),
        ([entry("a", FAILS, when=LATER), {**LATER, "message": "b"}], ["doc.later", "doc.later"]),
        # entries for other kinds
        ([entry("a", FAILS, **{"for": "environment"}), entry("b", FAILS)], "b"),
        ([entry("a", FAILS, **{"for": ["environment", "conda"]})], "a"),
        ([entry("a", FAILS, **{"for": "environment"})], NOT_APPLICABLE),
    ],
)
def test_the_first_entry_that_fails_is_told(scope: ScopeOf, check: list[dict[str, Any]], told: object) -> None:
    judged = rule(check, **{"for": ["conda", "environment"]}).judge("conda", scope(doc=DOC))
    assert outcome(judged) == told


def test_when_is_in_doubt_for_every_entry_and_told_once(scope: ScopeOf) -> None:
    judged = rule([FAILS, HOLDS, LATER], when=HIDDEN).judge("conda", scope(doc=DOC))
    assert outcome(judged) == ["doc.hidden", "doc.later"]


def test_an_entry_has_its_own_severity(scope: ScopeOf) -> None:
    judged = rule([{**FAILS, "severity": "info"}]).judge("conda", scope(doc=DOC))
    assert isinstance(judged, Failed)
    assert judged.telling.severity == "info"
    judged = rule(FAILS).judge("conda", scope(doc=DOC))
    assert isinstance(judged, Failed)
    assert judged.telling.severity == "error"


def test_a_rule_is_compiled_for_each_kind(scope: ScopeOf) -> None:
    check = [entry("a", FAILS, **{"for": "environment"}), entry("b", FAILS, **{"for": "conda"})]
    both = rule(check, **{"for": ["conda", "environment"]})
    assert both.kinds == ("conda", "environment")
    for _ in range(2):
        assert outcome(both.judge("conda", scope(doc=DOC))) == "b"
        assert outcome(both.judge("environment", scope(doc=DOC))) == "a"


def test_what_was_in_doubt_before_an_entry_failed_may_fail_besides(scope: ScopeOf) -> None:
    """It must be asked: once it is known, it may be what is told."""
    judged = rule([entry("a", HIDDEN), entry("b", HOLDS, when=LATER), entry("c", FAILS)]).judge("conda", scope(doc=DOC))
    assert outcome(judged) == "c"
    assert isinstance(judged, Failed)
    assert [cause.path for cause in judged.doubts] == ["doc.hidden"]


def test_words() -> None:
    assert words("conda") == ["conda"]
    assert words(["conda", "job"]) == ["conda", "job"]


@pytest.mark.parametrize(
    ("check", "empty"),
    [
        ({"none": "empty.*", "where": HOLDS}, True),
        ({"each": "empty.*", "check": FAILS}, True),
        ({"none": ["empty.*", "mapping.*"], "where": HOLDS}, True),
        ([{"none": "empty.*", "where": HOLDS}, {"none": "full.*", "where": HOLDS, "for": "job"}], True),
        ([{"none": "empty.*", "where": HOLDS}, {"none": "full.*", "where": HOLDS}], False),
        ([{"none": "empty.*", "where": HOLDS}, HOLDS], False),
        ({"none": "full.*", "where": FAILS}, False),
        ({"none": "open.*", "where": FAILS}, False),
        ({"none": "hidden.*", "where": FAILS}, False),
        ({"none": "empty", "where": FAILS}, False),
        ({"some": "empty.*"}, False),
        (HOLDS, False),
    ],
)
def test_a_rule_about_members_names_the_lists_without_which_it_passes(scope: ScopeOf, check: object, *, empty: bool) -> None:
    lists = {"empty": [], "mapping": {}, "full": [1], "open": listing([], rest=Unknown("403")), "hidden": Unknown("403")}
    about = rule(check, **{"for": ["conda", "job"]}).lists("conda")
    assert (bool(about) and all(path.is_empty(scope(doc=DOC, **lists)) for path in about)) is empty
