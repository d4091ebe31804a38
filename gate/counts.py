"""Prints the counts of a JSON report as outputs of a step, one `name=number` a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

# The action's name of each count, and its name in the report.
COUNTS = {
    "errors": "error",
    "warnings": "warning",
    "infos": "info",
    "unknowns": "unknown",
    "unchecked": "unchecked",
    "suppressed": "suppressed",
}


def main() -> None:
    """Read the report that the command line names."""
    summary = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["summary"]
    for name, count in COUNTS.items():
        print(f"{name}={int(summary[count])}")


if __name__ == "__main__":
    main()
