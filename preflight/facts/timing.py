"""How long a batch job may take: what follows from the time-out and the retries of a mini-batch."""

from __future__ import annotations

from preflight.value import Absent, Present, Unknown, child, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

# What the service takes for what is left out (Microsoft Learn, reference-yaml-deployment-batch), and the longest time-out, in seconds.
TIMEOUT = 30
MAX_RETRIES = 3
LONGEST = 259_200

_DAY = 86_400
# How long a job may live, in seconds (Microsoft Learn, how-to-manage-quotas).
LIFETIME = 21 * _DAY
LIFETIME_LOW_PRIORITY = 7 * _DAY

_HOW_MANY = "how many files a job will score is not known"


def timing_facts(deployment: Value, compute: Callable[[], Value]) -> dict[str, Value]:
    """Return `init_budget_seconds`, `worst_case_seconds` and `lifetime_seconds` of a deployment.

    `deployment` holds the facts these follow from; `compute` works out those of its cluster when it matters. Nothing is said of a
    time-out or a number of retries that cannot be one.
    """
    timeout = child(deployment, "timeout")
    retries = child(deployment, "max_retries")
    doubt = next((value.elsewhere(value) for value in (timeout, retries) if isinstance(value, Unknown)), None)
    seconds = _whole(timeout, TIMEOUT, 1, LONGEST)
    # How long all workers may stay in `init()` (Microsoft Learn, how-to-debug-parallel-run-step).
    budget: Value = Absent(timeout) if seconds is None else placed(3 * seconds + 30, timeout)
    if isinstance(timeout, Unknown) and doubt is not None:
        budget = doubt
    tries = _whole(retries, MAX_RETRIES, 0, None)
    worst, lifetime = _worst_case(None if seconds is None or tries is None else (tries + 1) * seconds, compute)
    return {
        "init_budget_seconds": budget,
        "worst_case_seconds": doubt or (placed(worst, timeout) if worst is not None else Unknown(_HOW_MANY, timeout)),
        "lifetime_seconds": placed(lifetime, timeout),
    }


def _whole(value: Value, default: int, least: int, most: int | None) -> int | None:
    """Return a whole number in its range, or the default where none is written; None where something else is."""
    if isinstance(value, Absent):
        return default
    number = value.data if isinstance(value, Present) else None
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if number >= least and (most is None or number <= most) else None


def _worst_case(one: int | None, compute: Callable[[], Value]) -> tuple[int | None, int]:
    """Return how long a job takes at least, when that is surely too long, and how long it may live.

    `one` is how long one mini-batch may take with every retry. How many there will be is not known, but a job takes no less time
    than its longest one may. A cluster that is not known is taken for a dedicated one.
    """
    lifetime = LIFETIME
    if one is not None and one > LIFETIME_LOW_PRIORITY:
        tier = text_of(child(compute(), "tier")) or ""
        lifetime = LIFETIME_LOW_PRIORITY if tier == "low_priority" else LIFETIME
    return (one if one is not None and one > lifetime else None), lifetime
