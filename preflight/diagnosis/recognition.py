"""Recognition: which known failures a message tells of, how surely, and what stands in the place of its holes."""

from __future__ import annotations

from preflight.diagnosis.tokens import readable, tokens, words
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.phrase import Phrase
    from preflight.diagnosis.tokens import Token

# The most characters of a message that are looked at.
MAX_CHARACTERS = 200_000
# How many words more than a phrase of everyday words its line may have.
_ELBOW_ROOM = 3
# Words that stand in most lines of any log: no phrase waits for them if it has another.
_EVERYDAY = frozenset(
    words(
        "azureml azure error exception failed run job code status seconds with for item items file name user check process task "
        "message log node nodes batch mini entry memory id return returned picked processed processing progress since running "
        "function the is has been"
    )
)


class Recognised(Record):
    """A failure that a message tells of: by which phrase, from which to which character, and what its holes stand for."""

    failure: Failure
    phrase: Phrase
    start: int
    end: int
    fixed: int
    values: Mapping[str, str]


class Recogniser:
    """Finds the phrases of all failures at once: each waits at its rarest word."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        """Take the failures that can be told."""
        self.failures = list(failures)
        spread: dict[str, int] = {}
        for failure in self.failures:
            for phrase in failure.phrases:
                for word in set(phrase.words):
                    spread[word] = spread.get(word, 0) + 1
        self.spread = spread
        self._waiting: dict[str, list[tuple[Failure, Phrase, frozenset[str]]]] = {}
        for failure in self.failures:
            for phrase in failure.phrases:
                rarest = min(phrase.steady, key=lambda word: (word in _EVERYDAY, spread[word], -len(word)))
                self._waiting.setdefault(rarest, []).append((failure, phrase, frozenset(phrase.words)))

    @property
    def signals(self) -> frozenset[str]:
        """The words of which a text that tells of any failure has at least one."""
        return frozenset(self._waiting)

    def may_tell(self, text: str) -> bool:
        """Tell whether a text has all words of some phrase, in whatever order: most lines of a log have not."""
        present = set(words(text))
        return any(needed <= present for word in present & self._waiting.keys() for _, _, needed in self._waiting[word])

    def recognise(self, message: str) -> list[Recognised]:
        """Return what a message tells of, one for each failure, in the order in which it stands there."""
        text = readable(message[:MAX_CHARACTERS])
        return self.among(text, tokens(text))

    def among(self, text: str, found: Sequence[Token]) -> list[Recognised]:
        """Return what a text tells of whose words are known."""
        best: dict[str, Recognised] = {}
        present = {token.word for token in found}
        for word in present & self._waiting.keys():
            for failure, phrase, needed in self._waiting[word]:
                match = phrase.find(text, found) if needed <= present else None
                if match is None:
                    continue
                start, end = found[match.start].start, found[match.end - 1].end
                if phrase.alone and not _stands_alone(text, start, end, match.end - match.start):
                    continue
                known = best.get(failure.id)
                if known is None or match.fixed > known.fixed:
                    best[failure.id] = Recognised(failure, phrase, start, end, match.fixed, dict(match.values))
        told = [one for one in best.values() if not any(_hides(other, one) for other in best.values())]
        return sorted(told, key=lambda one: (one.start, one.failure.id))


def _stands_alone(text: str, start: int, end: int, words: int) -> bool:
    """Tell whether a line says hardly more than a phrase; numbers, as in the time, do not count."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = tokens(text[first : last if last >= 0 else len(text)])
    return sum(not token.word[-1].isdigit() for token in line) <= words + _ELBOW_ROOM


def _hides(other: Recognised, one: Recognised) -> bool:
    """Tell whether another failure is told by the same words and more of them: `No module named azureml` is no module of the script."""
    return other.failure.id != one.failure.id and other.fixed > one.fixed and other.start <= one.start and one.end <= other.end
