"""Scripts of the Windows command processor: lines of commands, with `^` at the end of those that go on."""

from __future__ import annotations

import re

from preflight.passage import HOLE, Builder, Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.shell import variables as doubts
from preflight.shell.command import ANYWHERE, CARRIERS, PROGRAMS, Command, Reading, beneath, is_script, program
from preflight.shell.posix_words import MAX_WORDS
from preflight.shell.syntax import FOLDER
from preflight.shell.variables import Variables
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PIECE = Pattern(
    r"(?P<blank>[ \t\r]+|\^\r?\n)|(?P<escape>\^.)|(?P<quoted>\"[^\"\n]*\"?)|(?P<variable>%[A-Za-z_][^%\s:]{0,100}%|%%?~?[\w*])"
    r"|(?P<redirect>[0-9]?[<>]+&?[0-9]?)|(?P<operator>&&|\|\||[&|\n()])|(?P<plain>[^\s\"%^&|<>()]+|.)",
    re.DOTALL,
)
_VARIABLE = Pattern(r"%([A-Za-z_][^%\s:]{0,100})%")
_LINE = Pattern(r"[ \t@]*(?:(?:rem\b|::)[^\n]*|set[ \t]+\"?([A-Za-z_]\w*)=([^\"\n]*)[^\n]*)", re.IGNORECASE)
_WORKED_OUT = Pattern(r"[%!^&|<>]")
_LABEL = Pattern(r"(?m)^[ \t]*:[A-Za-z_]")
_MOVING = frozenset({"cd", "chdir", "pushd", "popd"})
# What may stand before a command that may not run.
_BRANCHING = frozenset({"if", "else", "for"})


def read_cmd(script: Passage, known: Mapping[str, Passage] | None = None, folder: Folder | Unknown = ANYWHERE) -> Reading:
    """Read a script of the command processor; `known` are variables set from outside, `folder` is where it is run."""
    return _Run(script, {name.lower(): value for name, value in (known or {}).items()}, folder).reading()


