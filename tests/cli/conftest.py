"""The command line as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Done"]
    Files = dict[str, str]

RULES = Path(__file__).parent / "rules"
PACKAGE = Path(preflight.__file__).parents[1]


class Done:
    """A process that ended: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        """Keep what came of it."""
        self.code = code
        self.out = out
        self.err = err

    def transcript(self, *arguments: str) -> str:
        """Return the run as a reader of a terminal has it; fingerprints, which say nothing to readers, are left out."""
        out = re.sub(r'("fingerprint": )"[0-9a-f]{32}"', r'\1"…"', self.out)
        shown = f"$ preflight {' '.join(arguments)}\n{out}"
        return f"{shown}{''.join(f'stderr: {line}' for line in self.err.splitlines(keepends=True))}exit code {self.code}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder that is a git root."""
    made = tmp_path / "repo"
    (made / ".git").mkdir(parents=True)
    return made


@pytest.fixture
def run(folder: Path) -> Run:
    """Run preflight in the folder, after writing files there."""

    def started(
        *arguments: str, files: Files | None = None, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> Done:
        for name, text in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        done = subprocess.run(
            [sys.executable, "-m", "preflight", *arguments],
            cwd=cwd or folder,
            input=stdin,
            env=os.environ | {"PYTHONPATH": str(PACKAGE), "PYTHONIOENCODING": "utf-8"} | (env or {}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return started


@pytest.fixture
def own() -> list[str]:
    """Return the arguments that judge by the rules of this folder alone."""
    return ["--rules", str(RULES), "--select", ",".join(sorted(path.stem for path in RULES.iterdir()))]
