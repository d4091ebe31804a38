"""A shell script from its first command to its last: what each is run with, as far as the script itself tells."""

from __future__ import annotations

from preflight.passage import Builder, Folder, Hole, Passage, PathBelow
from preflight.shell import variables as doubts
from preflight.shell.command import ANYWHERE, CARRIERS, PROGRAMS, SHELLS, Command, Reading, beneath, is_script, program
from preflight.shell.posix import parse
from preflight.shell.posix_values import Filling
from preflight.shell.syntax import EVERYTHING, FOLDER, OUTPUT, Block, Simple, WordNode
from preflight.shell.variables import Variables
from preflight.shell.writing import written_by
from preflight.value import Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.shell.command import Written
    from preflight.shell.syntax import Assignment, Node
    from preflight.shell.variables import Content

_PIPES = ("|", "|&")
_TESTS = frozenset({"[", "test", "grep", "which", "command", "type"})
_DECLARING = frozenset({"export", "declare", "local", "readonly", "typeset"})
# Programs that only show their words.
_SHOWING = frozenset({"echo", "printf", "grep", "sed", "awk", "cat", "which", "type", "alias", "trap", "jq", "read", "help"})
_GROUPS = frozenset({"ml", "role", "account", "rest"})
# Of a wrapper, `az` is one of its first words.
_NEAR = 6


def read_posix(script: Passage, known: Mapping[str, Passage] | None = None, folder: Folder | Unknown = ANYWHERE) -> Reading:
    """Read a script of a POSIX shell; `known` are variables set from outside, `folder` is where it is run."""
    return _Run(script, known or {}, folder).reading()


