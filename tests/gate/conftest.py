"""A runner of steps that is none: its folders and variables, and the scripts of steps run in it by bash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]


class Ran:
    """A script that ended: its exit code, and what it wrote to the log."""

    def __init__(self, code: int, log: str, errors: str) -> None:
        """Keep what came of it."""
        self.code = code
        self.log = log
        self.errors = errors


class Runner:
    """The folders of a runner, with a repository in one of them and preflight installed in another."""

    def __init__(self, folder: Path) -> None:
        """Make the folders."""
        self.repository = folder / "repository"
        self.temporary = folder / "temporary"
        self.output = folder / "output"
        self.summary = folder / "summary"
        (self.repository / ".git").mkdir(parents=True)
        installed = self.temporary / "preflight" / "bin"
        installed.mkdir(parents=True)
        (installed / "python").symlink_to(sys.executable)
        program = installed / "preflight"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m preflight "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def write(self, files: Mapping[str, str]) -> None:
        """Write files of the repository."""
        for name, text in files.items():
            path = self.repository / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, script: str, variables: Mapping[str, str]) -> Ran:
        """Run a script as `shell: bash` of GitHub does, in the repository."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.repository,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "RUNNER_TEMP": str(self.temporary),
                "AGENT_TEMPDIRECTORY": str(self.temporary),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
            }
            | dict(variables),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def outputs(self) -> dict[str, str]:
        """Return what the steps gave as outputs."""
        lines = self.output.read_text(encoding="utf-8").splitlines() if self.output.is_file() else []
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Return a runner with an empty repository."""
    return Runner(tmp_path)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Fill in `${{ name }}`; a name that has no value is an error."""
    return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda match: values[match[1]], template)
