"""PowerShell scripts from the first command to the last, as far as `az` and web requests go."""

from __future__ import annotations

import re

from preflight.passage import Builder, Folder, Hole, Passage, PathBelow
from preflight.pattern import Pattern
from preflight.shell import variables as doubts
from preflight.shell.command import ANYWHERE, PROGRAMS, SHELLS, Command, Reading, Written, beneath, is_script, program
from preflight.shell.posix_words import Unreadable
from preflight.shell.powershell_values import PowerShellValues
from preflight.shell.syntax import FOLDER
from preflight.shell.variables import Variables
from preflight.value import Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.shell.powershell_words import Words

_ASSIGN = Pattern(r"(?:\[[\w.\[\]]{1,80}\]\s*)?\$(?:(env|global|script|local):)?([A-Za-z_]\w*)[ \t]*(\+?=)(?!=)", re.IGNORECASE)
_ASSIGNED = Pattern(r"\$(?:\w{1,10}:)?([A-Za-z_]\w*)[ \t]*(?:[-+*/]?=(?!=)|\+\+|--)")
_KEYWORD = Pattern(
    r"(if|elseif|else|foreach|for|while|do|until|switch|try|catch|finally|function|filter|param|process|begin|end|return|throw)\b",
    re.IGNORECASE,
)
_EACH = Pattern(r"\(\s*\$(\w+)\s+in\b", re.IGNORECASE)
_HEADERS = Pattern(r"(?i)-h(?:e(?:a(?:d(?:e(?:r(?:s)?)?)?)?)?)?:?")
_REDIRECT = Pattern(r"[0-9*]?(>>?)(&[0-9])?")
_WILD = Pattern(r"(?im)(?:^|[;{])[ \t]*(?:\.[ \t]+\S|invoke-expression\b|iex\b|set-variable\b|import-module[ \t]+\.)")
_LOOPS = frozenset({"foreach", "for", "while", "do", "until", "process"})
_PLAIN_BLOCKS = frozenset({"try", "begin", "end"})
_MOVING = frozenset({"cd", "set-location", "sl", "chdir", "push-location", "pushd", "pop-location", "popd"})
_NATIVE = ("az", "az.cmd")
_STOP = "\n;|)}"


def read_powershell(script: Passage, known: Mapping[str, Passage] | None = None, folder: Folder | Unknown = ANYWHERE) -> Reading:
    """Read a PowerShell script; `known` are environment variables set from outside, `folder` is where it is run."""
    return _Run(script, {f"env:{name.lower()}": value for name, value in (known or {}).items()}, folder).reading()


