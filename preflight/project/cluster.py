"""The cluster of a deployment, as a file and the workspace have it."""

from __future__ import annotations

from preflight.facts.compute import compute_facts, deployed_compute_facts
from preflight.value import Absent, Present, Unknown, entries
from preflight.world import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.value import Value


def compute_root(named: Value, links: Links) -> Value:
    """Return the root `compute` of a document by the text that names one; absent where nothing does."""
    if isinstance(named, Absent):
        return named
    loaded = links.compute(named)
    seen = loaded if isinstance(loaded, Unknown) else compute_facts(loaded.document.root)
    told = links.live.compute(named)
    found = merged(deployed_compute_facts(told) if isinstance(told, Present) else told, seen)
    if isinstance(found, Present) and links.live.named:
        from preflight.project.machines import gpus  # noqa: PLC0415 - only a live run comes to it

        entries(found)["gpus"] = gpus(found, links.live)
    return found
