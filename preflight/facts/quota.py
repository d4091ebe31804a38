"""What is known of quota: the cores that a job's new nodes need, and those that are free for them."""

from __future__ import annotations

from preflight.facts.answered import answered, text_told, whole_number
from preflight.facts.compute import LOW_PRIORITY
from preflight.value import Absent, Present, Unknown, child, mapping, members, placed
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.value import Value

# What the names of rows end with, without blanks and underscores, and those of the rows that count for all families together
# (Usage/list in azure-rest-api-specs).
_TIERS = {False: "clusterdedicatedvcpus", True: "clusterlowpriorityvcpus"}
_TOTALS = {False: "totalclusterdedicatedregionalvcpus", True: "totalclusterlowpriorityregionalvcpus"}
# A limit that is none.
_UNLIMITED = -1


def machine(body: dict[str, Any], size: str) -> dict[str, Any] | None:
    """Return what the sizes of virtual machines in a location say of one of them."""
    return next((row for row in _rows(body) if str(row.get("name")).lower() == size.lower()), None)


def limits(body: dict[str, Any], family: str, tier: str) -> list[dict[str, Any]] | None:
    """Return the rows of a location's usages that limit machines of a family: that of the family and that of all families.

    None where they say nothing of the family. Rows of single workspaces and computes are not about the whole subscription.
    Low-priority machines share one quota (Microsoft Learn, how-to-use-low-priority-batch), so there the row of all families will do.
    """
    low = tier == LOW_PRIORITY
    rows = [row for row in _rows(body) if "/resourcegroups/" not in str(row.get("id")).lower()]
    named = {name: row for row in reversed(rows) for name in _names(row)}
    own, total = named.get(family.lower() + _TIERS[low]), named.get(_TOTALS[low])
    if own is None and not (low and total is not None):
        return None
    return [row for row in (own, total) if row is not None]


def _rows(body: dict[str, Any]) -> list[dict[str, Any]]:
    rows = body.get("value")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _names(row: dict[str, Any]) -> list[str]:
    """Return what a row is called, by its id and by its name."""
    name = row.get("name")
    found = (str(row.get("id")).rpartition("/")[2], name.get("value") if isinstance(name, dict) else None)
    return [one.replace("_", "").replace(" ", "").lower() for one in found if isinstance(one, str)]


def quota_facts(compute: Value, count: Value, size: Value, rows: Value) -> Present:
    """Return the root `quota` of a deployment.

    `compute` holds the facts of its cluster, `count` is how many nodes a job has, `size` the row of the cluster's machines and `rows`
    those of the usages that limit them. `free_cores` and `limit` are absent where nothing limits them. Nothing is said of what a
    number of nodes that is none would need.
    """
    free = _tightest(rows)
    return mapping(
        {
            "family": answered(text_told(child(size, "family"), "its family"), "its family"),
            "needed_cores": _needed(compute, count, size),
            "free_cores": child(free, "free_cores"),
            "limit": child(free, "limit"),
        },
        compute,
    )


def _needed(compute: Value, count: Value, size: Value) -> Value:
    nodes = child(compute, "nodes")
    cores = answered(whole_number(child(size, "vCPUs"), "how many cores it has"), "how many cores it has")
    doubt = doubt_of(nodes, cores, count)
    if doubt is not None:
        return doubt.elsewhere(compute)
    numbers = [_number(count, 1), _number(nodes, 0), _number(cores, 0)]
    if None in numbers:
        return Absent(count)
    wanted, there, each = numbers
    return placed(max(0, wanted - there) * each, cores)  # type: ignore[operator]  # none of them is None


def _number(value: Value, default: int) -> int | None:
    if isinstance(value, Absent):
        return default
    data = value.data if isinstance(value, Present) else None
    return data if isinstance(data, int) and not isinstance(data, bool) else None


def _tightest(rows: Value) -> Value:
    """Return the limit that leaves the fewest cores; absent when there is none."""
    if isinstance(rows, Unknown):
        return rows
    found: list[tuple[int, Value, Value]] = []
    for row in members(rows):
        limit = answered(whole_number(child(row, "limit"), "a limit"), "a limit")
        used = answered(whole_number(child(row, "currentValue"), "how many cores are in use"), "how many cores are in use")
        doubt = doubt_of(limit, used)
        if doubt is not None:
            return doubt
        most, taken = _number(limit, 0) or 0, _number(used, 0) or 0
        if most != _UNLIMITED:
            found.append((max(0, most - taken), limit, child(child(row, "name"), "value")))
    if not found:
        return Absent(rows)
    free, limit, name = min(found, key=lambda one: one[0])
    return mapping({"free_cores": placed(free, limit), "limit": name}, limit)
