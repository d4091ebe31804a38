"""Leaving out of a project what no change has touched."""

from __future__ import annotations

import os

from preflight.project.dependencies import Dependencies
from preflight.project.live_workspace import LiveWorkspaceSubject
from preflight.project.project import BATCH, load_before
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.finding import Unchecked
    from preflight.project.changes import Changes
    from preflight.project.project import Project
    from preflight.project.subject import Subject


class Touched:
    """Tells whether changes touch a path: a file, a folder, or what is behind a link. What is no file is taken for touched."""

    def __init__(self, project: Project, changes: Changes) -> None:
        """Take the files of a run, and what was changed."""
        self._tree = project.tree
        self._changes = changes
        self._root = os.path.realpath(project.tree.root)
        self._known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        """Tell of an absolute path, or of one as reports have it."""
        if path not in self._known:
            self._known[path] = not is_of_file(path) or self._touches(os.path.normpath(os.path.join(self._tree.root, path)))
        return self._known[path]

    def _touches(self, path: str) -> bool:
        below = self._tree.shown(path)  # a link is itself changed where it leads elsewhere than before
        return self._changes.touches(self._tree.real(path)) or self._changes.touches(os.path.normpath(os.path.join(self._root, below)))


def narrow(project: Project, changes: Changes, paths: list[str], before: Mapping[str, bytes]) -> None:
    """Leave the subjects that changes touch, and what of these, and of changed files, could not be read; `paths` are those of the run.

    `before` is what changed files held, by their absolute paths: what depended on one of them then is touched, too. What was typed, and
    what is deployed, stays. The workspace is judged with any document that is for it.
    """
    touched = Touched(project, changes)
    # A workspace that lacks something is doubted where a file creates it: only then it counts which files do.
    creating = list(before) if project.world.source is not None else []
    then = {_key(one) for one in _touched(load_before(project, paths, before), touched, paths, creating)} if before else set()
    now = set(map(id, _touched(project, touched, paths, [path for path in creating if project.tree.is_file(path)])))
    live = [one for one in project.subjects if isinstance(one, LiveWorkspaceSubject)]
    kept = [one for one in project.subjects if one not in live and (id(one) in now or not then.isdisjoint((_key(one), _key(one)[:2])))]
    sources = {subject.source.path for subject in kept}
    unchecked = [one for one in project.unchecked if one.path in sources or touched(one.path)]
    _leave(project, [*kept, *(live if any(one.kind in BATCH for one in kept) else ())], unchecked)
    project.touched = touched


def _touched(project: Project, touched: Touched, paths: list[str], creating: list[str]) -> list[Subject]:
    """Return the subjects that changes touch."""
    dependencies = Dependencies(project, paths, creating)
    return [subject for subject in project.subjects if any(map(touched, dependencies.of(subject)))]


def _key(subject: Subject) -> tuple[str, ...]:
    """Return what a subject is known by as long as its file stays as it is: without its place where another file says that."""
    place = subject.place
    key = subject.source.path, subject.kind.value
    return (*key, str(place)) if place.source.path == subject.source.path else key


def _leave(project: Project, subjects: list[Subject], unchecked: list[Unchecked]) -> None:
    """Leave these alone, and count the others."""
    unread = {one.path for one in project.unchecked} - {one.path for one in unchecked}
    project.untouched = len(project.subjects) - len(subjects) + len(unread)
    project.files = len({one.source.path for one in subjects if is_of_file(one.source.path)} | {one.path for one in unchecked})
    project.subjects, project.unchecked = subjects, unchecked
