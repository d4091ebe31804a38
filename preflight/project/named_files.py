"""The files that commands name with `--file`: whether they are in the repository, and what sort of documents they are."""

from __future__ import annotations

import os
import posixpath

from preflight.az.paths import candidates
from preflight.document import Fault
from preflight.facts.az_command import at_run_time
from preflight.kind import Kind
from preflight.passage import PathBelow
from preflight.pattern import Pattern
from preflight.project.discovery import ENDINGS, is_notebook
from preflight.project.reading import LARGEST_NOTEBOOK, read
from preflight.project.tree import Loaded
from preflight.shell.command import ANYWHERE
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, fact, mapping, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.project.tree import Tree
    from preflight.value import Value

_EXPECTED = {
    "ml batch-endpoint create": Kind.BATCH_ENDPOINT,
    "ml batch-endpoint update": Kind.BATCH_ENDPOINT,
    "ml batch-deployment create": Kind.BATCH_DEPLOYMENT,
    "ml batch-deployment update": Kind.BATCH_DEPLOYMENT,
}
# What brings or makes files that are not in the repository, in scripts, workflows and pipelines.
BRINGS = Pattern(
    r"(?i)\bclone\b|submodule|download|artifact|unzip|\btar\b|\bwget\b|\bazcopy\b|\brsync\b|\bscp\b|storage blob|cookiecutter|copier"
    r"|\bgit[ \t]+(?:pull|fetch|checkout|worktree)|repository:|repositories:|checkout:|\bcurl\b[^\n]*[ \t](?:-[a-zA-Z]*[oO]|--output)\b"
    r"|\bpython3?[ \t]+(?!-m[ \t]+(?:pip|venv)\b)|\b(?:make|terraform|gomplate|ytt|kustomize|helm|npm|dotnet|docker)\b"
    r"|\b(?:bash|sh|source|pwsh)[ \t]+[^\s-]|(?:^|[\s\"'(;&|])\.{1,2}/[^\s\"']{1,200}\.(?:sh|ps1|py)\b"
)
# Where a workflow puts the repository, or anything else.
_PUTS = Pattern(r"(?m)^[ \t]*path:")
_TEXTS = (".yml", ".yaml")
_TEMPLATE = Pattern(r"(?i)\.(?:.*\.)?(?:ya?ml|template|tmpl|tpl|example|sample|j2|jinja2?|in|dist)\Z")
# Each takes a look at all files of the run.
_MOST_NAMES = 20
_PATTERN = Pattern(r"[*?\[]")


