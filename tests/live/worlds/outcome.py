"""What came of a check of a project against a world, in this process and with the real packages."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from preflight.cli import main
from tests.azure import good

if TYPE_CHECKING:
    from pathlib import Path

NAMED = ("-w", good.WORKSPACE_NAME, "-g", good.GROUP, "--subscription", good.SUBSCRIPTION)


@dataclass(frozen=True)
class Outcome:
    """The exit code, both streams, and the seconds that it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def report(self) -> dict[str, Any]:
        """The report."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def findings(self) -> dict[str, str]:
        """The severities of the findings, by their rules."""
        return {one["rule"]: one["severity"] for one in self.report["findings"]}

    @property
    def reasons(self) -> list[str]:
        """Why something is not known, and the permission that was missing."""
        return [f"{one['reason']} [{one['permission']}]" if one["permission"] else one["reason"] for one in self.report["unknowns"]]

    @property
    def unsure(self) -> set[str]:
        """The rules that came to no verdict."""
        return {rule for one in self.report["unknowns"] for rule in one["rules"]}


def check(folder: Path, *options: str) -> Outcome:
    """Check a folder with the fake Azure that the environment of this process leads to."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    start = time.monotonic()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["check", "--format", "json", *NAMED, *options])
    gc.enable()  # a process of its own would be over
    out.flush()
    said = out.buffer
    assert isinstance(said, io.BytesIO)
    return Outcome(code, said.getvalue().decode(), err.getvalue(), time.monotonic() - start)
