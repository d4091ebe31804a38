"""A file that a batch job is sent with, and the deployment it is for."""

from __future__ import annotations

import os

from preflight.document import Fault
from preflight.facts.invocation import invocation_facts
from preflight.kind import Kind
from preflight.project.aim import deployment_of
from preflight.project.batch import DeploymentSubject
from preflight.project.discovery import MLMODEL
from preflight.project.endpoint import endpoint_root
from preflight.project.job_data import JobData
from preflight.project.subject import DocumentSubject
from preflight.value import Present, Unknown, child, entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.tree import Loaded, Tree
    from preflight.value import Value


class InvocationSubject(DocumentSubject):
    """A file for `az ml batch-endpoint invoke --file`."""

    kind = Kind.INVOCATION
    main = "invocation"

    def __init__(self, loaded: Loaded, links: Links, tree: Tree) -> None:
        """Take a document, what finds the others it names, and the files."""
        super().__init__(loaded, links)
        self._tree = tree
        self._target: DeploymentSubject | Unknown | None = None

    def forget(self) -> None:
        """Forget the roots, those of the deployment included."""
        super().forget()
        self._target = None

    def aim(self) -> Loaded | Unknown:
        """Return the deployment this invocation is for."""
        return deployment_of(self.loaded, self.links)

    def _problems(self) -> Value:
        return self.links.schemas.problems("invocation", self.doc)

    def _of_deployment(self, root: str) -> Value:
        """Return a root of the deployment this invocation is for."""
        if self._target is None:
            found = self.aim()
            self._target = found if isinstance(found, Unknown) else DeploymentSubject(found, self.links, self._tree)
        return self._target if isinstance(self._target, Unknown) else self._target.root(root)

    def _invocation(self) -> Value:
        facts = invocation_facts(self.doc, self._data(), self.loaded.sending)
        entries(facts)["problems"] = self._problems()
        return facts

    def _data(self) -> JobData:
        """Return the data side of the job."""
        model = self.root("model")
        folder = None
        if isinstance(self._target, DeploymentSubject):
            folder = self.links.local(child(model, "path"), self._target.loaded.path)
        loaded = self._tree.load(os.path.join(folder, MLMODEL)) if folder is not None else None
        mlmodel = loaded.document.root if loaded is not None and not isinstance(loaded, Fault) else None
        return JobData(self.links, self.root("deployment"), model, mlmodel, self.loaded.sending)

    def _deployment(self) -> Value:
        return self._of_deployment("deployment")

    def _endpoint(self) -> Value:
        """Return the endpoint that is named, by the file that defines it or by the workspace, else that of the deployment."""
        named = child(self.doc, "endpoint")
        found = self.links.endpoint_called(named, self.loaded.path)
        if found is not None or isinstance(named, Present):
            return endpoint_root(found, named, self.links)
        return self._of_deployment("endpoint")

    def _model(self) -> Value:
        return self._of_deployment("model")

    def _component(self) -> Value:
        return self._of_deployment("component")

    def _compute(self) -> Value:
        return self._of_deployment("compute")
