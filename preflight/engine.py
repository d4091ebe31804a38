"""Judging: every subject by the rules for its kind."""

from __future__ import annotations

from preflight.finding import Evidence, Finding, Location, Related, Unanswered, in_order, numbered
from preflight.language.rule import Failed, Settled, Undecided
from preflight.language.template import show
from preflight.language.verdict import Scope
from preflight.record import Record
from preflight.source import COMMAND_LINE
from preflight.value import Absent, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.language.path import Path
    from preflight.language.rule import Rule
    from preflight.language.telling import Telling
    from preflight.language.verdict import Cause
    from preflight.pointer import Pointers
    from preflight.project.project import Project
    from preflight.project.subject import Subject
    from preflight.rulebook import Rulebook
    from preflight.source import Place

_ALIAS = "the value stands here"
# What an undecided verdict is worth: a rule's own word wins over the command line's.
WARN, FAIL, IGNORE = "warn", "fail", "ignore"


class Judged(Record):
    """What judging came to: findings in order, what could not be decided, and the rules that wait for the workspace.

    `verdicts` is how often a rule met a document of a kind it is for, applicable or not; `settled` has the rules that did and
    were never in doubt. `at_run` has those of `not_asked` that wait for nothing but what a run of scripts or code tells.
    """

    findings: tuple[Finding, ...]
    unknowns: tuple[Unanswered, ...]
    not_asked: tuple[str, ...]
    verdicts: int
    settled: frozenset[str] = frozenset()
    at_run: tuple[str, ...] = ()


def judge(project: Project, rules: Rulebook, unknown: str, *, explained: bool) -> Judged:
    """Judge all subjects of a project.

    `unknown` is what an undecided verdict is worth (`warn`, `fail` or `ignore`). `explained` tells whether findings have what
    a short text does not show and what takes time to find: why their rule is there, what they rest on, pointer and identity.
    """
    run = _Run(project, rules, unknown, explained=explained)
    for subject in project.subjects:
        run.judge(subject)
    return run.judged()


class _Doubt:
    """One thing that could not be decided, and the rules that wait for it."""

    def __init__(self, doubt: Unknown, fact: str, location: Location) -> None:
        self._doubt = doubt
        self._fact = fact
        self._location = location
        self._rules: dict[str, None] = {}
        self._gates = False

    def add(self, rule_id: str, *, gates: bool) -> None:
        self._rules[rule_id] = None
        self._gates = self._gates or gates

    def told(self) -> Unanswered:
        doubt = self._doubt
        rules = tuple(sorted(self._rules))
        return Unanswered(rules, self._fact, doubt.reason, doubt.permission, self._location, doubt.asked, self._gates)


