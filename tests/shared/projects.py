"""A small project that was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.kind import Kind
    from preflight.project.project import Project
    from preflight.project.subject import Subject


class Loaded:
    """A project that was loaded, and its subjects by path."""

    def __init__(self, folder: Path, project: Project) -> None:
        """Keep the folder of the files, and the project."""
        self.folder = folder
        self.project = project

    def paths(self) -> list[str]:
        """Return the paths of the subjects, in their order."""
        return [subject.source.path for subject in self.project.subjects]

    def kinds(self) -> dict[str, Kind]:
        """Return the kinds of the subjects by path."""
        return {subject.source.path: subject.kind for subject in self.project.subjects}

    def subject(self, path: str) -> Subject:
        """Return the subject at a path."""
        return next(subject for subject in self.project.subjects if subject.source.path == path)

    def unchecked(self) -> list[str]:
        """Return what was not checked, as lines."""
        return [f"{one.path}:{one.line}: {one.reason}" for one in self.project.unchecked]
