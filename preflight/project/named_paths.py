"""The files and folders that `az ml model create --path` names: whether they are in the repository when the command runs."""

from __future__ import annotations

import os
import posixpath

from preflight.az.paths import candidates
from preflight.facts.az_command import at_run_time
from preflight.facts.reference import reference
from preflight.pattern import Pattern
from preflight.project.discovery import is_shell_script
from preflight.project.named_files import BRINGS
from preflight.shell.command import ANYWHERE
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, fact, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.project.tree import Tree
    from preflight.value import Value

_CREATE = "ml model create"
# What makes folders, besides what brings files; a function may be called after anything else in its script.
_MAKES = Pattern(r"\b(?:mkdir|cp|mv|ln|install|touch|pip|conda|az[ \t]+storage)\b|(?m:^[ \t]*(?:function[ \t]+\w+|[\w-]+[ \t]*\(\)))")


class NamedPaths:
    """Looks up the paths that commands give models."""

    def __init__(self, tree: Tree, paths: list[str]) -> None:
        """Take the files of a run."""
        self._tree = tree
        self._paths = paths

    def of(self, command: AzCommand, found: Found, script: str) -> Value:
        """Return what is known of the path of a model; absent where none is named, or none of this machine."""
        path = command.value("--path") if command.may_be == _CREATE and command.known else Absent(command.near)
        text = text_of(path)
        if isinstance(path, Absent) or (text is not None and (not text or reference(text) is not None or ":" in text)):
            return Absent(command.near)
        return mapping({"path": at_run_time(path), "exists": self._exists(path, command, found, script)}, path)

    def _exists(self, path: Value, command: AzCommand, found: Found, script: str) -> Value:
        named = candidates(path, command.folder, self._tree.shown(script))
        if isinstance(named, Unknown) or not isinstance(path, Present):
            return _at_run("where it is looked for, the run tells", path)
        if any(os.path.exists(os.path.join(self._tree.root, one)) for one in named):
            return fact(data=True, near=path)
        doubt = self._doubt(named[0], command, found, script)
        return fact(data=False, near=path) if doubt is None else _at_run(doubt, path)

    def _doubt(self, named: str, command: AzCommand, found: Found, script: str) -> str | None:
        """Return why what is not there may be there when the command runs; None where nothing speaks for that."""
        source = self._tree.source(script)
        if not is_shell_script(script) or not isinstance(source, Source):
            return "what was done before in a workflow or a notebook is not known"
        if not self._runs_where_it_stands(command, found, script):
            return "the folder in which the script runs is not known"
        before = source.text[: source.offset(command.near.start)] if command.near.start is not None else source.text
        commands = "\n".join(line for line in before.splitlines() if not line.lstrip().startswith("#"))
        first = text_of(command.value("--path")) or ""
        writes = any((text := text_of(one.path)) is None or text.startswith(first) for one in found.written)
        if writes or BRINGS.search(commands) is not None or _MAKES.search(commands) is not None:
            return "the script may bring or make it"
        if self._is_ignored(named) or self._has_archive(named):
            return "it is kept out of the repository, or packed"
        caller = self._caller(script)
        return f"`{caller}` may bring or make it" if caller is not None else None

    def _runs_where_it_stands(self, command: AzCommand, found: Found, script: str) -> bool:
        """Tell whether the working directory is known: a file that another command names is there from the same folder."""
        folder = command.folder
        if isinstance(folder, Unknown) or folder.start != ANYWHERE.start:
            return not isinstance(folder, Unknown)
        files = [(one.value("--file"), one.folder) for one in found.commands]
        here = [text for value, start in files if start == folder and (text := text_of(value)) is not None]
        base = os.path.join(os.path.dirname(script), folder.path.lstrip("/"))
        return any(self._tree.is_file(os.path.normpath(os.path.join(base, text))) for text in here)

    def _is_ignored(self, named: str) -> bool:
        """Tell whether git may pass over a path: its name, or that of a folder above it, stands in a `.gitignore`."""
        parts = {part for part in posixpath.normpath(named).split("/") if part}
        folder = os.path.dirname(os.path.join(self._tree.root, named))
        while True:
            source = self._tree.source(os.path.join(folder, ".gitignore"))
            if isinstance(source, Source) and any(_bare(line) in parts for line in source.text.splitlines()):
                return True
            if folder == self._tree.root or os.path.dirname(folder) == folder:
                return False
            folder = os.path.dirname(folder)

    def _has_archive(self, named: str) -> bool:
        """Tell whether something beside a path may become it, such as `model.zip` or `model.dvc`."""
        folder, name = os.path.split(os.path.normpath(os.path.join(self._tree.root, named)))
        beside = self._tree.names_in(folder)
        return isinstance(beside, tuple) and any(one.startswith(f"{name}.") for one in beside)

    def _caller(self, script: str) -> str | None:
        """Return a file that names a script and brings or makes files; None where there is none."""
        name = os.path.basename(script)
        for path in self._paths:
            source = self._tree.source(path) if path != script and path.endswith((".yml", ".yaml", ".sh", ".ps1")) else None
            if isinstance(source, Source) and name in source.text and BRINGS.search(source.text) is not None:
                return source.path
        return None


def _bare(line: str) -> str:
    return line.strip().strip("/").rpartition("/")[2]


def _at_run(reason: str, near: Value) -> Unknown:
    return Unknown(reason, near, asked=False, at_run=True)
