"""A run's project: the files that were asked for, what they name, and the subjects they come to."""

from __future__ import annotations

import os

from preflight.document import Fault
from preflight.finding import Unchecked
from preflight.kind import Kind
from preflight.project.defaults import Defaults
from preflight.project.discovery import is_code, is_notebook, is_script, is_shell_script, is_template, is_terraform, walk
from preflight.project.documents import subject_of
from preflight.project.links import Links
from preflight.project.live import Live
from preflight.project.naming import named_by
from preflight.project.scoring import looks_batch, may_score
from preflight.project.subject import DocumentSubject, ScriptSubject
from preflight.project.tree import Loaded, Tree
from preflight.scripts.mention import deploys, describes, may_run_commands, sends_tokens
from preflight.source import DEPLOYED, is_of_file
from preflight.world import OFFLINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from preflight.project.besides import Besides
    from preflight.project.scripted import Scripted
    from preflight.project.subject import Subject
    from preflight.project.typed import Typed
    from preflight.source import Source
    from preflight.value import Value
    from preflight.world import World

BATCH = (Kind.BATCH_ENDPOINT, Kind.BATCH_DEPLOYMENT, Kind.INVOCATION)


class Project:
    """The subjects of a run in path order, what could not be read, and how many files were looked at.

    `made` are the documents that commands make, by the absolute path of their file, or of the script where a command names none.
    `untouched` is how many subjects and unread files were left out; then `touched` tells of a path whether all that rests on it is left.
    """

    def __init__(self, tree: Tree, world: World, subjects: list[Subject], unchecked: list[Unchecked], files: int) -> None:
        """Keep what a run is about."""
        self.tree = tree
        self.made: dict[str, list[Loaded]] = {}
        self.world = world
        self.subjects = subjects
        self.unchecked = unchecked
        self.files = files
        self.untouched = 0
        self.touched: Callable[[str], bool] | None = None

    def document(self, path: str) -> Value | None:
        """Return the root of the YAML document at a path as reports have it; None for another file."""
        return self.tree.document(path)

    def texts(self) -> dict[str, Source]:
        """Return the texts that were read, by their paths as reports have them, also those of files that no rule is for."""
        return {source.path: source for source in [*self.tree.texts(), *(subject.source for subject in self.subjects)]}

    def forget(self) -> None:
        """Forget what was worked out of the workspace's answers so far."""
        for subject in self.subjects:
            subject.forget()


def load(
    paths: list[str], root: str, stdin: tuple[str, bytes] | None = None, world: World = OFFLINE, besides: Besides | None = None
) -> Project:
    """Load the files and folders of a run; all paths are absolute and exist, but for the one that `stdin` stands in for.

    `world` holds what the workspace tells; without one, nothing is asked.
    """
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    tree = Tree(root, folders, dict([stdin]) if stdin is not None else None)
    return _Loader(paths, folders, tree, world).project(besides)


def load_before(project: Project, paths: list[str], texts: Mapping[str, bytes]) -> Project:
    """Load a project as it was when some files held these texts, by their absolute paths; they need not be there any more.

    Without the workspace, and without what is besides files.
    """
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    return _Loader(paths, folders, project.tree.with_texts(texts), OFFLINE, sorted(texts)).project(None)


