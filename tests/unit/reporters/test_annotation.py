"""What build services are told of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Location, Related, Severity, Unanswered
from preflight.report import Report
from preflight.reporters.annotation import at, doubt, doubtful_place, headline, label, last_line, place_in_file, remarks, worst_first
from preflight.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable

FILE, TYPED, DEPLOYED = (Place(Source(path, "x: y\n"), 1, 4, 1, 5) for path in ("a/d.yml", "command line", "azure:/subscriptions/s"))


def finding(place: Place, *related: Place, severity: Severity = Severity.ERROR, preview: bool = False) -> Finding:
    others = tuple(Related(one, "there") for one in related)
    return Finding("a-rule", severity, "`x` is wrong", Location(place, None), others, fix="write\nanother", preview=preview)


def test_the_worst_is_first_and_previews_are_last_of_their_severity() -> None:
    orders = [(Severity.INFO, False), (Severity.ERROR, True), (Severity.WARNING, False), (Severity.ERROR, False)]
    found = tuple(finding(FILE, severity=severity, preview=preview) for severity, preview in orders)
    report = Report(root=".", files=1, documents=1, rules=1, judged=1, findings=found)
    assert worst_first(report) == [found[3], found[1], found[2], found[0]]


@pytest.mark.parametrize(
    ("places", "shown", "told"),
    [
        ([FILE], FILE, "`x` is wrong"),
        ([TYPED, FILE], FILE, "command line:1:4: `x` is wrong"),
        ([DEPLOYED, TYPED, FILE], FILE, "azure:/subscriptions/s:1:4: `x` is wrong"),
        ([DEPLOYED], None, "azure:/subscriptions/s:1:4: `x` is wrong"),
    ],
)
def test_what_is_in_no_file_is_shown_where_one_has_to_do_with_it(places: list[Place], shown: Place | None, told: str) -> None:
    one = finding(*places)
    assert place_in_file(one) == shown
    assert headline(one) == told


def test_remarks_are_lines() -> None:
    assert remarks(finding(FILE, TYPED, FILE)) == ["fix: write another", "see command line:1:4: there", "see a/d.yml:1:4: there"]


@pytest.mark.parametrize(
    ("place", "shown", "told"), [(FILE, FILE, "no answer"), (TYPED, None, "command line:1:4: no answer"), (None, None, "no answer")]
)
def test_what_is_unknown(place: Place | None, shown: Place | None, told: str) -> None:
    where = Location(place, None) if place else None
    unknown = Unanswered(("a-rule", "b-rule"), "x", "no answer", "some/read", where, asked=True, gates=False)
    assert doubtful_place(unknown) == shown
    assert doubt(unknown) == [told, "concerns: a-rule, b-rule", "permission: some/read"]


@pytest.mark.parametrize(("preview", "said"), [(False, "a-rule"), (True, "a-rule (preview)")])
def test_a_preview_is_named_one(preview: bool, said: str) -> None:  # noqa: FBT001 - parametrised
    assert label(finding(FILE, preview=preview)) == said


@pytest.mark.parametrize(("end", "last"), [((1, 5), 1), ((1, 1), 1), ((3, 1), 2), ((3, 2), 3)])
def test_a_place_that_ends_before_a_line_is_not_on_it(end: tuple[int, int], last: int) -> None:
    assert last_line(Place(Source("d.yml", ""), 1, 1, *end)) == last


def test_a_path_does_not_begin_a_command() -> None:
    assert at(Place(Source(" ::error::x.yml", ""), 1, 1, 1, 1)) == "./ ::error::x.yml:1:1"


@pytest.mark.parametrize("say", [at, lambda place: headline(finding(place)), lambda place: remarks(finding(FILE, place))[1]])
def test_all_of_it_is_harmless(say: Callable[[Place], str]) -> None:
    place = Place(Source("command line\n::error::\x1b[2J", ""), 1, 1, 1, 1)
    assert "\n" not in say(place)
    assert "\x1b" not in say(place)
