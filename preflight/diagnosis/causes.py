"""Causes: which of the failures that logs tell of is the root, and which only follow from it or report it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from preflight.diagnosis.failure import filled
from preflight.diagnosis.layout import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.diagnosis.sightings import Sighting

# There is no message for it that is the engine's own: it is never more than possible.
OUTPUT_EXISTS = "output-exists"
# From this rank on, a failure follows from whatever else the logs tell of.
_SIGN = 3
# What the script writes may be a message that it only handled.
_HEARSAY = {Part.STDOUT, Part.OTHER, Part.SNAPSHOT, Part.TABLE}
# Messages that the model's own driver writes there, and that decide nevertheless.
_DECISIVE = {"unsupported-file-type", "signature-mismatch", "value-not-a-number"}


@dataclass
class Cause:
    """A root, with what follows from it."""

    sighting: Sighting
    consequences: list[Sighting] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The name of the failure."""
        return self.sighting.failure.id

    def text(self, template: str) -> str:
        """Return a text of the failure with what the logs say."""
        return filled(template, self.sighting.values)


@dataclass(frozen=True)
class Ranked:
    """The causes, the root first; what may be one, but cannot be told from logs; and the messages that only report a failure."""

    causes: list[Cause]
    possible: list[Sighting]
    wrappers: list[Sighting]


def ranked(sightings: Iterable[Sighting]) -> Ranked:
    """Return what is root and what follows from it."""
    everything = sorted(sightings, key=_weight)
    possible = [one for one in everything if one.failure.id == OUTPUT_EXISTS]
    wrappers = [one for one in everything if one.failure.is_wrapper]
    told = [one for one in everything if not one.failure.is_wrapper and one.failure.id != OUTPUT_EXISTS]
    present = {one.failure.id for one in told}
    roots = [one for one in told if one.failure.rank < _SIGN and not present.intersection(one.failure.follows)]
    if not roots and told:
        roots = [min(told, key=lambda one: (one.failure.rank, _weight(one)))]
    causes = [Cause(one) for one in roots]
    chosen = {id(one) for one in roots}
    for one in told:
        if id(one) not in chosen:
            _parent(one, causes).consequences.append(one)
    if causes:
        causes[0].consequences.extend(wrappers)
    return Ranked(causes, possible, wrappers)


def _parent(one: Sighting, causes: list[Cause]) -> Cause:
    return next((cause for cause in causes if cause.id in one.failure.follows), causes[0])


def _weight(one: Sighting) -> tuple[bool, int, int, str, str]:
    """Return what sorts failures: what only the script wrote comes last, then the nearest to the root, the part of the logs, the time."""
    hearsay = one.part in _HEARSAY and one.failure.id not in _DECISIVE
    time = min((place.time for place in one.places if place.time), default="9")
    return hearsay, one.failure.rank, one.part, time, one.failure.id