class _Run:
    """Goes through the commands of one script."""

    def __init__(self, script: Passage, known: Mapping[str, Passage], folder: Folder | Unknown) -> None:
        self._script = script
        self._parsed = parse(script.text)
        self._variables = Variables(known, folder)
        self._filling = Filling(script, self._variables, self._parsed)
        self._commands: list[Command] = []
        self._written: list[Written] = []
        self._functions: dict[str, set[str]] = {}
        self._conditional = False
        self._output = ""
        self._pushed: list[Folder | Unknown] = []

    def reading(self) -> Reading:
        self._list(self._parsed.nodes)
        fault = self._parsed.fault
        near = self._script.spot(fault[0], fault[0] + 1) if fault is not None else None
        return Reading(tuple(self._commands), tuple(self._written), Unknown(fault[1], near) if fault is not None else None)

    def _list(self, nodes: list[Node]) -> None:
        """Go through commands, pipelines and what `&&` and `||` join."""
        before = self._conditional
        chained, tested = False, False
        for node in nodes:
            joined = node.before in ("&&", "||")
            if chained and not joined and node.before not in _PIPES:
                self._variables.doubt(self._variables.leave(), doubts.IN_BRANCH)
                chained, self._conditional = False, before
            if joined:
                if not chained:
                    self._variables.enter()
                chained = True
                self._conditional = self._conditional or node.before == "||" or tested
            apart = node.before in _PIPES or node.after in (*_PIPES, "&")
            if apart:  # in a process of its own
                self._variables.enter()
            self._node(node)
            if apart:
                self._variables.leave()
            tested = isinstance(node, Block) or (bool(node.words) and node.words[0].text in _TESTS)
        if chained:
            self._variables.doubt(self._variables.leave(), doubts.IN_BRANCH)
        self._conditional = before

    def _node(self, node: Node) -> None:
        if isinstance(node, Simple):
            self._simple(node)
            return
        for _, start, _, nodes, _ in node.inner:
            self._inner(start, nodes)
        if node.sort in ("if", "case"):
            self._branches(node)
        elif node.sort == "loop":
            self._loop(node)
        elif node.sort == "function":
            self._function(node)
        elif node.sort == "subshell":
            self._variables.enter()
            self._list(node.lists[0])
            self._variables.leave()
        else:
            self._variables.doubt(() if node.lists else node.names, doubts.BY_RUN)
            for nodes in node.lists:
                self._list(nodes)
        self._written += written_by(node, (), self._filling, self._variables.folder, conditional=self._conditional)

    def _branches(self, block: Block) -> None:
        """Go through the branches of an `if` or a `case`. The first condition always runs."""
        changed: set[str] = set()
        lists = block.lists
        if block.sort == "if" and lists:
            self._list(lists[0])
            lists = lists[1:]
        before, self._conditional = self._conditional, True
        for nodes in lists:
            self._variables.enter()
            self._list(nodes)
            changed |= self._variables.leave()
        self._conditional = before
        self._variables.doubt(changed, doubts.IN_BRANCH)

    def _loop(self, block: Block) -> None:
        before, self._conditional = self._conditional, True
        self._variables.doubt(block.names - {EVERYTHING}, doubts.IN_LOOP)
        if EVERYTHING in block.names:
            self._variables.doubt_all(doubts.IN_LOOP)
        self._variables.enter()
        for nodes in block.lists:
            self._list(nodes)
        self._variables.doubt(self._variables.leave(), doubts.IN_BRANCH)
        self._conditional = before

    def _function(self, block: Block) -> None:
        """Go through a function. It is called later: of what is known now, only what never changes is known then."""
        self._functions[block.name] = block.names
        self._variables.doubt(block.names - {EVERYTHING}, doubts.BY_CALL)
        before, self._conditional = self._conditional, True
        self._variables.enter()
        never = self._parsed.wild < block.start
        self._variables.only([FOLDER, *(name for name, count in self._parsed.counts.items() if count == 1)] if never else [FOLDER])
        if FOLDER in self._parsed.counts:
            self._variables.doubt([FOLDER], doubts.BY_CALL)
        for nodes in block.lists:
            self._list(nodes)
        self._variables.leave()
        self._conditional = before

    def _inner(self, start: int, nodes: list[Node], output: str = "") -> None:
        """Go through the commands of a `$( )`; what it prints is made by the only one of interest in it."""
        before, taken = len(self._commands), self._output
        self._output = output
        self._variables.enter()
        self._list(nodes)
        self._variables.leave()
        self._output = taken
        if len(self._commands) == before + 1:
            self._filling.makers[start] = self._commands[before]

    def _simple(self, command: Simple) -> None:
        outputs = {_only_output(one): one.name for one in command.assignments}
        for _, start, _, nodes, _ in command.inner:
            self._inner(start, nodes, outputs.get(start, ""))
        name = command.words[0].text if command.words else None
        if not command.words or name in _DECLARING:
            for assignment in command.assignments:
                self._assign(assignment)
        if name in ("cd", "pushd", "popd"):
            self._move(command)
        if EVERYTHING in command.sets:
            self._variables.doubt_all(f"`{{}}` may be set by `{self._script.text[command.start : command.end][:40]}`")
        else:
            self._variables.doubt(command.sets, doubts.BY_RUN)
        if name in self._functions:
            called = self._functions[name or ""]
            self._variables.doubt(called - {EVERYTHING}, doubts.BY_CALL)
            if EVERYTHING in called:
                self._variables.doubt_all(doubts.BY_CALL)
        words = self._program(command)
        if words:
            self._emit(command, words)
        self._written += written_by(
            command, words or tuple(command.words), self._filling, self._variables.folder, conditional=self._conditional
        )

    def _assign(self, one: Assignment) -> None:
        if one.value is None:
            self._variables.put(one.name, Hole("", doubts.BY_RUN.format(f"${one.name}")))
            return
        content: Content
        if isinstance(one.value, list):
            content = [word for node in one.value for word in self._filling.words(node)]
        else:
            content = self._filling.text(one.value)
        if one.append:
            content = self._appended(one.name, content)
        elif isinstance(content, Passage) and isinstance(before := self._variables.get(one.name), list):
            content = [(content, False), *before[1:]]
        self._variables.put(one.name, content)

    def _appended(self, name: str, more: Content) -> Content:
        before = self._variables.get(name)
        if isinstance(before, list) and isinstance(more, list) and len(before) + len(more) <= doubts.MAX_VARIABLES:
            return [*before, *more]
        if isinstance(before, Passage) and isinstance(more, Passage) and self._filling.afford(before):
            builder = Builder(self._script)
            first, last = 0, 0  # what a variable holds stands where it is used
            builder.passage(before, first, last)
            builder.passage(more, first, last)
            return builder.built()
        return before if isinstance(before, Hole) else Hole("", doubts.BY_RUN.format(f"${name}"))

    def _move(self, command: Simple) -> None:
        """Follow `cd`."""
        name, before = command.words[0].text, self._variables.folder
        if self._conditional:
            self._pushed.clear()
        if name == "popd" and self._pushed:
            last = self._pushed.pop()
            self._variables.put(FOLDER, last if isinstance(last, Folder) else Hole("", last.reason))
            return
        if name == "pushd":
            self._pushed.append(before)
        words = [word for node in command.words[1:] for word, _ in self._filling.words(node)]
        words = [word for word in words if not word.text.startswith("-") or word.text == "-"]
        target = words[0].value() if len(words) == 1 and name != "popd" else None
        text = text_of(target) if target is not None else None
        folder: Folder | Hole
        if isinstance(target, PathBelow):
            folder = target.folder
        elif text is None or text[:1] in ("/", "~", "-") or text[1:2] == ":":
            shown = self._script.text[command.start : command.end][:60]
            folder = Hole("", f"the working directory is not known after `{shown}`")
        else:
            try:
                folder = beneath(self._variables.folder, text)
            except ValueError as error:
                folder = Hole("", str(error))
        self._variables.put(FOLDER, folder)

    def _program(self, command: Simple) -> tuple[WordNode, ...]:
        """Return the words of a program of interest, from its name on; none of others."""
        nodes = command.words
        for index, node in enumerate(nodes):
            text = node.literal
            if text is None:
                return tuple(nodes[index:]) if index == 0 and self._runs(node) else ()
            name = program(text)
            if name in PROGRAMS or (index == 0 and (name in SHELLS or is_script(text))):
                return tuple(nodes[index:])
            if name in CARRIERS or (index and (text[:1] == "-" or "=" in text or text[:1].isdigit())):
                continue
            break
        if len(nodes) > 1 and nodes[0].text not in _SHOWING:  # a wrapper: `run az ml …`
            for index in range(1, min(_NEAR, len(nodes) - 1)):
                if nodes[index].text == "az" and nodes[index + 1].text in _GROUPS:
                    return tuple(nodes[index:])
        return ()

    def _runs(self, node: WordNode) -> bool:
        """Tell whether a variable holds the name of a program of interest, maybe with its first words."""
        words = self._filling.words(node)
        return bool(words) and not words[0][0].holes and program(words[0][0].text) in PROGRAMS

    def _emit(self, command: Simple, nodes: tuple[WordNode, ...]) -> None:
        words = [word for node in nodes for word in self._filling.words(node)]
        given = next((one.body for one in command.redirects if one.body is not None), None)
        wrapped = nodes[0] is not command.words[0] and program(command.words[0].text or "") not in CARRIERS
        self._commands.append(
            Command(
                tuple(word for word, _ in words),
                self._script.spot(nodes[0].start, nodes[-1].end),
                self._variables.folder,
                self._conditional or wrapped,
                self._output,
                frozenset(index for index, (_, loose) in enumerate(words) if loose),
                self._script.part(*given) if given is not None else None,
            )
        )


def _only_output(one: Assignment) -> int:
    """Return where the `$( )` begins that is all of an assignment's value; -1 where it is not so."""
    value = one.value
    if isinstance(value, WordNode) and value.parts is not None and len(value.parts) == 1 and value.parts[0][0] is OUTPUT:
        return value.parts[0][1]
    return -1
