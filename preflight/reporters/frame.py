"""Code frames: the line a place begins on, cut to the width of a page, and where its mark goes."""

from __future__ import annotations

from preflight.escape import characters
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.source import Place, Source

# In cells: the columns of a terminal, of which a wide character takes two.
WIDTH = 100
_TAB = " " * 4
_BEFORE = WIDTH // 3
_AFTER = 20


class Excerpt(Record):
    """A line as it is shown, and the stretch of it to mark: cells before the mark, cells of the mark."""

    text: str
    indent: int
    length: int


def shown_line(source: Source, number: int) -> str:
    """Return a line as reports may show it: without blanks at its end, and with its characters where they stand.

    A password or a signature in an address is masked: a log, a comment or a page is read by more people than the file is.
    """
    line = source.line(number).rstrip()
    if "://" in line and ("@" in line or "sig=" in line):
        from preflight.redaction import masked  # noqa: PLC0415 - few lines have an address with either

        return masked(line)
    return line


def excerpt(place: Place) -> Excerpt | None:
    """Return the first line of a place; None where there is nothing to see.

    A place of several lines is marked to the end of its first one. A long line is cut around the mark.
    """
    line = shown_line(place.source, place.line)
    if not line:
        return None
    first = min(place.column - 1, len(line))
    last = len(line) if place.end_line > place.line else max(first, min(place.end_column - 1, len(line)))
    # Enough on both sides to fill the page; the rest of a very long line is not even looked at.
    base = max(0, first - WIDTH)
    window = line[base : first + WIDTH]
    if window.isascii() and window.isprintable() and "#" not in window:  # nearly always
        shown, widths = list(window), [1] * len(window)
    else:
        shown = [_TAB if character == r"\t" else character for character in characters(window)]
        widths = [cells(character) for character in shown]
    at, end = first - base, min(last - base, len(shown))
    start = 0
    if sum(widths[: min(end, at + _AFTER)]) > WIDTH:
        start = at - _fitting(reversed(widths[:at]), _BEFORE)
    stop = start + _fitting(widths[start:], WIDTH)
    left = "…" if base + start else ""
    right = "…" if base + stop < len(line) else ""
    return Excerpt(
        left + "".join(shown[start:stop]) + right,
        len(left) + sum(widths[start:at]),
        max(1, sum(widths[at : min(end, stop)])),
    )


def _fitting(widths: Iterable[int], room: int) -> int:
    """Count how many characters of these widths go into a room of cells."""
    count = 0
    for width in widths:
        room -= width
        if room < 0:
            break
        count += 1
    return count


def cells(text: str) -> int:
    """Return how many cells of a terminal a printable text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - most lines are ASCII

    total = 0
    for character in text:
        # The second and third letters of a Korean syllable written in parts join the first, which is wide.
        if category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
            continue
        total += 2 if east_asian_width(character) in {"W", "F"} else 1
    return total
