"""Projects that are judged by rules of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.engine import WARN, Judged, judge
from preflight.project.project import load
from preflight.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    JudgedOf = Callable[..., Judged]


@pytest.fixture
def judged(tmp_path: Path) -> JudgedOf:
    """Return a function that judges files by rules."""

    def run(files: dict[str, str], *rules: dict[str, Any], unknown: str = WARN, **more: Any) -> Judged:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        project = load([str(tmp_path)], str(tmp_path))
        for subject in project.subjects:
            subject.given = more.get("facts", {})
        return judge(project, Rulebook(rules, more.get("severity", {})), unknown, explained=more.get("explained", True))

    return run
