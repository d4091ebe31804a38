"""What comes of a run's findings where somebody has excused some of them."""

from __future__ import annotations

import os

from preflight.finding import in_order
from preflight.record import Record
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.configuration.reading import Configuration
    from preflight.engine import Judged
    from preflight.finding import Finding
    from preflight.project.project import Project
    from preflight.report import Stale, Suppressed
    from preflight.rulebook import Rulebook
    from preflight.source import Source
    from preflight.suppression.baseline import Baseline

# What every comment of preflight has in it; looking for it is all that a file without one costs.
_MARKER = "preflight: ignore"


class Excuses(Record):
    """What excuses findings besides comments: a configuration, and a baseline."""

    configuration: Configuration | None = None
    baseline: Baseline | None = None


NO_EXCUSES = Excuses()


class Excused(Record):
    """The findings that are left, those that were excused, and what a baseline has that is not there any more."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    stale: tuple[Stale, ...] = ()


def excused(project: Project, judged: Judged, rules: Rulebook, paths: list[str], excuses: Excuses = NO_EXCUSES) -> Excused:
    """Apply the exceptions of a run; `paths` are the absolute paths it was given."""
    marked = {path: source for path, source in _texts(project, judged).items() if _MARKER in source.text and is_of_file(path)}
    settings = excuses.configuration.paths if excuses.configuration is not None else ()
    if not marked and not settings and excuses.baseline is None:
        return Excused(judged.findings)
    from preflight.commands.excusing import Run, excuse_all  # noqa: PLC0415 - most runs have no exceptions

    left, suppressed, stale = excuse_all(Run(project, judged, rules, paths), list(marked.values()), excuses)
    return Excused(tuple(sorted(left, key=in_order)), tuple(suppressed), stale)


def _texts(project: Project, judged: Judged) -> dict[str, Source]:
    """Return the texts of a run, by path; notebooks are among them only where something was found in them."""
    places = (finding.location.place for finding in judged.findings)
    return {**project.texts(), **{place.source.path: place.source for place in places}}


def below(project: Project, paths: list[str]) -> Callable[[str], bool]:
    """Return what tells whether a path, as reports have it, was checked with all around it: as a part of a folder, and without a gap."""
    folders = [os.path.join(path, "") for path in paths if os.path.isdir(path)]
    unchecked = {one.path for one in project.unchecked}

    def is_whole(path: str) -> bool:
        absolute = os.path.normpath(os.path.join(project.tree.root, path))
        return path not in unchecked and is_left(project, path) and any(absolute.startswith(folder) for folder in folders)

    return is_whole


def is_left(project: Project, path: str) -> bool:
    """Tell whether all that rests on a file was judged, where only changes were to be."""
    return project.touched is None or project.touched(path)
