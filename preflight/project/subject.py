"""Subjects: what rules judge. Each works out the roots of the rule language that its kind has."""

from __future__ import annotations

from preflight.facts.answered import unasked
from preflight.facts.component import component_facts
from preflight.facts.compute import compute_facts
from preflight.facts.document import document_facts, leaves
from preflight.facts.environment import environment_facts
from preflight.kind import Kind
from preflight.project.environment import with_build_context
from preflight.project.tables import tables
from preflight.source import Place
from preflight.value import Absent, Unknown, child, listing, spot
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from preflight.project.links import Links
    from preflight.project.tree import Loaded, ScriptFacts
    from preflight.source import Source
    from preflight.value import Located, Value


class Subject:
    """What a rule is judged on. `main` names the root that stands for it in `earlier`."""

    kind: Kind
    main = "doc"

    def __init__(self, source: Source, near: Located) -> None:
        """Take the source the subject stands in, and its place there."""
        self.source = source
        self.near = near
        self._peers: Sequence[Subject] = ()
        self._position = 0
        self._roots: dict[str, Value] = {}
        self.given: Mapping[str, Value] = {}

    def comes_after(self, peers: Sequence[Subject]) -> None:
        """Take those of the same kind that come before, as they are now: others may join them."""
        self._peers, self._position = peers, len(peers)

    @property
    def before(self) -> Sequence[Subject]:
        """Those of the same kind that come before."""
        return self._peers[: self._position]

    @property
    def place(self) -> Place:
        """Where the subject stands: what a finding points at that has no better place."""
        return self.near.place or Place(self.source, 1, 1, 1, 1)

    def root(self, name: str) -> Value:
        """Return a root of the rule language, worked out once; what only the workspace knows is unknown."""
        if name in self.given:
            return self.given[name]
        if name not in self._roots:
            make = getattr(self, f"_{name}", None)
            self._roots[name] = Unknown(NOT_ASKED, self.near, asked=False) if make is None else make()
        return self._roots[name]

    def forget(self) -> None:
        """Forget the roots: more is known of the workspace than when they were worked out."""
        self._roots.clear()

    def _tables(self) -> Value:
        return tables()

    def _earlier(self) -> Value:
        return listing([subject.root(subject.main) for subject in self.before], self.near)


class ScriptSubject(Subject):
    """A scoring script."""

    kind = Kind.SCORING_SCRIPT
    main = "script"

    def __init__(self, source: Source, facts: ScriptFacts) -> None:
        """Take a script's text and what is known of it."""
        super().__init__(source, spot(source))
        self._facts = facts

    def _script(self) -> Value:
        return self._facts.script

    def _behaviour(self) -> Value:
        return self._facts.behaviour


class DocumentSubject(Subject):
    """A YAML document, with the roots that all kinds of it have."""

    def __init__(self, loaded: Loaded, links: Links) -> None:
        """Take a document and what finds the others it names."""
        super().__init__(loaded.document.source, loaded.document.root)
        self.loaded = loaded
        self.links = links
        self.doc = loaded.document.root

    def _doc(self) -> Value:
        return self.doc

    def _values(self) -> Value:
        return leaves(self.doc)

    def _document(self) -> Value:
        return document_facts(self.loaded.document)


class EnvironmentSubject(DocumentSubject):
    """An environment file."""

    kind = Kind.ENVIRONMENT
    main = "environment"

    def _environment(self) -> Value:
        facts = environment_facts(self.doc, Absent(self.doc), self.links.schemas.problems("environment", self.doc))
        return with_build_context(facts, self.loaded.path, self.links)

    def _conda(self) -> Value:
        return self.links.conda(child(self.doc, "conda_file"), self.loaded.path)


class CondaSubject(DocumentSubject):
    """A conda file."""

    kind = Kind.CONDA
    main = "conda"

    def _conda(self) -> Value:
        return self.links.conda_facts(self.doc, self.loaded.path)


class ComponentSubject(DocumentSubject):
    """A component file."""

    kind = Kind.COMPONENT
    main = "component"

    def _component(self) -> Value:
        return component_facts(self.doc, self.links.schemas.problems("component", self.doc))


class ComputeSubject(DocumentSubject):
    """A compute file."""

    kind = Kind.COMPUTE
    main = "compute"

    def _compute(self) -> Value:
        return compute_facts(self.doc)


class JobSubject(DocumentSubject):
    """A job file."""

    kind = Kind.JOB
    main = "job"

    def _job(self) -> Value:
        from preflight.facts.job import job_facts  # noqa: PLC0415 - few runs meet a job

        return job_facts(self.doc)


class WorkspaceSubject(DocumentSubject):
    """A workspace file."""

    kind = Kind.WORKSPACE
    main = "workspace"

    def _workspace(self) -> Value:
        from preflight.facts.workspace import workspace_facts  # noqa: PLC0415 - few runs meet a workspace

        found = [self.links.of_kind(kind) for kind in (Kind.BATCH_ENDPOINT, Kind.BATCH_DEPLOYMENT)]
        alone = len(self.links.of_kind(Kind.WORKSPACE)) == 1
        return workspace_facts(self.doc, of_batch=any(found) and alone, live=self.links.live.named)

    def _registry(self) -> Value:
        return Absent(self.doc) if self.links.live.named else unasked(self.doc, "what its container registry is like")


class DataSubject(DocumentSubject):
    """A data asset file."""

    kind = Kind.DATA


class MLmodelSubject(DocumentSubject):
    """The file that MLflow writes beside a model."""

    kind = Kind.MLMODEL
