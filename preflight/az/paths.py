"""Which file of the repository a path in a command names."""

from __future__ import annotations

import posixpath

from preflight.passage import Folder, PathBelow
from preflight.value import Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

_ANYWHERE, _ROOT, _SCRIPT = "anywhere", "root", "script"


def candidates(path: Value, folder: Folder | Unknown, script: str) -> list[str] | Unknown:
    """Return the paths that a command may mean, from the root of the repository, the likeliest first; or why none can be told.

    `script` is the path of the file in which the command stands. What is run from an unknown folder is looked for beside the script,
    then in each folder above it up to the root. A path that leaves the repository is left out.
    """
    text = text_of(path)
    if isinstance(path, PathBelow):
        starts = [_start(path.folder, script)]
        text = path.folder.path.lstrip("/\\") or "."
    elif text is None:
        return path.elsewhere(path) if isinstance(path, Unknown) else Unknown("no path is given", path)
    elif text[:1] in ("/", "~") or text[1:2] == ":" or "://" in text:
        return Unknown(f"`{text}` is not in the repository", path)
    elif isinstance(folder, Unknown):
        return folder.elsewhere(path)
    else:
        above = _above(posixpath.dirname(script)) if folder.start == _ANYWHERE else [_start(folder, script)]
        below = folder.path.replace("\\", "/").lstrip("/")
        starts = [posixpath.join(start, below) for start in above]
    found = [posixpath.normpath(posixpath.join(start, text.replace("\\", "/"))) for start in starts]
    inside = [one for one in dict.fromkeys(found) if one != ".." and not one.startswith("../")]
    return inside or Unknown(f"`{text}` is outside of the repository", path)


def named_file(path: Value, folder: Folder | Unknown, script: str, exists: Callable[[str], bool]) -> str | Unknown:
    """Return the path of the file that a command means: the first that exists, else the likeliest one; or why it cannot be told."""
    found = candidates(path, folder, script)
    if isinstance(found, Unknown):
        return found
    return next((one for one in found if exists(one)), found[0])


def _start(folder: Folder, script: str) -> str:
    return posixpath.dirname(script) if folder.start in (_SCRIPT, _ANYWHERE) else ""


def _above(folder: str) -> list[str]:
    """Return a folder and all above it, up to the root."""
    found = [folder]
    while folder:
        folder = posixpath.dirname(folder)
        found.append(folder)
    return found
