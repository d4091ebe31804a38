"""Facts by name, continued: components, jobs, clusters, start-up and workspaces."""

from __future__ import annotations

from preflight.facts.vocabulary import FILE, PROBLEMS, WORKSPACE, boolean, list_of, mapping, number, text

PORT = mapping("port", "one of them", text("name", "its name"), text("type", "its type"), boolean("required", "whether it must be given"))
STEPS = list_of(
    "steps",
    "its steps; itself where it has none",
    mapping(
        "step",
        "one of them",
        text("name", "its name"),
        text("type", "its type"),
        list_of(
            "arguments",
            "the named ones among its `program_arguments`, in order",
            mapping("argument", "one of them", text("name", "its name, with the dashes"), text("value", "its value as written")),
        ),
    ),
)
COMPONENT = mapping(
    "component",
    "the component of the deployment",
    text("name", "its name"),
    text("type", "its type"),
    list_of("inputs", "its inputs", PORT),
    list_of("outputs", "its outputs", PORT),
    list_of(
        "optional_arguments",
        "the parts of its command in `$[[ ]]`",
        mapping(
            "argument",
            "one of them",
            text("text", "as written"),
            text("bare_input", "an input that it names without `${{ }}`"),
        ),
    ),
    STEPS,
    PROBLEMS,
)
COMPUTE = mapping(
    "compute",
    "the cluster of the deployment",
    text("name", "its name"),
    text("kind", "its type", FILE, WORKSPACE),
    text("tier", "`dedicated` or `low_priority`", FILE, WORKSPACE),
    number("max_nodes", "the most nodes it may have", FILE, WORKSPACE),
    text("vm_size", "its size", FILE, WORKSPACE),
    text("resource_id", "the resource that is attached", FILE, WORKSPACE),
    text("state", "how far its creation got: `succeeded`, `failed`, …", WORKSPACE),
)
STARTUP = mapping(
    "startup",
    "what the scoring script does before the first mini-batch",
    list_of(
        "calls",
        "what `init` calls, where that is surely known",
        mapping(
            "call",
            "one of them",
            text("name", "the full dotted name"),
            text("module", "its first part"),
            text("function", "its last part"),
        ),
    ),
)
JOB = mapping("job", "the job", text("name", "its name"), text("type", "its type"), STEPS)
REGISTRY = mapping(
    "registry",
    "the container registry of the workspace; absent while it has none",
    text("name", "its name", WORKSPACE),
    text("quarantine", "`enabled` or `disabled`", WORKSPACE),
    text("sku", "`basic`, `standard` or `premium`", WORKSPACE),
)
AZURE_WORKSPACE = mapping(
    "workspace",
    "the workspace",
    text("name", "its name"),
    text("encryption", "`enabled` where it is encrypted with a key of the customer's own", FILE, WORKSPACE),
    boolean("of_batch", "whether the batch endpoints and deployments in sight can only be meant for it"),
)
