"""The cluster of a deployment, as a file and the workspace have it."""

from __future__ import annotations

from preflight.facts.compute import compute_facts
from preflight.value import Absent, Present, Unknown, entries
from preflight.world import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.value import Value

_LIVE = ("state", "instance_types")


def compute_root(named: Value, links: Links) -> Value:
    """Return the root `compute` of a document by the text that names one; absent where nothing does."""
    if isinstance(named, Absent):
        return named
    loaded = links.compute(named)
    seen = loaded if isinstance(loaded, Unknown) else compute_facts(loaded.document.root)
    told = links.live.compute(named)
    if not links.live.named:
        return merged(told, seen)
    from preflight.facts.deployed_compute import deployed_compute_facts  # noqa: PLC0415 - only a live run comes to it
    from preflight.project.machines import gpus  # noqa: PLC0415 - as above

    found = merged(deployed_compute_facts(told) if isinstance(told, Present) else told, seen)
    if found is seen:
        # Of a cluster that is still to be created there is none of what only the workspace tells.
        doubt = told.elsewhere(found) if isinstance(told, Unknown) and not told.at_run else Absent(found)
        entries(found).update(dict.fromkeys(_LIVE, doubt))
    if isinstance(found, Present):
        entries(found)["gpus"] = gpus(found, links.live)
    return found
