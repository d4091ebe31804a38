"""What was changed in the working tree of a run."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Changes:
    """Files and folders that were changed, added or taken away. Paths are absolute, with links followed."""

    def __init__(self, top: str, names: Iterable[str]) -> None:
        """Take a folder, and the paths from there on; one of a folder stands for all in it."""
        self.names = [os.path.normpath(name) for name in names]
        self._changed = {os.path.join(top, name) for name in self.names}
        self._above: set[str] = set()
        for path in self._changed:
            folder = os.path.dirname(path)
            while folder not in self._above and os.path.dirname(folder) != folder:
                self._above.add(folder)
                folder = os.path.dirname(folder)

    def add(self, path: str) -> None:
        """Take a file for changed."""
        self._changed.add(path)

    def touches(self, path: str) -> bool:
        """Tell whether a file was changed, or anything in a folder; neither need be there any more."""
        if path in self._changed or path in self._above:
            return True
        above = os.path.dirname(path)
        while above != path:
            if above in self._changed:
                return True
            path, above = above, os.path.dirname(above)
        return False
