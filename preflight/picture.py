"""The picture of what was checked: endpoints, deployments, what these are made of and what they reach, and how all that hangs together."""

from __future__ import annotations

from enum import Enum

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Place


class Role(Enum):
    """What a node is; the values are the words that readers see."""

    ENDPOINT = "endpoint"
    DEPLOYMENT = "deployment"
    ENVIRONMENT = "environment"
    CONDA = "conda file"
    SCRIPT = "scoring script"
    MODEL = "model"
    COMPONENT = "component"
    COMPUTE = "compute"
    IDENTITY = "identity"
    INVOCATION = "batch job"
    WORKSPACE = "workspace"
    REGISTRY = "container registry"
    STORAGE = "storage account"
    DATA = "data asset"
    JOB = "job"
    COMMANDS = "commands"
    FILE = "file"


class Knowledge(Enum):
    """How much of a node was seen."""

    CHECKED = "checked"
    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"
    MISSING = "not there"


class Node(Record):
    """Something that was checked, or that is named by what was.

    `places` are the stretches of text that are about it: the first is where it stands. `resources` are the ARM ids
    and addresses under which Azure told of it. `doubt` says why it is not known, or not there.
    """

    role: Role
    name: str
    places: tuple[Place, ...] = ()
    resources: tuple[str, ...] = ()
    knowledge: Knowledge = Knowledge.CHECKED
    doubt: str = ""


class Picture(Record):
    """Nodes in the order of the files, and links between them: from the one that names to the one that is named, by their numbers."""

    nodes: tuple[Node, ...]
    links: tuple[tuple[int, int], ...]
