"""The files of a run: each is read once, and none outside of what the run may look at."""

from __future__ import annotations

import os
from itertools import islice

from preflight.document import Document, Fault, parse
from preflight.kind import Kind, classify, is_passed_over
from preflight.project.discovery import candidates_in, is_notebook, is_script
from preflight.project.reading import LARGEST_NOTEBOOK, MAX_BYTES, decode, read
from preflight.project.tables import replaced_attributes
from preflight.record import Record
from preflight.scalar import azure_dialect
from preflight.source import Source, is_of_file
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    T = TypeVar("T")

    from preflight.az.command import AzCommand
    from preflight.sending import Sending
    from preflight.value import Located, Value

# A folder of code holds far fewer.
_MOST_NAMES = 10_000


class Loaded(Record):
    """A YAML file that was read, and what sort of document it is; None for what no rule is for.

    `maker` is the command that made it what it is, of a file or without one. `sending` is how a job is sent, where a command, a request or
    code sends it. `fillers` are the paths of the scripts that fill it in.
    """

    path: str
    document: Document
    kind: Kind | None
    maker: AzCommand | None = None
    sending: Sending | None = None
    fillers: tuple[str, ...] = ()


class ScriptFacts(Record):
    """What is known of a Python file: the roots `script` and `behaviour`."""

    script: Value
    behaviour: Value


