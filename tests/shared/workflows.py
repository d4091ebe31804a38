"""Workflows, pipelines and notebooks, and what the scripts in them come to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from preflight.shell.posix_run import read_posix
from tests.shared.documents import read
from tests.shared.scripts import words

if TYPE_CHECKING:
    from preflight.scripts.script import Script
    from preflight.value import Value

WORKFLOW = "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"


def root(text: str) -> Value:
    """Return the root of a YAML document."""
    return read(text).root


def workflow(*steps: str) -> str:
    """Return a workflow with one job of such steps, the first of which begins on line 6."""
    return WORKFLOW + "".join(f"    - {step}\n" for step in steps)


def notebook(*cells: str | list[str], kind: str = "code") -> str:
    """Return a notebook with such cells."""
    outputs = [{"text": ["!az x"]}]
    return json.dumps({"cells": [{"cell_type": kind, "metadata": {}, "outputs": outputs, "source": one} for one in cells]}, indent=1)


def values(script: Script) -> list[str]:
    """Return the words of the commands in a script for a POSIX shell; `?` and `~` are those of `words`."""
    return [word for command in read_posix(script.text, script.known, script.folder).commands for word in words(command)]
