"""The folders that commands print: where a script stands, the root of the repository, the working directory."""

from __future__ import annotations

import posixpath

from preflight.passage import Folder, PathBelow
from preflight.shell.command import ROOT, beneath
from preflight.shell.syntax import Simple
from preflight.value import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.posix_values import Filling
    from preflight.shell.syntax import Node, WordNode
    from preflight.shell.variables import Variables

_PRINTING = frozenset({"cd", "pwd", "dirname", "realpath", "readlink", "git", "echo"})
# Nobody needs more to find a folder.
_MOST = 4


def printed_folder(nodes: list[Node], filling: Filling, variables: Variables) -> Folder | None:
    """Return the folder that some commands print, such as `cd "$(dirname "$0")/.." && pwd`; None when that is not known."""
    current = variables.folder if isinstance(variables.folder, Folder) else None
    printed: Folder | None = None
    for node in nodes[:_MOST]:
        if not isinstance(node, Simple) or not node.words or node.words[0].text not in _PRINTING or node.before in ("|", "|&", "||"):
            return None
        name = node.words[0].text
        plain = [word for word in node.words[1:] if (word.text or "")[:1] != "-"]
        path = _path(plain[0], current, filling) if len(plain) == 1 else None
        if name == "cd":
            current = path
        elif name == "pwd":
            printed = current
        elif name == "git":
            printed = ROOT if [word.text for word in node.words[1:]] == ["rev-parse", "--show-toplevel"] else None
        else:
            printed = _parent(path) if name == "dirname" and path is not None else path
    return printed if len(nodes) <= _MOST else None


def _path(word: WordNode, current: Folder | None, filling: Filling) -> Folder | None:
    """Return the folder, or the file, that a word names."""
    value = filling.text(word).value()
    if isinstance(value, PathBelow):
        return value.folder
    text = text_of(value)
    if text is None or current is None or text[:1] in ("/", "~", "-", ""):
        return None
    return beneath(current, text)


def _parent(folder: Folder) -> Folder:
    path = folder.path.rstrip("/")
    if not path or posixpath.basename(path) in (".", ".."):
        return Folder(folder.start, f"{path}/..")
    return Folder(folder.start, posixpath.dirname(path).rstrip("/"))
