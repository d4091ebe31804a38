"""The file of a sort that is nearest to a folder, found without comparing every folder with every file."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.project.tree import Loaded


class Nearest:
    """Knows, for every folder that holds documents at any depth, the one that is the fewest steps down; of several the first path."""

    __slots__ = ("_below",)

    def __init__(self, documents: Iterable[Loaded]) -> None:
        """Take the documents to choose from."""
        self._below: dict[str, tuple[int, str, Loaded]] = {}
        for loaded in documents:
            for steps, folder in _upwards(os.path.dirname(loaded.path)):
                best = self._below.get(folder)
                if best is None or (steps, loaded.path) < best[:2]:
                    self._below[folder] = (steps, loaded.path, loaded)

    def to(self, folder: str) -> Loaded | None:
        """Return the document the fewest steps away, up and then down; of several the first path. None when there is no document."""
        found = [(up + best[0], *best[1:]) for up, above in _upwards(folder) if (best := self._below.get(above)) is not None]
        return min(found, key=lambda one: one[:2])[2] if found else None


def _upwards(folder: str) -> Iterator[tuple[int, str]]:
    """Yield a folder and all that hold it, each with how many steps up it is."""
    steps = 0
    while True:
        yield steps, folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder, steps = parent, steps + 1
