"""A point that moves through HCL text: over blanks and marks, through strings, and past expressions that are not read.

Grammar: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

from __future__ import annotations

import re
from textwrap import dedent

from preflight.pattern import Pattern

# Far beyond what people write.
DEEPEST = 100

_BLANK = Pattern(r"(?:[ \t\r\n]|#[^\n]*|//[^\n]*|/\*[\s\S]*?\*/)*")
_INLINE = Pattern(r"(?:[ \t\r]|/\*[\s\S]*?\*/)*")
_IN_STRING = Pattern(r"\\.|\$\$\{|%%\{|[$%]\{|[\"\n]", re.DOTALL)
_IN_EXPRESSION = Pattern(r"[\"{}()\[\],\n#]|//|/\*|<<-?[^\W\d][\w-]*[ \t\r]*\n")
_HEREDOC = Pattern(r"<<(-?)([^\W\d][\w-]*)[ \t\r]*\n")
_ESCAPE = Pattern(r"\\(?:u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|(.))|([$%])\4\{", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class NotHcl(Exception):
    """Ends the reading of a text that is no HCL: where, and why."""

    def __init__(self, offset: int, reason: str) -> None:
        """Say where and why."""
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


class Cursor:
    """A point in a text. Whatever cannot be read raises NotHcl."""

    def __init__(self, raw: str) -> None:
        """Start at the beginning."""
        self.raw = raw
        self.at = 0
        self._depth = 0

    def blank(self) -> None:
        """Pass over blanks, ends of lines and comments."""
        self._past(_BLANK)

    def inline(self) -> None:
        """Pass over blanks on a line."""
        self._past(_INLINE)

    def _past(self, pattern: Pattern) -> None:
        match = pattern.compiled.match(self.raw, self.at)
        self.at = match.end() if match is not None else self.at

    def sees(self, mark: str) -> bool:
        """Tell whether a mark stands here."""
        return self.raw.startswith(mark, self.at)

    def take(self, mark: str) -> bool:
        """Pass over a mark, if it stands here."""
        found = self.sees(mark)
        self.at += len(mark) * found
        return found

    def taken(self, pattern: Pattern) -> str | None:
        """Pass over what a pattern matches here and return it; None where it does not."""
        match = pattern.compiled.match(self.raw, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.group()

    def is_over(self) -> bool:
        """Tell whether an expression ends here; an operator, a dot or a bracket would go on with it."""
        return self.at == len(self.raw) or self.raw[self.at] in "\n,}])#" or self.sees("//")

    def string(self) -> str | None:
        """Pass over the string in double quotes that begins here and return what it says; None where a part of it is worked out."""
        start = self.at
        self.at += 1
        literal = True
        while True:
            match = _IN_STRING.compiled.search(self.raw, self.at)
            if match is None or match.group() == "\n":
                raise NotHcl(start, "a string is not closed")
            self.at = match.end()
            if match.group() == '"':
                break
            if match.group() in ("${", "%{"):
                literal = False
                self._template()
        return _unescaped(self.raw[start + 1 : self.at - 1]) if literal else None

    def heredoc(self) -> str | None:
        """Pass over the lines that begin with `<<NAME` here and return them; None where a part of them is worked out."""
        begin = _HEREDOC.compiled.match(self.raw, self.at)
        if begin is None:
            raise NotHcl(self.at, "`<` is unexpected")
        end = re.compile(rf"^[ \t]*{re.escape(begin[2])}[ \t\r]*$", re.MULTILINE).search(self.raw, begin.end())
        if end is None:
            raise NotHcl(self.at, f"`<<{begin[2]}` has no end")
        self.at = end.end()
        text = self.raw[begin.end() : end.start()]
        return None if "${" in text or "%{" in text else dedent(text) if begin[1] else text

    def expression(self) -> None:
        """Pass over an expression, up to what ends it."""
        self._over(within=False)

    def parenthesis(self) -> None:
        """Pass over the rest of what stands in brackets, and over the bracket that closes it."""
        self._over(within=True)
        self.at += 1

    def _template(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotHcl(self.at, "more than anybody writes")
        self.parenthesis()
        self._depth -= 1

    def _over(self, *, within: bool) -> None:
        """Pass over everything up to the bracket that closes what is around it, or, unless `within` brackets, the end of an expression."""
        depth = 0
        while (match := _IN_EXPRESSION.compiled.search(self.raw, self.at)) is not None:
            mark = match.group()
            self.at = match.start()
            if mark in "}])" and not depth:
                return
            if mark in ",\n#//" and not depth and not within:
                return
            depth += (mark in "{[(") - (mark in "}])")
            self._beyond(mark)
        if depth or within:
            raise NotHcl(self.at, "a bracket is not closed")
        self.at = len(self.raw)

    def _beyond(self, mark: str) -> None:
        """Pass over a mark, and over what it begins."""
        if mark == '"':
            self.string()
        elif mark.startswith("<<"):
            self.heredoc()
        elif mark in ("#", "//", "/*"):
            end = self.raw.find("*/" if mark == "/*" else "\n", self.at)
            self.at = len(self.raw) if end < 0 else end + 2 * (mark == "/*")
        else:
            self.at += 1


def _unescaped(text: str) -> str:
    return _ESCAPE.compiled.sub(_character, text) if "\\" in text or "{" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16))
    return f"{found[4]}{{" if found[4] else _ESCAPED.get(found[3], found[3])
