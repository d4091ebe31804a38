"""Regular expressions that are compiled when first used: a short run comes to few of them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Pattern:
    """A regular expression, with the methods of a compiled one that are needed."""

    __slots__ = ("_flags", "_made", "text")

    def __init__(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the expression as written."""
        self.text = text
        self._flags = flags
        self._made: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._made is None:
            self._made = re.compile(self.text, self._flags)
        return self._made

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the start of a text."""
        return self.compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Match anywhere in a text."""
        return self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches in a text."""
        return self.compiled.finditer(text)

    def split(self, text: str) -> list[str]:
        """Split a text at the matches."""
        return self.compiled.split(text)
