"""Quota: what a job's new nodes need, and what is left for them."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.facts.quota import limits, machine, quota_facts
from preflight.value import Absent, Present, Teller, Unknown, child, fact
from preflight.world import wired
from tests.shared.values import plain
from tests.shared.workspaces import GROUP, SIZES, usage, usages

DEDICATED, LOW = "dedicated", "low_priority"
FAMILY = "standardDSv2Family"
TELLER = Teller("live", "/x", "it")


def names(rows: list[dict[str, Any]] | None) -> list[str] | None:
    return None if rows is None else [row["name"]["value"] for row in rows]


@pytest.mark.parametrize(
    ("body", "size", "found"),
    [
        (SIZES, "STANDARD_ds3_V2", 4),
        (SIZES, "Standard_DS3", None),
        ({"value": []}, "Standard_DS3_v2", None),
        ({"value": [3, None, {}, {"name": 3}]}, "Standard_DS3_v2", None),
        ({"value": {"name": "Standard_DS3_v2"}}, "Standard_DS3_v2", None),
        ({}, "Standard_DS3_v2", None),
    ],
)
def test_the_machine_of_a_name(body: dict[str, Any], size: str, found: int | None) -> None:
    row = machine(body, size)
    assert (None if row is None else row["vCPUs"]) == found


@pytest.mark.parametrize(
    ("family", "tier", "found"),
    [
        (FAMILY, DEDICATED, ["Standard DSv2 Family Cluster Dedicated vCPUs", "Total Cluster Dedicated Regional vCPUs"]),
        ("STANDARDDSV2FAMILY", LOW, ["Standard DSv2 Family Cluster LowPriority vCPUs", "Total Cluster LowPriority Regional vCPUs"]),
        ("standardDFamily", DEDICATED, ["Standard D Family Cluster Dedicated vCPUs", "Total Cluster Dedicated Regional vCPUs"]),
        ("standardNCFamily", DEDICATED, None),
        ("standardNCFamily", LOW, ["Total Cluster LowPriority Regional vCPUs"]),
    ],
)
def test_the_rows_that_limit_a_family(family: str, tier: str, found: list[str] | None) -> None:
    assert names(limits(usages(), family, tier)) == found


def test_rows_of_workspaces_and_computes_are_not_about_the_subscription() -> None:
    row = usage("Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1, scope=f"{GROUP}/providers/P/workspaces/w/computes/c")
    assert limits({"value": [row]}, FAMILY, DEDICATED) is None


@pytest.mark.parametrize(
    "row",
    [
        {"id": "/subscriptions/s/providers/P/usages/Standard_DSv2_Family_Cluster_Dedicated_vCPUs"},
        {"id": 3, "name": {"value": "Standard DSv2 Family Cluster Dedicated vCPUs"}},
        {"name": {"value": "standard_dsv2_family_cluster_dedicated_vcpus"}},
    ],
)
def test_a_row_is_known_by_its_id_or_its_name(row: dict[str, Any]) -> None:
    assert limits({"value": [None, 3, {}, {"name": 3}, {"name": {"value": 3}}, row]}, FAMILY, DEDICATED) == [row]


@pytest.mark.parametrize("body", [{}, {"value": None}, {"value": []}, {"value": {}}, {"value": [3]}])
def test_where_nothing_is_listed_nothing_is_known(body: dict[str, Any]) -> None:
    assert limits(body, FAMILY, DEDICATED) is None
    assert limits(body, FAMILY, LOW) is None


def facts(count: object = None, nodes: object = 0, size: object = SIZES["value"][0], rows: object = ()) -> dict[str, object]:
    compute = fact({"name": "c", "nodes": nodes})
    given = count if isinstance(count, Unknown) else fact(count)
    made = quota_facts(compute, given, wired(size, None, TELLER), rows if isinstance(rows, Unknown) else wired(list(rows), None, TELLER))  # type: ignore[call-overload]
    return {name: plain(child(made, name)) for name in ("family", "needed_cores", "free_cores", "limit")}


@pytest.mark.parametrize(
    ("count", "nodes", "needed"),
    [
        (None, 0, 4),
        (3, 0, 12),
        (3, 1, 8),
        (3, 3, 0),
        (3, 9, 0),
        (3, None, 12),
        ("many", 0, None),
        (True, 0, None),
        (Unknown("`${N}` is filled in later", text="${N}"), 0, "`${N}` is filled in later"),
        (3, Unknown("refused"), "refused"),
    ],
)
def test_the_cores_that_are_needed(count: object, nodes: object, needed: object) -> None:
    assert facts(count, nodes)["needed_cores"] == needed


def test_of_a_machine_without_cores_nothing_is_known() -> None:
    assert facts(size={"family": FAMILY})["needed_cores"] == "the answer about `it` does not say how many cores it has"
    assert facts(size={"vCPUs": "4"})["needed_cores"] == "the answer about `it` says how many cores it has in a way that cannot be read"
    assert facts(size={"vCPUs": 4})["family"] == "the answer about `it` does not say its family"


@pytest.mark.parametrize(
    ("rows", "free", "limit"),
    [
        ([usage("A", 8, 24)], 16, "A"),
        ([usage("A", 8, 24), usage("B", 95, 100)], 5, "B"),
        ([usage("A", 8, -1), usage("B", 95, 100)], 5, "B"),
        ([usage("A", 30, 24)], 0, "A"),
        ([usage("A", 0, 0)], 0, "A"),
        ([usage("A", 8, -1)], None, None),
        ([], None, None),
        ([{"limit": 24}], *["the answer about `it` does not say how many cores are in use"] * 2),
        ([{"currentValue": 24}], *["the answer about `it` does not say a limit"] * 2),
        ([usage("A", 8, "24")], *["the answer about `it` says a limit in a way that cannot be read"] * 2),
        (Unknown("refused"), "refused", "refused"),
    ],
)
def test_the_cores_that_are_left(rows: object, free: object, limit: object) -> None:
    made = facts(rows=rows)
    assert (made["free_cores"], made["limit"]) == (free, limit)


def test_each_number_stands_with_what_told_it() -> None:
    made = quota_facts(Present({}), Absent(), wired(SIZES["value"][0], None, TELLER), wired([usage("A", 8, 24)], None, TELLER))
    assert child(made, "needed_cores").teller is TELLER
    assert child(made, "free_cores").teller is TELLER
