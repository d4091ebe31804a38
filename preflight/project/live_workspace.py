"""The workspace that a run was told to ask, as a subject of its own."""

from __future__ import annotations

import re

from preflight import question
from preflight.facts.answered import answered, text_told
from preflight.facts.caller import caller_facts
from preflight.facts.private_link import storage_facts
from preflight.facts.registry import registry_facts
from preflight.facts.workspace import deployed_workspace_facts, missing_workspace_facts
from preflight.kind import Kind
from preflight.project.subject import Subject
from preflight.question import Question
from preflight.value import Absent, Present, Unknown, child, entries, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.live import Live
    from preflight.project.subject import DocumentSubject
    from preflight.value import Value

_GROUP = re.compile(r"/subscriptions/[^/]+/resourcegroups/[^/]+", re.IGNORECASE)


class LiveWorkspaceSubject(Subject):
    """The workspace of a run: judged once, and told at the first document that needs it."""

    kind = Kind.WORKSPACE
    main = "workspace"

    def __init__(self, first: DocumentSubject, live: Live, holds: list[str]) -> None:
        """Take the first document that is for the workspace, what the workspace tells, and which kinds of documents are for it."""
        super().__init__(first.source, first.near)
        self._live = live
        self._holds = holds

    def _doc(self) -> Value:
        return Absent(self.near)

    _values = _document = _doc

    def _workspace(self) -> Value:
        told = self._live.workspace(self.near)
        if isinstance(told, Absent):
            return missing_workspace_facts(told, self._holds)
        if isinstance(told, Unknown):
            return told
        facts = deployed_workspace_facts(told, self._holds)
        entries(facts).update({"storage": self._storage(told), "caller": self._caller(told)})
        return facts

    def _registry(self) -> Value:
        told = self._live.workspace(self.near)
        named = text_told(child(child(told, "properties"), "containerRegistry"), "its container registry")
        if not isinstance(named, Present) or not text_of(named):
            return named if isinstance(named, Unknown) else Absent(self.near)  # the service makes one when it builds the first image
        registry = self._resource(question.REGISTRY, named)
        return registry_facts(registry) if isinstance(registry, Present) else registry

    def _storage(self, told: Value) -> Value:
        named = answered(text_told(child(child(told, "properties"), "storageAccount"), "its storage account"), "its storage account")
        account = self._resource(question.STORAGE_ACCOUNT, named)
        if not isinstance(account, Present):
            return account
        return storage_facts(account, lambda endpoint: self._resource(question.PRIVATE_ENDPOINT, endpoint))

    def _caller(self, told: Value) -> Value:
        own = answered(text_told(child(told, "id"), "its id"), "its id")
        scope = text_of(own)
        if scope is None:
            return caller_facts(own, own)
        group = _GROUP.match(scope)
        in_group = self._permissions(group.group(), own) if group is not None else Unknown(f"`{scope}` is in no resource group", own)
        return caller_facts(self._permissions(scope, own), in_group)

    def _permissions(self, scope: str, near: Value) -> Value:
        asked = Question(question.PERMISSIONS, (scope,))
        return self._live.world.value(asked, near, "this sign-in", "only Azure knows what this sign-in may do")

    def _resource(self, resource: str, named: Value) -> Value:
        """Return a resource that is not in the workspace, by its ARM id."""
        arm_id = text_of(named)
        if arm_id is None:
            return named
        name = arm_id.rpartition("/")[2]
        return self._live.world.value(Question(resource, (arm_id,)), named, name, f"only Azure knows `{name}`")
