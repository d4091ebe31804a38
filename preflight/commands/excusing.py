"""Putting comments, configuration and baseline to the findings of a run, one after the other."""

from __future__ import annotations

import os
import time

from preflight.commands.exceptions import below, is_left
from preflight.finding import Finding, in_order, numbered
from preflight.record import Record
from preflight.suppression.comments import CommentExceptions, Seen
from preflight.suppression.paths import PathExceptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.commands.exceptions import Excuses
    from preflight.engine import Judged
    from preflight.project.project import Project
    from preflight.report import Stale, Suppressed
    from preflight.rulebook import Rulebook
    from preflight.source import Source

    Left = tuple[list[Finding], list[Suppressed], tuple[Stale, ...]]


class Run(Record):
    """A run that was judged; `paths` are the absolute paths it was given."""

    project: Project
    judged: Judged
    rules: Rulebook
    paths: list[str]


def excuse_all(run: Run, marked: list[Source], excuses: Excuses) -> Left:
    """Return the findings that are left, those that were excused, and what is stale in the baseline; `marked` have comments."""
    today = time.strftime("%Y-%m-%d")
    settled, rules = run.judged.settled, run.rules
    suppressed: list[Suppressed] = []
    is_whole = below(run.project, run.paths)
    comments = CommentExceptions(marked, rules, today)
    left = _kept(list(run.judged.findings), comments.suppressed, suppressed)
    given = {one.path for one in marked if os.path.join(run.project.tree.root, one.path) in run.paths and is_left(run.project, one.path)}
    told = given | {one.path for one in marked if is_whole(one.path)}
    faults = comments.faults(Seen(settled, frozenset(told), frozenset(filter(is_whole, told))))
    if excuses.configuration is not None:
        folder = run.project.tree.shown(excuses.configuration.folder)
        paths = PathExceptions(excuses.configuration.paths, "" if folder == "." else f"{folder}/", rules, today)
        left = _weighed(left, paths, suppressed)
        everything = run.project.touched is None and any(
            _holds(path, excuses.configuration.folder) for path in run.paths if os.path.isdir(path)
        )
        faults += [one for one in paths.faults(settled, whole=everything) if rules.selection.chooses(one.rule)]
        faults = _weighed(faults, paths, suppressed)
    left += numbered(sorted(faults, key=in_order))
    if excuses.baseline is None:
        return left, suppressed, ()
    left = _kept(sorted(left, key=in_order), excuses.baseline.suppressed, suppressed)
    about = rules.exceptions["rules"]

    def is_certain(rule: str, path: str) -> bool:
        judged = rule in about if rule not in rules.known else rules.is_settled(rule, settled)
        return judged and rules.selection.chooses(rule) and is_whole(path)

    return left, suppressed, excuses.baseline.stale(is_certain)


def _kept(findings: list[Finding], excuse: Callable[[Finding], Suppressed | None], suppressed: list[Suppressed]) -> list[Finding]:
    """Return the findings that are not excused, and note the others."""
    left: list[Finding] = []
    for finding in findings:
        found = excuse(finding)
        if found is None:
            left.append(finding)
        else:
            suppressed.append(found)
    return left


def _weighed(findings: list[Finding], paths: PathExceptions, suppressed: list[Suppressed]) -> list[Finding]:
    """Return the findings that the configuration does not excuse, as severe as it has them, and note the others."""
    left: list[Finding] = []
    for finding in findings:
        found = paths.weighed(finding)
        if isinstance(found, Finding):
            left.append(found)
        else:
            suppressed.append(found)
    return left


def _holds(folder: str, path: str) -> bool:
    """Tell whether a folder is another one, or above it."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))
