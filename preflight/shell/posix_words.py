"""The words of POSIX shells and bash: quotes, escapes, variables, and the output of commands."""

from __future__ import annotations

import re

from preflight.pattern import Pattern
from preflight.shell.syntax import COMPUTED, LITERAL, OUTPUT, VARIABLE, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.syntax import Node, Part

# Far beyond what people write: a hostile script must cost neither time nor memory.
MAX_DEPTH = 40
MAX_WORDS = 100_000

ENDS = frozenset(" \t\r\n|&;()<>")
_PLAIN = Pattern(r"[^\s\\'\"$`|&;()<>]+")
_IN_QUOTES = Pattern(r'[^"\\$`]+')
_NAME = Pattern(r"[A-Za-z_]\w*|[0-9@*#?$!-]")
_BRACED = Pattern(r"\{([A-Za-z_]\w*|[0-9@*])(\[(?:[@*]|[0-9]{1,4})\]|:?[-=?+][^{}$`\"'\\]*|,,|\^\^)?\}")
_ASSIGNING = Pattern(r"\{([A-Za-z_]\w*)(?:\[[^\]\n]{0,100}\])?:?=")
_ESCAPED_LINE = Pattern(r"\\\r?\n")
# $'…' knows escapes.
_ANSI = Pattern(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_SPECIAL = Pattern(r"[$`\"'\\{}]")
_BY_SHELL = "only a shell can work it out"
# Nobody writes a longer sum; without an end, looking for one would take for ever.
_LONGEST_SUM = 2_000


class Unreadable(Exception):
    """Ends the reading of a script: from an offset on it is not clear what it says."""

    def __init__(self, offset: int, reason: str) -> None:
        """Say where and why."""
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


class WordReader:
    """Reads words from an offset on. What stands in `$( )` is read by `nested`."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of a script."""
        self.text = text
        self.at = 0
        self.stop = len(text)
        self.inner: list[Part] = []
        self.names: list[set[str]] = [set()]
        self.filled: set[str] = set()
        self._left = MAX_WORDS
        self._plain = _PLAIN.compiled.match
        self._in_quotes = _IN_QUOTES.compiled.match

    def nested(self, closing: str) -> list[Node]:
        """Read commands up to a closing character, and past it."""
        raise NotImplementedError

    def assigned(self, name: str) -> None:
        """Note that a variable is set here."""
        self.names[-1].add(name)

    def count(self) -> None:
        """Count one more word or command."""
        self._left -= 1
        if self._left < 0:
            raise Unreadable(self.at, f"more than {MAX_WORDS:,} words")

    def word(self) -> WordNode:
        """Read a word; one of no length where there is none."""
        self.count()
        text, start = self.text, self.at
        match = self._plain(text, start, self.stop)
        if match is not None:
            self.at = end = match.end()
            if end >= self.stop or text[end] in ENDS:
                return WordNode(start, end, match.group())
        parts: list[Part] = [] if match is None else [(LITERAL, start, self.at, match.group(), False)]
        while self.at < self.stop and text[self.at] not in ENDS:
            self._part(parts)
        return WordNode(start, self.at, None, parts)

    def _part(self, parts: list[Part]) -> None:
        """Read one part of a word."""
        text, at = self.text, self.at
        char = text[at]
        if char == "'":
            end = text.find("'", at + 1, self.stop)
            if end < 0:
                raise Unreadable(at, "the quote is not closed")
            self.at = end + 1
            parts.append((LITERAL, at + 1, end, text[at + 1 : end], True))
        elif char == '"':
            self.at = at + 1
            self._quoted(parts, at)
        elif char == "\\":
            self._escape(parts)
        elif char == "$":
            self._dollar(parts, quoted=False)
        elif char == "`":
            self._backticks(parts, quoted=False)
        else:
            match = self._plain(text, at, self.stop)
            self.at = match.end() if match is not None else at + 1
            parts.append((LITERAL, at, self.at, text[at : self.at], False))

    def _escape(self, parts: list[Part]) -> None:
        at = self.at
        line = _ESCAPED_LINE.compiled.match(self.text, at, self.stop)
        if line is not None:
            self.at = line.end()
            return
        self.at = min(at + 2, self.stop)
        parts.append((LITERAL, at, self.at, self.text[at + 1 : self.at], True))

    def _quoted(self, parts: list[Part], opened: int) -> None:
        """Read the rest of what stands in double quotes."""
        text = self.text
        before = len(parts)
        while self.at < self.stop:
            at = self.at
            match = self._in_quotes(text, at, self.stop)
            if match is not None:
                self.at = match.end()
                parts.append((LITERAL, at, self.at, match.group(), True))
                continue
            char = text[at]
            if char == '"':
                self.at = at + 1
                if len(parts) == before:
                    parts.append((LITERAL, at, at, "", True))
                return
            if char == "$":
                self._dollar(parts, quoted=True)
            elif char == "`":
                self._backticks(parts, quoted=True)
            else:
                self._escape_in_quotes(parts)
        raise Unreadable(opened, "the quote is not closed")

    def _escape_in_quotes(self, parts: list[Part]) -> None:
        """Read a backslash in double quotes: it escapes only what has a meaning there."""
        at = self.at
        line = _ESCAPED_LINE.compiled.match(self.text, at, self.stop)
        if line is not None:
            self.at = line.end()
            return
        escaped = self.text[at + 1 : at + 2]
        self.at = min(at + 2, self.stop)
        parts.append((LITERAL, at, self.at, escaped if escaped in ("$", "`", '"', "\\") else f"\\{escaped}", True))

    def _dollar(self, parts: list[Part], *, quoted: bool) -> None:
        text, at = self.text, self.at
        following = text[at + 1 : at + 2]
        if following == "(":
            self._output(parts, quoted=quoted)
        elif following == "{":
            self._braced(parts, quoted=quoted)
        elif following == "'" and not quoted:
            self._ansi(parts)
        elif following == '"' and not quoted:
            self.at = at + 2
            self._quoted(parts, at + 1)
        else:
            match = _NAME.compiled.match(text, at + 1, self.stop)
            self.at = match.end() if match is not None else at + 1
            parts.append((LITERAL, at, self.at, "$", quoted) if match is None else (VARIABLE, at, self.at, match.group(), quoted))

    def _ansi(self, parts: list[Part]) -> None:
        at = self.at
        match = _ANSI.compiled.match(self.text, at + 1, self.stop)
        if match is None:
            raise Unreadable(at, "the quote is not closed")
        self.at = match.end()
        if "\\" in match[1]:
            parts.append((COMPUTED, at, self.at, _BY_SHELL, True))
        else:
            parts.append((LITERAL, match.start(1), match.end(1), match[1], True))

    def _braced(self, parts: list[Part], *, quoted: bool) -> None:
        """Read `${…}`: the plain forms as variables, all others as what only a shell can work out."""
        at = self.at
        match = _BRACED.compiled.match(self.text, at + 1, self.stop)
        if match is not None:
            self.at = match.end()
            more = match[2] or ""
            if more[:1] == "=" or more[:2] == ":=":
                self.filled.add(match[1])
            parts.append((VARIABLE, at, self.at, f"{match[1]} {more}" if more else match[1], quoted))
            return
        assigning = _ASSIGNING.compiled.match(self.text, at + 1, self.stop)
        if assigning is not None:
            self.filled.add(assigning[1])
        self.at = self._closing_brace(at)
        parts.append((COMPUTED, at, self.at, _BY_SHELL, quoted))

    def _closing_brace(self, opened: int) -> int:
        """Return where a `${` ends; what is quoted in it is passed over."""
        at, depth = opened + 2, 1
        search = _SPECIAL.compiled.search
        while depth:
            match = search(self.text, at, self.stop)
            if match is None:
                raise Unreadable(opened, "the brace is not closed")
            at = match.end()
            char = match.group()
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
            elif char == "\\":
                at += 1
            elif char in "'\"":
                closing = self.text.find(char, at, self.stop)
                at = closing + 1 if closing >= 0 else at
        return at

    def _output(self, parts: list[Part], *, quoted: bool) -> None:
        """Read `$(…)` and `$((…))`."""
        at = self.at
        if self.text.startswith("((", at + 1):
            closing = self.text.find("))", at + 3, min(self.stop, at + _LONGEST_SUM))
            if closing >= 0 and "\n" not in self.text[at:closing]:
                self.at = closing + 2
                parts.append((COMPUTED, at, self.at, _BY_SHELL, quoted))
                return
        self.at = at + 2
        part = (OUTPUT, at, 0, self.nested(")"), quoted)
        self._add_output((part[0], at, self.at, part[3], quoted), parts)

    def _backticks(self, parts: list[Part], *, quoted: bool) -> None:
        at, text = self.at, self.text
        closing = text.find("`", at + 1, self.stop)
        while closing > 0 and text[closing - 1] == "\\":
            closing = text.find("`", closing + 1, self.stop)
        if closing < 0:
            raise Unreadable(at, "the backtick is not closed")
        if "\\`" in text[at:closing]:
            self.at = closing + 1
            parts.append((COMPUTED, at, self.at, _BY_SHELL, quoted))
            return
        stop, self.stop, self.at = self.stop, closing, at + 1
        nodes = self.nested("")
        self.stop, self.at = stop, closing + 1
        self._add_output((OUTPUT, at, self.at, nodes, quoted), parts)

    def _add_output(self, part: Part, parts: list[Part]) -> None:
        parts.append(part)
        self.inner.append(part)
