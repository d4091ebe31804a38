"""Facts by name, continued: the workspace, and what is in it."""

from __future__ import annotations

from preflight import question
from preflight.facts.entry import also_live, boolean, live, mapping, number, text

COMPUTE = mapping(
    "compute",
    "the cluster of the deployment",
    also_live(text("name", "its name"), question.COMPUTE),
    also_live(text("kind", "its type"), question.COMPUTE),
    also_live(text("tier", "`dedicated` or `low_priority`"), question.COMPUTE),
    also_live(number("max_nodes", "the most nodes it may have"), question.COMPUTE),
    also_live(text("vm_size", "its size"), question.COMPUTE),
    also_live(text("resource_id", "the resource that is attached"), question.COMPUTE),
    live(text("state", "how far its creation got: `succeeded`, `failed`, …"), question.COMPUTE),
)
REGISTRY = live(
    mapping(
        "registry",
        "the container registry of the workspace; absent while it has none",
        text("name", "its name"),
        text("quarantine", "`enabled` or `disabled`"),
        text("sku", "`basic`, `standard` or `premium`"),
    ),
    question.WORKSPACE,
    question.REGISTRY,
)
AZURE_WORKSPACE = mapping(
    "workspace",
    "the workspace",
    also_live(text("name", "its name"), question.WORKSPACE),
    also_live(text("encryption", "`enabled` where it is encrypted with a key of the customer's own"), question.WORKSPACE),
    boolean("of_batch", "whether the batch endpoints and deployments in sight can only be meant for it"),
)
