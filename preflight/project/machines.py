"""The machines of a cluster, as Azure knows them, and the quota for more of them."""

from __future__ import annotations

from preflight.facts.answered import answered, text_told, whole_number
from preflight.facts.compute import AMLCOMPUTE
from preflight.facts.quota import quota_facts
from preflight.project.subscription import Subscription
from preflight.value import Absent, Present, Unknown, child, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.live import Live
    from preflight.value import Value


def gpus(compute: Value, live: Live) -> Value:
    """Return how many GPUs a machine of a compute has; absent of a compute whose machines Azure ML does not know."""
    if not _is_cluster(compute):
        return _none(compute)
    size = Subscription(live.world).machine(_location(compute, live), child(compute, "vm_size"))
    return answered(whole_number(child(size, "gpus"), "how many GPUs it has"), "how many GPUs it has")


def quota_root(compute: Value, count: Value, live: Live) -> Value:
    """Return the root `quota` of a deployment on a compute, with `count` nodes to a job; absent where Azure ML's quota has no say."""
    if not isinstance(compute, Present):
        return compute
    if not _is_cluster(compute):
        return _none(compute)
    subscription, place, tier = Subscription(live.world), _location(compute, live), child(compute, "tier")
    size = subscription.machine(place, child(compute, "vm_size"))
    rows = subscription.limits(place, answered(text_told(child(size, "family"), "its family"), "its family"), tier)
    doubt = doubt_of(size, rows)
    return doubt.elsewhere(compute) if doubt is not None else quota_facts(compute, count, size, rows)


def _is_cluster(compute: Value) -> bool:
    return text_of(child(compute, "kind")) == AMLCOMPUTE


def _none(compute: Value) -> Value:
    kind = child(compute, "kind")
    return kind.elsewhere(compute) if isinstance(kind, Unknown) else Absent(compute)


def _location(compute: Value, live: Live) -> Value:
    """Return where a compute is: what it says, else where the workspace is."""
    own = child(compute, "location")
    if not isinstance(own, Absent):
        return own
    return answered(text_told(child(live.workspace(compute), "location"), "where it is"), "where it is")
