"""The commands of POSIX shells and bash: simple ones, pipelines, and here-documents."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.shell.posix_words import ENDS, MAX_DEPTH, Unreadable, WordReader
from preflight.shell.syntax import COMPUTED, EVERYTHING, FOLDER, OUTPUT, Assignment, Block, Redirect, Simple, WordNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.syntax import Node

_BLANKS = " \t\r\\#"
_BLANK = Pattern(r"(?:[ \t\r]|\\\r?\n)*(?:#[^\n]*)?")
_ASSIGN = Pattern(r"([A-Za-z_]\w*)(?:\[[^\]\n]{0,100}\])?(\+?)=")
_OPERATOR = Pattern(r"&&|\|\||\|&|;;&|;;|;&|[;&|\n]")
_REDIRECT = Pattern(r"[0-9]{0,9}(<<<|<<-|<<|<>|<&|>>|>\||>&|<|>)|(&>>|&>)")
_ANGLED = Pattern(r"<[A-Za-z_][\w -]{0,60}>(?=[\s;|&)]|\Z)")
_NAME = Pattern(r"[A-Za-z_]\w*\Z")
_CHANGED = Pattern(r"([A-Za-z_]\w*)(?:\[[^\]]{0,100}\])?\s{0,20}(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)([A-Za-z_]\w*)")
_DECLARING = frozenset({"export", "declare", "local", "readonly", "typeset"})
_READING = frozenset({"read", "unset", "mapfile", "readarray", "getopts"})
MOVING = frozenset({"cd", "pushd", "popd"})
_WILD = frozenset({"eval", "source", "."})


class CommandReader(WordReader):
    """Reads simple commands and here-documents; blocks are read by `compound`."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of a script."""
        super().__init__(text)
        self.counts: dict[str, int] = {}
        self.wild = -1
        self.arrays: set[str] = set()
        self._depth = 0
        self._heredocs: list[tuple[Redirect, str]] = []

    def assigned(self, name: str) -> None:
        """Note that a variable is set here."""
        super().assigned(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        if name == EVERYTHING:
            self.wild = self.at

    def compound(self) -> Block | None:
        """Read a block, if one begins here."""
        raise NotImplementedError

    def ended(self) -> bool:
        """Tell whether a list of commands ends here, which only a block knows."""
        raise NotImplementedError

    def blanks(self) -> None:
        """Pass over blanks, continued lines and a comment."""
        text, at, stop = self.text, self.at, self.stop
        while at < stop and text[at] in _BLANKS:  # mostly it is one blank, or none
            if text[at] == " ":
                at += 1
                continue
            match = _BLANK.compiled.match(text, at, stop)
            if match is None or match.end() == at:
                break
            at = match.end()
        self.at = at

    def nested(self, closing: str) -> list[Node]:
        """Read commands up to a closing character, and past it. Their assignments end with them."""
        opened, inner = self.at, self.inner
        self.names.append(set())
        self.inner = []
        nodes: list[Node] = []
        self.commands(nodes, closing)
        if closing and not self.text.startswith(closing, self.at):
            raise Unreadable(opened, "the bracket is not closed")
        self.at += len(closing)
        self.names.pop()
        self.inner = inner
        return nodes

    def commands(self, nodes: list[Node], closing: str = "") -> None:
        """Read commands up to a closing character or the end of a block, and add them to a list."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(self.at, f"nested more than {MAX_DEPTH} deep")
        operator = ";"
        while self._to_command(closing):
            self.count()
            node: Node = self.compound() or self.simple()
            node.before = operator
            nodes.append(node)
            operator = node.after = self._operator()
            if operator.startswith(";;") or operator == ";&":
                break
        self._depth -= 1

    def _to_command(self, closing: str) -> bool:
        """Go to the next command; there is none at the end of the text or of a block."""
        while True:
            self.blanks()
            if self.at >= self.stop:
                return False
            char = self.text[self.at]
            if char == "\n":
                self._newline()
            elif char == ")":
                if closing == ")" or self.ended():
                    return False
                self.at += 1
            elif char in ";&|":
                if self.ended():
                    return False
                self.at += 1
            else:
                return not self.ended()

    def _operator(self) -> str:
        """Read what stands between two commands."""
        self.blanks()
        match = _OPERATOR.compiled.match(self.text, self.at, self.stop)
        if match is None:
            return ";"
        if match.group() == "\n":
            self._newline()
            return ";"
        self.at = match.end()
        return match.group()

    def _newline(self) -> None:
        """Go to the next line, past here-documents."""
        self.at += 1
        for redirect, ending in self._heredocs:
            start = at = self.at
            while at < self.stop:
                end = self.text.find("\n", at, self.stop)
                end = self.stop if end < 0 else end
                line = self.text[at:end].rstrip("\r")
                if (line.lstrip("\t") if redirect.operator == "<<-" else line) == ending:
                    break
                at = end + 1
            redirect.body = (start, min(at, self.stop))
            following = self.text.find("\n", at, self.stop)
            self.at = self.stop if following < 0 else following + 1
        self._heredocs.clear()

    def simple(self) -> Simple:
        """Read a simple command."""
        command = Simple(self.at)
        inner, self.inner = self.inner, command.inner
        text = self.text
        declaring = False
        while True:
            self.blanks()
            if self.at >= self.stop or text[self.at] in "\n;|)":
                break
            if self._placeholder(command) or self.redirect(command.redirects):
                continue
            char = text[self.at]
            if char == "&":
                break
            if char == "(":  # no function: those are blocks
                self.at += 1
                continue
            if (not command.words or declaring) and self._assignment(command):
                continue
            command.words.append(self.word())
            if len(command.words) == 1:
                declaring = command.words[0].text in _DECLARING
        command.end = command.words[-1].end if command.words else self.at
        self.inner = inner
        self._note(command)
        return command

    def _placeholder(self, command: Simple) -> bool:
        """Read `<name>` among the words of `az`: nobody means a file of that name, but a value that is still to be written."""
        if self.text[self.at] != "<" or not command.words or command.words[0].text != "az":
            return False
        match = _ANGLED.compiled.match(self.text, self.at, self.stop)
        if match is None:
            return False
        part = (COMPUTED, self.at, match.end(), f"`{match.group()}` is still to be written", True)
        command.words.append(WordNode(self.at, match.end(), None, [part]))
        self.at = match.end()
        return True

    def _assignment(self, command: Simple) -> bool:
        match = _ASSIGN.compiled.match(self.text, self.at, self.stop)
        if match is None:
            return False
        self.at = match.end()
        value: WordNode | list[WordNode]
        if self.text.startswith("(", self.at):
            self.at += 1
            value = self.words_to(")")
        elif self.at < self.stop and self.text[self.at] not in ENDS:
            value = self.word()
        else:
            value = WordNode(self.at, self.at, "")
        indexed = "[" in match.group()
        if indexed or isinstance(value, list):
            self.arrays.add(match[1])
        command.assignments.append(Assignment(match[1], None if indexed else value, append=bool(match[2])))
        self.assigned(match[1])
        return True

    def words_to(self, closing: str) -> list[WordNode]:
        """Read words, over lines, up to a closing character and past it."""
        opened = self.at
        found: list[WordNode] = []
        while True:
            self.blanks()
            if self.at >= self.stop:
                raise Unreadable(opened, "the bracket is not closed")
            if self.text.startswith(closing, self.at):
                self.at += len(closing)
                return found
            if self.text[self.at] in ENDS:
                self.at += 1
            else:
                found.append(self.word())

    def redirect(self, redirects: list[Redirect]) -> bool:
        """Read a redirection, if one begins here."""
        text = self.text
        if text[self.at] not in "<>&0123456789":
            return False
        match = _REDIRECT.compiled.match(text, self.at, self.stop)
        if match is None:
            return False
        operator = match[1] or match[2]
        if operator in ("<", ">") and text.startswith("(", match.end()):  # <( … ): a file that commands write
            start = self.at
            self.at = match.end() + 1
            nodes = self.nested(")")
            self.inner.append((OUTPUT, start, self.at, nodes, False))
            redirects.append(Redirect(operator, WordNode(start, self.at, None, [(COMPUTED, start, self.at, "commands write it", False)])))
            return True
        self.at = match.end()
        self.blanks()
        target = self.word() if self.at < self.stop and text[self.at] not in ENDS else None
        redirect = Redirect(operator, target)
        redirects.append(redirect)
        if operator in ("<<", "<<-") and target is not None:
            ending = target.literal
            self._heredocs.append((redirect, text[target.start : target.end] if ending is None else ending))
        return True

    def _note(self, command: Simple) -> None:
        """Note the variables that a command sets when it runs."""
        name = command.words[0].text if command.words else None
        if name in _WILD:
            command.sets.add(EVERYTHING)
        elif name in _READING or (name == "printf" and len(command.words) > 1 and command.words[1].text == "-v"):
            command.sets.update(word.text for word in command.words[1:] if word.text is not None and _NAME.match(word.text))
            self.arrays |= command.sets
        elif name in MOVING:
            self.assigned(FOLDER)
        elif name == "let":
            command.sets |= changed(self.text[command.start : command.end])
        elif name in _DECLARING:
            if any(word.literal is None for word in command.words[1:]):
                command.sets.add(EVERYTHING)
            self.arrays.update(word.text or "" for word in command.words[1:])
        for one in command.sets:
            self.assigned(one)


def changed(text: str) -> set[str]:
    """Return the variables that an arithmetic expression changes."""
    return {match[1] or match[2] for match in _CHANGED.finditer(text)}
