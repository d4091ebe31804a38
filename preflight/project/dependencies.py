"""On which files a subject depends: what is judged of it may change with each of them."""

from __future__ import annotations

import os

from preflight.facts.document import leaves
from preflight.facts.reference import plain_name
from preflight.kind import Kind
from preflight.project.commands import CommandSubject
from preflight.project.creations import Creations
from preflight.project.invocation import InvocationSubject
from preflight.project.naming import named_by
from preflight.project.scoring import looks_batch
from preflight.project.subject import DocumentSubject, ScriptSubject
from preflight.project.tree import Loaded
from preflight.project.uses import Uses
from preflight.value import Unknown, child, members, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preflight.project.project import Project
    from preflight.project.subject import Subject

    Name = tuple[str, ...]

# The key of a document that names an endpoint, for what depends on its default deployment.
_OF_ENDPOINT = {Kind.BATCH_ENDPOINT: "name", Kind.INVOCATION: "endpoint"}


class Dependencies:
    """Knows the subjects of a run, and what each depends on: files and folders by their absolute paths, be they there or not."""

    def __init__(self, project: Project, paths: list[str], creating: Sequence[str] = ()) -> None:
        """Take a project, and the absolute paths that the run was given; `creating` are files that may create what a workspace lacks."""
        self._tree = project.tree
        self._uses = Uses(project.tree)
        self._paths = paths
        self._creations = Creations(project.tree, creating).all()
        self._namers: dict[str, list[Loaded]] = {}
        self._jobs: dict[str, list[Loaded]] = {}
        self._alike: dict[Name, list[Loaded]] = {}
        for subject in project.subjects:
            if isinstance(subject, DocumentSubject):
                self._note(subject)

    def of(self, subject: Subject) -> Iterator[str]:
        """Yield what a subject depends on, its own file first; by its name what was typed, or is deployed."""
        yield self._uses.absolute(subject.source.path)
        if isinstance(subject, CommandSubject):
            yield from subject.named_paths()
            told = members(leaves(subject.root(subject.main)))  # the deployments and outputs that it names stand in files
            yield from (self._uses.absolute(one.source.path) for one in told if one.source is not None)
        elif isinstance(subject, ScriptSubject):
            yield from self._named(subject)
        elif isinstance(subject, DocumentSubject):
            for loaded in (subject.loaded, *self._around(subject)):
                yield from self._uses.own(loaded)
            if subject.kind is not Kind.JOB:  # nothing is judged of a job but what it says itself
                yield from self._uses.named(subject.loaded, subject.links)
            yield from self._named(subject)
            yield from self._defaults(subject)
            yield from self._creators(subject)
            if isinstance(subject, InvocationSubject):
                aim = subject.aim()
                yield from self._uses.named(aim, subject.links) if isinstance(aim, Loaded) else ()

    def _note(self, subject: DocumentSubject) -> None:
        """Take note of what a document has to do with others."""
        for path in named_by(subject, subject.links):
            self._namers.setdefault(path, []).append(subject.loaded)
        if isinstance(subject, InvocationSubject) and isinstance(aim := subject.aim(), Loaded):
            self._jobs.setdefault(aim.path, []).append(subject.loaded)
        name = _name(subject.loaded)
        if name is not None:
            self._alike.setdefault(name, []).append(subject.loaded)

    def _named(self, subject: Subject) -> Iterator[str]:
        """Yield the documents that name a file which is judged only for that: none of the files of the run, or a script like any other."""
        path = self._uses.absolute(subject.source.path)
        alone = any(path == one or path.startswith(os.path.join(one, "")) for one in self._paths)
        if alone and isinstance(subject, ScriptSubject):
            alone = path in self._paths or looks_batch(self._tree.source(path))
        if not alone:
            for loaded in self._namers.get(path, []):
                yield from self._uses.own(loaded)

    def _defaults(self, subject: DocumentSubject) -> Iterator[str]:
        """Yield the scripts and code that set a default deployment of the endpoint that a document is, or is for."""
        name = child(subject.doc, _OF_ENDPOINT.get(subject.kind, ""))
        for value in subject.links.defaults.places(name, subject.links.called):
            if value.source is not None:
                yield self._uses.absolute(value.source.path)

    def _creators(self, subject: DocumentSubject) -> Iterator[str]:
        """Yield the files that may create what a document names."""
        names = [plain_name(text) for one in members(leaves(subject.doc)) if self._creations and (text := text_of(one)) is not None]
        for one in self._creations:
            if one.near.source is not None and any(map(one.naming.may_be, names)):
                yield self._uses.absolute(one.near.source.path)

    def _around(self, subject: DocumentSubject) -> Iterator[Loaded]:
        """Yield the documents that tell something of another one: of its endpoint, its deployments, its jobs, and of those alike."""
        loaded, links = subject.loaded, subject.links
        name = _name(loaded)
        yield from self._alike.get(name, ()) if name is not None else ()
        yield from self._jobs.get(loaded.path, ())
        if loaded.kind is Kind.BATCH_ENDPOINT:
            yield from links.deployments_of(loaded)
        elif loaded.kind is Kind.BATCH_DEPLOYMENT:
            yield from (one for one in (links.endpoint_of(loaded), links.neighbour_of(loaded)) if one is not None)
            yield from links.nearest_above(Kind.BATCH_ENDPOINT, loaded)
        elif isinstance(subject, InvocationSubject):
            named = child(subject.doc, "endpoint")
            found = links.endpoint_called(named, loaded.path)
            yield from (found,) if found is not None else ()
            yield from links.deployments_called(named) or links.nearest_above(Kind.BATCH_DEPLOYMENT, loaded)
            aim = subject.aim()
            if isinstance(aim, Loaded):
                owner = links.endpoint_of(aim)
                yield from (aim,) if owner is None else (aim, owner)


def _name(loaded: Loaded) -> Name | None:
    """Return what files that define the same deployment share; None for another document. A placeholder is the same in a folder only."""
    root = loaded.document.root
    names = child(root, "name"), child(root, "endpoint_name")
    name, endpoint = map(raw_text, names)
    if not name or loaded.kind is not Kind.BATCH_DEPLOYMENT:
        return None
    alone = not endpoint or any(isinstance(one, Unknown) for one in names)
    return name.lower(), endpoint.lower(), os.path.dirname(loaded.path) if alone else ""
