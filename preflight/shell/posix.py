"""Scripts of POSIX shells and bash: what they are made of."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.shell.posix_commands import CommandReader, changed
from preflight.shell.posix_words import ENDS, Unreadable
from preflight.shell.syntax import Block, Parsed, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.syntax import Node

_WORD = Pattern(r"[^\s\\'\"$`|&;()<>]+")
_FUNCTION = Pattern(r"[^\s\\'\"$`|&;()<>=]+[ \t]*\([ \t]*\)")
_NEXT_CASE = Pattern(r";;?&|;;")
_PASSED_OVER = frozenset({"!", "time", "coproc"})
_CLOSING = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
_LONGEST_SUM = 10_000


def parse(text: str) -> Parsed:
    """Read a script as far as it can be read; what is wrong there is told, never raised."""
    parsed = Parsed()
    reader = _Reader(text)
    try:
        while reader.at < reader.stop:  # a stray `;;` ends a list of commands
            reader.commands(parsed.nodes)
    except Unreadable as refused:
        parsed.fault = (refused.offset, refused.reason)
    parsed.counts, parsed.arrays, parsed.filled, parsed.wild = reader.counts, reader.arrays, reader.filled, reader.wild
    return parsed


class _Reader(CommandReader):
    """Reads blocks."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._waiting: list[frozenset[str]] = []
        self._asked, self._found = (-1, -1), ""
        self._reading = {
            "if": self._if, "while": self._loop, "until": self._loop, "for": self._for, "select": self._for, "case": self._case,
            "function": self._function, "{": self._group, "[[": self._test,
        }  # fmt: skip

    def _keyword(self) -> str:
        """Return the plain word that begins here; nothing when it is no plain word. It is asked for several times at one place."""
        if self._asked != (self.at, self.stop):
            self._asked = (self.at, self.stop)
            match = _WORD.compiled.match(self.text, self.at, self.stop)
            plain = match is not None and (match.end() >= self.stop or self.text[match.end()] in ENDS)
            self._found = match.group() if match is not None and plain else ""
        return self._found

    def ended(self) -> bool:
        """Tell whether a block's list of commands ends here."""
        char = self.text[self.at]
        if char in ";&|":
            return self.text.startswith((";;", ";&"), self.at) and bool(self._waiting) and "esac" in self._waiting[-1]
        if char == ")":
            return bool(self._waiting) and ")" in self._waiting[-1]
        word = self._keyword()
        while word in _CLOSING and not (self._waiting and word in self._waiting[-1]):  # a stray one: nothing that it could close
            self.at += len(word)
            self.blanks()
            word = self._keyword() if self.at < self.stop else ""
        return bool(word) and bool(self._waiting) and word in self._waiting[-1]

    def nested(self, closing: str) -> list[Node]:
        """Read commands up to a closing character; the blocks around it do not end there."""
        self._waiting.append(frozenset({closing}))
        nodes = super().nested(closing)
        self._waiting.pop()
        return nodes

    def compound(self) -> Block | None:
        """Read a block, if one begins here."""
        while True:
            text, at = self.text, self.at
            if text.startswith("((", at):
                return self._sum()
            if text.startswith("(", at):
                return self._subshell()
            word = self._keyword()
            if word in _PASSED_OVER:
                self.at += len(word)
                self.blanks()
                continue
            read = self._reading.get(word)
            if read is not None:
                self.at += len(word)
                return read(at)
            match = _FUNCTION.compiled.match(text, at, self.stop)
            return None if match is None else self._function(at)

    def _list(self, block: Block, *closing: str) -> str:
        """Read commands up to one of some words, and past it; return that word."""
        self._waiting.append(frozenset(closing))
        nodes: list[Node] = []
        block.lists.append(nodes)
        self.commands(nodes)
        self._waiting.pop()
        word = self._keyword() if self.at < self.stop else ""
        if word in closing:
            self.at += len(word)
            return word
        return ""

    def _opened(self, sort: str, start: int, name: str = "") -> Block:
        self.names.append(set())
        block = Block(sort, start, name)
        self.inner, block.inner = block.inner, self.inner  # given back by `_closed`
        return block

    def _closed(self, block: Block) -> Block:
        self.inner, block.inner = block.inner, self.inner
        block.names = self.names.pop()
        self.names[-1] |= block.names
        self.blanks()
        while self.at < self.stop and self.redirect(block.redirects):
            self.blanks()
        return block

    def _if(self, start: int) -> Block:
        block = self._opened("if", start)
        word = "if"
        while word in ("if", "elif"):
            self._list(block, "then")
            word = self._list(block, "elif", "else", "fi")
        if word == "else":
            self._list(block, "fi")
        return self._closed(block)

    def _loop(self, start: int) -> Block:
        block = self._opened("loop", start)
        self._list(block, "do")
        self._list(block, "done")
        return self._closed(block)

    def _for(self, start: int) -> Block:
        block = self._opened("loop", start)
        self.blanks()
        if self.text.startswith("((", self.at):
            self._sum()
        else:
            block.name = self._keyword()
            self.at += len(block.name)
            self.assigned(block.name)
            self.blanks()
            while self.at < self.stop and self.text[self.at] not in "\n;":
                before = self.at
                self.word()
                self.at += self.at == before
                self.blanks()
        self._list(block, "do")
        self._list(block, "done")
        return self._closed(block)

    def _case(self, start: int) -> Block:
        block = self._opened("case", start)
        self.blanks()
        if self.at < self.stop:
            self.word()
        self._to_word("in")
        while self._pattern():
            if self._list(block, "esac"):
                break
            following = _NEXT_CASE.compiled.match(self.text, self.at, self.stop)
            self.at = self.at if following is None else following.end()
        return self._closed(block)

    def _to_word(self, wanted: str) -> None:
        """Go past a word that must come next."""
        self._over_lines()
        if self._keyword() == wanted:
            self.at += len(wanted)

    def _over_lines(self) -> None:
        self.blanks()
        while self.at < self.stop and self.text[self.at] == "\n":
            self._newline()
            self.blanks()

    def _pattern(self) -> bool:
        """Go past the next pattern of a `case`; there is none at its end."""
        self._over_lines()
        if self._keyword() == "esac":
            self.at += 4
            return False
        closing = self.at
        while closing < self.stop and self.text[closing] not in ")\n":
            closing += 1
        if closing >= self.stop or self.text[closing] == "\n":
            return False
        self.at = closing + 1
        return True

    def _function(self, start: int) -> Block:
        self.blanks()
        name = self._keyword()
        self.at += len(name)
        self.blanks()
        if self.text.startswith("(", self.at):
            self.at += 1
            self.blanks()
            self.at += self.text.startswith(")", self.at)
        block = self._opened("function", start, name)
        self._over_lines()
        if self.at < self.stop:
            body = self.compound() or self.simple()
            block.lists.append([body])
        return self._closed(block)

    def _group(self, start: int) -> Block:
        block = self._opened("group", start)
        self._list(block, "}")
        return self._closed(block)

    def _subshell(self) -> Block:
        block = Block("subshell", self.at)
        self.at += 1
        block.lists.append(self.nested(")"))
        self.names.append(set())
        self.blanks()
        while self.at < self.stop and self.redirect(block.redirects):
            self.blanks()
        block.names = self.names.pop()
        return block

    def _sum(self) -> Block:
        """Read `(( … ))`, of which only the variables count that it changes."""
        block = self._opened("group", self.at)
        closing = self.text.find("))", self.at + 2, min(self.stop, self.at + _LONGEST_SUM))
        end = self.at + 2 if closing < 0 else closing
        for name in changed(self.text[self.at : end]):
            self.assigned(name)
        self.at = min(end + 2, self.stop)
        return self._closed(block)

    def _test(self, start: int) -> Block:
        """Read `[[ … ]]`: its words, since commands may stand in them."""
        block = self._opened("test", start)
        while True:
            self._over_lines()
            if self.at >= self.stop:
                break
            word: WordNode | None = self.word() if self.text[self.at] not in ENDS else None
            if word is None:
                self.at += 1
            elif word.text == "]]":
                break
        return self._closed(block)
