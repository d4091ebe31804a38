"""What one comment says."""

from __future__ import annotations

import time

import pytest

from preflight.source import Place, Source
from preflight.suppression.comment import is_day, read_comment

PLACE = Place(Source("a.yml", ""), 1, 1, 1, 1)
A_SECOND = 1.0


@pytest.mark.parametrize(
    ("text", "rules", "reason", "until"),
    [
        ("[a-b] why not", ("a-b",), "why not", None),
        (" [a-b,  c ,, a-b]: why", ("a-b", "c"), "why", None),
        ("[a] - why - not", ("a",), "why - not", None),
        ("[a]", ("a",), "", None),
        ("[a] …!", ("a",), "", None),
        ("[] why", (), "why", None),
        ("[a why", (), "", None),
        (" why", (), "", None),
        ("[a] until 2027-01-31", ("a",), "", "2027-01-31"),
        ("[a] until 2027-01-31, why", ("a",), "why", "2027-01-31"),
        ("[a] why (until 2027-01-31)", ("a",), "why", "2027-01-31"),
        ("[a] why, until 2027-1-31.", ("a",), "why", "2027-1-31"),
        ("[a] why until 31/01/2027", ("a",), "why", "31/01/2027"),
        ("[a] it waits until 2.10", ("a",), "it waits until 2.10", None),
        ("[a] until then", ("a",), "until then", None),
        ("[a] not until 2027-01-31 we hope", ("a",), "not until 2027-01-31 we hope", None),
        ("[a] weil es geht: ä", ("a",), "weil es geht: ä", None),
    ],
)
def test_what_it_says(text: str, rules: tuple[str, ...], reason: str, until: str | None) -> None:
    comment = read_comment(text, PLACE)
    assert (comment.rules, comment.reason, comment.until) == (rules, reason, until)


@pytest.mark.parametrize(("today", "holds"), [("2027-01-30", True), ("2027-01-31", True), ("2027-02-01", False)])
def test_the_last_day_is_one_on_which_it_holds(today: str, *, holds: bool) -> None:
    assert read_comment("[a] why until 2027-01-31", PLACE).holds(today) is holds


def test_a_day_is_one_of_the_calendar() -> None:
    assert is_day("2028-02-29")
    assert not any(map(is_day, ["2027-02-29", "2027-1-31", "20270131", "31/01/2027", "2027-W01-1", ""]))
    assert not read_comment("[a] why until 2027-02-29", PLACE).holds("2026-01-01")


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "[a" + "," * 200_000, "[a] " + "until " * 100_000, "[a]" + " " * 500_000 + "until 2027-01-31-"]
)
def test_long_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    read_comment(text, PLACE)
    assert time.process_time() - started < A_SECOND
