"""Entries of the table of facts: who tells them, and what must be read for that."""

from __future__ import annotations

from preflight import question
from preflight.facts.catalogue import ROOTS
from preflight.facts.entry import FILE, WORKSPACE, Fact, also_live, list_of, live, mapping, text

RESOURCES = {value for name, value in vars(question).items() if name.isupper() and isinstance(value, str)}


def all_of(fact: Fact) -> list[Fact]:
    """Return a fact and all that is in it."""
    inner = [*fact.parts, *([fact.member] if fact.member is not None else [])]
    return [fact] + [one for part in inner for one in all_of(part)]


def test_what_the_workspace_tells_names_the_resources_it_rests_on() -> None:
    told = {(fact.name, fact.asks) for facts in ROOTS.values() for root in facts for fact in all_of(root) if WORKSPACE in fact.sources}
    assert told
    for name, asks in told:
        assert asks, name
        assert set(asks) <= RESOURCES, name


def test_what_files_alone_tell_asks_nothing() -> None:
    for fact in (fact for facts in ROOTS.values() for root in facts for fact in all_of(root)):
        if WORKSPACE not in fact.sources:
            assert fact.asks == (), fact.name


def test_all_of_a_live_fact_is_live() -> None:
    told = live(mapping("m", "d", text("t", "d"), list_of("l", "d", text("i", "d"))), "compute")
    assert {(fact.name, fact.sources, fact.asks) for fact in all_of(told)} == {(name, (WORKSPACE,), ("compute",)) for name in "mtli"}


def test_what_is_in_a_live_fact_keeps_its_own_resources() -> None:
    told = also_live(mapping("m", "d", live(text("t", "d"), "model", "compute"), text("u", "d")), "endpoint")
    assert [(fact.name, fact.sources, fact.asks) for fact in all_of(told)] == [
        ("m", (FILE, WORKSPACE), ("endpoint",)),
        ("t", (WORKSPACE,), ("model", "compute")),
        ("u", (FILE, WORKSPACE), ("endpoint",)),
    ]
