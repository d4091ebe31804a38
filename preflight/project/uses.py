"""What a document uses: the sources of its values, and the files, folders and assets that it names, those of these files included."""

from __future__ import annotations

import os
from itertools import islice

from preflight.document import Fault
from preflight.facts.document import leaves
from preflight.facts.reference import plain_name, reference
from preflight.facts.requirements import requirement_lines
from preflight.kind import Kind
from preflight.pattern import Pattern
from preflight.project.discovery import ENDINGS
from preflight.project.links import name_of
from preflight.source import is_of_file
from preflight.value import Present, Unknown, child, members, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.project.links import Links
    from preflight.project.tree import Loaded, Tree
    from preflight.value import Value

# What a line of a `pip` list or of a requirements file names: other lists, constraints, and folders that are installed.
_PIP = Pattern(r"\s*(?:-r|--requirement|-c|--constraint|-e|--editable)[\s=]*(?P<path>\S+)")
_ASSETS = (Kind.ENVIRONMENT, Kind.COMPONENT, Kind.DATA)
_LONGEST = 1000


class Uses:
    """Finds what documents use, as absolute paths; what was typed, or is deployed, has its name in the place of one."""

    def __init__(self, tree: Tree) -> None:
        """Take the files of a run."""
        self._tree = tree
        self._own: dict[int, frozenset[str]] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._assets: dict[int, dict[tuple[Kind, str], list[Loaded]]] = {}
        self._kept: list[object] = []  # what ids were taken of

    def own(self, loaded: Loaded) -> frozenset[str]:
        """Return the files that a document is made of: its own, and the scripts whose commands make it what it is."""
        found = self._own.get(id(loaded))
        if found is None:
            self._kept.append(loaded)
            places = [loaded.document.root, *members(leaves(loaded.document.root))]
            if loaded.maker is not None:
                places.append(loaded.maker.near)  # type: ignore[arg-type]  # only where it stands counts
            if loaded.sending is not None:
                places += [loaded.sending.overrides, *members(leaves(loaded.sending.overrides))]
            sources = {loaded.document.source.path, *(one.source.path for one in places if one.source is not None)}
            found = self._own[id(loaded)] = frozenset({loaded.path, *loaded.fillers, *map(self.absolute, sources)})
        return found

    def named(self, loaded: Loaded, links: Links) -> frozenset[str]:
        """Return the files and folders that a document names, whether they are there or not, and those that these name in turn."""
        found = self._named.get(id(loaded))
        if found is None:
            self._kept.append(loaded)
            found = self._named[id(loaded)] = frozenset(_Following(self, self._tree, links).of(loaded))
        return found

    def assets(self, text: str, links: Links) -> list[Loaded]:
        """Return the documents in sight that a text names: the first compute of a name, and of other assets the first of each kind."""
        if id(links) not in self._assets:
            self._kept.append(links)
            by_name = self._assets[id(links)] = {}
            for kind in (*_ASSETS, Kind.COMPUTE):
                for loaded in links.of_kind(kind):
                    by_name.setdefault((kind, name_of(loaded) or ""), []).append(loaded)
        known, wanted, name = self._assets[id(links)], reference(text), plain_name(text)
        found = known.get((Kind.COMPUTE, name), [])[:1]
        for kind in _ASSETS if wanted is not None else ():
            fitting = (one for one in known.get((kind, name), []) if wanted is not None and wanted.is_of(name, _version(one)))
            found += islice(fitting, 1)
        return found

    def absolute(self, shown: str) -> str:
        """Return the absolute path of a source; the name of what is no file."""
        return os.path.normpath(os.path.join(self._tree.root, shown)) if is_of_file(shown) else shown


class _Following:
    """Follows what one document names from file to file, each once."""

    def __init__(self, uses: Uses, tree: Tree, links: Links) -> None:
        self._uses = uses
        self._tree = tree
        self._links = links
        self._found: set[str] = set()
        self._pending: list[Loaded] = []
        self._seen: set[str] = set()

    def of(self, loaded: Loaded) -> set[str]:
        self._pending.append(loaded)
        while self._pending:
            one = self._pending.pop()
            self._seen.add(one.path)
            for value in members(leaves(one.document.root)):
                self._follow(value, one.path)
            self._found.update(_scripts(one))
        return self._found

    def _follow(self, value: Value, beside: str) -> None:
        text = _written(value)
        if not text or len(text) > _LONGEST or "\n" in text:
            return
        for asset in self._uses.assets(text, self._links):
            self._found |= self._uses.own(asset)
            self._read(asset.path)
        listed = _PIP.match(text)
        if listed is not None:
            self._list(listed["path"], beside)
        elif "://" not in text:
            self._read(self._path(text.removeprefix("file:"), beside))

    def _path(self, text: str, beside: str) -> str:
        path = os.path.normpath(os.path.join(os.path.dirname(beside), text.replace("\0", "")))
        self._found.add(path)
        return path

    def _read(self, path: str) -> None:
        """Follow a YAML file that is named, too."""
        if path in self._seen or not path.endswith(ENDINGS) or not self._tree.may_read(path) or not self._tree.is_file(path):
            return
        self._seen.add(path)
        loaded = self._tree.load(path)
        if not isinstance(loaded, Fault):
            self._pending.append(loaded)

    def _list(self, text: str, beside: str) -> None:
        """Follow a list of requirements, and the lists that it names."""
        pending = [self._path(text, beside)]
        while pending:
            path = pending.pop()
            if path in self._seen or not self._tree.may_read(path) or not self._tree.is_file(path):
                continue
            self._seen.add(path)
            source = self._tree.source(path)
            lines = () if isinstance(source, Fault) else requirement_lines(source)
            listed = (_PIP.match(text_of(line) or "") for line in lines)
            pending += [self._path(one["path"], path) for one in listed if one is not None]


def _version(loaded: Loaded) -> str | None:
    version = child(loaded.document.root, "version")
    return str(version.data) if isinstance(version, Present) else None


def _scripts(loaded: Loaded) -> Iterator[str]:
    """Yield the scoring script of a deployment, and the folder it runs in."""
    code = child(loaded.document.root, "code_configuration")
    folder, script = raw_text(child(code, "code")), raw_text(child(code, "scoring_script"))
    if script:
        path = os.path.normpath(os.path.join(os.path.dirname(loaded.path), folder, script).replace("\0", ""))
        yield path
        if not folder:
            yield os.path.dirname(path)


def _written(value: Value) -> str:
    """Return what is written for a text; for a path that code gives and that is not there, what its literal holds."""
    text = raw_text(value)
    place = value.place if isinstance(value, Unknown) and not text else None
    if place is None or not place.source.path.endswith((".py", ".ipynb")) or place.line != place.end_line:
        return text
    return place.source.line(place.line)[place.column - 1 : place.end_column - 1].strip("\\\"'")
