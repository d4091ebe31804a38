"""The files that a subject names by path, which become subjects with it."""

from __future__ import annotations

import os

from preflight.project.batch import DeploymentSubject
from preflight.project.subject import EnvironmentSubject
from preflight.value import child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.subject import Subject


def named_by(subject: Subject, links: Links) -> list[str]:
    """Return the existing files that a subject names by path."""
    if isinstance(subject, DeploymentSubject):
        script = subject.script_path()
        found = subject.named_paths()
        return found + ([script] if isinstance(script, str) and script.endswith(".py") and os.path.isfile(script) else [])
    if isinstance(subject, EnvironmentSubject):
        path = links.local(child(subject.doc, "conda_file"), subject.loaded.path)
        return [path] if path is not None and os.path.isfile(path) else []
    return []
