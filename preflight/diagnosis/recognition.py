"""Recognition: which known failures a message tells of, how surely, and what stands in the place of its holes."""

from __future__ import annotations

from preflight.diagnosis.failure import filled
from preflight.diagnosis.tokens import readable, tokens
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.phrase import Found, Phrase
    from preflight.diagnosis.tokens import Token

# The most characters of a message that are looked at.
MAX_CHARACTERS = 200_000
# How many words more than a plain phrase its line may have: plain words are at home in many texts.
_ELBOW_ROOM = 3
_PLAIN_WORDS = 3
# From so many letters on, a word of a message is a name rather than a word of the language.
_LONG = 16


class Recognised(Record):
    """A failure that a message tells of: by which phrase, from which to which character, and what its holes stand for."""

    failure: Failure
    phrase: Phrase
    start: int
    end: int
    fixed: int
    values: Mapping[str, str]

    def filled(self, template: str) -> str:
        """Return a text of the failure with what its holes stand for."""
        return filled(template, self.values)


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
        self._waiting: dict[str, list[tuple[Failure, Phrase]]] = {}
        for failure in self.failures:
            for phrase in failure.phrases:
                rarest = min(phrase.words, key=lambda word: (spread[word], -len(word)))
                self._waiting.setdefault(rarest, []).append((failure, phrase))

    @property
    def signals(self) -> frozenset[str]:
        """The words of which a text that tells of any failure has at least one."""
        return frozenset(self._waiting)

    def recognise(self, message: str) -> list[Recognised]:
        """Return what a message tells of, one for each failure, in the order in which it stands there."""
        text = readable(message[:MAX_CHARACTERS])
        return self.among(text, tokens(text))

    def among(self, text: str, found: Sequence[Token]) -> list[Recognised]:
        """Return what a text tells of whose words are known."""
        best: dict[str, Recognised] = {}
        for word in {token.word for token in found} & self._waiting.keys():
            for failure, phrase in self._waiting[word]:
                match = phrase.find(text, found)
                if match is None:
                    continue
                start, end = found[match.start].start, found[match.end - 1].end
                if _is_plain(phrase, match) and not _stands_alone(text, start, end, match.end - match.start):
                    continue
                known = best.get(failure.id)
                if known is None or match.fixed > known.fixed:
                    best[failure.id] = Recognised(failure, phrase, start, end, match.fixed, dict(match.values))
        told = [one for one in best.values() if not any(_hides(other, one) for other in best.values())]
        return sorted(told, key=lambda one: (one.start, one.failure.id))


def _is_plain(phrase: Phrase, match: Found) -> bool:
    """Tell whether a phrase is a few words of the language; a name in one of its holes makes it more."""
    if any(value and " " not in value for _, value in match.values):
        return False
    return len(phrase.words) <= _PLAIN_WORDS and all(word.isalpha() and len(word) < _LONG for word in phrase.words) and " " in phrase.text


def _stands_alone(text: str, start: int, end: int, words: int) -> bool:
    """Tell whether a line says hardly more than a plain phrase."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return len(tokens(text[first : last if last >= 0 else len(text)])) <= words + _ELBOW_ROOM


def _hides(other: Recognised, one: Recognised) -> bool:
    """Tell whether another failure is told by the same words and more of them: `No module named azureml` is no module of the script."""
    return other.failure.id != one.failure.id and other.fixed > one.fixed and other.start <= one.start and one.end <= other.end
