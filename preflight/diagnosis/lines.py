"""Reading logs of any size: in blocks that end with a line, of which only the lines that may matter are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20
# The longest part of a line that is looked at.
LINE = 1 << 14
# How much of the next block is seen from the end of one: a traceback may go on there.
AHEAD = 1 << 16
_WORDS = re.compile(rb"-?\d\w*(?:\.\w+)*|[^\W\d]\w*(?:\.\w+)*")


@dataclass(frozen=True)
class Block:
    """A part of a log: the number of its first line, its bytes, and what follows it."""

    first: int
    data: bytes
    ahead: bytes

    @property
    def words(self) -> frozenset[bytes]:
        """The different words of the block, in lower case."""
        return frozenset(_WORDS.findall(self.data.lower()))

    def text(self, start: int, length: int = LINE) -> str:
        """Return what stands from a byte on, into what follows if need be."""
        piece = self.data[start : start + length]
        if len(piece) < length:
            piece += self.ahead[: length - len(piece)]
        return piece.decode("utf-8", "replace")


def blocks(stream: IO[bytes]) -> Iterator[Block]:
    """Yield the blocks of a stream, each ending with a line unless a line is longer than a block."""
    first, rest = 1, b""
    current = b""
    while True:
        data = stream.read(BLOCK)
        cut = data.rfind(b"\n") + 1 or (len(data) if len(rest) + len(data) >= BLOCK else 0)
        following = rest + data[:cut] if data else rest
        if current:
            yield Block(first, current, following[:AHEAD])
            first += current.count(b"\n")
        if not data:
            if following:
                yield Block(first, following, b"")
            return
        current, rest = following, data[cut:]


def matching(block: Block, words: frozenset[bytes], most: int) -> Iterator[tuple[int, int]]:
    """Yield number and start of each line that has one of the words, at most so many for each word, in order."""
    lowered = block.data.lower()
    starts: set[int] = set()
    for word in words:
        position, count = lowered.find(word), 0
        while position >= 0 and count < most:
            start = lowered.rfind(b"\n", 0, position) + 1
            starts.add(start)
            count += 1
            end = lowered.find(b"\n", position)
            position = lowered.find(word, end) if end >= 0 else -1
    number, seen = block.first, 0
    for start in sorted(starts):
        number += block.data.count(b"\n", seen, start)
        seen = start
        yield number, start
