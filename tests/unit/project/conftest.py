"""Small projects, made of files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.project.project import Project, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preflight.kind import Kind
    from preflight.project.subject import Subject

    Files = dict[str, str]
    Write = Callable[[Files], Path]
    Load = Callable[..., "Loaded"]


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


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below a folder, by name, and return the folder."""

    def made(files: Files) -> Path:
        root = tmp_path / "repo"
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return root

    return made


@pytest.fixture
def project(write: Write) -> Load:
    """Write files, and load some of them (by default all) as a project."""

    def loaded(files: Files, *paths: str, stdin: tuple[str, bytes] | None = None) -> Loaded:
        root = write(files)
        given = [os.path.normpath(root / path) for path in paths or (".",)]
        return Loaded(root, load(given, str(root), (os.path.normpath(root / stdin[0]), stdin[1]) if stdin else None))

    return loaded
