"""What files come to when the commands around them are run: their documents, with what the commands put over them."""

from __future__ import annotations

import os

from preflight.az.effective import effective
from preflight.az.invocation import INVOKE, invocation
from preflight.az.paths import named_file
from preflight.az.reading import read_script
from preflight.document import Document
from preflight.kind import Kind
from preflight.passage import PathBelow
from preflight.project.discovery import is_notebook, is_shell_script
from preflight.project.filled_in import FilledIn
from preflight.project.notebooks import runs_commands
from preflight.project.tree import Loaded
from preflight.scripts.find import scripts_in_document, scripts_in_file
from preflight.scripts.mention import concerns_batch, mentions_calls
from preflight.scripts.script import Scripts
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.project.tree import Tree
    from preflight.scripts.script import Elsewhere
    from preflight.value import Value

_UPDATE_ENDPOINT = "ml batch-endpoint update"
KINDS = {
    "ml batch-endpoint create": Kind.BATCH_ENDPOINT,
    _UPDATE_ENDPOINT: Kind.BATCH_ENDPOINT,
    "ml batch-deployment create": Kind.BATCH_DEPLOYMENT,
    "ml batch-deployment update": Kind.BATCH_DEPLOYMENT,
    "ml environment create": Kind.ENVIRONMENT,
    "ml component create": Kind.COMPONENT,
    "ml compute create": Kind.COMPUTE,
    "ml compute attach": Kind.COMPUTE,
    "ml workspace create": Kind.WORKSPACE,
    INVOKE: Kind.INVOCATION,
}
_FILLED = frozenset(KINDS.values())


class Scripted:
    """The documents that commands make of files, by the path of the file, or of the script where a command names none."""

    def __init__(self, tree: Tree, documents: list[Loaded]) -> None:
        """Take the files of a run, and the documents in sight."""
        self._tree = tree
        self._documents = documents
        self._by_path = {loaded.path: loaded for loaded in documents}
        self.made: dict[str, list[Loaded]] = {}
        self.found: list[tuple[str, Found]] = []
        self.elsewhere: list[Elsewhere] = []
        self._filled = FilledIn(tree.root)

    def read(self, paths: list[str]) -> None:
        """Read the scripts of files: shell scripts, notebooks, workflows and pipelines."""
        for path in paths:
            scripts = self._scripts(path)
            self.elsewhere += scripts.elsewhere
            self._filled.hands(scripts.elsewhere)
            for text in {script.text.source.text for script in scripts.scripts}:
                self._filled.reads(text)
            for script in scripts.scripts:
                found = read_script(script)
                self.found.append((path, found))
                for command in found.commands:
                    self._run(command, path)

    def fill_in(self) -> None:
        """Leave open what scripts fill in themselves, and what they hand to others."""
        for loaded in self._documents:
            known = self.made.get(loaded.path, [loaded])
            made = [self._filled.filled(one) for one in known] if loaded.kind in _FILLED else known
            if any(one is not other for one, other in zip(made, known, strict=True)):
                self.made[loaded.path] = made

    def in_sight(self) -> list[Loaded]:
        """Return the documents in sight as commands make them; those that no command names as they are."""
        names = {loaded.path for loaded in self._documents}
        found = [one for loaded in self._documents for one in self.made.get(loaded.path, [loaded])]
        return found + [one for path, made in self.made.items() if path not in names for one in made]

    def _scripts(self, path: str) -> Scripts:
        loaded = self._by_path.get(path)
        if loaded is not None:
            return scripts_in_document(loaded.document.root)
        source = self._tree.notebook(path) if is_notebook(path) else self._tree.source(path)
        if not isinstance(source, Source) or not (runs_commands(source.text) if is_notebook(path) else concerns_batch(source.text)):
            return Scripts()
        return scripts_in_file(source)

    def _run(self, command: AzCommand, script: str) -> None:
        kind = KINDS.get(command.may_be or "")
        named = command.value("--file")
        if kind is None or (isinstance(named, Unknown) and not isinstance(named, PathBelow)):
            return
        if isinstance(named, Absent):
            self.make(command, kind, script, None)
            return
        path = named_file(named, command.folder, self._tree.shown(script), lambda one: os.path.isfile(os.path.join(self._tree.root, one)))
        absolute = os.path.normpath(os.path.join(self._tree.root, path)) if isinstance(path, str) else ""
        loaded = self._tree.load(absolute) if self._tree.may_read(absolute) and self._tree.is_file(absolute) else None
        if isinstance(loaded, Loaded) and loaded.kind is kind:
            self.make(command, kind, script, loaded)

    def _updated(self, command: AzCommand) -> Loaded | None:
        """Return the endpoint in sight that a command updates by its name, as the commands before have made it."""
        name = text_of(command.value("--name"))
        documents = (one for one in self.in_sight() if one.kind is Kind.BATCH_ENDPOINT)
        return next((one for one in documents if name is not None and text_of(child(one.document.root, "name")) == name), None)

    def make(self, command: AzCommand, kind: Kind, script: str, loaded: Loaded | None, typed: Source | None = None) -> Loaded | None:
        """Keep the document that a command comes to; an endpoint that it updates takes the place of what it was.

        `loaded` is that of the file which the command names, `script` is where it stands itself; `typed` is the line it was typed in,
        if it was: what stands there is what is run. None where it comes to no document.
        """
        if loaded is None and command.may_be == _UPDATE_ENDPOINT:
            loaded = self._updated(command)
        base = loaded.document if loaded is not None else None
        made = _document(command, kind, base.root if base is not None else None)
        source = base.source if base is not None else command.near.source
        if source is None or not isinstance(made, Present):
            return None
        root = _at_run_time(made, (base.source if base is not None else None, typed))
        document = Document(source, root, base.duplicates, base.faults) if base is not None else Document(source, root)
        path = loaded.path if loaded is not None else script
        kept = [one for one in self.made.get(path, []) if one is not loaded]
        done = Loaded(path, document, kind, command)
        self.made[path] = [*kept, done]
        return done


