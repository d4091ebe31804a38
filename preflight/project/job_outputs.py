"""The outputs that commands download, and those that the job has which they are downloaded from."""

from __future__ import annotations

from preflight.facts.az_command import at_run_time
from preflight.kind import Kind
from preflight.project.batch import DeploymentSubject
from preflight.project.subject import DocumentSubject
from preflight.shell.command import Command
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.az.command import AzCommand
    from preflight.project.links import Links
    from preflight.project.subject import Subject
    from preflight.project.tree import Tree
    from preflight.value import Value

_DOWNLOAD = "ml job download"
_ALL = "--all"
# What a deployment of a model calls its only output, where a job gives it no other name.
_OF_MODEL = "score"
_PIPELINE = "pipeline"


class JobOutputs:
    """Finds the jobs whose outputs are downloaded, by the `invoke` whose output says their names, and what outputs they have."""

    def __init__(self, subjects: Iterable[Subject], links: Links, tree: Tree) -> None:
        """Take the subjects of a run, what finds the deployments they are for, and the files."""
        sent = [
            one for one in subjects if isinstance(one, DocumentSubject) and one.kind is Kind.INVOCATION and one.loaded.maker is not None
        ]
        self._jobs = {id(one.loaded.maker.near): one for one in sent if one.loaded.maker is not None}
        self._links = links
        self._tree = tree

    def of(self, command: AzCommand) -> Value:
        """Return the output that a command downloads, and the outputs of its job; absent where it downloads none by its name."""
        output, job = command.value("--output-name"), command.given("--name")
        if command.may_be != _DOWNLOAD or isinstance(output, Absent) or job is None or not job.words or command.given(_ALL) is not None:
            return Absent(command.near)
        holes = job.words[0].holes
        maker = holes[0][2].maker if len(holes) == 1 else None
        sent = self._jobs.get(id(maker.near)) if isinstance(maker, Command) else None
        outputs = self._outputs(sent) if sent is not None else None
        if outputs is None:
            outputs = Unknown("which job it is, and what outputs that has, the run tells", output, asked=False, at_run=True)
        return mapping({"name": at_run_time(output), "outputs": outputs}, output)

    def _outputs(self, job: DocumentSubject) -> Value | None:
        """Return the outputs of a job: of a default deployment, which may change, what any deployment of the endpoint has."""
        if isinstance(child(job.doc, "deployment"), Absent):
            named = self._links.deployments_called(child(job.doc, "endpoint"))
            found = [self._of(DeploymentSubject(one, self._links, self._tree), job) for one in named]
        else:
            found = [self._of(job, job)]
        known = [one for one in found if one is not None]
        outputs = {text_of(item): item for one in known for item in members(one)}
        return listing(outputs.values(), job.doc) if known and len(known) == len(found) else None

    def _of(self, subject: Subject, job: DocumentSubject) -> Value | None:
        """Return the outputs of the jobs of a deployment, as far as they are known."""
        form = text_of(child(subject.root("deployment"), "form"))
        if form == _PIPELINE:
            component = subject.root("component")
            outputs = child(component, "outputs")
            complete = isinstance(component, Present) and isinstance(outputs, Present) and outputs.rest is None
            return listing([child(one, "name") for one in members(outputs)], outputs) if complete else None
        plain = form is not None and isinstance(child(job.doc, "outputs"), Absent)
        return listing([fact(_OF_MODEL, job.doc)], job.doc) if plain else None
