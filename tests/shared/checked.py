"""A check by a process of its own that has ended."""

from __future__ import annotations

from typing import Any


class Done:
    """A check that ended as it should: its exit code, its JSON report, and how long it took."""

    def __init__(self, code: int, report: dict[str, Any], text: str, seconds: float) -> None:
        """Keep what came of it."""
        self.code = code
        self.report = report
        self.text = text
        self.seconds = seconds

    def unchecked(self, path: str = "") -> list[str]:
        """Return what was not checked in files whose paths begin so, as lines."""
        found = [one for one in self.report["unchecked"] if one["path"].startswith(path)]
        return [f"{one['path']}:{one['line']}: {one['reason']}" for one in found]

    def rules(self) -> set[str]:
        """Return the rules that found something."""
        return {finding["rule"] for finding in self.report["findings"]}
