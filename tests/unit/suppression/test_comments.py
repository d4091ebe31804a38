"""What exceptions in comments come to: which findings they excuse, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import resources
from preflight.finding import Finding, Location, Severity
from preflight.rulebook import Rulebook, Selection
from preflight.source import Place, Source
from preflight.suppression.comments import CommentExceptions, Seen

if TYPE_CHECKING:
    from typing import Any

TODAY = "2026-11-22"
RULES = [
    {"id": "new-name", "for": "conda", "status": "stable"},
    {"id": "old-name", "for": "conda", "status": "deprecated", "replaced_by": "new-name"},
    {"id": "other", "for": "conda", "status": "stable"},
]
RETIRED = {"older-name": "new-name", "gone": None}


@pytest.fixture(autouse=True)
def _retired(monkeypatch: pytest.MonkeyPatch) -> None:
    about = resources.exceptions()
    monkeypatch.setattr(resources, "exceptions", lambda: {**about, "retired": RETIRED})


def exceptions(text: str, **selection: Any) -> tuple[CommentExceptions, Source]:
    source = Source("a.yml", text)
    return CommentExceptions([source], Rulebook(RULES, {}, Selection(**selection)), TODAY), source


def finding(rule: str, source: Source, line: int = 1) -> Finding:
    return Finding(rule, Severity.ERROR, "wrong", Location(Place(source, line, 1, line, 2), None), identity=f"{rule}|a.yml|/a|1")


def told(made: CommentExceptions, *settled: str, whole: bool = True) -> list[str]:
    files = frozenset({"a.yml"})
    seen = Seen(frozenset(settled), files, files if whole else frozenset())
    return [f"{one.rule}: {one.message}" for one in made.faults(seen)]


@pytest.mark.parametrize("name", ["new-name", "old-name", "older-name"])
def test_a_rule_is_excused_by_all_its_names(name: str) -> None:
    made, source = exceptions(f"a: 1  # preflight: ignore[{name}] why until 2026-11-22\n")
    excuse = made.suppressed(finding("new-name", source))
    assert excuse is not None
    assert (excuse.by, excuse.reason, excuse.until) == ("comment", "why", "2026-11-22")
    assert made.suppressed(finding("other", source)) is None
    assert made.suppressed(finding("new-name", source, 2)) is None
    assert made.suppressed(finding("new-name", Source("b.yml", ""))) is None
    assert told(made, "new-name", "old-name") == []


def test_what_is_gone_is_unused_and_what_replaced_it_decides_for_what_was_renamed() -> None:
    made, _ = exceptions("a: 1  # preflight: ignore[gone, older-name, old-name] why\n")
    assert told(made, "other") == ["ignore-unused: the exception for `gone` excuses nothing here"]
    unused = [f"ignore-unused: the exception for `{name}` excuses nothing here" for name in ("gone", "old-name", "older-name")]
    assert told(made, "new-name", "old-name") == [unused[0], unused[2], unused[1]]
    assert told(made, "new-name", "old-name", whole=False) == []


def test_an_exception_for_an_exception_is_known_and_never_unused() -> None:
    made, _ = exceptions("a: 1  # preflight: ignore[ignore-unused] why\n")
    assert told(made, "new-name") == []


def test_the_rules_about_exceptions_are_selected_and_weighed_as_others() -> None:
    text = "a: 1  # preflight: ignore[othr]\n# preflight: ignore\nb: 2\n"
    made, _ = exceptions(text, ignore=("ignore-without-reason",), severity={"ignore-unknown-rule": Severity.ERROR})
    found = made.faults(Seen(frozenset(), frozenset({"a.yml"}), frozenset()))
    assert [(one.rule, one.severity, one.location.place.line) for one in found] == [
        ("ignore-unknown-rule", Severity.ERROR, 1),
        ("ignore-unknown-rule", Severity.ERROR, 2),
    ]
    assert found[0].message == "there is no rule `othr`; did you mean `other`?"
    assert found[0].why
    assert found[0].fix
    assert exceptions(text, select=("other",))[0].faults(Seen(frozenset(), frozenset({"a.yml"}), frozenset())) == []
    assert made.faults(Seen(frozenset(), frozenset(), frozenset())) == []
