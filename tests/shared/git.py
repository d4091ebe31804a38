"""Real repositories of git, which nothing of the machine's configuration reaches."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# As a runner without any configuration has it; submodules of this machine are allowed, since tests have no others.
PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_AUTHOR_DATE": "2026-11-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-01T00:00:00Z",
}


class Git:
    """A working tree."""

    def __init__(self, folder: Path) -> None:
        """Make a repository in a folder, with the branch `main`."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str) -> str:
        """Run git, and return what it prints."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        allowed = ("-c", "protocol.file.allow=always")
        done = subprocess.run(["git", *allowed, *arguments], cwd=self.folder, env=kept | PLAIN, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files; None takes one away."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)

    def commit(self, files: Mapping[str, str | None]) -> str:
        """Write files, commit all there is, and return the commit."""
        self.write(files)
        self("add", "--all")
        self("commit", "-q", "--allow-empty", "-m", "one")
        return self("rev-parse", "HEAD")