class Tree:
    """The root folder of a run, the folders it may look into, and the files read so far. Paths are absolute."""

    def __init__(self, root: str, folders: list[str], instead: Mapping[str, bytes] | None = None) -> None:
        """Take the root, the folders that were given, and texts that stand in for files, by their paths."""
        self.root = root
        self._below = os.path.join(root, "")
        self._allowed = [os.path.realpath(folder) for folder in (root, *folders)]
        self._real: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._instead = instead or {}
        self._dialect = azure_dialect()
        self._sources: dict[str, Source | Fault] = {}
        self._notebooks: dict[str, Source | Fault] = {}
        self._loaded: dict[str, Loaded | Fault] = {}
        self._others: dict[str, Value] = {}
        self._scripts: dict[str, ScriptFacts] = {}
        self._names: dict[str, tuple[str, ...] | Unknown] = {}

    def with_texts(self, texts: Mapping[str, bytes]) -> Tree:
        """Return the same files, of which some have another text; whatever was read of the others is not read again."""
        other = Tree(self.root, self._allowed, {**self._instead, **texts})
        other._sources = _without(self._sources, texts)
        other._notebooks = _without(self._notebooks, texts)
        other._loaded = _without(self._loaded, texts)
        other._scripts = _without(self._scripts, texts)
        return other

    def shown(self, path: str) -> str:
        """Return a path as reports have it: relative to the root, with `/`."""
        if path == self.root:
            return "."
        folder, name = os.path.split(path)
        if folder not in self._shown:
            self._shown[folder] = self._relative(folder)
        return self._shown[folder] + name

    def _relative(self, folder: str) -> str:
        """Return a folder as reports have it, with a `/` at its end; nothing for the root."""
        if folder == self.root:
            return ""
        try:
            inside = folder.startswith(self._below)  # nearly always, and finding it out is fast
            relative = folder[len(self._below) :] if inside else os.path.relpath(folder, self.root)
        except ValueError:  # another drive
            relative = folder
        return relative.replace(os.sep, "/").rstrip("/") + "/"

    def may_read(self, path: str) -> bool:
        """Tell whether a path, links followed, is inside of the root or of a folder that was given."""
        real = self.real(path)
        return any(real == folder or real.startswith(folder.rstrip(os.sep) + os.sep) for folder in self._allowed)

    def real(self, path: str) -> str:
        """Return a path, links followed."""
        folder, name = os.path.split(path)
        return os.path.realpath(path) if os.path.islink(path) else os.path.join(self._followed(folder), name)

    def _followed(self, folder: str) -> str:
        """Return a folder, links followed; each of the folders above it is looked at once in a run."""
        inner: list[str] = []
        while folder not in self._real:
            if os.path.islink(folder) or os.path.dirname(folder) == folder:
                self._real[folder] = os.path.realpath(folder)
            else:
                folder, name = os.path.split(folder)
                inner.append(name)
        real = self._real[folder]
        for name in reversed(inner):
            folder, real = os.path.join(folder, name), os.path.join(real, name)
            self._real[folder] = real
        return real

    def source(self, path: str) -> Source | Fault:
        """Return the text of a file, or why there is none."""
        if path not in self._sources:
            if path in self._instead:
                self._sources[path] = decode(self._instead[path], self.shown(path))
            elif os.path.islink(path) and not self.may_read(path):
                self._sources[path] = Fault(1, "a link to outside of the repository: not followed")
            else:
                self._sources[path] = read(path, self.shown(path))
        return self._sources[path]

    def texts(self) -> list[Source]:
        """Return the texts that were read so far."""
        return [source for source in self._sources.values() if not isinstance(source, Fault)]

    def notebook(self, path: str) -> Source | Fault:
        """Return the text of a notebook, or why there is none; an empty text where nothing in it is of interest."""
        if path not in self._notebooks:
            from preflight.project.notebooks import is_of_interest  # noqa: PLC0415 - only for notebooks

            found = self._text(path, LARGEST_NOTEBOOK)
            self._notebooks[path] = found if isinstance(found, Fault) or is_of_interest(found.text) else Source(self.shown(path), "")
        return self._notebooks[path]

    def code(self, path: str) -> Source | Fault:
        """Return the text of a Python file, a notebook or a template, or why there is none; that of a template is not kept."""
        if is_notebook(path):
            return self.notebook(path)
        return self.source(path) if is_script(path) else self._text(path)

    def _text(self, path: str, most: int = MAX_BYTES) -> Source | Fault:
        """Return the text of a file, which is not kept, or why there is none."""
        if path in self._instead:
            return decode(self._instead[path], self.shown(path), most)
        return read(path, self.shown(path), most)

    def load(self, path: str) -> Loaded | Fault:
        """Return the document of a YAML file, or why there is none."""
        if path not in self._loaded:
            source = self.source(path)
            document = source if isinstance(source, Fault) else parse(source, self._dialect)
            self._loaded[path] = document if isinstance(document, Fault) else Loaded(path, document, classify(document.root), None)
        return self._loaded[path]

    def add(self, path: str, root: Value) -> None:
        """Take the root of a document that is no file, under the path that reports have."""
        self._others[path] = root

    def is_passed_over(self, path: str) -> bool:
        """Tell whether a file that is no YAML says what it is, and no rule is for that."""
        source = self.source(path)
        return not isinstance(source, Fault) and is_passed_over(source.text)

    def document(self, shown: str) -> Value | None:
        """Return the root of a document that was read, by its path as reports have it."""
        if shown in self._others:
            return self._others[shown]
        loaded = self._loaded.get(os.path.normpath(os.path.join(self.root, shown)))
        return loaded.document.root if isinstance(loaded, Loaded) else None

    def script(self, path: str) -> ScriptFacts:
        """Return the facts of a Python file: all of them at once, since its syntax tree is too large to be kept."""
        if path not in self._scripts:
            source = self.source(path)
            if isinstance(source, Fault):
                unread = Unknown(f"`{self.shown(path)}` was not read: {source.reason}")
                self._scripts[path] = ScriptFacts(unread, unread)
            else:
                self._scripts[path] = _script_facts(source)
        return self._scripts[path]

    def around(self, folder: str) -> list[str]:
        """Return the candidates right in a folder and in its parents up to the root, nearest first, without walking them."""
        found: list[str] = []
        while True:
            found += candidates_in(folder)
            parent = os.path.dirname(folder)
            if folder in {self.root, parent} or not self.may_read(parent):
                return found
            folder = parent

    def names_in(self, folder: str) -> tuple[str, ...] | Unknown:
        """Return the names in a folder, or why they are not known."""
        if folder not in self._names:
            self._names[folder] = self._listed(folder)
        return self._names[folder]

    def _listed(self, folder: str) -> tuple[str, ...] | Unknown:
        try:
            with os.scandir(folder) as found:
                names = tuple(entry.name for entry in islice(found, _MOST_NAMES + 1))
        except OSError as error:
            return Unknown(f"folder `{self.shown(folder)}` cannot be listed: {(error.strerror or type(error).__name__).lower()}")
        return names if len(names) <= _MOST_NAMES else Unknown(f"folder `{self.shown(folder)}` holds more than {_MOST_NAMES} entries")

    def is_file(self, path: str) -> bool:
        """Tell whether there is a file."""
        return path in self._instead or os.path.isfile(path)

    def no_file(self, path: str) -> str:
        """Say why there is no file at a path."""
        return "is not a file" if os.path.exists(path) else "does not exist"

    def resolve(self, text: str, beside: str, near: Located) -> str | Unknown:
        """Return the absolute path that a document's text names, or why it cannot be looked at.

        Relative paths start at the folder of the document (azure-ai-ml: `base_path` of the loaders).
        """
        if not is_of_file(beside):
            return Unknown(f"what stood beside `{text}` when it was deployed is not read", near, asked=False)
        path = os.path.normpath(os.path.join(os.path.dirname(beside), text.replace("\0", "")))
        if not self.may_read(path):
            return Unknown(f"`{text}` is outside of the repository and was not read", near)
        return path


def _without(known: dict[str, T], others: Mapping[str, bytes]) -> dict[str, T]:
    return {path: one for path, one in known.items() if path not in others}


def _script_facts(source: Source) -> ScriptFacts:
    from preflight.facts.script import script  # noqa: PLC0415 - ast is slow to import
    from preflight.facts.script_behaviour import behaviour  # noqa: PLC0415 - as above
    from preflight.facts.script_reading import Reading  # noqa: PLC0415 - as above

    reading = Reading(source)
    return ScriptFacts(script(reading), behaviour(reading, replaced_attributes()))
