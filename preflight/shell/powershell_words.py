"""The words of PowerShell: quotes, backticks, variables, and the output of commands."""

from __future__ import annotations

import re

from preflight.passage import HOLE, Builder, Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.shell.posix_values import ROOT_VARIABLES, is_hole
from preflight.shell.posix_words import MAX_DEPTH, MAX_WORDS, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.variables import Content, Variables

    Words = list[tuple[Passage, bool]]

_PLAIN = Pattern(r"[^\s`'\"$(){};|&,<>\ue000]+")
_IN_QUOTES = Pattern(r'[^"`$]+')
_IN_HERE = Pattern(r"[^`$]+")
_VARIABLE = Pattern(r"\$(?:(env|global|script|local|using):)?([A-Za-z_]\w*|[_$?^])|\$\{(?:(env):)?([^}\n]{1,100})\}", re.IGNORECASE)
_MEMBER = Pattern(r"(?:\.[A-Za-z_]\w*(?:\([^()\n]{0,200}\))?|\[[^\]\n]{0,100}\])+")
_SPLAT = Pattern(r"@([A-Za-z_]\w*)")
_HERE = Pattern(r"@(['\"])[ \t]*\r?\n")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": " "}
_CONTINUED = Pattern(r"`\r?\n")
ENDS = frozenset(" \t\r\n;|&(){}<>,")
_PRINTED = "what a command prints is not known"
_AUTOMATIC = frozenset({"_", "$", "?", "^", "true", "false", "null", "args", "input", "matches", "lastexitcode"})


