"""What the files of a run create in the workspace when they are run: scripts, workflows, pipelines, jobs and Python code."""

from __future__ import annotations

import os

from preflight import question
from preflight.az.creating import created_by, creates
from preflight.az.paths import named_file
from preflight.az.reading import read_script
from preflight.facts.script_places import Places
from preflight.facts.script_syntax import read as read_code
from preflight.kind import Kind
from preflight.passage import PathBelow
from preflight.project.discovery import is_notebook, is_script, is_shell_script, is_template
from preflight.project.reading import LARGEST_NOTEBOOK, read
from preflight.project.registering import registered_by
from preflight.project.tree import Loaded
from preflight.scripts.find import scripts_in_document, scripts_in_file
from preflight.scripts.mention import may_run_commands
from preflight.sdk.creating import Creating, may_create
from preflight.sdk.notebook import cells_of
from preflight.source import Source
from preflight.value import Absent, Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preflight.az.command import AzCommand
    from preflight.creation import Creation
    from preflight.project.tree import Tree
    from preflight.scripts.script import Scripts
    from preflight.value import Value

_WORDS = {question.DATA: "data asset", question.DATASTORES: "datastore", question.ENDPOINT: "batch endpoint"}


class Creations:
    """What the files of a run create; none of them is read before a resource is looked for that the workspace lacks."""

    def __init__(self, tree: Tree, paths: Sequence[str]) -> None:
        """Take the files."""
        self._tree = tree
        self._paths = paths
        self._found: list[Creation] | None = None
        self._elsewhere: list[Value] = []

    def all(self) -> list[Creation]:
        """Return what the files create, in their order."""
        if self._found is None:
            self._found = [one for path in self._paths for one in self._created_in(path)]
        return self._found

    def doubt(self, resource: str, name: str, near: Value) -> Unknown | None:
        """Return why a resource may be there that the workspace lacks: something in sight creates it. None where nothing does.

        Whoever creates a version of an asset may create any other: the service counts them, and `@latest` is what comes last.
        """
        fitting = [one for one in self.all() if one.resource == resource and one.naming.may_be(name)]
        first = next((one for one in fitting if one.naming.whole), None) or next(iter(fitting), None)
        missing = f"the workspace has no {_WORDS.get(resource, resource)} `{name}`, but"
        if first is not None:
            where = first.near
            does = "creates it" if first.naming.whole else "may create it"
            return Unknown(f"{missing} `{where.place}` {does}", near, asked=False, at_run=True)
        if self._elsewhere:
            called = text_of(self._elsewhere[0]) or "a workflow of another repository"
            return Unknown(f"{missing} `{called}` may create it", near, asked=False, at_run=True)
        return None

    def _created_in(self, path: str) -> Iterator[Creation]:
        if is_script(path):
            source = self._tree.source(path)
            if isinstance(source, Source) and may_create(source.text):
                yield from _created_by_code(source)
        elif is_notebook(path):
            source = read(path, self._tree.shown(path), LARGEST_NOTEBOOK)
            if isinstance(source, Source):
                yield from self._created_by_scripts(scripts_in_file(source), path)
                yield from _created_by_code(source) if may_create(source.text) else ()
        elif is_shell_script(path):
            source = self._tree.source(path)
            if isinstance(source, Source):
                yield from self._created_by_scripts(scripts_in_file(source), path)
        elif not is_template(path):
            yield from self._created_by_document(path)

    def _created_by_document(self, path: str) -> Iterator[Creation]:
        loaded = self._tree.load(path)
        if not isinstance(loaded, Loaded):
            return
        if loaded.kind is Kind.JOB:
            yield from registered_by(loaded.document.root)
        elif loaded.kind is None and may_run_commands(loaded.document.source.text):
            yield from self._created_by_scripts(scripts_in_document(loaded.document.root), path)

    def _created_by_scripts(self, scripts: Scripts, path: str) -> Iterator[Creation]:
        self._elsewhere += [one.reference for one in scripts.elsewhere if not one.local]
        for script in scripts.scripts:
            for command in read_script(script).commands:
                if creates(command):
                    yield from created_by(command, self._document_of(command, path))

    def _document_of(self, command: AzCommand, script: str) -> Value | None:
        """Return the document of the file that a command names: None where it names none, unknown where it is not in sight."""
        named = command.value("--file")
        if isinstance(named, Absent):
            return None
        unread = Unknown("its file is not in sight", command.near, asked=False)
        if isinstance(named, Unknown) and not isinstance(named, PathBelow):
            return unread
        path = named_file(named, command.folder, self._tree.shown(script), lambda one: os.path.isfile(os.path.join(self._tree.root, one)))
        absolute = os.path.normpath(os.path.join(self._tree.root, path)) if isinstance(path, str) else ""
        loaded = self._tree.load(absolute) if self._tree.may_read(absolute) and self._tree.is_file(absolute) else None
        return loaded.document.root if isinstance(loaded, Loaded) else unread


def _created_by_code(source: Source) -> Iterator[Creation]:
    creating = Creating()
    places = [one.places for one in cells_of(source)] if is_notebook(source.path) else [Places(source)]
    for one in places:
        tree, _ = read_code(one.source)
        if tree is not None:
            creating.read(tree, one)
    yield from creating.found()
