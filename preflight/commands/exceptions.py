"""What comes of a run's findings where somebody has excused some of them."""

from __future__ import annotations

import os

from preflight.finding import in_order
from preflight.record import Record
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.engine import Judged
    from preflight.finding import Finding
    from preflight.project.project import Project
    from preflight.report import Suppressed
    from preflight.rulebook import Rulebook
    from preflight.source import Source

# What every comment of preflight has in it; looking for it is all that a file without one costs.
_MARKER = "preflight: ignore"


class Excused(Record):
    """The findings that are left, and those that were excused."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()


def excused(project: Project, judged: Judged, rules: Rulebook, paths: list[str]) -> Excused:
    """Apply the exceptions of a run; `paths` are the absolute paths it was given."""
    marked = {path: source for path, source in _texts(project, judged).items() if _MARKER in source.text and is_of_file(path)}
    if not marked:
        return Excused(judged.findings)
    import time  # noqa: PLC0415 - most files have no exceptions

    from preflight.suppression.comments import CommentExceptions, Seen  # noqa: PLC0415 - as above

    exceptions = CommentExceptions(marked.values(), rules, time.strftime("%Y-%m-%d"))
    left: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in judged.findings:
        excuse = exceptions.suppressed(finding)
        if excuse is None:
            left.append(finding)
        else:
            suppressed.append(excuse)
    left += exceptions.faults(Seen(judged.settled, *_seen(project, marked, paths)))
    return Excused(tuple(sorted(left, key=in_order)), tuple(suppressed))


def _texts(project: Project, judged: Judged) -> dict[str, Source]:
    """Return the texts of a run, by path; notebooks are among them only where something was found in them."""
    places = (finding.location.place for finding in judged.findings)
    return {**project.texts(), **{place.source.path: place.source for place in places}}


def _seen(project: Project, marked: dict[str, Source], paths: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return which files were asked for, and which of them were checked with all around them and without a gap."""
    folders = [os.path.join(path, "") for path in paths if os.path.isdir(path)]
    unchecked = {one.path for one in project.unchecked}
    absolute = {path: os.path.normpath(os.path.join(project.tree.root, path)) for path in marked}
    below = {path for path, whole in absolute.items() if any(whole.startswith(folder) for folder in folders)}
    told = below | {path for path, whole in absolute.items() if whole in paths}
    return frozenset(told), frozenset(below - unchecked)
