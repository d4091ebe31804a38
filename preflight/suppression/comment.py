"""What one `preflight: ignore[rule-id] reason until 2027-01-31` says."""

from __future__ import annotations

from datetime import date

from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Place

# No part of it repeats what another one takes: a line may be very long.
_NAMED = Pattern(r"[ \t]*\[([^\]]*)\]")
_DAY = Pattern(r"[0-9]+[-/][0-9]+[-/][0-9]+\Z")
_BRACKETS = "()."
_UNTIL = "until"


class Comment(Record):
    """An exception that a comment makes: rules, why, the last day it holds (as written), and where the comment stands."""

    rules: tuple[str, ...]
    reason: str
    until: str | None
    place: Place

    def has_day(self) -> bool:
        """Tell whether the last day is a day of the calendar, if there is one at all."""
        return self.until is None or is_day(self.until)

    def is_over(self, today: str) -> bool:
        """Tell whether the last day has gone by; days are as ISO 8601 writes them."""
        return self.until is not None and self.until < today

    def holds(self, today: str) -> bool:
        """Tell whether it excuses anything today."""
        return bool(self.reason) and self.has_day() and not self.is_over(today)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar: `2027-01-31`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read_comment(text: str, place: Place) -> Comment:
    """Read what follows `preflight: ignore`; a comment without brackets names no rule."""
    named = _NAMED.match(text)
    if named is None:
        return Comment((), "", None, place)
    rules = dict.fromkeys(rule for rule in (part.strip() for part in named[1].split(",")) if rule)
    reason, until = _reason_until(text[named.end() :].split())
    return Comment(tuple(rules), reason, until, place)


def _reason_until(words: list[str]) -> tuple[str, str | None]:
    """Take apart a reason and the last day, which stands before or behind it."""
    until = None
    if len(words) > 1 and words[0] == _UNTIL and _is_like_day(words[1]):
        until, words = words[1].rstrip(",;:."), words[2:]
    elif len(words) > 1 and words[-2].lstrip(_BRACKETS) == _UNTIL and _is_like_day(words[-1]):
        until, words = words[-1].strip(_BRACKETS), words[:-2]
    reason = " ".join(words).lstrip(":,;.-–—# ").rstrip(",;( ")  # noqa: RUF001 - people write dashes
    return (reason if any(character.isalnum() for character in reason) else ""), until


def _is_like_day(word: str) -> bool:
    return _DAY.match(word.strip(",;:().")) is not None
