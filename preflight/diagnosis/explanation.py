"""Explanations: the failures that one message may be, with how sure that is, best first."""

from __future__ import annotations

from preflight.diagnosis.failure import filled
from preflight.diagnosis.likeness import alike
from preflight.diagnosis.recognition import MAX_CHARACTERS, Recogniser
from preflight.diagnosis.tokens import readable, tokens
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.diagnosis.failure import Failure

# How many failures are told that only come near a message.
_MOST_ALIKE = 3
# How sure a phrase is that stands in a long message, and how much surer it is the more of the message it is.
_CERTAIN = 0.9
_MOST_SHOWN = 200


class Explanation(Record):
    """A failure that a message may be, from 0 to 1 how surely, the part of the message that says so, and what its holes stand for."""

    failure: Failure
    score: float
    said: str | None
    values: Mapping[str, str]

    def filled(self, template: str) -> str:
        """Return a text of the failure with what its holes stand for."""
        return filled(template, self.values)


def explain(message: str, known: Iterable[Failure]) -> list[Explanation]:
    """Return the failures that a message tells of, nearest to the root first; else those worded alike; for any other text none."""
    recogniser = Recogniser(known)
    text = readable(message[:MAX_CHARACTERS])
    found = tokens(text)
    told = sorted(recogniser.among(text, found), key=lambda one: (one.failure.rank, -one.fixed, one.start))
    if told:
        return [
            Explanation(
                one.failure,
                round(_CERTAIN + (1 - _CERTAIN) * min(1.0, one.fixed / len(found)), 2),
                _shown(text, one.start, one.end),
                one.values,
            )
            for one in told
        ]
    return [Explanation(failure, score, None, {}) for failure, score in alike(text, recogniser)[:_MOST_ALIKE]]


def _shown(text: str, start: int, end: int) -> str:
    """Return the line, or lines, in which a phrase stands, as one."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = " ".join(text[first : last if last >= 0 else len(text)].split())
    return line if len(line) <= _MOST_SHOWN else " ".join(text[start : end + _MOST_SHOWN // 2].split())[:_MOST_SHOWN] + "…"
