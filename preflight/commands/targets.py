"""Checking for several targets of a configuration, and folding what comes of it into one report."""

from __future__ import annotations

import glob
import os
from argparse import Namespace

from preflight import exits
from preflight.finding import in_order
from preflight.report import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.configuration.reading import Configuration, Target
    from preflight.finding import Finding, Unanswered
    from preflight.report import Changed

# A fault of an exception in one world may be none in another.
_EVERYWHERE = frozenset({"ignore-unused"})


def targets_of(options: Namespace, configuration: Configuration | None) -> list[Target]:
    """Return the targets that the options name, each once.

    Raises UsageError for one that the configuration does not have.
    """
    known = configuration.targets if configuration is not None else {}
    for name in options.target:
        if name not in known:
            from difflib import get_close_matches  # noqa: PLC0415 - only a mistake comes to it

            near = get_close_matches(name, known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else f": the configuration has {', '.join(known) or 'none'}"
            raise exits.UsageError(f"there is no target `{name}`{hint}")
    return [known[name] for name in dict.fromkeys(options.target)]


def options_for(options: Namespace, target: Target, configuration: Configuration) -> Namespace:
    """Return the options of a run for a target; what the command line says wins.

    Raises UsageError where the files of the target are none.
    """
    made = Namespace(**vars(options))
    is_live = any(getattr(options, name) is not None for name in ("workspace", "resource_group", "subscription", "facts")) or options.live
    if not is_live:
        for name, value in target.address.items():
            if getattr(options, name) is None:
                setattr(made, name, value)
        made.facts = configuration.absolute(target.facts) if target.facts is not None else None
    elif options.cloud is None and "cloud" in target.address:
        made.cloud = target.address["cloud"]
    made.set = [*([list(target.settings)] if target.settings else []), *options.set]
    if not options.paths and target.files:
        made.paths = [path for pattern in target.files for path in _found(configuration.absolute(pattern), target)]
    return made


def checked_for(targets: list[Target], check: Callable[[Target], Report]) -> Report:
    """Check for each target, and return one report: equal findings are one, with all their targets."""
    reports = [check(target) for target in targets]
    names = [target.name for target in targets]
    first = reports[0]
    fields = {name: getattr(first, name) for name in first.__match_args__}
    return Report(
        **{
            **fields,
            "files": max(report.files for report in reports),
            "documents": max(report.documents for report in reports),
            "judged": sum(report.judged for report in reports),
            "findings": _folded(reports, names),
            "unknowns": tuple({_doubt(one): one for report in reports for one in report.unknowns}.values()),
            "not_asked": tuple(sorted({one for report in reports for one in report.not_asked})),
            "at_run": tuple(sorted(_at_run(reports))),
            "asked": any(report.asked for report in reports),
            "recorded": ", and ".join(dict.fromkeys(report.recorded for report in reports if report.recorded)) or None,
            "suppressed": tuple({_key(one.finding): one for report in reports for one in report.suppressed}.values()),
            "unchecked": tuple(dict.fromkeys(one for report in reports for one in report.unchecked)),
            "changed": _narrowest(reports),
            "stale": tuple(one for one in first.stale if all(one in report.stale for report in reports)),
        }
    )


def _narrowest(reports: list[Report]) -> Changed | None:
    """Return what all reports are narrowed to: it is the same but for what was left out, which another target may have judged."""
    return min((report.changed for report in reports if report.changed is not None), key=lambda one: one.untouched, default=None)


def _at_run(reports: list[Report]) -> set[str]:
    """Return the rules that wait for nothing but what a run of scripts tells, for any target."""
    others = {rule for report in reports for rule in report.not_asked if rule not in report.at_run}
    return {rule for report in reports for rule in report.at_run} - others


def _folded(reports: list[Report], names: list[str]) -> tuple[Finding, ...]:
    found: dict[object, tuple[Finding, list[str]]] = {}
    for report, name in zip(reports, names, strict=True):
        for finding in report.findings:
            found.setdefault(_key(finding), (finding, []))[1].append(name)
    kept = (pair for pair in found.values() if pair[0].rule not in _EVERYWHERE or len(pair[1]) == len(reports))
    return tuple(sorted((finding.in_targets(tuple(targets)) for finding, targets in kept), key=in_order))


def _key(finding: Finding) -> tuple[object, ...]:
    """Return what makes findings equal: files are read anew for each target, so that places are told apart by what they say."""
    return str(finding.location.place), finding.rule, finding.severity, finding.message, finding.fix


def _doubt(one: Unanswered) -> tuple[object, ...]:
    return one.rules, one.fact, one.reason, str(one.location.place) if one.location is not None else ""


def _found(pattern: str, target: Target) -> list[str]:
    if os.path.exists(pattern):
        return [pattern]
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        raise exits.UsageError(f"the target `{target.name}` names files that do not exist: `{pattern}`")
    return found