class PowerShellWords:
    """Reads words from an offset on, with the variables filled in. What stands in brackets is read by `nested`."""

    def __init__(self, script: Passage, variables: Variables) -> None:
        """Start at the beginning of a script."""
        self.script = script
        self.text = script.text
        self.at = 0
        self.stop = len(script.text)
        self.variables = variables
        self.depth = 0
        self._left = MAX_WORDS

    def nested(self, closing: str) -> object:
        """Read statements up to a closing character, and past it; return the command that prints what comes of them, if it is one."""
        raise NotImplementedError

    def deeper(self) -> None:
        """Go one level down; raises Unreadable when that is too deep."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(self.at, f"nested more than {MAX_DEPTH} deep")

    def blanks(self, more: str = " \t\r") -> None:
        """Pass over blanks, continued lines and comments."""
        while self.at < self.stop:
            char = self.text[self.at]
            if char in more:
                self.at += 1
            elif char == "#":
                end = self.text.find("\n", self.at, self.stop)
                self.at = self.stop if end < 0 else end
            elif char == "<" and self.text.startswith("<#", self.at):
                end = self.text.find("#>", self.at, self.stop)
                self.at = self.stop if end < 0 else end + 2
            else:
                line = _CONTINUED.compiled.match(self.text, self.at, self.stop) if char == "`" else None
                if line is None:
                    return
                self.at = line.end()

    def word(self, *, listed: bool = False) -> Words:
        """Read a word; a variable that holds a list comes to several. In a list, a comma ends it."""
        self._left -= 1
        if self._left < 0:
            raise Unreadable(self.at, f"more than {MAX_WORDS:,} words")
        start = self.at
        words = self._list()
        if words is not None:
            return words
        builder = Builder(self.script)
        while self.at < self.stop and (self.text[self.at] not in ENDS or (self.text[self.at] == "," and self.at > start and not listed)):
            self._part(builder)
        return [(builder.built((start, self.at)), False)]

    def _list(self) -> Words | None:
        """Read `@name`, or a variable that is a whole word."""
        text, at = self.text, self.at
        match = _SPLAT.compiled.match(text, at, self.stop) or (
            _VARIABLE.compiled.match(text, at, self.stop) if text.startswith("$", at) else None
        )
        if match is None or (match.end() < self.stop and text[match.end()] not in ENDS - {","}):
            return None
        content = self.content(match)
        self.at = match.end()
        around = (at, self.at)
        if isinstance(content, list) and all(self._afford(word) for word, _ in content):
            return [(self._placed(word, around), loose) for word, loose in content]
        if isinstance(content, Passage) and not is_hole(content) and self._afford(content):
            return [(self._placed(content, around), False)]
        builder = Builder(self.script)
        builder.hole(self.hole(content, text[at : self.at]), *around)
        return [(builder.built(around), True)]

    def _placed(self, content: Passage, around: tuple[int, int]) -> Passage:
        builder = Builder(self.script)
        builder.passage(content, *around)
        return builder.built(around)

    def _afford(self, content: Passage) -> bool:
        self.variables.left -= len(content.text) + 20
        return self.variables.left >= 0

    def hole(self, content: Content, raw: str) -> Hole:
        """Return what is written where a variable is not known."""
        if isinstance(content, Hole):
            return content.named(raw)
        if isinstance(content, Passage) and content.holes:
            return content.holes[0][2].named(raw)
        return Hole(raw, f"`{raw}` is worked out by PowerShell")

    def content(self, match: re.Match[str]) -> Content:
        """Return what is known of a variable. PowerShell does not tell upper from lower case in names."""
        groups = match.groups()
        if len(groups) == 1:
            return self.variables.get(groups[0].lower())
        name = groups[1] or groups[3]
        scope = (groups[0] or groups[2] or "").lower()
        if scope == "env":
            found = self.variables.get(f"env:{name.lower()}")
            known = self.variables.has(f"env:{name.lower()}")
            return Hole("", f"`$env:{name}` is not set in this file", None, _folder(name)) if not known else found
        if name.lower() == "psscriptroot":
            return Hole("", "`$PSScriptRoot` is the folder of the script", None, Folder("script"))
        if name.lower() == "pwd" and isinstance(self.variables.folder, Folder):
            return Hole("", "`$PWD` is the working directory", None, self.variables.folder)
        if name.lower() in _AUTOMATIC:
            return Hole("", f"`${name}` is known when the script runs")
        return self.variables.get(name.lower())

    def _part(self, builder: Builder) -> None:
        text, at = self.text, self.at
        char = text[at]
        match = _PLAIN.compiled.match(text, at, self.stop)
        if match is not None:
            self.at = match.end()
            builder.same(at, self.at)
        elif char == "'":
            self._single(builder)
        elif char == '"':
            self.at += 1
            self._double(builder, at)
        elif char == "`":
            self.at = min(at + 2, self.stop)
            builder.instead(_ESCAPES.get(text[at + 1 : self.at], text[at + 1 : self.at]), at, self.at)
        elif char == "$":
            self._dollar(builder, bare=True)
        elif char == HOLE and (hole := self.script.hole_at(at)) is not None:
            self.at += 1
            builder.hole(hole, at, self.at)
        elif char == ",":
            self.at += 1
            builder.hole(Hole(",", "PowerShell makes a list of this"), at, self.at)
        else:
            self.at += 1
            builder.same(at, self.at)

    def _single(self, builder: Builder) -> None:
        at = self.at + 1
        while True:
            end = self.text.find("'", at, self.stop)
            if end < 0:
                raise Unreadable(self.at, "the quote is not closed")
            self._same(builder, at, end)
            if self.text[end + 1 : end + 2] != "'":
                self.at = end + 1
                return
            builder.same(end, end + 1)
            at = end + 2

    def _same(self, builder: Builder, start: int, end: int) -> None:
        """Add a stretch with the holes that were there before a shell reads it."""
        at, last = self.text.find(HOLE, start, end), start
        while at >= 0:
            hole = self.script.hole_at(at)
            if hole is not None:
                builder.same(last, at)
                builder.hole(hole, at, at + 1)
                last = at + 1
            at = self.text.find(HOLE, at + 1, end)
        builder.same(last, end)

    def _double(self, builder: Builder, opened: int) -> None:
        """Read the rest of what stands in double quotes."""
        text = self.text
        while self.at < self.stop:
            at = self.at
            match = _IN_QUOTES.compiled.match(text, at, self.stop)
            if match is not None:
                self.at = match.end()
                self._same(builder, at, self.at)
            elif text[at] == '"':
                self.at += 1
                if text[self.at : self.at + 1] != '"':
                    return
                self.at += 1
                builder.instead('"', at, self.at)
            elif text[at] == "$":
                self._dollar(builder, bare=False)
            else:
                self.at = min(at + 2, self.stop)
                builder.instead(_ESCAPES.get(text[at + 1 : self.at], text[at + 1 : self.at]), at, self.at)
        raise Unreadable(opened, "the quote is not closed")

    def _dollar(self, builder: Builder, *, bare: bool) -> None:
        text, at = self.text, self.at
        if text.startswith("$(", at):
            self.at += 2
            maker = self.nested(")")
            raw = text[at : self.at]
            builder.hole(Hole(raw, _PRINTED, maker, None, raw[:500]), at, self.at)
            return
        match = _VARIABLE.compiled.match(text, at, self.stop)
        if match is None:
            self.at += 1
            builder.same(at, self.at)
            return
        content = self.content(match)
        self.at = match.end()
        member = _MEMBER.compiled.match(text, self.at, self.stop) if bare else None
        if member is not None:
            self.at = member.end()
            builder.hole(self.hole(content, text[at : self.at]), at, self.at)
        elif isinstance(content, Passage) and not is_hole(content) and self._afford(content):
            builder.passage(content, at, self.at)
        else:
            builder.hole(self.hole(content, text[at : self.at]), at, self.at)

    def here_string(self) -> Passage | None:
        """Read `@'` and the lines up to `'@`, if they stand here."""
        match = _HERE.compiled.match(self.text, self.at, self.stop)
        if match is None:
            return None
        start, ending = match.end(), f"\n{match[1]}@"
        end = self.text.find(ending, start - 1, self.stop)
        if end < 0:
            raise Unreadable(self.at, "the here-string is not closed")
        around = (self.at, end + len(ending))
        self.at = around[1]
        builder = Builder(self.script)
        body = self.text[start:end]
        if match[1] == '"' and ("$" in body or "`" in body):
            self._expandable(builder, start, end)
        else:
            self._same(builder, start, max(start, end - body.endswith("\r")))
        return builder.built(around)

    def _expandable(self, builder: Builder, start: int, end: int) -> None:
        """Read a stretch in which quotes mean nothing, but variables do."""
        text, before = self.text, (self.at, self.stop)
        self.at, self.stop = start, end
        while self.at < self.stop:
            at = self.at
            match = _IN_HERE.compiled.match(text, at, self.stop)
            if match is not None:
                self.at = match.end()
                self._same(builder, at, self.at)
            elif text[at] == "$":
                self._dollar(builder, bare=False)
            else:
                self.at = min(at + 2, self.stop)
                builder.instead(_ESCAPES.get(text[at + 1 : self.at], text[at + 1 : self.at]), at, self.at)
        self.at, self.stop = before


def _folder(name: str) -> Folder | None:
    """Return what the environment variables of build agents name."""
    return Folder("root") if name.upper() in ROOT_VARIABLES else None