class _Run:
    """Collects what the rules say of one subject after the other."""

    def __init__(self, project: Project, rules: Rulebook, unknown: str, *, explained: bool) -> None:
        self._project = project
        self._rules = rules
        self._unknown = unknown
        self._explained = explained
        self._findings: dict[tuple[str, Place, str], Finding] = {}
        self._doubts: dict[tuple[str, str], _Doubt] = {}
        self._not_asked: dict[str, bool] = {}
        self._doubtful: set[str] = set()
        self._pointers: dict[str, Pointers] = {}
        self._by_kind: dict[str, list[tuple[Rule, tuple[Path, ...]]]] = {}
        self._verdicts = 0

    def judge(self, subject: Subject) -> None:
        kind = subject.kind.value
        rules = self._by_kind.get(kind)
        if rules is None:
            rules = self._by_kind[kind] = [(rule, rule.lists(kind)) for rule in self._rules.of_kind(subject.kind)]
        scope = Scope(subject.root)
        empty: dict[tuple[Path, ...], bool] = {(): False}
        self._verdicts += len(rules)
        for rule, lists in rules:
            if lists not in empty:
                empty[lists] = all(path.is_empty(scope) for path in lists)
            if empty[lists]:
                continue
            judgement = rule.judge(kind, scope)
            if not isinstance(judgement, Settled):
                self._note(rule, judgement, subject)
        scope.results.clear()  # they know the scope: nothing frees such a ring in a run without a collector

    def _note(self, rule: Rule, judgement: Failed | Undecided, subject: Subject) -> None:
        if isinstance(judgement, Failed):
            for cause in judgement.causes:
                self._fail(rule, cause, judgement.telling, subject)
            if judgement.doubts:
                self._doubtful.add(rule.id)
        else:
            self._doubtful.add(rule.id)
            for cause in judgement.causes:
                self._doubt(rule, cause, subject)

    def judged(self) -> Judged:
        unknowns = [doubt.told() for doubt in self._doubts.values()]
        findings = sorted(self._findings.values(), key=in_order)
        told = numbered(findings) if self._explained else findings
        unknowns.sort(key=_doubt_order)
        met = {rule.id for rules in self._by_kind.values() for rule, _ in rules}
        settled = frozenset(met - self._doubtful)
        at_run = tuple(sorted(rule for rule, only in self._not_asked.items() if only))
        return Judged(tuple(told), tuple(unknowns), tuple(sorted(self._not_asked)), self._verdicts, settled, at_run)

    def _fail(self, rule: Rule, cause: Cause, telling: Telling, subject: Subject) -> None:
        told = telling.tell(cause)
        place = told.place or subject.place
        if (rule.id, place, told.message) in self._findings:
            return
        related = [Related(place.origin, _ALIAS)] if place.origin is not None else []
        related += [Related(other, words) for other, words in told.related if other != place]
        page = self._rules.page(rule.id) if self._explained else {}
        self._findings[rule.id, place, told.message] = Finding(
            rule=rule.id,
            severity=self._rules.severity(rule, told.severity),
            message=told.message,
            location=self._location(place),
            related=tuple(related),
            evidence=(_evidence(cause, place),) if cause.path and self._explained else (),
            why=page.get("why", ""),
            fix=told.fix,
            prevents=page.get("prevents", ""),
            docs=_docs(page),
            identity=self._identity(rule, place, cause),
            preview=rule.data.get("status") == "preview",
            summary=page.get("summary", ""),
        )

    def _doubt(self, rule: Rule, cause: Cause, subject: Subject) -> None:
        doubt = cause.doubt or Unknown("it could not be decided", cause.value)
        if not doubt.asked:
            self._not_asked[rule.id] = self._not_asked.get(rule.id, True) and doubt.at_run
        worth = rule.data.get("unknown") or (self._unknown if doubt.asked else IGNORE)
        if worth == IGNORE:
            return
        place = cause.value.place or doubt.place or subject.place
        key = (doubt.reason, "" if self._project.world.is_general(doubt.reason) else str(place))
        if key not in self._doubts:
            self._doubts[key] = _Doubt(doubt, cause.path, self._location(place))
        self._doubts[key].add(rule.id, gates=worth == FAIL)

    def _location(self, place: Place) -> Location:
        return Location(place, self._pointers_in(place.source.path).exact(place) if self._explained else None)

    def _pointers_in(self, path: str) -> Pointers:
        if path not in self._pointers:
            from preflight.pointer import Pointers  # noqa: PLC0415 - a short text comes to no pointer

            self._pointers[path] = Pointers(self._project.document(path) or Absent())
        return self._pointers[path]

    def _identity(self, rule: Rule, place: Place, cause: Cause) -> str:
        if not self._explained:
            return ""
        steady = self._pointers_in(place.source.path).steady(place)
        return "|".join((rule.id, place.source.path, steady, show(cause.value)))


def _doubt_order(one: Unanswered) -> tuple[str, int, int, str]:
    place = one.location.place if one.location else None
    return (place.source.path, place.line, place.column, one.reason) if place else ("", 0, 0, one.reason)


def _evidence(cause: Cause, place: Place) -> Evidence:
    source, teller = cause.value.source, cause.value.teller
    if teller is not None:
        return Evidence(cause.path, teller.source, teller.resource, show(cause.value))
    path = source.path if source is not None else place.source.path
    return Evidence(cause.path, "command" if path == COMMAND_LINE else "file", path, show(cause.value))


def _docs(page: dict[str, object]) -> str:
    """Return the page of documentation that says most about a rule: the first evidence that is one."""
    evidence = page.get("evidence")
    sources = evidence if isinstance(evidence, list) else []
    return next((one["source"] for one in sources if one["kind"] == "doc" and one["source"].startswith("https://")), "")
