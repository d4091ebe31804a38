"""Which subject a document is, by its kind."""

from __future__ import annotations

from preflight.kind import Kind
from preflight.project import subject as plain
from preflight.project.batch import DeploymentSubject
from preflight.project.endpoint import EndpointSubject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.subject import Subject
    from preflight.project.tree import Loaded, Tree

_PLAIN = {
    Kind.ENVIRONMENT: plain.EnvironmentSubject,
    Kind.CONDA: plain.CondaSubject,
    Kind.COMPONENT: plain.ComponentSubject,
    Kind.COMPUTE: plain.ComputeSubject,
    Kind.JOB: plain.JobSubject,
    Kind.WORKSPACE: plain.WorkspaceSubject,
    Kind.DATA: plain.DataSubject,
    Kind.MLMODEL: plain.MLmodelSubject,
}


def subject_of(loaded: Loaded, kind: Kind, links: Links, tree: Tree) -> Subject:
    """Return the subject that a document of a kind is."""
    if kind is Kind.BATCH_ENDPOINT:
        return EndpointSubject(loaded, links)
    if kind is Kind.BATCH_DEPLOYMENT:
        return DeploymentSubject(loaded, links, tree)
    if kind is Kind.INVOCATION:
        from preflight.project.invocation import InvocationSubject  # noqa: PLC0415 - few runs meet one

        return InvocationSubject(loaded, links, tree)
    return _PLAIN[kind](loaded, links)