class _Loader:
    """Loads a project step by step: files, documents in sight, subjects, what these name."""

    def __init__(self, paths: list[str], folders: list[str], tree: Tree, world: World, more: Iterable[str] = ()) -> None:
        self._paths = paths
        self._world = world
        self._tree = tree
        self._folders = folders
        self._more = more
        self._unchecked: dict[tuple[str, int, str], Unchecked] = {}
        self._subjects: dict[str, Subject] = {}
        self._read: set[str] = set()
        self._made: dict[str, list[Loaded]] = {}
        self._scripted: Scripted | None = None
        self._defaults = Defaults()
        self._live = Live(world)

    def project(self, besides: Besides | None) -> Project:
        given = list(dict.fromkeys(self._given()))
        documents = [path for path in given if not is_code(path) or (is_template(path) and not is_terraform(path) and path in self._paths)]
        typed = besides.typed if besides is not None else None
        in_sight = self._in_sight(documents)
        in_sight = self._commanded(given, in_sight) if typed is None else self._with_typed(typed, given, documents)
        self._live = Live(self._world, self._tree, given if typed is None or typed.options is not None else ())  # a typed one runs alone
        links = Links(self._tree, in_sight, self._live, defaults=self._defaults)
        for path in documents:
            self._add(path, links, named=False)
        self._add_scripts(given, links, in_sight)
        subjects = sorted(self._subjects.values(), key=lambda subject: (subject.source.path, subject.kind.value))
        deployed = self._add_besides(besides, subjects, links, documents) if besides is not None else []
        before: dict[Kind, list[Subject]] = {}
        for subject in subjects:
            earlier = before.setdefault(subject.kind, [])
            subject.comes_after(earlier)
            earlier.append(subject)
        subjects += deployed
        first = next((subject for subject in subjects if subject.kind in BATCH), None)
        if links.live.named and isinstance(first, DocumentSubject):
            from preflight.project.live_workspace import LiveWorkspaceSubject  # noqa: PLC0415 - only a live run comes to it

            wanted = {subject.kind.value for subject in subjects if not subject.source.path.startswith(f"{DEPLOYED}/")}
            subjects.append(LiveWorkspaceSubject(first, links.live, sorted(wanted)))
        unchecked = sorted(self._unchecked.values(), key=lambda one: (one.path, one.line, one.reason))
        project = Project(self._tree, self._world, subjects, unchecked, len(self._read))
        project.made = self._made
        return project

    def _add_scripts(self, given: list[str], links: Links, in_sight: list[Loaded]) -> None:
        """Add scoring scripts, what code deploys and what commands make without a file."""
        # After all documents: a script that a deployment names is a scoring script, whatever it holds.
        for path in filter(is_script, given):
            if path in self._paths or looks_batch(self._tree.source(path)):
                self._add(path, links, named=False)
        for path in given:
            if is_script(path) or is_notebook(path) or is_template(path):
                self._add_code(path, in_sight)
        self._add_made(in_sight)
        if self._scripted is not None:
            self._add_commands(self._scripted, given, links)

    def _add_commands(self, scripted: Scripted, given: list[str], links: Links) -> None:
        """Make each command in a script a subject, and each call of commands that stand elsewhere."""
        from preflight.project.commands import all_subjects  # noqa: PLC0415 - few folders have scripts

        for number, subject in enumerate(all_subjects(scripted, links, self._tree, given, self._subjects.values())):
            self._subjects[f"###{number}"] = subject
        self._read.update(path for path, _ in scripted.found if is_of_file(os.path.basename(path)))

    def _add_made(self, in_sight: list[Loaded]) -> None:
        """Make what commands send or create without a file a subject."""
        alone = [path for path in self._made if f"{path}#0" not in self._subjects]
        if not alone:
            return
        from preflight.project.code import CodeLinks  # noqa: PLC0415 - most files have no such commands

        links = CodeLinks(self._tree, in_sight, self._live, self._defaults)
        for path in alone:
            for number, loaded in enumerate(self._made[path]):
                if is_of_file(loaded.document.source.path):
                    self._read.add(path)
                self._add_subject(f"{path}#{number}", loaded, links)

    def _add_besides(self, besides: Besides, subjects: list[Subject], links: Links, documents: list[str]) -> list[Subject]:
        """Add what the command line describes after what files do, and return what is deployed: neither comes before the other."""
        from preflight.project.besides import BesidesSubjects  # noqa: PLC0415 - few runs are about more than files

        made = BesidesSubjects(besides, self._tree, self._world, self._subject)
        found = [self._tree.load(path) for path in documents]
        subjects += made.of_command_line(links, [one for one in found if isinstance(one, Loaded)])
        for one in besides.deployed.unchecked if besides.deployed is not None else ():
            self._unchecked[one.path, one.line, one.reason] = one
        return made.deployed

    def _given(self) -> Iterable[str]:
        noted: list[Unchecked] = []
        for path in self._paths:
            if os.path.isdir(path):
                yield from walk(path, self._tree.shown(path), noted)
                yield from (other for other in self._more if other.startswith(os.path.join(path, "")))
            else:
                yield path
        for one in noted:
            self._unchecked[one.path, one.line, one.reason] = one

    def _in_sight(self, given: list[str]) -> list[Loaded]:
        """Return the documents that names are looked up in: the given ones, and those beside and right above them."""
        around = [path for folder in dict.fromkeys(self._folders) for path in self._tree.around(folder)]
        found = [self._tree.load(path) for path in dict.fromkeys([*given, *around])]
        return sorted((loaded for loaded in found if isinstance(loaded, Loaded)), key=lambda loaded: loaded.document.source.path)

    def _add(self, path: str, links: Links, *, named: bool) -> None:
        """Make a file a subject, and the files it names, too."""
        if path in self._read:
            return
        self._read.add(path)
        if path.endswith(".py"):
            self._add_script(path, named=named)
            return
        loaded = self._tree.load(path)
        if isinstance(loaded, Fault):
            if not self._tree.is_passed_over(path):
                self._note(path, loaded)
            return
        if loaded.kind is None and path not in self._made:
            return
        for fault in loaded.document.faults:
            self._note(path, fault)
        for number, made in enumerate(self._made.get(path, [loaded])):
            self._add_subject(f"{path}#{number}", made, links)

    def _add_subject(self, key: str, loaded: Loaded, links: Links) -> None:
        """Make a document a subject, and the files it names, too."""
        if loaded.kind is None:
            return
        subject = self._subjects[key] = self._subject(loaded, loaded.kind, links)
        for other in named_by(subject, links):
            self._add(other, links, named=True)

    def _commanded(self, given: list[str], in_sight: list[Loaded]) -> list[Loaded]:
        """Return the documents in sight as the commands in scripts make them, and remember which those are."""
        others = {loaded.path: loaded for loaded in in_sight if loaded.kind is None}
        in_documents = any(may_run_commands(others[path].document.source.text) for path in given if path in others)
        if not in_documents and not any(is_shell_script(path) or is_notebook(path) for path in given):
            return in_sight
        from preflight.project.scripted import scripted_among  # noqa: PLC0415 - few folders have scripts

        scripted = scripted_among(self._tree, given, in_sight, self._defaults)
        self._made = scripted.made
        self._scripted = scripted
        return scripted.in_sight()

    def _with_typed(self, typed: Typed, given: list[str], documents: list[str]) -> list[Loaded]:
        """Return the documents in sight as scripts and a command that was typed make them, and remember which these are."""
        from preflight.project.scripted import scripted_among  # noqa: PLC0415 - few runs are about a command
        from preflight.project.typed import apply, in_sight_of  # noqa: PLC0415 - as above

        self._folders.append(typed.folder)
        around = [*given, *in_sight_of(typed, self._tree.root)]
        scripted = scripted_among(self._tree, around, self._in_sight([path for path in around if not is_code(path)]), self._defaults)
        path = apply(typed, scripted, self._tree, documents)
        alone = {path: scripted.made[path]} if path in scripted.made else {}
        self._made = scripted.made if typed.options is not None else alone
        self._scripted = scripted
        return scripted.in_sight()

    def _subject(self, loaded: Loaded, kind: Kind, links: Links) -> Subject:
        return subject_of(loaded, kind, links, self._tree)

    def _add_script(self, path: str, *, named: bool) -> None:
        """Make a Python file a subject if a deployment names it, or if it looks like a scoring script."""
        source = self._tree.source(path)
        if isinstance(source, Fault):
            self._note(path, source)
            return
        facts = self._tree.script(path)
        if named or may_score(facts.script, source.text):
            self._subjects[path] = ScriptSubject(source, facts)

    def _add_code(self, path: str, in_sight: list[Loaded]) -> None:
        """Make what Python code deploys, or a template describes, a subject: it sees the files, and nobody else sees it."""
        source = self._tree.code(path)
        if isinstance(source, Fault):
            if path in self._paths:
                self._note(path, source)
            return
        if not (describes(source.text) if is_template(path) else deploys(source.text) or sends_tokens(source.text)):
            return
        from preflight.project.code import CodeLinks, defaults_of_code, described_by  # noqa: PLC0415 - most files are no such code

        made, commands, faults = described_by(path, source, self._tree)
        for fault in faults:
            self._note(path, fault)
        for endpoint, deployment in defaults_of_code(source, made):
            self._defaults.add(endpoint, deployment)
        if made:
            links = CodeLinks(self._tree, [*in_sight, *made], self._live, self._defaults)
            for number, loaded in enumerate(made):
                self._add_subject(f"{path}##{number}", loaded, links)
        self._subjects.update({f"{path}####{number}": command for number, command in enumerate(commands)})
        if made or commands:
            self._read.add(path)

    def _note(self, path: str, fault: Fault) -> None:
        shown = self._tree.shown(path)
        self._unchecked[shown, fault.line, fault.reason] = Unchecked(shown, fault.line, fault.reason)
