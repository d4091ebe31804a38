"""What a run judges besides files: a job that the command line describes, and what is deployed."""

from __future__ import annotations

import os

from preflight.document import Document
from preflight.facts.endpoint import endpoint_facts
from preflight.kind import Kind
from preflight.project.commandline import CommandLine, CommandSubject, job_document
from preflight.project.endpoint import EndpointSubject
from preflight.project.links import Links
from preflight.project.live import Live
from preflight.project.schemas import NoSchemas
from preflight.project.tree import Loaded
from preflight.record import Record
from preflight.sending import TYPED, Sending
from preflight.source import COMMAND_LINE
from preflight.value import Absent, Present, entries, fact, listing, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.project.commandline import Argument, Job
    from preflight.project.deployed import Deployed
    from preflight.project.subject import Subject
    from preflight.project.tree import Tree
    from preflight.project.typed import Typed
    from preflight.value import Value
    from preflight.world import World

    Make = Callable[[Loaded, Kind, Links], Subject]

_ENDPOINT = "--endpoint"


class Besides(Record):
    """A job, what is deployed, and a command; None where the run is not about any."""

    job: Job | None = None
    deployed: Deployed | None = None
    typed: Typed | None = None


class MissingEndpoint(EndpointSubject):
    """An endpoint that the command line names and the workspace has not."""

    def _endpoint(self) -> Value:
        deployments = listing([], self.doc)
        return mapping(entries(endpoint_facts(self.doc, deployments)) | {"missing": fact(data=True, near=self.doc)}, self.doc)


class BesidesSubjects:
    """The subjects of a run that no file is for: `deployed` ones have no files beside them, those of the command line come last."""

    def __init__(self, besides: Besides, tree: Tree, world: World, make: Make) -> None:
        """Take what to judge, the files, what the workspace tells, and what makes a subject of a document."""
        deployed, job = besides.deployed, besides.job
        self._tree = tree
        self._job = job
        self._documents = list(deployed.documents) if deployed is not None else []
        self._missing = deployed.missing if deployed is not None else ()
        self._links = Links(tree, sorted(self._documents, key=lambda one: one.path), Live(world), NoSchemas())
        names = deployed.names if deployed is not None else ()
        # What a command was given stands first: it has its places before this line is written.
        typed = (besides.typed.options or ()) if besides.typed is not None else ()
        self._line = CommandLine([*typed, *((_ENDPOINT, name) for name in names), *(job.options if job is not None else ())])
        for loaded in self._documents:
            tree.add(loaded.path, loaded.document.root)
        made = (make(loaded, loaded.kind, self._links) for loaded in self._documents if loaded.kind is not None)
        self.deployed: list[Subject] = sorted(made, key=lambda subject: subject.source.path)

    def of_command_line(self, links: Links, checked: list[Loaded]) -> list[Subject]:
        """Return the subjects of the command line; `checked` are the files that the run was asked for, as documents."""
        named = [one for one in self._line.arguments(_ENDPOINT) if one.text in self._missing]
        found: list[Subject] = [MissingEndpoint(self._loaded(self._named(one), Kind.BATCH_ENDPOINT), self._links) for one in named]
        root: dict[str, Value] = {"endpoints": listing([one.value for one in named], self._line.near)} if named else {}
        if self._job is not None:
            job = job_document(self._line)
            found.append(self._job_subject(self._loaded(job, Kind.INVOCATION, self._job.folder), links, checked))
            root |= entries(job.root)
        self._tree.add(COMMAND_LINE, mapping(entries(self._tree.document(COMMAND_LINE) or Absent()) | root, self._line.near))
        return found

    def _job_subject(self, loaded: Loaded, links: Links, checked: list[Loaded]) -> Subject:
        """Return the job: for a deployment of the files, unless only what is deployed was asked for."""
        nothing = Absent(loaded.document.root)
        loaded = Loaded(loaded.path, loaded.document, loaded.kind, sending=Sending(TYPED, listing([], nothing), nothing, nothing))
        if self._documents and not any(one.kind is Kind.BATCH_DEPLOYMENT for one in checked):
            return CommandSubject(loaded, self._links, self._tree, self._documents)
        return CommandSubject(loaded, links, self._tree, checked)

    def _named(self, argument: Argument) -> Document:
        """Return the document of an endpoint of which nothing but the name is known."""
        both = argument.both
        return Document(self._line.source, Present({"name": argument.value}, both.source, both.start, both.end))

    def _loaded(self, document: Document, kind: Kind, folder: str = "") -> Loaded:
        return Loaded(os.path.join(folder, COMMAND_LINE), document, kind)
