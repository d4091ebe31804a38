"""Versions against versions: whether all, none or some of what a requirement allows is within a range (PEP 440)."""

from __future__ import annotations

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

_MAX_LENGTH = 1000
_MAX_CLAUSES = 20
_NEVER_REACHED = 999_999


def within(text: str, wanted: str) -> bool | None:
    """Tell whether a version, or all that a requirement such as `mlflow>=2.8,<3` or `>=2.8` allows, is within another range.

    False when none of it is; None when some of it is, or when the text is neither a version nor a requirement.
    """
    target = SpecifierSet(wanted)
    if len(text) > _MAX_LENGTH:
        return None
    try:
        return target.contains(Version(text), prereleases=True)
    except ValueError:  # also of a number with more digits than Python reads
        pass
    try:
        allowed = _specifiers(text)
        points = _points(allowed, target)
    except ValueError:
        return None
    answers = {target.contains(point, prereleases=True) for point in points if allowed.contains(point, prereleases=True)}
    return answers.pop() if len(answers) == 1 else None


def _specifiers(text: str) -> SpecifierSet:
    try:
        return SpecifierSet(text)
    except ValueError:
        return Requirement(text).specifier


def _points(*sets: SpecifierSet) -> list[Version]:
    """Return a version at, right below and right above every bound: between two bounds nothing changes.

    Raises ValueError where a bound is no version, as `===` allows, and where there are too many.
    """
    clauses = [clause for one in sets for clause in one]
    if len(clauses) > _MAX_CLAUSES:
        raise ValueError("too many clauses")
    points = [Version("0")]
    for clause in clauses:
        version = Version(clause.version.removesuffix(".*"))
        release = version.release
        points.append(version)
        # `==2.9.*` ends at 2.10, `~=2.9` at 3.
        for bound in (release, _bumped(release), _bumped(release[:-1] or release)):
            points += [_version(version.epoch, near) for near in (_below(bound), bound, (*bound, 0, 1))]
    return points


def _version(epoch: int, release: tuple[int, ...]) -> Version:
    return Version(f"{epoch}!{'.'.join(map(str, release))}")


def _bumped(release: tuple[int, ...]) -> tuple[int, ...]:
    return (*release[:-1], release[-1] + 1)


def _below(release: tuple[int, ...]) -> tuple[int, ...]:
    """Return a release that is less than another one by less than anybody writes."""
    last = next((index for index in reversed(range(len(release))) if release[index]), None)
    return (0,) if last is None else (*release[:last], release[last] - 1, _NEVER_REACHED)