class NamedFiles:
    """Finds the files that commands name. `paths` are the files of the run; `found` is what scripts do, each with its file."""

    def __init__(self, tree: Tree, paths: list[str], found: Iterable[tuple[str, Found]]) -> None:
        """Take the files, and what was found in scripts."""
        self._tree = tree
        self._paths = paths
        self._read_in: dict[str, list[Value]] = {}
        self._writes: set[str] = set()
        self._brought: dict[str, bool] = {}
        for script, one in found:
            self._read_in.setdefault(script, []).extend(command.value("--file") for command in one.commands)
            if any(isinstance(written.path, Unknown) for written in one.written):
                self._writes.add(script)
        self._told: dict[str, bool] = {}

    def of(self, command: AzCommand, script: str) -> Value:
        """Return what is known of the file of a command; absent where it names none."""
        path = command.value("--file")
        if isinstance(path, Absent):
            return path
        if isinstance(path, Unknown) and not isinstance(path, PathBelow):
            return at_run_time(path)
        expected = _EXPECTED.get(command.may_be or "") if command.known else None
        exists, found = self._looked_up(command, path, script)
        facts = {
            "path": at_run_time(path),
            "exists": exists,
            "kind": self._kind(found, path),
            "expected": fact(expected.value if expected is not None else None, path),
        }
        return mapping(facts, path)

    def paths(self, command: AzCommand, script: str) -> list[str]:
        """Return the absolute paths that the file of a command may have, whether it is there or not."""
        path = command.value("--file")
        if isinstance(path, Absent) or (isinstance(path, Unknown) and not isinstance(path, PathBelow)):
            return []
        named = candidates(path, command.folder, self._tree.shown(script))
        return [] if isinstance(named, Unknown) else [os.path.normpath(os.path.join(self._tree.root, one)) for one in named]

    def is_document(self, text: str) -> bool:
        """Tell whether a text is the path, from the root of the repository, of an endpoint's or a deployment's file."""
        path = os.path.normpath(os.path.join(self._tree.root, text.replace("\0", "")))
        if not path.endswith(ENDINGS) or not self._tree.may_read(path) or not self._tree.is_file(path):
            return False
        loaded = self._tree.load(path)
        return isinstance(loaded, Loaded) and loaded.kind in (Kind.BATCH_ENDPOINT, Kind.BATCH_DEPLOYMENT)

    def _looked_up(self, command: AzCommand, path: Value, script: str) -> tuple[Value, str | None]:
        """Tell whether the file is there, and return where."""
        shown = self._tree.shown(script)
        named = candidates(path, command.folder, shown)
        if isinstance(named, Unknown):
            return Unknown(named.reason, path, asked=False, at_run=True), None
        inside = [absolute for one in named if self._tree.may_read(absolute := os.path.join(self._tree.root, one))]
        found = next((one for one in inside if self._tree.is_file(one)), None)
        if found is not None or not inside:
            return fact(data=True, near=path) if found is not None else Unknown(
                "it is outside of the repository", path, asked=False, at_run=True
            ), found
        doubt = self._doubt(named[0], command, script)
        return (fact(data=False, near=path) if doubt is None else Unknown(doubt, path, asked=False, at_run=True)), None

    def _doubt(self, named: str, command: AzCommand, script: str) -> str | None:
        """Return why a file that is not there may be there when the script runs; None where nothing speaks for that."""
        name = posixpath.basename(named)
        if _PATTERN.search(named) is not None or name in ("-", ".", ""):
            return f"which file `{named}` is, the run tells"
        folder = command.folder
        if isinstance(folder, Unknown) or (folder.start == ANYWHERE.start and self._is_elsewhere(named)):
            return "the folder in which the script runs is not known"
        if "/.github/" in self._tree.shown(script):
            return "the root of the repository is not known"
        if self._is_brought(script):
            return "the script may bring the file"
        made = self._is_told(name) or self._has_template(named)
        return f"`{name}` may be made when the script runs" if made else None

    def _is_brought(self, script: str) -> bool:
        """Tell whether a script brings or makes files, or files whose names only its run tells."""
        if script not in self._brought:
            source = self._source(script)
            text = source.text if source is not None else ""
            puts = script.endswith(_TEXTS) and _PUTS.search(text) is not None
            self._brought[script] = source is None or puts or BRINGS.search(text) is not None or script in self._writes
        return self._brought[script]

    def _has_template(self, named: str) -> bool:
        """Tell whether a file may be made of another one beside it, such as `deployment.template.yml`, or is kept out of the repository."""
        folder, name = posixpath.split(named)
        stem = name.rpartition(".")[0] or name
        beside = self._tree.names_in(os.path.normpath(os.path.join(self._tree.root, folder)))
        names = beside if isinstance(beside, tuple) else ()
        ignored = self._source(os.path.join(self._tree.root, ".gitignore"))
        endings = [one[len(stem) :] for one in names if one.startswith(f"{stem}.")]
        made = any(one not in _TEXTS and _TEMPLATE.match(one) is not None for one in endings)
        return made or (ignored is not None and name in ignored.text)

    def _is_elsewhere(self, named: str) -> bool:
        """Tell whether a file of that path is somewhere else in the repository: the script may be run from there."""
        ending = "/" + posixpath.normpath(named).lstrip("./")
        name = "/" + posixpath.basename(named)
        return any(path.replace(os.sep, "/").endswith((ending, name)) for path in self._paths)

    def _is_told(self, name: str) -> bool:
        """Tell whether any file of the run names a file otherwise than as what a command reads: it may make it."""
        if name not in self._told:
            if len(self._told) >= _MOST_NAMES:
                return True
            self._told[name] = any(self._names(path, name) for path in self._paths)
        return self._told[name]

    def _names(self, path: str, name: str) -> bool:
        source = self._source(path)
        if source is None:
            return False
        return source.text.count(name) > sum(_ends_in(value, name) for value in self._read_in.get(path, ()))

    def _source(self, path: str) -> Source | None:
        source = read(path, self._tree.shown(path), LARGEST_NOTEBOOK) if is_notebook(path) else self._tree.source(path)
        return source if isinstance(source, Source) else None

    def _kind(self, path: str | None, near: Value) -> Value:
        if path is None:
            return Absent(near)
        loaded = self._tree.load(path)
        if isinstance(loaded, Fault) or loaded.kind is None:
            return Absent(near)
        return fact(loaded.kind.value, near)


def _ends_in(path: Value, name: str) -> bool:
    text = path.text if isinstance(path, Unknown) else text_of(path)
    return isinstance(path, (Present, Unknown)) and text is not None and posixpath.basename(text.replace("\\", "/")) == name
