"""Excusing findings by the comments of their files, and telling what is wrong with such comments."""

from __future__ import annotations

from preflight.finding import Finding, Location, Severity
from preflight.record import Record
from preflight.report import Suppressed
from preflight.rulebook import unknown_rule
from preflight.suppression.finding_comments import Comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.rulebook import Rulebook
    from preflight.source import Source
    from preflight.suppression.comment import Comment

COMMENT = "comment"
_NO_RULE = "`preflight: ignore` names no rule; expected `ignore[rule-id] reason`"
_UNUSED = "the exception for `{}` excuses nothing here"


class Seen(Record):
    """What a run has seen, so that an exception without effect can be told from one that was not put to the test.

    `settled` are the rules that were judged and never in doubt; `told` are the files whose comments are judged, and `whole` those of
    them that were checked with all that is around them.
    """

    settled: frozenset[str]
    told: frozenset[str]
    whole: frozenset[str]


class CommentExceptions:
    """The exceptions in the comments of a run's files."""

    def __init__(self, sources: Iterable[Source], rules: Rulebook, today: str) -> None:
        """Read the comments of sources; `today` is a day as ISO 8601 writes it."""
        self._comments = {source.path: Comments(source) for source in sources}
        self._rules = rules
        self._today = today
        self._used: set[tuple[Comment, str]] = set()

    def suppressed(self, finding: Finding) -> Suppressed | None:
        """Return a finding as excused, if a comment excuses it: one of its row before one of its file."""
        comments = self._comments.get(finding.location.place.source.path)
        if comments is None:
            return None
        row = comments.head(comments.rows.row(finding.location.place))
        for comment in (*comments.of_row.get(row, ()), *comments.whole):
            named = next((name for name in comment.rules if finding.rule in self._rules.meant(name)), None)
            if named is not None and comment.holds(self._today):
                self._used.add((comment, named))
                return Suppressed(finding, COMMENT, comment.reason, comment.until)
        return None

    def faults(self, seen: Seen) -> list[Finding]:
        """Return what is wrong with the comments, as findings of the rules about exceptions that are selected."""
        found = (
            self._finding(rule, message, comment)
            for path, comments in self._comments.items()
            if path in seen.told
            for comment in comments.all()
            for rule, message in self._faults(comment, seen, path)
            if self._rules.selection.chooses(rule)
        )
        return list(found)

    def _faults(self, comment: Comment, seen: Seen, path: str) -> Iterator[tuple[str, str]]:
        if not comment.rules:
            yield "ignore-unknown-rule", _NO_RULE
            return
        known = {**self._rules.known, **self._rules.exceptions["rules"], **self._rules.exceptions["retired"]}
        for name in comment.rules:
            if name not in known:
                yield "ignore-unknown-rule", unknown_rule(name, known)
        named = ", ".join(f"`{name}`" for name in comment.rules)
        if not comment.has_day():
            yield "ignore-expired", f"`{comment.until}` is no day; expected one as in `until 2027-01-31`"
        elif comment.is_over(self._today):
            yield "ignore-expired", f"the exception for {named} held until {comment.until}"
        if not comment.reason:
            yield "ignore-without-reason", f"the exception for {named} has no reason, and does not hold without one"
        if comment.holds(self._today) and path in seen.whole:
            for name in comment.rules:
                if (comment, name) not in self._used and self._rules.is_settled(name, seen.settled):
                    yield "ignore-unused", _UNUSED.format(name)

    def _finding(self, rule: str, message: str, comment: Comment) -> Finding:
        page = self._rules.exception_page(rule)
        place = comment.place
        return Finding(
            rule=rule,
            severity=self._rules.selection.severity.get(rule) or Severity(page["severity"]),
            message=message,
            location=Location(place, None),
            why=page["why"],
            fix=page["fix"],
            summary=page["summary"],
            identity="|".join((rule, place.source.path, ",".join(comment.rules), message)),
        )