def _document(command: AzCommand, kind: Kind, root: Value | None) -> Value:
    return invocation(command, root).document if kind is Kind.INVOCATION else effective(root, command)


def scripted_among(tree: Tree, given: list[str], documents: list[Loaded]) -> Scripted:
    """Return what the scripts among some files make of the documents in sight: workflows and pipelines come first."""
    others = {loaded.path: loaded for loaded in documents if loaded.kind is None}
    scripted = Scripted(tree, documents)
    scripted.read([path for path in given if path in others and _may_be_scripted(others[path])])
    scripted.read([path for path in given if is_shell_script(path) or is_notebook(path)])
    scripted.fill_in()
    return scripted


def _may_be_scripted(loaded: Loaded) -> bool:
    """Tell whether a YAML file that is no document of Azure ML may be a workflow or a pipeline with commands of interest."""
    text = loaded.document.source.text
    return concerns_batch(text) or ("ml@" in text and mentions_calls(text))


def _at_run_time(value: Value, sources: tuple[Source | None, ...]) -> Value:
    """Return a document in which what only the run of a script tells is unknown, and asked of nobody: it is no placeholder left over.

    What stands in one of the sources is as it was: in the file of the document, if it has one.
    """
    if isinstance(value, Unknown):
        return value if value.source in sources else Unknown(value.reason, value, asked=False, at_run=True)
    if not isinstance(value, Present):
        return value
    rest = Unknown(value.rest.reason, value.rest, asked=False, at_run=True) if value.rest is not None else None
    if isinstance(value.data, dict):
        return placed({name: _at_run_time(item, sources) for name, item in value.data.items()}, value, rest)
    return placed([_at_run_time(item, sources) for item in value.data], value, rest) if isinstance(value.data, list) else value
