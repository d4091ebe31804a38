"""What the commands around a file make of it, as text: each value with the place, the command or the option that gives it."""

from __future__ import annotations

import os
import sys

from preflight import exits
from preflight.commands.paths import given_paths, working_folder
from preflight.document import Fault
from preflight.escape import for_terminal
from preflight.project.besides import Besides
from preflight.project.discovery import is_candidate
from preflight.project.project import load
from preflight.project.yaml_text import scalar_text
from preflight.root import find_root
from preflight.source import is_of_file
from preflight.value import Absent, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from preflight.project.project import Project
    from preflight.project.tree import Loaded
    from preflight.project.typed import Typed
    from preflight.source import Place, Source
    from preflight.value import Located, Value

    Line = tuple[str, str]

# Where the places stand at the latest; longer lines push theirs to the right.
_WIDEST = 60
_LONGEST = 1000


def explain(options: Namespace, typed: Typed | None) -> int:
    """Show the documents that a file comes to, one for each command that makes something of it, and return the exit code.

    Raises UsageError for a file that does not exist, or cannot be read.
    """
    named = options.explain_effective
    if not os.path.isfile(named):
        raise exits.UsageError(f"no such file: `{named}`")
    if typed is not None and not options.paths:
        options.paths = [named]  # the values are for this file
    paths, stdin = given_paths(options)
    root = find_root(paths[0], working_folder())
    project = load(paths, root, stdin, besides=Besides(typed=typed) if typed is not None else None)
    found = _documents(project, named)
    if not found:
        sys.stderr.write(f"preflight: nothing makes a document of `{for_terminal(named)}`\n")
        return exits.NOTHING_CHECKED
    page = _Page(root)
    sys.stdout.write("\n".join(page.document(loaded) for loaded in found))
    return exits.CLEAN


def _documents(project: Project, named: str) -> list[Loaded]:
    """Return the documents that commands make of a file; else the file as it is, if it is YAML."""
    path = os.path.abspath(named)
    made = project.made.get(path, [])
    if made or not is_candidate(os.path.basename(path)):
        return made
    loaded = project.tree.load(path)
    if isinstance(loaded, Fault):
        raise exits.UsageError(f"`{named}` cannot be read: {loaded.reason}")
    return [loaded]


class _Page:
    """How documents are laid out: paths are relative to the working directory."""

    def __init__(self, root: str) -> None:
        """Take the folder that the paths of sources are relative to."""
        self._root = root

    def document(self, loaded: Loaded) -> str:
        """Return a document as lines of YAML, each with a comment that says where its value is from."""
        lines = list(self._lines(loaded.document.root, "", loaded.document.source))
        width = max((len(text) for text, _ in lines if len(text) <= _WIDEST), default=0)
        shown = [f"{text:{width}}  # {origin}" if origin else text for text, origin in lines]
        return "".join(f"{for_terminal(line)}\n" for line in [f"# {self._heading(loaded)}", *shown])

    def _heading(self, loaded: Loaded) -> str:
        source, maker = loaded.document.source, loaded.maker
        if maker is None:
            return f"{self._path(source.path)} as it is: no command names it"
        place = maker.near.place
        where = "" if place is None else f" at {self._at(place)}" if is_of_file(place.source.path) else " on the command line"
        may = " (it may not run)" if maker.conditional else ""
        what = "what" if source is maker.near.source else f"{self._path(source.path)} is what"
        return f"{what} `az {maker.may_be}`{where} makes{may}"

    def _lines(self, value: Value, indent: str, source: Source) -> Iterator[Line]:
        """Yield the lines of a mapping or a list; `source` is the file of the document."""
        if not isinstance(value, Present) or not isinstance(value.data, (dict, list)) or not _has_parts(value):
            yield f"{indent}{_scalar(value)}", self._origin(value, source)
            return
        if isinstance(value.data, dict):
            for name, item in value.data.items():
                yield from self._entry(f"{indent}{scalar_text(name)}:", item, f"{indent}  ", source)
        else:
            for item in value.data:
                inner = list(self._lines(item, f"{indent}  ", source)) if _has_parts(item) else []
                if inner:
                    yield f"{indent}- {inner[0][0][len(indent) + 2 :]}", inner[0][1]
                    yield from inner[1:]
                else:
                    yield from self._entry(f"{indent}-", item, f"{indent}  ", source)
        if value.rest is not None:
            yield f"{indent}…", f"there may be more: {value.rest.reason}"

    def _entry(self, head: str, item: Value, indent: str, source: Source) -> Iterator[Line]:
        if _has_parts(item):
            yield head, ""
            yield from self._lines(item, indent, source)
        else:
            yield f"{head} {_scalar(item)}", self._origin(item, source)

    def _origin(self, value: Value, source: Source) -> str:
        place = value.place
        if place is None:
            return "nowhere in a file"
        where = self._at(place) if is_of_file(place.source.path) else "command line"
        option = _option(value) if place.source is not source else ""
        anchor = f", from {self._at(place.origin)}" if place.origin is not None else ""
        doubt = f": {value.reason}" if isinstance(value, Unknown) else ""
        return f"{where}{option}{anchor}{doubt}"

    def _at(self, place: Place) -> str:
        return f"{self._path(place.source.path)}:{place.line}:{place.column}"

    def _path(self, path: str) -> str:
        joined = os.path.join(self._root, path)
        try:
            return os.path.relpath(joined).replace(os.sep, "/")
        except ValueError:  # another drive
            return joined.replace(os.sep, "/")


def _has_parts(value: Value) -> bool:
    return isinstance(value, Present) and isinstance(value.data, (dict, list)) and (bool(value.data) or value.rest is not None)


def _scalar(value: Value) -> str:
    if isinstance(value, Absent):
        return "null"
    if isinstance(value, Unknown):
        return "?" if value.text is None else scalar_text(value.text)
    if isinstance(value.data, (dict, list)):
        return "{}" if isinstance(value.data, dict) else "[]"
    shown = scalar_text(value.data)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _option(value: Located) -> str:
    """Return the option of a command that gives a value; a value of `--set` is given under the path that is set."""
    key = value.key
    if key is None or key.source is None or key.start is None or key.end is None:
        return ""
    text = key.source.text[key.source.offset(key.start) : key.source.offset(key.end)]
    if text[:1] == "-" and len(text.split()) == 1:
        return f" ({text})"
    return f" (--set {text})" if text.isprintable() and " " not in text else ""