class _Run(PowerShellValues):
    """Goes through the statements of one script."""

    def __init__(self, script: Passage, known: Mapping[str, Passage], folder: Folder | Unknown) -> None:
        super().__init__(script, Variables(known, folder))
        self._written: list[Written] = []
        self._conditional = False
        self._counts: dict[str, int] = {}
        for match in _ASSIGNED.finditer(script.text):
            name = match[1].lower()
            self._counts[name] = self._counts.get(name, 0) + 1
        self._wild = _WILD.search(script.text) is not None

    def reading(self) -> Reading:
        fault = None
        try:
            while self.at < self.stop:
                self._statements("")
                self.at += 1  # a stray closing bracket
        except Unreadable as refused:
            fault = Unknown(refused.reason, self.script.spot(refused.offset, refused.offset + 1))
        return Reading(tuple(self.commands), tuple(self._written), fault)

    def _statements(self, closing: str) -> None:
        """Read statements up to a closing bracket, not past it."""
        self.deeper()
        while True:
            self.blanks(" \t\r\n;|&,")
            if self.at >= self.stop or self.text[self.at] == closing:
                break
            if self.text[self.at] in ")}":
                if not closing:
                    break
                self.at += 1
                continue
            before = self.at
            self.statement()
            self.at += self.at == before
        self.depth -= 1

    def nested(self, closing: str, output: str = "") -> Command | None:
        """Read statements up to a closing bracket, and past it; return the only command among them."""
        opened, before, taken = self.at, len(self.commands), self.output
        self.output = output
        self._statements(closing)
        self.output = taken
        if self.at >= self.stop:
            raise Unreadable(opened, "the bracket is not closed")
        self.at += 1
        return self.commands[before] if len(self.commands) == before + 1 else None

    def statement(self) -> None:
        match = _ASSIGN.compiled.match(self.text, self.at, self.stop)
        if match is not None:
            self.at = match.end()
            name = f"env:{match[2].lower()}" if (match[1] or "").lower() == "env" else match[2].lower()
            content = self.value(match[2])
            if match[3] == "+=" and not isinstance(content, Hole):
                content = self.added(name, content)
            self.variables.put(name, content)
            return
        word = _KEYWORD.compiled.match(self.text, self.at, self.stop)
        if word is not None:
            self.at = word.end()
            self._keyword(word[1].lower())
            return
        self.pipeline()

    def _keyword(self, word: str) -> None:
        """Read the head of a block, and the block."""
        if word in ("return", "throw"):
            return
        if word in ("function", "filter"):
            self.blanks()
            self.word()
        self.blanks(" \t\r\n")
        loop = _EACH.compiled.match(self.text, self.at, self.stop) if word == "foreach" else None
        if self.text.startswith("(", self.at):
            self.at += 1
            self.variables.enter()
            self.nested(")")
            self.variables.doubt(self.variables.leave(), doubts.BY_RUN)
            if loop is not None:
                self.variables.put(loop[1].lower(), Hole("", doubts.IN_LOOP.format(f"${loop[1]}")))
            self.blanks(" \t\r\n")
        if self.text.startswith("{", self.at):
            self._block(word)

    def _block(self, word: str) -> None:
        """Read what stands in braces after a keyword, or after a command that calls it."""
        before = self._conditional
        self.at += 1
        called = word in ("function", "filter")
        self._conditional = before or word not in _PLAIN_BLOCKS
        if word in _LOOPS:
            self.variables.doubt([name for name, count in self._counts.items() if count > 1 and self.variables.has(name)], doubts.IN_LOOP)
        self.variables.enter()
        if called:
            self.variables.only([FOLDER, *(name for name, count in self._counts.items() if count == 1)] if not self._wild else [FOLDER])
        self.nested("}")
        changed = self.variables.leave()
        if not called:
            self.variables.doubt(changed, doubts.IN_BRANCH)
        self._conditional = before

    def pipeline(self) -> None:
        """Read commands joined by `|`, `&&` and `||`, up to the end of the statement."""
        before = self._conditional
        while self.at < self.stop:
            self._command()
            self.blanks()
            if self.text.startswith(("||", "&&"), self.at):
                self._conditional = self._conditional or self.text[self.at] == "|"
                self.at += 2
            elif self.text.startswith("|", self.at):
                self.at += 1
            else:
                break
            self.blanks(" \t\r\n")
        self._conditional = before

    def _command(self) -> None:
        words: Words = []
        start = self.at
        while True:
            self.blanks()
            if self.at >= self.stop or self.text[self.at] in _STOP:
                break
            char = self.text[self.at]
            if char == "&":
                if words:
                    break
                self.at += 1
            elif char == "{":
                self._block("process")
            elif self.text.startswith("@{", self.at):
                self._inline_table(words)
            elif char == "(" or self.text.startswith("@(", self.at):
                self._bracket(words)
            elif char == ">" or (char in "*0123456789" and _REDIRECT.compiled.match(self.text, self.at, self.stop)):
                self._redirect()
            elif char in ",<":
                self.at += 1
            else:
                words += self.word()
        self._done(words, start)

    def _bracket(self, words: Words) -> None:
        start = self.at
        self.at += 2 if self.text[start] == "@" else 1
        made = self.nested(")")
        raw = self.text[start : self.at]
        builder = Builder(self.script)
        builder.hole(Hole(raw, "what stands in brackets is worked out by PowerShell", made), start, self.at)
        words.append((builder.built((start, self.at)), True))

    def _inline_table(self, words: Words) -> None:
        """Read `@{ name = value … }` among the words of a command: headers as texts, anything else as a whole that is not known."""
        start = self.at
        self.at += 2
        found = self._table()
        if words and _HEADERS.compiled.fullmatch(words[-1][0].text) is not None:
            words += found
            return
        builder = Builder(self.script)
        builder.hole(Hole(self.text[start : self.at], "a table is worked out by PowerShell"), start, self.at)
        words.append((builder.built((start, self.at)), True))

    def _redirect(self) -> None:
        match = _REDIRECT.compiled.match(self.text, self.at, self.stop)
        self.at = match.end() if match is not None else self.at + 1
        self.blanks()
        if match is not None and match[2] is None and self.at < self.stop and self.text[self.at] not in _STOP:
            for word, _ in self.word():
                self._written.append(Written(word.value(), self.variables.folder, self._conditional))

    def _done(self, words: Words, start: int) -> None:
        """Take note of a command that has ended."""
        if not words:
            return
        name = program(words[0][0].text)
        if name in _MOVING:
            self._move(words)
        elif name == "." or name in ("invoke-expression", "iex", "set-variable"):
            self.variables.doubt_all("`{}` may be set by another script")
        if name in ("set-content", "out-file", "add-content"):
            for word, _ in words[1:2] if not words[1:2] or words[1][0].text[:1] != "-" else words[2:3]:
                self._written.append(Written(word.value(), self.variables.folder, self._conditional))
        if name not in PROGRAMS and name not in SHELLS and not is_script(words[0][0].text):
            return
        self.commands.append(
            Command(
                words=tuple(_passed(word) if name in _NATIVE else word for word, _ in words),
                near=self.script.spot(start, self.at),
                folder=self.variables.folder,
                conditional=self._conditional,
                output=self.output,
                loose=frozenset(index for index, (_, loose) in enumerate(words) if loose),
            )
        )

    def _move(self, words: Words) -> None:
        """Follow `Set-Location`."""
        plain = [word for word, _ in words[1:] if not word.text.startswith("-")]
        target = plain[0].value() if len(plain) == 1 else None
        text = text_of(target) if target is not None else None
        folder: Folder | Hole = Hole("", f"the working directory is not known after `{words[0][0].text}`")
        if isinstance(target, PathBelow):
            folder = target.folder
        elif text is not None and text[:1] not in "/\\~-" and text[1:2] != ":" and isinstance(self.variables.folder, Folder):
            folder = beneath(self.variables.folder, text.replace("\\", "/"))
        self.variables.put(FOLDER, folder)


def _passed(word: Passage) -> Passage:
    """Return a word as a program gets it: what becomes of double quotes in it depends on the version of PowerShell."""
    if '"' not in word.text or word.holes:
        return word
    builder = Builder(word)
    builder.hole(Hole(word.text, "what becomes of double quotes depends on the version of PowerShell"), 0, len(word.text))
    return builder.built()
