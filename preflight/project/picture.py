"""The picture of a project: its subjects, what they name, and what a workspace told of them; drawn only for who wants to look at it."""

from __future__ import annotations

import os

from preflight.kind import Kind, classify
from preflight.picture import Knowledge, Node, Role
from preflight.project.batch import DeploymentSubject
from preflight.project.endpoint import EndpointSubject
from preflight.project.invocation import InvocationSubject
from preflight.project.live_workspace import LiveWorkspaceSubject
from preflight.project.picture_deployment import DeploymentParts
from preflight.project.picture_workspace import add_workspace
from preflight.project.sketch import Sketch, elsewhere, key_of, knowledge_of, place_of, whole
from preflight.project.subject import DocumentSubject
from preflight.source import is_of_file
from preflight.value import Unknown, child, raw_text, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from preflight.picture import Picture
    from preflight.project.project import Project
    from preflight.project.subject import Subject
    from preflight.source import Place
    from preflight.value import Value

_ROLES = {
    Kind.BATCH_ENDPOINT: Role.ENDPOINT,
    Kind.BATCH_DEPLOYMENT: Role.DEPLOYMENT,
    Kind.INVOCATION: Role.INVOCATION,
    Kind.ENVIRONMENT: Role.ENVIRONMENT,
    Kind.CONDA: Role.CONDA,
    Kind.COMPONENT: Role.COMPONENT,
    Kind.COMPUTE: Role.COMPUTE,
    Kind.JOB: Role.JOB,
    Kind.WORKSPACE: Role.WORKSPACE,
    Kind.DATA: Role.DATA,
    Kind.MLMODEL: Role.MODEL,
    Kind.SCORING_SCRIPT: Role.SCRIPT,
    Kind.AZ_COMMAND: Role.COMMANDS,
}
# Documents of Azure ML that have a name of their own.
_NAMED = (Role.ENDPOINT, Role.DEPLOYMENT, Role.ENVIRONMENT, Role.COMPONENT, Role.COMPUTE, Role.WORKSPACE, Role.DATA)
_NO_SUBJECT = "it is not among what was to be checked"


def picture_of(project: Project) -> Picture:
    """Return the picture of a project that was judged."""
    sketch = Sketch()
    for subject in project.subjects:
        if isinstance(subject, EndpointSubject):
            _add_subject(sketch, subject, project)
    for subject in project.subjects:
        if isinstance(subject, DeploymentSubject):
            _add_deployment(sketch, subject, project)
    for subject in project.subjects:
        if isinstance(subject, InvocationSubject):
            _add_invocation(sketch, subject, project)
        elif not isinstance(subject, LiveWorkspaceSubject):
            _add_subject(sketch, subject, project)
    for subject in project.subjects:
        if isinstance(subject, LiveWorkspaceSubject):
            add_workspace(sketch, subject, project.world)
    return sketch.picture()


def _add_subject(sketch: Sketch, subject: Subject, project: Project, above: Hashable | None = None) -> Hashable:
    key = key_of(subject.loaded) if isinstance(subject, DocumentSubject) else ("text", subject.source.path)
    role = _ROLES[subject.kind]
    root = subject.doc if isinstance(subject, DocumentSubject) else None
    name = raw_text(child(root, "name")) if root is not None and role in _NAMED else ""
    return sketch.add(key, Node(role, name or os.path.basename(subject.source.path), _places(subject, root, project)), above)


def _places(subject: Subject, root: Value | None, project: Project) -> tuple[Place, ...]:
    """Return what is about a subject: all of its file, or its stretch of a script, and what commands put over it."""
    if root is None:
        return (whole(subject.source),)
    file = project.document(subject.source.path)
    alone = not is_of_file(subject.source.path) or (file is not None and classify(file) is subject.kind)
    return (*((whole(subject.source),) if alone else place_of(root)), *elsewhere(root, subject.source))


def _add_deployment(sketch: Sketch, subject: DeploymentSubject, project: Project) -> None:
    key = _add_subject(sketch, subject, project, _endpoint_above(sketch, subject))
    DeploymentParts(sketch, subject, key, project.tree).add()


def _endpoint_above(sketch: Sketch, subject: DeploymentSubject) -> Hashable | None:
    """Return the endpoint of a deployment, which may be known by its name only."""
    named = child(subject.doc, "endpoint_name")
    loaded = subject.links.endpoint_of(subject.loaded)
    if loaded is not None:
        key = key_of(loaded)
        if not sketch.has(key):
            root = loaded.document.root
            sketch.add(key, Node(Role.ENDPOINT, raw_text(child(root, "name")), place_of(root), (), Knowledge.NOT_ASKED, _NO_SUBJECT))
        return key
    if not written(named):
        return None
    told = subject.links.live.endpoint(named)
    knowledge, doubt = knowledge_of(told, "the workspace has no such endpoint")
    return sketch.add(("endpoint", raw_text(named)), Node(Role.ENDPOINT, raw_text(named), place_of(named), (), knowledge, doubt))


def _add_invocation(sketch: Sketch, subject: InvocationSubject, project: Project) -> None:
    aim = subject.aim()
    _add_subject(sketch, subject, project, None if isinstance(aim, Unknown) or not sketch.has(key_of(aim)) else key_of(aim))
