"""The report: all that a check found, could not tell, and did."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.finding import Finding, Severity, Unanswered, Unchecked
    from preflight.picture import Picture


class Suppressed(Record):
    """A finding that somebody excused: by what (`comment`, `config` or `baseline`), why, and until which day."""

    finding: Finding
    by: str
    reason: str
    until: str | None = None


class Stale(Record):
    """Findings of a baseline that are not there any more: how many of them."""

    rule: str
    path: str
    fingerprint: str
    count: int


class Changed(Record):
    """What a report is narrowed to: what was changed since `since`, at the commit that the branch left it at.

    `files` is how many files and folders were changed, and `untouched` how many documents, and files that could not be read, were left
    out since nothing of that touches them. `own` is a file of the run itself that was changed, if one was: then nothing is left out.
    """

    since: str
    commit: str
    files: int
    untouched: int
    own: str | None = None


class Report(Record):
    """What one run of `preflight check` came to.

    `root` is the folder that paths are relative to, given relative to the working directory. `rules` is the number of
    rules that were selected; `judged` how often one of them met a document of a kind it is for.
    `findings` are sorted by path, line, column and rule. `unknowns` holds what was asked and not answered, and what was
    not asked where a rule insists; `not_asked` names the rules that wait for what nobody was asked, `asked` tells whether
    a workspace was named; `recorded` says which workspace a recording is of, and of what time, if one stands in for it.
    `at_run` names the rules of `not_asked` that wait for nothing but what a run of scripts or code tells.
    `picture` shows what was checked, where a reporter asked for it. `stale` is what a baseline has and was not found. `changed` is what
    the report is narrowed to, where only changes were to be judged.
    """

    root: str
    files: int
    documents: int
    rules: int
    judged: int
    findings: tuple[Finding, ...]
    unknowns: tuple[Unanswered, ...] = ()
    not_asked: tuple[str, ...] = ()
    asked: bool = False
    recorded: str | None = None
    suppressed: tuple[Suppressed, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    picture: Picture | None = None
    at_run: tuple[str, ...] = ()
    stale: tuple[Stale, ...] = ()
    changed: Changed | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether there is something to check, and no change touches any of it."""
        return self.changed is not None and self.changed.untouched > 0 and not self.documents and not self.unchecked

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def with_picture(self, picture: Picture) -> Report:
        """Return the same report with a picture of what was checked."""
        return self._with(picture=picture)

    def narrowed_to(self, changed: Changed) -> Report:
        """Return the same report, of what was changed only."""
        return self._with(changed=changed)

    def _with(self, **more: object) -> Report:
        fields: dict[str, Any] = {name: getattr(self, name) for name in self.__match_args__}
        return Report(**{**fields, **more})
