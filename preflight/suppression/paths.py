"""Excusing findings, and giving them another severity, by what the configuration says of their files."""

from __future__ import annotations

from preflight.finding import Finding, Location, Severity
from preflight.record import Record
from preflight.report import Suppressed
from preflight.suppression.comment import is_day
from preflight.suppression.globs import is_like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preflight.rulebook import Rulebook
    from preflight.source import Place

CONFIG = "config"


class PathSetting(Record):
    """What is otherwise for some files: patterns of their paths, rules that are excused, other severities, why, and until which day."""

    files: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Mapping[str, Severity]
    reason: str
    until: str | None
    place: Place

    def holds(self, today: str) -> bool:
        """Tell whether it holds on a day."""
        return self.until is None or today <= self.until

    def has_day(self) -> bool:
        """Tell whether the last day is one of the calendar, if there is one."""
        return self.until is None or is_day(self.until)


class PathExceptions:
    """What the configuration says of files; `folder` is its own, as reports have it, with a `/` at its end."""

    def __init__(self, settings: tuple[PathSetting, ...], folder: str, rules: Rulebook, today: str) -> None:
        """Take the settings, of which the last one for a file and rule counts."""
        self._settings = settings
        self._folder = folder
        self._today = today
        self._rules = rules
        self._used: set[tuple[int, str]] = set()

    def weighed(self, finding: Finding) -> Finding | Suppressed:
        """Return a finding with the severity it has in its file, or as excused."""
        path = finding.location.place.source.path
        if not path.startswith(self._folder):
            return finding
        inner = path[len(self._folder) :]
        for number in range(len(self._settings) - 1, -1, -1):
            setting = self._settings[number]
            if not setting.holds(self._today) or not any(is_like(inner, pattern) for pattern in setting.files):
                continue
            named = next((name for name in setting.ignore if finding.rule in self._rules.meant(name)), None)
            if named is not None:
                self._used.add((number, named))
                return Suppressed(finding, CONFIG, setting.reason, setting.until)
            level = next((level for name, level in setting.severity.items() if finding.rule in self._rules.meant(name)), None)
            if level is not None:
                return finding.with_severity(level)
        return finding

    def faults(self, settled: frozenset[str], *, whole: bool) -> Iterator[Finding]:
        """Yield settings that are past their day, and those that excuse nothing where that is certain: everything was checked."""
        for number, setting in enumerate(self._settings):
            named = ", ".join(f"`{name}`" for name in (*setting.ignore, *setting.severity))
            if not setting.holds(self._today):
                yield self._finding("ignore-expired", f"what is set for {named} held until {setting.until}", setting)
                continue
            for name in setting.ignore if whole else ():
                if (number, name) not in self._used and self._rules.is_settled(name, settled):
                    yield self._finding("ignore-unused", f"the exception for `{name}` excuses nothing in these files", setting)

    def _finding(self, rule: str, message: str, setting: PathSetting) -> Finding:
        page = self._rules.exception_page(rule)
        severity = self._rules.selection.severity.get(rule) or Severity(page["severity"])
        identity = "|".join((rule, setting.place.source.path, ",".join(setting.files), message))
        return Finding(
            rule,
            severity,
            message,
            Location(setting.place, None),
            why=page["why"],
            fix=page["fix"],
            identity=identity,
            summary=page["summary"],
        )
