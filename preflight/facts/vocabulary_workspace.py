"""Facts by name, continued: the workspace, and what is in it."""

from __future__ import annotations

from preflight import question
from preflight.facts.entry import also_live, boolean, list_of, live, mapping, number, text
from preflight.facts.vocabulary import CONDA, ENDPOINT, ENVIRONMENT, ITEM
from preflight.facts.vocabulary_jobs import COMPONENT

COMPUTE = mapping(
    "compute",
    "the cluster of the deployment",
    also_live(text("name", "its name"), question.COMPUTE),
    also_live(text("kind", "its type"), question.COMPUTE),
    also_live(text("tier", "`dedicated` or `low_priority`"), question.COMPUTE),
    also_live(number("max_nodes", "the most nodes it may have"), question.COMPUTE),
    live(number("nodes", "how many nodes it has now"), question.COMPUTE),
    also_live(text("vm_size", "its size"), question.COMPUTE),
    live(number("gpus", "how many GPUs each of its machines has"), question.COMPUTE, question.WORKSPACE, question.VM_SIZES),
    also_live(text("location", "where it is"), question.COMPUTE),
    also_live(text("resource_id", "the resource that is attached"), question.COMPUTE),
    also_live(text("platform", "of a Kubernetes cluster: `aks`, `arc` or `other`"), question.COMPUTE),
    live(list_of("instance_types", "the instance types of a Kubernetes cluster", ITEM), question.COMPUTE),
    also_live(text("identity", "the sort of its managed identity: `system_assigned`, `user_assigned`, …"), question.COMPUTE),
    live(text("state", "how far its creation got: `succeeded`, `failed`, …"), question.COMPUTE),
)
# What other documents name.
NAMED_ENDPOINT = also_live(ENDPOINT, question.ENDPOINT)
NAMED_ENVIRONMENT = also_live(ENVIRONMENT, question.ENVIRONMENT)
NAMED_CONDA = also_live(CONDA, question.ENVIRONMENT)
NAMED_COMPONENT = also_live(COMPONENT, question.COMPONENT)
NAMED_COMPUTE = also_live(COMPUTE, question.COMPUTE)
QUOTA = live(
    mapping(
        "quota",
        "the quota for nodes of the deployment's cluster; absent where Azure ML's quota has no say",
        text("family", "the family of its machines"),
        number("needed_cores", "the cores of the nodes that a job needs and that the cluster does not have yet"),
        number("free_cores", "the cores that are left; absent where there is no limit"),
        text("limit", "the name of the limit that leaves the fewest"),
    ),
    question.COMPUTE,
    question.WORKSPACE,
    question.USAGES,
    question.VM_SIZES,
)
REGISTRY = live(
    mapping(
        "registry",
        "the container registry of the workspace; absent while it has none",
        text("id", "its ARM id"),
        text("name", "its name"),
        text("quarantine", "`enabled` or `disabled`; absent where there is no such thing"),
        text("sku", "`basic`, `standard` or `premium`"),
    ),
    question.WORKSPACE,
    question.REGISTRY,
)
_STORAGE = live(
    mapping(
        "storage",
        "how its storage account is reached",
        text("id", "its ARM id"),
        text("name", "its name"),
        text("public_network_access", "`enabled` or `disabled`"),
        text("default_action", "what its firewall does with those it has no rule for: `allow` or `deny`"),
        live(
            list_of("unreached", "of blob, file, queue and table, those without an approved private endpoint", ITEM),
            question.WORKSPACE,
            question.STORAGE_ACCOUNT,
            question.PRIVATE_ENDPOINT,
        ),
    ),
    question.WORKSPACE,
    question.STORAGE_ACCOUNT,
)
_CALLER = live(
    mapping(
        "caller",
        "what who asks it may not do there; who asks need not be who deploys",
        list_of("cannot_deploy", "of what creating endpoints and deployments takes, the actions that are missing", ITEM),
        list_of("cannot_invoke", "of what sending jobs takes, the actions that are missing", ITEM),
        list_of("cannot_use_templates", "of what templates take in the resource group, the actions that are missing", ITEM),
    ),
    question.WORKSPACE,
    question.PERMISSIONS,
)
AZURE_WORKSPACE = mapping(
    "workspace",
    "the workspace",
    live(text("id", "its ARM id"), question.WORKSPACE),
    live(boolean("found", "whether it is there"), question.WORKSPACE),
    also_live(text("name", "its name"), question.WORKSPACE),
    also_live(text("encryption", "`enabled` where it is encrypted with a key of the customer's own"), question.WORKSPACE),
    also_live(text("location", "where it is"), question.WORKSPACE),
    also_live(text("public_network_access", "`enabled` or `disabled`"), question.WORKSPACE),
    also_live(
        text("isolation", "how far its managed network is closed: `allowinternetoutbound`, …; absent without one"), question.WORKSPACE
    ),
    live(list_of("private_endpoints", "the states of the connections to its private endpoints", ITEM), question.WORKSPACE),
    also_live(
        text("datastore_auth", "how its own datastores are read: `identity`, `accesskey` or `userdelegationsas`"), question.WORKSPACE
    ),
    also_live(text("identity", "the sort of its managed identity"), question.WORKSPACE),
    _STORAGE,
    _CALLER,
    boolean("of_batch", "whether the batch endpoints and deployments in sight can only be meant for it"),
    list_of("holds", "the kinds of documents that a live run is about", ITEM),
)
