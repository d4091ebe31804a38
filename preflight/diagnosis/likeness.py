"""Likeness: which failure a message tells of that no phrase fits word by word."""

from __future__ import annotations

from preflight.diagnosis.tokens import readable, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from preflight.diagnosis.failure import Failure
    from preflight.diagnosis.recognition import Recogniser

# The least part of a phrase's weight, and of the message's words, that must agree, and the fewest words.
_LEAST = 0.72
_LEAST_OF_MESSAGE = 0.45
_FEWEST = 4
# The most words of a message that are compared.
_MOST = 400
# Words of the languages themselves: that they agree says little.
_COMMON = frozenset(
    words(
        "a an and any are as at be by can cannot could did do does error exception failed failure for from has have in is it message no "
        "not of on or please run that the there this to was were which with you your "
        "au aucun aucune ce dans de des du en est et il la le les ne n pas pour que qui un une"
    )
)
# Words that turn a message into its opposite: a phrase with one of them is not alike to a message without it.
_TURNING = frozenset({"no", "not", "cannot", "isn", "doesn", "can", "without", "aucun", "aucune", "pas", "impossible"})


def alike(message: str, recogniser: Recogniser) -> list[tuple[Failure, float]]:
    """Return the failures whose wording is nearest to a message, with how near (below 1), nearest first; often none."""
    said = words(readable(message))[:_MOST]
    known = set(said)
    found = []
    for failure in recogniser.failures:
        near = max((_nearness(phrase.words, said, known, recogniser) for phrase in failure.phrases), default=0.0)
        if near > 0:
            found.append((failure, round(0.8 * near, 2)))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].rank, pair[0].id))


def _nearness(phrase: Sequence[str], said: Sequence[str], known: set[str], recogniser: Recogniser) -> float:
    """Return which part of a phrase's weight stands in the message in the same order; 0 for too little."""
    weights = {word: 0.2 if word in _COMMON else 1.0 / recogniser.spread[word] ** 0.5 for word in phrase}
    total = sum(weights[word] for word in phrase)
    if len(phrase) < _FEWEST or not _TURNING.intersection(phrase) <= known:
        return 0.0
    if sum(weights[word] for word in phrase if word in known) < _LEAST * total:
        return 0.0
    weight, count, span = _common(phrase, said, weights)
    if count < _FEWEST or weight < _LEAST * total or count < _LEAST_OF_MESSAGE * span:
        return 0.0
    return weight / total


def _common(phrase: Sequence[str], said: Sequence[str], weights: dict[str, float]) -> tuple[float, int, int]:
    """Return the heaviest common subsequence: its weight, its number of words, and how many words of the message it spans."""
    rows: list[tuple[float, int, int]] = [(0.0, 0, -1)] * (len(phrase) + 1)  # weight, words, where in the message it begins
    best = (0.0, 0, 0)
    for position, word in enumerate(said):
        before = rows[0]
        for index, expected in enumerate(phrase, 1):
            above = rows[index]
            candidate = max(above, rows[index - 1], key=lambda row: row[0])
            if word == expected:
                longer = (before[0] + weights[word], before[1] + 1, before[2] if before[1] else position)
                candidate = max(candidate, longer, key=lambda row: row[0])
            rows[index], before = candidate, above
        if rows[-1][0] > best[0]:
            best = (rows[-1][0], rows[-1][1], position - rows[-1][2] + 1)
    return best
