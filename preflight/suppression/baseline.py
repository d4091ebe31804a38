"""A baseline: the findings that were there when it was written, by what outlives moved lines and new wording."""

from __future__ import annotations

import json
from collections import Counter

from preflight import __version__, exits
from preflight.escape import for_json
from preflight.fingerprint import fingerprint
from preflight.project.reading import decode
from preflight.record import Record
from preflight.report import Stale, Suppressed
from preflight.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from preflight.finding import Finding

BASELINE = "baseline"
VERSION = 1
_LARGEST = 16 << 20
_NUMBER = 1_000_000


class Entry(Record):
    """Findings of a rule in a file that are about the same: how many of them there were."""

    rule: str
    path: str
    fingerprint: str
    count: int
    message: str = ""


class Baseline:
    """Excuses each finding as often as it was there."""

    def __init__(self, entries: Iterable[Entry], shown: str) -> None:
        """Take the entries of a file; `shown` is the path that reports have."""
        self._entries = {entry.fingerprint: entry for entry in entries}
        self._left = Counter({entry.fingerprint: entry.count for entry in self._entries.values()})
        self._shown = shown

    def suppressed(self, finding: Finding) -> Suppressed | None:
        """Return a finding as excused if it is one of those."""
        key = steady_fingerprint(finding)
        if self._left[key] <= 0:
            return None
        self._left[key] -= 1
        return Suppressed(finding, BASELINE, f"it is in `{self._shown}`")

    def stale(self, is_certain: Callable[[str, str], bool]) -> tuple[Stale, ...]:
        """Return what is not there any more; `is_certain` tells of a rule and a path whether it would have been found."""
        entries = [self._entries[key] for key, count in self._left.items() if count > 0]
        found = [
            Stale(one.rule, one.path, one.fingerprint, self._left[one.fingerprint]) for one in entries if is_certain(one.rule, one.path)
        ]
        return tuple(sorted(found, key=lambda one: (one.path, one.rule, one.fingerprint)))


def steady_fingerprint(finding: Finding) -> str:
    """Return the fingerprint of what a finding is about, which equal findings share."""
    return fingerprint(finding.identity.rpartition("|")[0])


def write_baseline(findings: Iterable[Finding]) -> str:
    """Return the text of a baseline that has these findings; the same findings make the same text."""
    counted: Counter[tuple[str, str, str]] = Counter()
    said: dict[tuple[str, str, str], str] = {}
    for finding in findings:
        key = finding.location.place.source.path, finding.rule, steady_fingerprint(finding)
        counted[key] += 1
        said.setdefault(key, finding.message)
    listed = [
        {"rule": rule, "path": path, "fingerprint": steady, "count": counted[path, rule, steady], "message": said[path, rule, steady]}
        for path, rule, steady in sorted(counted)
    ]
    written = {"version": VERSION, "tool": {"name": "preflight", "version": __version__}, "findings": listed}
    return for_json(json.dumps(written, indent=2, ensure_ascii=False)) + "\n"


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises UsageError for a file that cannot be read or is none.
    """
    try:
        with open(path, "rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        hint = "; `preflight baseline write` writes one" if isinstance(error, FileNotFoundError) else ""
        raise exits.UsageError(f"the baseline `{path}` cannot be read: {(error.strerror or type(error).__name__).lower()}{hint}") from error
    source = decode(raw, path, _LARGEST)
    try:
        data = json.loads(source.text) if isinstance(source, Source) else None
    except (ValueError, RecursionError):
        data = None
    found = data.get("findings") if isinstance(data, dict) and data.get("version") == VERSION else None
    if not isinstance(found, list) or not all(map(_is_entry, found)):
        raise exits.UsageError(f"`{path}` is no baseline of version {VERSION}: `preflight baseline write -o {path}` writes one")
    return Baseline([Entry(one["rule"], one["path"], one["fingerprint"], one["count"]) for one in found], path)


def _is_entry(data: Any) -> bool:
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in ("rule", "path", "fingerprint")):
        return False
    count = data.get("count")
    return isinstance(count, int) and not isinstance(count, bool) and 0 < count <= _NUMBER
