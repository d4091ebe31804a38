"""The rules of a run: built-in ones and users' own, selected, with severities that were asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import resources
from preflight.finding import Severity
from preflight.kind import Kind
from preflight.pack import brief, page
from preflight.rulebook import Rulebook, Selection, UnknownRule, builtin_rules, rulebook

if TYPE_CHECKING:
    from pathlib import Path


def rule(name: str, **said: Any) -> dict[str, Any]:
    check = {"path": "doc.a", "exists": True}
    return {"id": name, "severity": "error", "for": "conda", "check": check, "message": "wrong", "why": f"why {name}", **said}


BUILTIN = [rule("b-rule"), rule("a-rule", **{"for": ["conda", "job"]}), rule("c-rule", **{"for": "job"})]


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three rules be the built-in ones, packed as in a wheel."""
    pack = tmp_path / "_pack"
    pack.mkdir()
    (pack / "rules.json").write_text(json.dumps([brief(one) for one in BUILTIN]))
    (pack / "exceptions.json").write_text(json.dumps({"rules": {"ignore-unused": {}}, "retired": {}}))
    (pack / "pages.json").write_text(json.dumps({one["id"]: page(one) for one in BUILTIN}))
    monkeypatch.setattr(resources, "_PACKAGE", str(tmp_path))


def ids(book: Rulebook) -> list[str]:
    return sorted(book.rules)


def test_the_rules_of_a_checkout_are_those_of_its_files() -> None:
    rules = builtin_rules()
    assert [one["id"] for one in rules] == sorted(one["id"] for one in rules)
    assert len(rules) == len(resources.rule_files()) > 0
    assert all(one["why"] for one in rules)


def test_packed_rules_are_in_the_order_of_their_ids(packed: None) -> None:
    assert [one["id"] for one in builtin_rules()] == ["a-rule", "b-rule", "c-rule"]


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (Selection(), ["a-rule", "b-rule", "c-rule", "own"]),
        (Selection(select=("own", "a-rule")), ["a-rule", "own"]),
        (Selection(ignore=("b-rule", "own")), ["a-rule", "c-rule"]),
        (Selection(select=("a-rule", "b-rule"), ignore=("b-rule",)), ["a-rule"]),
        (Selection(select=("a-rule",), ignore=("a-rule",)), []),
    ],
)
def test_selection(packed: None, selection: Selection, chosen: list[str]) -> None:
    assert ids(rulebook([rule("own")], selection)) == chosen


@pytest.mark.parametrize("selection", [Selection(("a-rul",)), Selection((), ("a-rul",)), Selection((), (), {"a-rul": Severity.INFO})])
def test_a_rule_that_does_not_exist(packed: None, selection: Selection) -> None:
    with pytest.raises(UnknownRule, match=r"^there is no rule `a-rul`; did you mean `a-rule`\?$"):
        rulebook([], selection)


def test_a_rule_that_is_like_no_other(packed: None) -> None:
    with pytest.raises(UnknownRule, match=r"^there is no rule `zzz`$"):
        rulebook([], Selection(("zzz",)))


def test_an_own_rule_wins_over_a_built_in_one(packed: None) -> None:
    book = rulebook([rule("a-rule", message="mine")], Selection())
    assert book.rules["a-rule"].data["message"] == "mine"
    assert len(book.rules) == 3


def test_rules_of_a_kind(packed: None) -> None:
    book = rulebook([], Selection())
    assert sorted(one.id for one in book.of_kind(Kind.CONDA)) == ["a-rule", "b-rule"]
    assert sorted(one.id for one in book.of_kind(Kind.JOB)) == ["a-rule", "c-rule"]
    assert book.of_kind(Kind.DATA) == []


def test_severities() -> None:
    book = Rulebook(BUILTIN, {"a-rule": Severity.INFO})
    assert book.severity(book.rules["a-rule"], "error") is Severity.INFO
    assert book.severity(book.rules["b-rule"], "warning") is Severity.WARNING


def test_pages_are_read_from_the_pack_or_from_the_rule(packed: None) -> None:
    book = rulebook([rule("own")], Selection())
    assert "why" not in book.rules["a-rule"].data
    assert book.page("a-rule")["why"] == "why a-rule"
    assert book.page("b-rule")["why"] == "why b-rule"
    assert book.page("own")["why"] == "why own"


def test_without_pages_a_rule_is_its_own() -> None:
    briefed = brief(rule("a-rule"))
    assert Rulebook([briefed], {}).page("a-rule") == briefed


@pytest.mark.usefixtures("packed")
def test_rules_about_exceptions_and_retired_ones_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"rules": {"ignore-unused": {}}, "retired": {"older": "a-rule", "gone": None}}
    monkeypatch.setattr(resources, "exceptions", lambda: about)
    made = rulebook([], Selection(select=("older", "ignore-unused")))
    assert list(made.rules) == ["a-rule"]
    assert made.selection.chooses("ignore-unused")
    assert not made.selection.chooses("ignore-expired")
    severity = {"older": Severity.INFO, "ignore-unused": Severity.ERROR}
    made = rulebook([], Selection(ignore=("gone", "older"), severity=severity))
    assert "a-rule" not in made.rules
    assert made.selection.severity == {"a-rule": Severity.INFO, "ignore-unused": Severity.ERROR}
    with pytest.raises(UnknownRule, match="there is no rule `gone` any more"):
        rulebook([], Selection(select=("gone",)))
    with pytest.raises(UnknownRule, match="there is no rule `ignore-unusd`; did you mean `ignore-unused`"):
        rulebook([], Selection(ignore=("ignore-unusd",)))
