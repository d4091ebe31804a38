"""The workspace that a run was told to ask, as a subject of its own."""

from __future__ import annotations

from preflight.facts.registry import registry_facts
from preflight.facts.workspace import deployed_workspace_facts
from preflight.kind import Kind
from preflight.project.subject import Subject
from preflight.value import Absent, Present, child, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.live import Live
    from preflight.project.subject import DocumentSubject
    from preflight.value import Value


class LiveWorkspaceSubject(Subject):
    """The workspace of a run: judged once, and told at the first document that needs it."""

    kind = Kind.WORKSPACE
    main = "workspace"

    def __init__(self, first: DocumentSubject, live: Live) -> None:
        """Take the first document that is for the workspace, and what the workspace tells."""
        super().__init__(first.source, first.near)
        self._live = live

    def _doc(self) -> Value:
        return Absent(self.near)

    _values = _document = _doc

    def _workspace(self) -> Value:
        told = self._live.workspace(self.near)
        return deployed_workspace_facts(told) if isinstance(told, Present) else told

    def _registry(self) -> Value:
        told = self._live.workspace(self.near)
        if not isinstance(told, Present):
            return told
        named = child(child(told, "properties"), "containerRegistry")
        if not text_of(named):
            return Absent(self.near)  # the service makes one when it builds the first image
        registry = self._live.registry(named)
        return registry_facts(registry) if isinstance(registry, Present) else registry
