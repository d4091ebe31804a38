"""The root of a run: the folder that reports name paths from, and that links do not lead out of."""

from __future__ import annotations

import os


def find_root(path: str, working: str) -> str:
    """Return the git root that a path is in, else the working directory; all are absolute."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return working
        folder = parent
