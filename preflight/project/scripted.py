"""What files come to when the commands around them are run: their documents, with what the commands put over them."""

from __future__ import annotations

import os

from preflight.az.defaults import default_set
from preflight.az.effective import effective
from preflight.az.invocation import INVOKE, invocation, sent
from preflight.az.paths import named_file
from preflight.az.reading import read_script
from preflight.az.request import SCORING
from preflight.document import Document
from preflight.kind import Kind
from preflight.passage import PathBelow
from preflight.project.discovery import is_notebook, is_shell_script
from preflight.project.filled_in import FilledIn
from preflight.project.later import at_run_time, sent_at_run_time
from preflight.project.names import name_key
from preflight.project.notebooks import runs_commands
from preflight.project.requested import document_requested
from preflight.project.tree import Loaded
from preflight.scripts.find import scripts_in_document, scripts_in_file
from preflight.scripts.mention import concerns_batch, mentions_calls
from preflight.scripts.script import Scripts
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.az.request import Request
    from preflight.project.defaults import Defaults
    from preflight.project.tree import Tree
    from preflight.scripts.script import Elsewhere
    from preflight.sending import Sending
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

    def __init__(self, tree: Tree, documents: list[Loaded], defaults: Defaults) -> None:
        """Take the files of a run, the documents in sight, and what keeps the default deployments that scripts set."""
        self._tree = tree
        self._documents = documents
        self._by_path = {loaded.path: loaded for loaded in documents}
        self.made: dict[str, list[Loaded]] = {}
        self.found: list[tuple[str, Found]] = []
        self.elsewhere: list[Elsewhere] = []
        self._filled = FilledIn(tree.root)
        self._defaults = defaults

    def read(self, paths: list[str]) -> None:
        """Read the scripts of files: shell scripts, notebooks, workflows and pipelines."""
        for path in paths:
            scripts = self._scripts(path)
            self.elsewhere += scripts.elsewhere
            self._filled.hands(scripts.elsewhere, path)
            for text in {script.text.source.text for script in scripts.scripts}:
                self._filled.reads(text, path)
            for one in scripts.elsewhere:
                doubt = Unknown("what commands elsewhere do is not known", one.reference, asked=False)
                self._defaults.add(doubt, doubt)
            for script in scripts.scripts:
                found = read_script(script)
                self.found.append((path, found))
                for command in found.commands:
                    self._run(command, path)
                for request in found.requests:
                    self._send(request, path)

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
        made = self._made_by(command, kind, script) if kind is not None else None
        if kind is Kind.BATCH_DEPLOYMENT and command.given("--set-default") is not None:
            root = made.document.root if made is not None else at_run_time(effective(None, command))
            doubt = Unknown("it stands in a file that was not read", command.near, asked=False)
            names = (child(root, "endpoint_name"), child(root, "name"))
            self._defaults.add(*(doubt if made is None and isinstance(one, Absent) else one for one in names))

    def _made_by(self, command: AzCommand, kind: Kind, script: str) -> Loaded | None:
        """Return the document that a command comes to; None where its file is not in sight."""
        named = command.value("--file")
        if isinstance(named, Unknown) and not isinstance(named, PathBelow):
            return None
        if isinstance(named, Absent):
            return self.make(command, kind, script, None)
        path = named_file(
            named, command.folder, self._tree.shown(script), lambda one: self._tree.is_file(os.path.join(self._tree.root, one))
        )
        absolute = os.path.normpath(os.path.join(self._tree.root, path)) if isinstance(path, str) else ""
        loaded = self._tree.load(absolute) if self._tree.may_read(absolute) and self._tree.is_file(absolute) else None
        fits = isinstance(loaded, Loaded) and loaded.kind is kind
        return self.make(command, kind, script, loaded) if fits else None  # type: ignore[arg-type]  # it fits

    def _send(self, request: Request, script: str) -> None:
        """Keep the job that a request sends, what it creates, or the default deployment that it may set."""
        default = default_set(request)
        if default is not None:
            self._defaults.add(*(at_run_time(one) for one in default))
        made = document_requested(request, script)
        if made is not None:
            self._keep(script, made)
        job = sent(request) if request.goes_to == SCORING else None
        if job is not None and request.near.source is not None:
            document = Document(request.near.source, at_run_time(job.document))
            self._keep(script, Loaded(script, document, Kind.INVOCATION, sending=sent_at_run_time(job.sending)))

    def _updated(self, command: AzCommand) -> Loaded | None:
        """Return the endpoint in sight that a command updates by its name, as the commands before have made it."""
        name = name_key(at_run_time(command.value("--name")))
        documents = (one for one in self.in_sight() if one.kind is Kind.BATCH_ENDPOINT)
        return next((one for one in documents if name is not None and name_key(child(one.document.root, "name")) == name), None)

    def make(self, command: AzCommand, kind: Kind, script: str, loaded: Loaded | None, typed: Source | None = None) -> Loaded | None:
        """Keep the document that a command comes to; an endpoint that it updates takes the place of what it was.

        `loaded` is that of the file which the command names, `script` is where it stands itself; `typed` is the line it was typed in,
        if it was: what stands there is what is run. None where it comes to no document.
        """
        if loaded is None and command.may_be == _UPDATE_ENDPOINT:
            loaded = self._updated(command)
        base = loaded.document if loaded is not None else None
        made, sending = _document(command, kind, base.root if base is not None else None, typed=typed is not None)
        source = base.source if base is not None else command.near.source
        if source is None or not isinstance(made, Present):
            return None
        own = base.source if base is not None and base.source.path != self._tree.shown(script) else None
        root = at_run_time(made, (own, typed))
        document = Document(source, root, base.duplicates, base.faults) if base is not None else Document(source, root)
        path = loaded.path if loaded is not None else script
        done = Loaded(path, document, kind, command, sending)
        self._keep(path, done, loaded)
        return done

    def _keep(self, path: str, made: Loaded, instead: Loaded | None = None) -> None:
        known = self.made.setdefault(path, [])
        if instead is not None and instead is not self._by_path.get(path):  # what a file holds by itself was never made
            known = self.made[path] = [one for one in known if one is not instead]
        known.append(made)


def _document(command: AzCommand, kind: Kind, root: Value | None, *, typed: bool) -> tuple[Value, Sending | None]:
    if kind is not Kind.INVOCATION:
        return effective(root, command), None
    job = invocation(command, root)
    return job.document, job.sending.typed() if typed else sent_at_run_time(job.sending)


def scripted_among(tree: Tree, given: list[str], documents: list[Loaded], defaults: Defaults) -> Scripted:
    """Return what the scripts among some files make of the documents in sight: workflows and pipelines come first."""
    others = {loaded.path: loaded for loaded in documents if loaded.kind is None}
    scripted = Scripted(tree, documents, defaults)
    scripted.read([path for path in given if path in others and _may_be_scripted(others[path])])
    scripted.read([path for path in given if is_shell_script(path) or is_notebook(path)])
    scripted.fill_in()
    return scripted


def _may_be_scripted(loaded: Loaded) -> bool:
    """Tell whether a YAML file that is no document of Azure ML may be a workflow or a pipeline with commands of interest."""
    text = loaded.document.source.text
    return concerns_batch(text) or ("ml@" in text and mentions_calls(text))
