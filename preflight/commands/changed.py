"""What `--changed` compares with, and what was changed since."""

from __future__ import annotations

import os

from preflight import exits
from preflight.git import Repository
from preflight.project.changes import Changes
from preflight.project.discovery import is_of_interest
from preflight.project.narrowing import narrow
from preflight.record import Record
from preflight.report import Changed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from preflight.configuration.reading import Configuration
    from preflight.project.project import Project

_FETCH = (
    "fetch all of the history: `fetch-depth: 0` of actions/checkout, `fetchDepth: 0` in Azure Pipelines, `GIT_DEPTH: 0` in GitLab, "
    "else `git fetch --unshallow`"
)
# Where CI says which branch a pull request is to be merged into.
_TARGETS = ("GITHUB_BASE_REF", "SYSTEM_PULLREQUEST_TARGETBRANCH", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
# GitLab fetches no branch but that of the merge request, and names the commit.
_COMMITS = ("CI_MERGE_REQUEST_DIFF_BASE_SHA",)
_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_SHOWN = 12


class Comparison(Record):
    """What was changed, and since when: the name of what it is compared with, and the commit at which the branch left it.

    `own` is the first file of the run itself (configuration, rule, recording, baseline) that was changed, as it was named: then all is
    judged anew. `before` is what the files of a run that were changed held at that commit, by their absolute paths.
    """

    changes: Changes
    since: str
    commit: str
    own: str | None
    before: dict[str, bytes]

    def told(self, untouched: int) -> Changed:
        """Return what a report says of it; `untouched` is how many documents and unread files were left out."""
        return Changed(self.since, self.commit[:_SHOWN], len(self.changes.names), untouched, self.own)


def narrowing(
    load: Callable[..., Project], comparison: Comparison, paths: list[str], stdin: tuple[str, bytes] | None
) -> Callable[..., Project]:
    """Return what loads a project and leaves out what no change touches; what standard input stands in for counts as changed."""
    if stdin is not None:
        comparison.changes.add(os.path.realpath(stdin[0]))

    def loaded(**given: Any) -> Project:
        project = load(**given)
        if comparison.own is None:
            narrow(project, comparison.changes, paths, comparison.before)
        return project

    return loaded


def compared(options: Namespace, root: str, paths: list[str], configuration: Configuration | None) -> Comparison:
    """Return what was changed in the repository of a run; `root` is its folder, and `paths` are the absolute paths it was given.

    Raises UsageError without git or a repository, where what to compare with is not known here, and for a path of another repository.
    """
    if not paths:
        raise exits.UsageError("--changed is about files, and none are to be checked: name a file or folder, such as `.`")
    repository = Repository(root)
    _refuse_others(repository, paths)
    since, commit = _start(repository, options.changed)
    if repository.commit("HEAD") is None:
        raise exits.UsageError("--changed: the branch has no commit yet")
    parted = repository.parted(commit)
    if parted is None:
        raise exits.UsageError(f"--changed: the history that is here does not tell where this branch left `{since}`: {_FETCH}")
    changes = Changes(repository.top, repository.changed_since(parted))
    own = next((told for path, told in _own(options, configuration) if changes.touches(os.path.realpath(path))), None)
    return Comparison(changes, since, parted, own, _before(repository, parted, changes, root) if own is None else {})


def _before(repository: Repository, commit: str, changes: Changes, root: str) -> dict[str, bytes]:
    """Return what files held that a run reads, by the paths that it has for them."""
    named = [name for name in changes.names if is_of_interest(os.path.basename(name))]
    return {os.path.join(root, name): text for name, text in repository.texts_at(commit, named).items()}


def _start(repository: Repository, name: str) -> tuple[str, str]:
    """Return what to compare with, by name and by commit."""
    if name:
        commit = None if name.startswith("-") else repository.commit(name)
        if commit is None:
            raise exits.UsageError(f"--changed: there is no commit `{name}` here: name a branch, tag or commit, or {_FETCH}")
        return name, commit
    told = [os.environ[one] for one in _COMMITS if os.environ.get(one)]
    branches = [os.environ[one].removeprefix("refs/heads/") for one in _TARGETS if os.environ.get(one)]
    told += [f"{remote}{branch}" for branch in branches for remote in ("origin/", "")]
    found = _first(repository, told or _BRANCHES)
    if found is None and branches:
        raise exits.UsageError(f"--changed: `origin/{branches[0]}`, what this is to be merged into, is not here: {_FETCH}")
    if found is None:
        raise exits.UsageError(f"--changed: there is none of {', '.join(_BRANCHES)} to compare with; name a branch: --changed=BRANCH")
    return found


def _first(repository: Repository, names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first name that means a commit, with that commit."""
    return next(((name, commit) for name in names if (commit := repository.commit(name)) is not None), None)


def _refuse_others(repository: Repository, paths: list[str]) -> None:
    for path in paths:
        if not os.path.join(os.path.realpath(path), "").startswith(os.path.join(repository.top, "")):
            raise exits.UsageError(f"--changed compares one repository, and `{path}` is not in `{repository.top}`")


def _own(options: Namespace, configuration: Configuration | None) -> Iterator[tuple[str, str]]:
    """Yield the files and folders that say how to judge, each with its name in messages."""
    if configuration is not None:
        yield configuration.path, configuration.told
    for path in (*options.rules, *options.packs, options.facts, options.baseline):
        if path is not None:
            yield path, path
