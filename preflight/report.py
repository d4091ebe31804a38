"""The report: all that a check found, could not tell, and did."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
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


class Report(Record):
    """What one run of `preflight check` came to.

    `root` is the folder that paths are relative to, given relative to the working directory. `rules` is the number of
    rules that were selected; `judged` how often one of them met a document of a kind it is for.
    `findings` are sorted by path, line, column and rule. `unknowns` holds what was asked and not answered, and what was
    not asked where a rule insists; `not_asked` names the rules that wait for what nobody was asked, `asked` tells whether
    a workspace was named; `recorded` says which workspace a recording is of, and of what time, if one stands in for it.
    `at_run` names the rules of `not_asked` that wait for nothing but what a run of scripts or code tells.
    `picture` shows what was checked, where a reporter asked for it. `stale` is what a baseline has and was not found.
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

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def with_picture(self, picture: Picture) -> Report:
        """Return the same report with a picture of what was checked."""
        fields = {name: getattr(self, name) for name in self.__match_args__}
        return Report(**{**fields, "picture": picture})
