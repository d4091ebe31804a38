"""The root of a run: the folder that reports name paths from, and that links do not lead out of."""

from __future__ import annotations

import os


def find_root(path: str, working: str) -> str:
    """Return the git root that a path is in, else the working directory, else the folder of the path; all are absolute.

    A path that is not in the working directory has nothing to do with it: scripts beside it name files from where they are.
    """
    start = folder = path if os.path.isdir(path) else os.path.dirname(path)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return working if f"{start}{os.sep}".startswith(f"{working.rstrip(os.sep)}{os.sep}") else start
        folder = parent
