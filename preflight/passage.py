"""Texts that stand in a file piece by piece: a script inside of YAML or of a notebook, or a word of it without its quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from preflight.record import Record
from preflight.scalar import has_placeholder
from preflight.value import Located, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.source import Source
    from preflight.value import Value

# Stands for a hole while a text is read as a script: no shell gives it a meaning.
HOLE = "\ue000"


class Folder(Record):
    """A folder that has no name in the text: `script` (where the script stands) or `root` (of the repository), and a path below it."""

    start: str
    path: str = ""


class Hole(Record):
    """What is filled in later: what is written there, and why it is not known.

    `maker` is the command whose output fills it, when that is in sight; `folder` is what it stands for when that is a folder;
    `source` is the beginning of the `$( )` that prints it.
    """

    text: str
    reason: str
    maker: object = None
    folder: Folder | None = None
    source: str = ""

    def named(self, text: str) -> Hole:
        """Return the same hole where something else is written for it."""
        return Hole(text, self.reason, self.maker, self.folder, self.source)


class PathBelow(Unknown):
    """A path whose text is not known, but which is known to lead into a folder of the repository."""

    __slots__ = ("folder",)

    def __init__(self, reason: str, near: Located, text: str, folder: Folder) -> None:
        """Say why the text is not known, and what folder the path leads into."""
        super().__init__(reason, near, text=text)
        self.folder = folder


class Passage:
    """A text that stands in a source, and its holes: stretches of it that are filled in later, in order.

    This one is the whole text of a source.
    """

    __slots__ = ("holes", "source", "text")

    def __init__(self, source: Source, text: str | None = None, holes: Iterable[tuple[int, int, Hole]] = ()) -> None:
        """Take a source, what is read of it, and the holes in that."""
        self.source = source
        self.text = source.text if text is None else text
        self.holes = tuple(holes)

    def begin(self, offset: int) -> int:
        """Return how much of the source stands before the character at an offset."""
        return offset

    def end(self, offset: int) -> int:
        """Return how much of the source stands before the end of what precedes an offset."""
        return offset

    def outer(self) -> tuple[int, int]:
        """Return where in the source the whole passage begins and ends, with the quotes around it."""
        return self.begin(0), self.end(len(self.text))

    def spot(self, start: int = 0, end: int | None = None) -> Located:
        """Return the place of a stretch of the text; of the whole by default."""
        if start == 0 and end in (None, len(self.text)):
            first, last = self.outer()
        else:
            first = self.begin(start)
            last = max(first, self.end(len(self.text) if end is None else end))
        near = Located()
        near.source, near.start, near.end = self.source, self.source.position(first), self.source.position(last)
        near.key = near.origin = near.teller = None
        return near

    def holes_in(self, start: int, end: int) -> tuple[tuple[int, int, Hole], ...]:
        """Return the holes that a stretch of the text touches, each with its own stretch. A script may have very many."""
        holes = self.holes
        if not holes:
            return ()
        first = max(0, bisect_right(holes, start, key=_start_of) - 1)
        if holes[first][1] <= start:
            first += 1
        return holes[first : bisect_left(holes, end, lo=first, key=_start_of)]

    def hole_at(self, offset: int) -> Hole | None:
        """Return the hole that begins at an offset."""
        index = bisect_right(self.holes, offset, key=_start_of) - 1
        return self.holes[index][2] if index >= 0 and self.holes[index][0] == offset else None

    def value(self, start: int = 0, end: int | None = None) -> Value:
        """Return a stretch of the text as a value; unknown where there is a hole in it, or what looks like one."""
        last = len(self.text) if end is None else end
        text, near = self.text[start:last], self.spot(start, end)
        holes = self.holes_in(start, last)
        if holes:
            first, behind, hole = holes[0]
            return _unknown(text, hole, near, self.text[behind:last] if first == start else None)
        if has_placeholder(text):
            return Unknown(f"`{text}` is filled in later", near, text=text)
        return Present(text, near.source, near.start, near.end)

    def sealed(self) -> Passage:
        """Return the same text with one character for each hole, so that nothing takes what is written there for its own."""
        if all(self.text[start:end] == HOLE for start, end, _ in self.holes):
            return self
        builder = Builder(self)
        last = 0
        for start, end, hole in self.holes:
            builder.same(last, start)
            builder.hole(hole, start, end, HOLE)
            last = end
        builder.same(last, len(self.text))
        return builder.built((0, len(self.text)))

    def part(self, start: int, end: int) -> Pieced:
        """Return a stretch of the text as a passage of its own."""
        holes = [(max(first, start) - start, min(last, end) - start, hole) for first, last, hole in self.holes_in(start, end)]
        return Pieced(self, self.text[start:end], [(0, start, -1)], holes)


def _start_of(hole: tuple[int, int, Hole]) -> int:
    return hole[0]


def _unknown(text: str, hole: Hole, near: Located, tail: str | None) -> Unknown:
    """Return an unknown text; `tail` is what follows the hole when the text begins with it."""
    if hole.folder is not None and tail is not None and (not tail or tail[0] in "/\\") and not has_placeholder(tail) and HOLE not in tail:
        return PathBelow(hole.reason, near, text, Folder(hole.folder.start, hole.folder.path + tail))
    return Unknown(hole.reason, near, text=text)


class Pieced(Passage):
    """A text made of stretches of another passage, and of what stands for one without being it (the value of a variable)."""

    __slots__ = ("_around", "_below", "_pieces", "_starts")

    def __init__(
        self,
        below: Passage,
        text: str,
        pieces: list[tuple[int, int, int]],
        holes: Iterable[tuple[int, int, Hole]] = (),
        around: tuple[int, int] | None = None,
    ) -> None:
        """Take the passage below, the text and its pieces, in order.

        A piece is where it starts in the text, where it starts below, and where it ends there: -1 when it is that very stretch.
        `around` is the stretch below that the whole stands for, when it is more than its pieces.
        """
        super().__init__(below.source, text, holes)
        self._below = below
        self._pieces = pieces or [(0, around[0] if around else 0, around[1] if around else 0)]
        self._starts = [piece[0] for piece in self._pieces]
        self._around = around

    def moved(self, by: int) -> list[tuple[int, int, int]]:
        """Return the pieces as they are in a longer text, in which this one begins at an offset."""
        return [(start + by, target, last) for start, target, last in self._pieces]

    def begin(self, offset: int) -> int:
        """Return how much of the source stands before the character at an offset."""
        start, target, last = self._pieces[max(0, bisect_right(self._starts, offset) - 1)]
        return self._below.begin(target + offset - start if last < 0 else target)

    def end(self, offset: int) -> int:
        """Return how much of the source stands before the end of what precedes an offset."""
        start, target, last = self._pieces[max(0, bisect_right(self._starts, max(0, offset - 1)) - 1)]
        return self._below.end(target + offset - start if last < 0 else last)

    def outer(self) -> tuple[int, int]:
        """Return where in the source the whole passage begins and ends, with the quotes around it."""
        if self._around is None:
            return super().outer()
        return self._below.begin(self._around[0]), self._below.end(self._around[1])


class Builder:
    """Builds a passage from stretches of another one."""

    __slots__ = ("_below", "_holes", "_length", "_pieces", "_text")

    def __init__(self, below: Passage) -> None:
        """Start with nothing."""
        self._below = below
        self._text: list[str] = []
        self._pieces: list[tuple[int, int, int]] = []
        self._holes: list[tuple[int, int, Hole]] = []
        self._length = 0

    def __len__(self) -> int:
        """Return the length of the text so far."""
        return self._length

    def same(self, start: int, end: int) -> None:
        """Add a stretch as it is."""
        self._add(self._below.text[start:end], start, -1)

    def instead(self, text: str, start: int, end: int) -> None:
        """Add a text that stands for a stretch."""
        self._add(text, start, end)

    def hole(self, hole: Hole, start: int, end: int, shown: str | None = None) -> None:
        """Add a hole; `shown` is what the text has there, the hole's own text by default."""
        text = hole.text if shown is None else shown
        self._holes.append((self._length, self._length + len(text), hole))
        self._add(text, start, end)

    def passage(self, other: Passage, start: int, end: int) -> None:
        """Add the text and the holes of another passage; all of it stands where the stretch does."""
        self._holes += [(self._length + first, self._length + last, hole) for first, last, hole in other.holes]
        self._add(other.text, start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        self._pieces.append((self._length, start, end))
        self._text.append(text)
        self._length += len(text)

    def built(self, around: tuple[int, int] | None = None) -> Pieced:
        """Return what was built; `around` is the stretch it stands for as a whole."""
        return Pieced(self._below, "".join(self._text), self._pieces, self._holes, around)
