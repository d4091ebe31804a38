"""Regular expressions that are compiled when first used: a short run comes to few of them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


class Pattern:
    """A regular expression, with the methods of a compiled one that are needed."""

    __slots__ = ("_flags", "compiled", "finditer", "match", "search", "split", "text")

    compiled: re.Pattern[str]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    match: Callable[[str], re.Match[str] | None]
    search: Callable[[str], re.Match[str] | None]
    split: Callable[[str], list[str]]

    def __init__(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the expression as written."""
        self.text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the expression: Python comes here only for what is not there yet."""
        if name not in self.__slots__:
            raise AttributeError(name)
        self.compiled = re.compile(self.text, self._flags)
        self.finditer, self.match = self.compiled.finditer, self.compiled.match
        self.search, self.split = self.compiled.search, self.compiled.split
        return getattr(self, name)
