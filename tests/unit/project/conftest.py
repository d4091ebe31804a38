"""Small projects, made of files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.project.project import load
from tests.shared.projects import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Files = dict[str, str]
    Write = Callable[[Files], Path]
    Load = Callable[..., Loaded]


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
