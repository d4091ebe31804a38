"""The command line as a process with little memory and little time."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import preflight
from tests.shared.checked import Done

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[..., Done]
    CheckIn = Callable[..., Done]

MEMORY = 1 << 30
SECONDS = 20
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(preflight.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.fixture(scope="session")
def check_in() -> CheckIn:
    """Check a folder, after writing files there; whatever they hold, preflight must end well and do no harm to a terminal."""

    def checked(folder: Path, files: dict[str, bytes] | None = None, *arguments: str) -> Done:
        (folder / ".git").mkdir(parents=True, exist_ok=True)
        for name, raw in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(raw)
        report = folder.parent / f"{folder.name}.json"
        command = [sys.executable, "-m", "preflight", "check", *arguments, "--verbose", "--format", "text", "--format", f"json:{report}"]
        start = time.monotonic()
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=SECONDS, preexec_fn=_limit, check=False)
        seconds = time.monotonic() - start
        text = done.stdout.decode()
        assert done.stderr == b""
        assert done.returncode in (0, 1, 3, 4)
        assert all(character == "\n" or character.isprintable() for character in text)
        return Done(done.returncode, json.loads(report.read_text(encoding="utf-8")), text, seconds)

    return checked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder that is a git root."""
    made = tmp_path / "repo"
    (made / ".git").mkdir(parents=True)
    return made


@pytest.fixture
def check(check_in: CheckIn, folder: Path) -> Check:
    """Check the folder, after writing files there."""

    def checked(files: dict[str, bytes] | None = None, *arguments: str) -> Done:
        return check_in(folder, files, *arguments)

    return checked
