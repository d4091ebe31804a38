"""The diagnosis of a job: its logs read once, in order, and all that they come to."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile

from preflight.diagnosis.causes import OUTPUT_EXISTS, Cause, ranked
from preflight.diagnosis.counting import Counter
from preflight.diagnosis.jobkind import BATCH, HEAD, kind_of
from preflight.diagnosis.layout import Part
from preflight.diagnosis.lines import blocks, matching
from preflight.diagnosis.recognition import Recogniser
from preflight.diagnosis.sightings import Search, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from preflight.diagnosis.bundle import Bundle, LogFile
    from preflight.diagnosis.causes import Ranked
    from preflight.diagnosis.facts import Facts, MiniBatches
    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.tracebacks import Raised

FAILED, SUCCEEDED, UNKNOWN = "failed", "succeeded", "unknown"
_NUMBERS = {Part.OVERVIEW, Part.TABLE, Part.RESOURCES, Part.SNAPSHOT}
_WORKERS = {Part.NODE, Part.SYSTEM_ERROR}
_TASK = b"run_method_duration"
_MOST_TASKS = 5000
_TOLD = {Part.RESULT, Part.OVERVIEW, Part.MASTER, Part.DRIVER}
# How a job says that it ended well, or did not.
_WELL = re.compile(
    rb"(?:job|run|step)(?: has| is| was)? (?:succeeded|completed|finished)(?: successfully)?\b|finished successfully|completed successfully"
    rb"|processed all mini.?batch|\bsuccess(?:ful|fully)?\b.{0,20}\bjob\b",
    re.IGNORECASE,
)
_BADLY = re.compile(
    rb"(?:job|run)(?: has)? failed|SystemExit: (?!0\b|41\b)\d|exited with status code (?!0\b)-?\d|failed with error", re.IGNORECASE
)
# The most files that are worth opening.
_WORTH = 3


@dataclass
class Diagnosis:
    """What came of reading a job's logs."""

    files: int
    bytes: int
    kind: str
    outcome: str
    causes: list[Cause]
    possible: list[Sighting]
    wrappers: list[Sighting]
    raised: Raised | None
    worth_opening: list[str]
    facts: Facts
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_failure(self) -> bool:
        """Whether the logs tell of one that is known."""
        return bool(self.causes) and self.outcome != SUCCEEDED


class _Reader:
    """Reads the logs of a bundle, each once."""

    def __init__(self, known: Iterable[Failure]) -> None:
        self.search = Search(Recogniser(known))
        self.counter = Counter()
        self.heads: list[bytes] = []
        self.well = self.badly = False

    def read(self, file: LogFile) -> None:
        if file.part in _NUMBERS:
            with file.open() as stream:
                self.counter.read(file, stream)
        if file.part in {Part.RESOURCES, Part.SNAPSHOT}:
            return
        with file.open() as stream:
            self._look(file, stream)

    def _look(self, file: LogFile, stream: IO[bytes]) -> None:
        for block in blocks(stream):
            if block.first == 1 and file.part in {Part.DRIVER, Part.OTHER, Part.SYSTEM}:
                self.heads.append(block.data[:HEAD])
            if file.part in _TOLD or file.part is Part.OTHER:
                self.well = self.well or bool(_WELL.search(block.data))
                self.badly = self.badly or bool(_BADLY.search(block.data))
            self.search.look(file, block)
            if file.part in _WORKERS and _TASK in block.data:
                for _, start in matching(block, frozenset({_TASK}), _MOST_TASKS):
                    self.counter.task(file, block.text(start).partition("\n")[0])


def diagnose(bundle: Bundle, known: Iterable[Failure], on_progress: Callable[[int, int], None] | None = None) -> Diagnosis:
    """Read all logs of a bundle, and return what they come to."""
    known = tuple(known)
    reader = _Reader(known)
    refused = list(bundle.refused)
    done = 0
    for file in bundle.files:
        try:
            reader.read(file)
        except (OSError, EOFError, NotImplementedError, BadZipFile, zlib.error) as error:  # what a damaged archive raises
            refused.append((file.path, f"cannot be read: {error}"[:200]))
        done += file.size
        if on_progress is not None:
            on_progress(done, bundle.size)
    return _concluded(bundle, reader, refused, next((one for one in known if one.id == OUTPUT_EXISTS), None))


def _concluded(bundle: Bundle, reader: _Reader, refused: list[tuple[str, str]], unsaid: Failure | None) -> Diagnosis:
    """Return what was read; `unsaid` is the failure that has no message."""
    search = reader.search
    for sighting in search.sightings.values():
        for place in sighting.places:
            reader.counter.hear(place.text)
    found = ranked(search.sightings.values())
    facts = reader.counter.finish()
    outcome = _outcome(reader, any(not one.failure.id.endswith("41") for one in found.wrappers))
    raised = _decisive(search.raised)
    inferred = [] if unsaid is None or outcome != FAILED or (raised and raised.user_frames) else _inferred(unsaid, found, facts.batches)
    return Diagnosis(
        len(bundle.files),
        bundle.size,
        kind_of([(file.path, file.part) for file in bundle.files], reader.heads),
        outcome,
        found.causes,
        found.possible or inferred,
        found.wrappers,
        raised,
        _worth_opening(bundle, found.causes, raised),
        facts,
        refused,
    )


def _inferred(unsaid: Failure, found: Ranked, batches: MiniBatches) -> list[Sighting]:
    """Return what a job may have failed by that scored all of its mini-batches and says nothing of why it failed.

    It stands where the failure is reported.
    """
    all_done = batches.created and (batches.processed or 0) >= batches.created and not batches.failed
    if found.causes or not found.wrappers or not all_done:
        return []
    return [Sighting(unsaid, [found.wrappers[0].first], 1)]


def _outcome(reader: _Reader, reported: bool) -> str:  # noqa: FBT001 - one caller
    if reported or reader.badly:
        return FAILED
    return SUCCEEDED if reader.well else UNKNOWN


def _decisive(raised: list[Raised]) -> Raised | None:
    """Return the exception to show: the last that was raised in the user's own code, else the last."""
    if not raised:
        return None
    return next((one for one in reversed(raised) if one.user_frames), raised[-1])


def _worth_opening(bundle: Bundle, causes: list[Cause], raised: Raised | None) -> list[str]:
    """Return the files that a person should open next."""
    first = [place.path for cause in causes for place in cause.sighting.places[:1]]
    paths = [
        *first,
        *([raised.path] if raised else []),
        *(file.path for file in bundle.files if file.part <= Part.SYSTEM_ERROR and file.size),
    ]
    return list(dict.fromkeys(paths))[:_WORTH]


__all__ = ["BATCH", "FAILED", "SUCCEEDED", "UNKNOWN", "Diagnosis", "diagnose"]
