"""Proves that what a release says of its version agrees: the tag, the package, the template of Azure Pipelines and the changelog."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Where the version is written, and how.
PLACES = {
    "preflight/__init__.py": r'^__version__ = "([^"]+)"$',
    "gate/azure-pipelines.yml": r'- name: version\n +type: string\n +default: "([^"]+)"',
    "CHANGELOG.md": r"^## \[(\d[^\]]*)\]",
}


def versions(root: Path) -> dict[str, str]:
    """Return the version that each place has: the first, where there are several; empty where there is none."""
    found = {name: re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE) for name, pattern in PLACES.items()}
    return {name: match[1] if match else "" for name, match in found.items()}


def main() -> int:
    """Compare with the tag that the command line names; say what differs, and return 1 then."""
    tag = sys.argv[1]
    wrong = {name: version for name, version in versions(ROOT).items() if f"v{version}" != tag}
    for name, version in wrong.items():
        print(f"{name} says {version or 'nothing'}, and the tag is {tag}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
