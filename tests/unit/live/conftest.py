"""Files that are judged by built-in rules, with a workspace to ask."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from preflight.engine import WARN, Judged, judge
from preflight.project.project import load
from preflight.rulebook import Rulebook, builtin_rules
from preflight.survey import survey
from preflight.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.workspaces import Workspace

    Ask = Callable[..., Judged]


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Return the built-in rules by id."""
    return {rule["id"]: rule for rule in builtin_rules()}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Return a function that judges files by some of the rules, or all of them; no chain of questions may be longer than it must."""

    def run(workspace: Workspace, files: dict[str, str], *names: str) -> Judged:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        project = load([str(tmp_path)], str(tmp_path), world=World(workspace.source))
        book = Rulebook([rules()[name] for name in names or rules()], {})
        survey(project, book, workspace)
        return judge(project, book, WARN, explained=True)

    return run
