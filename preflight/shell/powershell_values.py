"""What PowerShell's variables are set to: texts, lists, tables, and what commands print."""

from __future__ import annotations

from preflight.passage import Builder, Hole, Passage
from preflight.pattern import Pattern
from preflight.shell import variables as doubts
from preflight.shell.posix_words import Unreadable
from preflight.shell.powershell_words import PowerShellWords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.command import Command
    from preflight.shell.powershell_words import Words
    from preflight.shell.variables import Content, Variables

_KEY = Pattern(r"(?:([A-Za-z_][\w-]*)|['\"]([^'\"\n]*)['\"])\s*=")


class PowerShellValues(PowerShellWords):
    """Reads values. What follows one on its line is read by `pipeline`, a value that is a statement by `statement`."""

    def __init__(self, script: Passage, variables: Variables) -> None:
        """Start at the beginning of a script."""
        super().__init__(script, variables)
        self.commands: list[Command] = []
        self.output = ""

    def nested(self, closing: str, output: str = "") -> Command | None:
        """Read statements up to a closing bracket, and past it; return the only command among them."""
        raise NotImplementedError

    def pipeline(self) -> None:
        """Read commands up to the end of the statement."""
        raise NotImplementedError

    def statement(self) -> None:
        """Read a statement."""
        raise NotImplementedError

    def value(self, name: str) -> Content:
        """Read what a variable is set to. Only what is all of the statement is known."""
        self.blanks()
        start = self.at
        if start >= self.stop:
            return Hole("", doubts.BY_RUN.format(f"${name}"))
        text = self.text
        here = self.here_string()
        if here is not None:
            return self._alone(here, name)
        char = text[start]
        if text.startswith("@(", start):
            self.at += 2
            return self._alone(self._elements(")"), name)
        if text.startswith("@{", start):
            self.at += 2
            return self._alone(self._table(), name)
        if char in "'\"" or (char == "$" and not text.startswith("$(", start)) or char.isdigit():
            words = self.word(listed=True)
            self.blanks()
            if text.startswith(",", self.at):
                return self._alone(words + self._elements(""), name)
            return self._alone(words[0][0] if len(words) == 1 and char != "$" else [*words] if len(words) > 1 else words[0][0], name)
        if char == "(" or text.startswith("$(", start):
            self.at += 2 if char == "$" else 1
            made = self.nested(")", name)
            self.pipeline()
            return Hole("", f"`${name}` is what a command prints", made, None, text[start : self.at][:500])
        before = len(self.commands)
        self.output = name
        self.statement()
        self.output = ""
        made = self.commands[before] if len(self.commands) == before + 1 else None
        return Hole("", f"`${name}` is what a command prints", made, None, text[start : self.at][:500])

    def _alone(self, content: Content, name: str) -> Content:
        """Return a value if the statement ends here; what operators and methods make of it is not known."""
        self.blanks()
        if self.at >= self.stop or self.text[self.at] in "\n;)}":
            return content
        self.pipeline()
        return Hole("", f"`${name}` is worked out by PowerShell")

    def _elements(self, closing: str) -> Words:
        """Read words between commas, up to a closing bracket, or up to the end of the statement."""
        found: Words = []
        while True:
            self.blanks(" \t\r\n," if closing else " \t\r,")
            if self.at >= self.stop:
                if closing:
                    raise Unreadable(self.at - 1, "the bracket is not closed")
                break
            char = self.text[self.at]
            if char == closing:
                self.at += 1
                break
            if char in "(){};|&<>\n":
                if not closing:
                    break
                return self._worked_out(closing)
            found += self.word(listed=True)
            if not closing and not self.text.startswith(",", self.at):
                break
        return found

    def _worked_out(self, closing: str) -> Words:
        """Pass over the rest of what stands in brackets: it may come to anything."""
        start = self.at
        self.nested(closing)
        builder = Builder(self.script)
        builder.hole(Hole(self.text[start : self.at], "what stands in brackets is worked out by PowerShell"), start, self.at)
        return [(builder.built(), True)]

    def _table(self) -> Words:
        """Read `@{ name = value … }` as texts `name: value`, as headers are written."""
        found: Words = []
        while True:
            self.blanks(" \t\r\n;")
            if self.at >= self.stop:
                raise Unreadable(self.at - 1, "the bracket is not closed")
            start = self.at
            if self.text[start] == "}":
                self.at += 1
                return found
            match = _KEY.compiled.match(self.text, start, self.stop)
            if match is None:
                return self._worked_out("}")
            self.at = match.end()
            self.blanks()
            builder = Builder(self.script)
            builder.instead(match[1] or match[2], start, self.at)
            builder.instead(": ", start, self.at)
            if self.at < self.stop and self.text[self.at] not in "\n;}{(@":
                builder.passage(self.word()[0][0], start, self.at)
                self.blanks()
            if self.at < self.stop and self.text[self.at] not in "\n;}":
                builder.hole(Hole("…", "a value that only PowerShell can work out"), start, self.at)
                self.pipeline()
            found.append((builder.built((start, self.at)), False))

    def added(self, name: str, more: Content) -> Content:
        """Return what a variable holds after `+=`."""
        before = self.variables.get(name)
        if isinstance(before, list):
            added = more if isinstance(more, list) else [(more, False)] if isinstance(more, Passage) else []
            return [*before, *added] if len(before) < doubts.MAX_VARIABLES else Hole("", doubts.BY_RUN.format(f"${name}"))
        return before if isinstance(before, Hole) else Hole("", doubts.BY_RUN.format(f"${name}"))
