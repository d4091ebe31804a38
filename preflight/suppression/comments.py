"""Excusing findings by the comments of their files, and telling what is wrong with such comments."""

from __future__ import annotations

from preflight import resources
from preflight.finding import Finding, Location, Severity, in_order, numbered
from preflight.record import Record
from preflight.report import Suppressed
from preflight.rulebook import unknown_rule
from preflight.suppression.finding_comments import Comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

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
        about = resources.exceptions()
        self._about: Mapping[str, dict[str, Any]] = about["rules"]
        self._retired: Mapping[str, str | None] = about["retired"]
        self._used: set[tuple[Comment, str]] = set()

    def suppressed(self, finding: Finding) -> Suppressed | None:
        """Return a finding as excused, if a comment excuses it: one of its row before one of its file."""
        comments = self._comments.get(finding.location.place.source.path)
        if comments is None:
            return None
        row = comments.head(comments.rows.row(finding.location.place))
        for comment in (*comments.of_row.get(row, ()), *comments.whole):
            named = next((name for name in comment.rules if finding.rule in self._meant(name)), None)
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
        return list(numbered(sorted(found, key=in_order)))

    def _faults(self, comment: Comment, seen: Seen, path: str) -> Iterator[tuple[str, str]]:
        if not comment.rules:
            yield "ignore-unknown-rule", _NO_RULE
            return
        known = {**self._rules.known, **self._about, **self._retired}
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
                if (comment, name) not in self._used and self._is_certain(name, seen):
                    yield "ignore-unused", _UNUSED.format(name)

    def _is_certain(self, name: str, seen: Seen) -> bool:
        """Tell whether a rule would have been told where it fails."""
        if name in self._retired and self._retired[name] is None:
            return True
        meant = self._meant(name) & self._rules.known.keys()
        return bool(meant) and meant <= seen.settled

    def _meant(self, name: str) -> set[str]:
        """Return the rules that a name stands for: also the one that took the place of a rule that is deprecated or gone."""
        data = self._rules.known.get(name)
        successor = data.get("replaced_by") if data is not None else self._retired.get(name)
        return {name, successor} if successor else {name}

    def _finding(self, rule: str, message: str, comment: Comment) -> Finding:
        page = self._about[rule]
        place = comment.place
        return Finding(
            rule=rule,
            severity=self._rules.selection.severity.get(rule) or Severity(page["severity"]),
            message=message,
            location=Location(place, None),
            why=page["why"],
            fix=page["fix"],
            identity="|".join((rule, place.source.path, ",".join(comment.rules), message)),
        )
