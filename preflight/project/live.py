"""What documents name, as the workspace has it: from the text in a file to the question that tells what it stands for."""

from __future__ import annotations

from preflight import question
from preflight.facts.reference import plain_name, reference
from preflight.question import Question
from preflight.value import Absent, Unknown, child, text_of
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from preflight.project.creations import Creations
    from preflight.project.tree import Tree
    from preflight.value import Located, Value
    from preflight.world import World


class Live:
    """The workspace of a run, asked by the texts that documents have; every answer stands where the text stands.

    An answer is the service's JSON as values: present, absent where there is no such resource, or unknown.
    """

    def __init__(self, world: World, tree: Tree | None = None, paths: Sequence[str] = ()) -> None:
        """Take the answers of the run, and the files that may create what the workspace lacks, if any may."""
        self.world = world
        self._tree = tree
        self._paths = paths
        self._creations: Creations | None = None

    @property
    def named(self) -> bool:
        """Whether a workspace was named."""
        return self.world.source is not None

    def workspace(self, near: Located | None) -> Value:
        """Return the workspace of the run."""
        return self.world.value(Question(question.WORKSPACE), near, "the workspace", "no workspace is named")

    def compute(self, named: Value) -> Value:
        """Return the compute in `azureml:cluster` or `cluster`."""
        text = text_of(named)
        if not text:
            return _unnamed(named, "compute")
        name = plain_name(text)
        told = self.world.value(Question(question.COMPUTE, (name,)), named, name, _not_here("compute", text))
        return self.or_created(_of_this_workspace(told, text, f"compute `{name}`"), question.COMPUTE, name)

    def asset(self, resource: str, named: Value) -> Value:
        """Return a model, an environment, a data asset or a component by its reference: `azureml:name:version`, `azureml:name@label`."""
        text = text_of(named)
        if not text:
            return _unnamed(named, resource)
        found = reference(text)
        if found is None:
            return Unknown(f"`{text}` is no reference to an asset", named, asked=self.named)
        if found.registry is not None:
            return Unknown(f"`{text}` is in the registry `{found.registry}`, which is not read", named, asked=False)
        asked = Question(resource, (found.name, found.version or "", found.label or ""))
        shown = found.name + (f":{found.version}" if found.version else f"@{found.label}" if found.label else "")
        told = _of_this_workspace(self.world.value(asked, named, shown, _not_here("", text)), text, f"{resource} `{found.name}`")
        return self.or_created(told, resource, found.name)

    def endpoint(self, named: Value) -> Value:
        """Return the batch endpoint with a name."""
        text = text_of(named)
        if not text:
            return _unnamed(named, "endpoint")
        return self.world.value(Question(question.ENDPOINT, (text,)), named, text, _not_here("endpoint", text))

    def deployments(self, named: Value) -> Value:
        """Return the deployments of the endpoint with a name, as `value` of a mapping."""
        text = text_of(named)
        if not text:
            return _unnamed(named, "endpoint")
        reason = "the endpoint may have more deployments than files show,"
        return self.world.value(Question(question.DEPLOYMENTS, (text,)), named, text, reason)

    def or_created(self, told: Value, resource: str, name: str) -> Value:
        """Return what the workspace tells of a resource; where it has none and something in sight creates it, that is left to the run."""
        if not isinstance(told, Absent) or self._tree is None or not self.named:
            return told
        if self._creations is None:
            from preflight.project.creations import Creations  # noqa: PLC0415 - only a workspace that lacks something leads to it

            self._creations = Creations(self._tree, self._paths)
        return self._creations.doubt(resource, name, told) or told


def _of_this_workspace(told: Value, text: str, what: str) -> Value:
    """Return what the workspace of the run tells, unless the text names another workspace: that one is not read."""
    if "/workspaces/" not in text.lower() or isinstance(told, Unknown):
        return told
    from preflight.facts.storage_address import workspace_of  # noqa: PLC0415 - most names are short

    own = text_of(child(told, "id")) or (told.teller.resource if told.teller is not None else "")
    if workspace_of(text) == workspace_of(own):
        return told
    return Unknown(f"the {what} is in another workspace, which is not read", told, asked=False)


def _unnamed(named: Value, what: str) -> Value:
    return named.elsewhere(named) if isinstance(named, Unknown) else Unknown(f"no {what} is named and {NOT_ASKED}", named, asked=False)


def _not_here(what: str, text: str) -> str:
    return f"{what + ' ' if what else ''}`{text}` is not in this repository"