class _Run:
    """Goes through the lines of one script."""

    def __init__(self, script: Passage, known: Mapping[str, Passage], folder: Folder | Unknown) -> None:
        self._script = script
        self._variables = Variables(known, folder)
        self._jumps = _LABEL.search(script.text) is not None
        self._commands: list[Command] = []
        self._words: list[Passage] = []
        self._builder: Builder | None = None
        self._starts: list[int] = []
        self._end = 0
        self._depth = 0
        self._branch = False
        self._target = False

    def reading(self) -> Reading:
        text, at, left = self._script.text, 0, MAX_WORDS
        fresh = True
        while at < len(text) and left:
            line = _LINE.compiled.match(text, at) if fresh else None
            if line is not None:
                self._set(line)
                at, fresh = line.end(), False
                continue
            match: re.Match[str] = _PIECE.compiled.match(text, at)  # type: ignore[assignment]  # any character is a piece
            self._piece(match.lastgroup or "", match.group(), at)
            fresh = match.group() == "\n"
            at = match.end()
            left -= 1
        self._ended()
        fault = None if left else Unknown(f"more than {MAX_WORDS:,} words", self._script.spot(at, at + 1))
        return Reading(tuple(self._commands), (), fault)

    def _set(self, line: re.Match[str]) -> None:
        """Follow `set X=…`; a comment sets nothing."""
        if line[1] is None:
            return
        value = line[2].rstrip("\r")
        sure = not (self._depth or self._jumps or _WORKED_OUT.search(value) or HOLE in value)
        if sure:
            self._variables.put(line[1].lower(), self._script.part(line.start(2), line.start(2) + len(value)))
        else:
            self._variables.doubt([line[1].lower()], doubts.BY_RUN)

    def _piece(self, sort: str, text: str, at: int) -> None:
        if sort in ("blank", "redirect"):
            self._word()
            self._target = self._target or (sort == "redirect" and "&" not in text)
            return
        if sort == "operator" and not self._is_plain(text):
            self._operator(text)
            return
        if self._builder is None:
            self._builder = Builder(self._script)
            self._starts.append(at)
        self._end = at + len(text)
        if sort == "escape":
            self._builder.instead(text[1:], at, self._end)
        elif sort == "quoted":
            self._filled(self._builder, at + 1, self._end - (len(text) > 1 and text.endswith('"')))
        elif sort == "variable":
            self._variable(self._builder, at, self._end)
        else:
            self._filled(self._builder, at, self._end)

    def _is_plain(self, text: str) -> bool:
        """Tell whether a bracket is a part of a word: one opens only before a command, and closes only what is open."""
        if text == "(":
            return self._builder is not None or (bool(self._words) and not self._branch)
        return text == ")" and not self._depth

    def _filled(self, builder: Builder, start: int, end: int) -> None:
        """Add a stretch in which nothing but variables has a meaning."""
        last = start
        for match in _VARIABLE.compiled.finditer(self._script.text, start, end):
            self._same(builder, last, match.start())
            self._variable(builder, match.start(), match.end())
            last = match.end()
        self._same(builder, last, end)

    def _same(self, builder: Builder, start: int, end: int) -> None:
        for at in range(start, end) if HOLE in self._script.text[start:end] else ():
            hole = self._script.hole_at(at)
            if hole is not None:
                builder.same(start, at)
                builder.hole(hole, at, at + 1)
                start = at + 1
        builder.same(start, end)

    def _variable(self, builder: Builder, start: int, end: int) -> None:
        raw = self._script.text[start:end]
        content = self._variables.get(raw.strip("%").lower())
        if isinstance(content, Passage) and not content.holes and not self._depth:
            builder.passage(content, start, end)
            return
        reason = content.reason if isinstance(content, Hole) else f"`{raw}` is filled in before the line is run"
        builder.hole(Hole(raw, reason.replace(f"${raw.strip('%').lower()}", raw)), start, end)

    def _word(self) -> None:
        """Take note of a word that has ended."""
        if self._builder is None:
            return
        word, self._builder = self._builder.built(), None
        if self._target:  # of a redirection
            self._target = False
            self._starts.pop()
            return
        if not self._words and word.text.lower().lstrip("@") in _BRANCHING:
            self._branch = True
        self._words.append(word)

    def _operator(self, text: str) -> None:
        self._ended()
        if text == "(":
            self._depth += 1
        elif text == ")":
            self._depth -= 1
        elif text == "\n":
            self._branch = False
        elif text == "||":
            self._branch = True

    def _ended(self) -> None:
        """Take note of a command that has ended. After `if` and `for`, it begins with the first program of interest."""
        self._word()
        words, starts = self._words, self._starts
        self._words, self._starts, self._target = [], [], False
        if self._branch and any(word.text.lower() in _MOVING for word in words):
            self._variables.doubt([FOLDER], doubts.IN_BRANCH)
        first = next((index for index, word in enumerate(words) if self._begins(word)), None)
        if first is None:
            return
        words, starts = words[first:], starts[first:]
        name = program(words[0].text.lstrip("@"))
        conditional = bool(self._depth) or self._branch
        if name in _MOVING:
            self._move(words)
        elif name in PROGRAMS or is_script(name):
            near = self._script.spot(starts[0], self._end)
            self._commands.append(Command(tuple(words), near, self._variables.folder, conditional))

    def _begins(self, word: Passage) -> bool:
        """Tell whether a word begins the command, and is not what stands before one."""
        name = program(word.text.lstrip("@"))
        return name in PROGRAMS or is_script(name) or (name not in CARRIERS and not self._branch)

    def _move(self, words: list[Passage]) -> None:
        """Follow `cd`."""
        plain = [word for word in words[1:] if word.text.lower() != "/d"]
        text = plain[0].text.replace("\\", "/") if len(plain) == 1 and not plain[0].holes else "/"
        before = self._variables.folder
        folder: Folder | Hole = Hole("", f"the working directory is not known after `{words[0].text}`")
        if text[:1] != "/" and text[1:2] != ":" and isinstance(before, Folder) and not self._depth:
            folder = beneath(before, text)
        self._variables.put(FOLDER, folder)
