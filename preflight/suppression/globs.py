"""Patterns of paths, as `.gitignore` has them: `*` within a name, `**` for any folders, and a name by itself for any folder."""

from __future__ import annotations

from fnmatch import fnmatchcase


def is_like(path: str, pattern: str) -> bool:
    """Tell whether a path (with `/`) is like a pattern. A pattern that ends in `/` is for all below that folder."""
    wanted = pattern.removeprefix("./")
    if wanted.endswith("/"):
        wanted += "**"
    if "/" not in wanted and wanted != "**":
        return fnmatchcase(path.rpartition("/")[2], wanted)
    return _matches(path.split("/"), wanted.lstrip("/").split("/"))


def _matches(names: list[str], wanted: list[str]) -> bool:
    """Compare name by name: which numbers of names the first patterns can be like is all that has to be kept."""
    reached = {0}
    for one in wanted:
        if one == "**":
            reached = set(range(min(reached, default=len(names) + 1), len(names) + 1))
        else:
            reached = {number + 1 for number in reached if number < len(names) and fnmatchcase(names[number], one)}
    return len(names) in reached
