"""How long a batch job may take."""

from __future__ import annotations

import pytest

from preflight.facts.timing import timing_facts
from preflight.value import Absent, Present, Unknown, Value, fact, mapping

DAY = 86_400


def facts(timeout: object = None, retries: object = None, tier: object = None) -> dict[str, object]:
    """Return the facts of a deployment, an unknown one as its reason."""
    deployment = mapping({"timeout": fact(timeout), "max_retries": fact(retries)})
    made = timing_facts(deployment, lambda: mapping({"tier": fact(tier)}))
    return {name: _plain(value) for name, value in made.items()}


def _plain(value: Value) -> object:
    if isinstance(value, Present):
        return value.data
    return value.reason if isinstance(value, Unknown) else None


@pytest.mark.parametrize(("timeout", "budget"), [(None, 120), (30, 120), (1, 33), (300, 930), (259_200, 777_630)])
def test_all_workers_have_three_timeouts_and_thirty_seconds_to_start(timeout: int | None, budget: int) -> None:
    assert facts(timeout)["init_budget_seconds"] == budget


@pytest.mark.parametrize("timeout", [0, -5, 259_201, 30.5, True, "30s", []])
def test_nothing_follows_from_what_is_no_time_out(timeout: object) -> None:
    made = facts(timeout, 1_000_000)
    assert made["init_budget_seconds"] is None
    assert made["worst_case_seconds"] == "how many files a job will score is not known"


@pytest.mark.parametrize(
    ("timeout", "retries", "tier", "worst", "lifetime"),
    [
        (259_200, 7, None, 24 * DAY, 21 * DAY),
        (259_200, 6, None, None, 21 * DAY),
        (None, 60_480, None, 1_814_430, 21 * DAY),
        (None, 60_479, None, None, 21 * DAY),
        (200_000, None, None, None, 21 * DAY),
        (200_000, None, "dedicated", None, 21 * DAY),
        (200_000, None, "low_priority", 800_000, 7 * DAY),
        (259_200, 7, "low_priority", 24 * DAY, 7 * DAY),
        (200_000, 0, "low_priority", None, 21 * DAY),
        (30, -1, None, None, 21 * DAY),
        (30, "3", None, None, 21 * DAY),
    ],
)
def test_one_mini_batch_may_be_too_long_for_a_job(timeout: object, retries: object, tier: object, worst: object, lifetime: int) -> None:
    made = facts(timeout, retries, tier)
    assert made["worst_case_seconds"] == worst or (worst is None and "how many files" in str(made["worst_case_seconds"]))
    assert made["lifetime_seconds"] == lifetime


def test_the_cluster_is_asked_for_only_when_it_matters() -> None:
    def fail() -> Value:
        raise AssertionError

    assert timing_facts(mapping({}), fail)["lifetime_seconds"].data == 21 * DAY  # type: ignore[union-attr]


def test_what_is_filled_in_later_is_unknown() -> None:
    later = Unknown("`${T}` is filled in later", text="${T}")
    assert facts(later) | {"lifetime_seconds": 0} == {
        "init_budget_seconds": later.reason, "worst_case_seconds": later.reason, "lifetime_seconds": 0,
    }  # fmt: skip
    made = facts(300, later)
    assert (made["init_budget_seconds"], made["worst_case_seconds"]) == (930, later.reason)


def test_a_number_stands_where_the_time_out_does() -> None:
    made = timing_facts(mapping({"timeout": Absent(None, "timeout")}), Absent)
    assert all(value.place is None for value in made.values())
