"""Advice in numbers: both remedies for a time-out, and when memory, disk or waiting are worth a word."""

from __future__ import annotations

import pytest

from preflight.diagnosis.advice import advice
from preflight.diagnosis.diagnosis import Diagnosis
from preflight.diagnosis.facts import Facts, NodeResources, Run, Worker
from preflight.diagnosis.settings import NO_SETTINGS, Setting, Settings


def diagnosis(facts: Facts) -> Diagnosis:
    return Diagnosis(1, 1, "", "failed", [], [], [], None, [], facts)


def settings(**values: int | None) -> Settings:
    return Settings({key: Setting(key, value, "d.yml", 1, 1) for key, value in values.items()})


def texts(facts: Facts, given: Settings = NO_SETTINGS) -> list[str]:
    return [one.text for one in advice(diagnosis(facts), given)]


def slow(elapsed: float, status: str = "RUN_DONE", largest: int = 10, timeout: int | None = None) -> Facts:
    facts = Facts(timeout=timeout)
    facts.batches.slowest = Run("7", 1, "0", "p", "", 10, 10, 0, elapsed, 1.0, elapsed, status)
    facts.batches.largest = largest
    return facts


@pytest.mark.parametrize(
    ("facts", "given", "expected"),
    [
        (
            slow(41),
            settings(timeout=30, mini_batch_size=10),
            "took 41 s, the time-out is 30 s: set `timeout: 90`, or `mini_batch_size` 10 → 4",
        ),
        (
            slow(30.2, "RUN_TIMEOUT"),
            settings(timeout=None),
            "took more than 30 s, the time-out is 30 s: set `timeout: 90`, or `mini_batch_size` 10 → 5",
        ),
        (slow(95, largest=1, timeout=90), NO_SETTINGS, "took 95 s, the time-out is 90 s: set `timeout: 210`"),
        (
            slow(0.9),
            settings(timeout=1, mini_batch_size=2),
            "took 0.9 s, the time-out is 1 s: set `timeout: 30`, or `mini_batch_size` 2 → 1",
        ),
    ],
)
def test_a_slow_mini_batch_has_two_remedies(facts: Facts, given: Settings, expected: str) -> None:
    assert texts(facts, given) == [f"the slowest mini-batch (7, node 0) {expected}"]


@pytest.mark.parametrize(
    ("facts", "given"), [(Facts(), NO_SETTINGS), (slow(41), NO_SETTINGS), (slow(5), settings(timeout=30)), (slow(0), settings(timeout=30))]
)
def test_nothing_is_said_without_need(facts: Facts, given: Settings) -> None:
    assert texts(facts, given) == []


def test_full_memory_and_a_full_disk_are_told() -> None:
    facts = Facts()
    node = facts.resources["3"] = NodeResources("3", memory_total=100.0, largest_memory=60.0)
    node.memory.add("t1", 96.0)
    node.disk.add("t2", 99.0)
    assert texts(facts) == [
        "memory of node 3 was 96 % of 100 MB full at t1; the largest process had 60 MB",
        "the disk of node 3 was 99 % full at t2",
    ]


def test_waiting_and_missing_measurements_are_told() -> None:
    facts = Facts()
    facts.batches.workers["0", "p"] = Worker("0", "p", elapsed=100.0, cpu=5.0)
    waits, monitoring = texts(facts)
    assert waits.startswith("processes computed for 5 % of the time only")
    assert monitoring.startswith("no measurements of the nodes: monitoring is off, or the job ended")
