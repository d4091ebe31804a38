"""What a shell script is made of: words of parts, simple commands, and blocks of commands.

Places are offsets in the script's text.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # Sort, start, end, what it holds, and whether it stands in quotes.
    Part = tuple[str, int, int, Any, bool]

LITERAL = "literal"  # holds its text, without quotes and escapes
VARIABLE = "variable"  # holds its name, and after a space what is done with it: `X [@]`, `X :-default`
OUTPUT = "output"  # what commands print; holds them
COMPUTED = "computed"  # what only a shell can work out; holds why


class WordNode:
    """A word as it is written. One that needs no reading has only its text; else `parts` tells what it is made of."""

    __slots__ = ("end", "parts", "start", "text")

    def __init__(self, start: int, end: int, text: str | None, parts: list[Part] | None = None) -> None:
        """Take the stretch, and the text or the parts."""
        self.start = start
        self.end = end
        self.text = text
        self.parts = parts

    @property
    def literal(self) -> str | None:
        """The text of a word that is the same wherever it stands; None when it has parts that are filled in."""
        if self.parts is None:
            return self.text
        if all(part[0] is LITERAL for part in self.parts):
            return "".join(part[3] for part in self.parts)
        return None


class Assignment:
    """`X=…`, `X+=…` or `X=(…)`: `value` is a word, or the words of an array; None for a value that cannot be read."""

    __slots__ = ("append", "name", "value")

    def __init__(self, name: str, value: WordNode | list[WordNode] | None, *, append: bool = False) -> None:
        """Take the name and the value."""
        self.name = name
        self.value = value
        self.append = append


class Redirect:
    """`>`, `<<` and their like. A here-document has its body as a stretch of the script."""

    __slots__ = ("body", "operator", "target")

    def __init__(self, operator: str, target: WordNode | None) -> None:
        """Take the operator and the word after it."""
        self.operator = operator
        self.target = target
        self.body: tuple[int, int] | None = None


class Simple:
    """A simple command: assignments, words, redirections. `sets` are the names it gives a value that only a run tells."""

    __slots__ = ("after", "assignments", "before", "end", "inner", "redirects", "sets", "start", "words")

    def __init__(self, start: int) -> None:
        """Start an empty one."""
        self.start = start
        self.end = start
        self.assignments: list[Assignment] = []
        self.words: list[WordNode] = []
        self.redirects: list[Redirect] = []
        self.inner: list[Part] = []
        self.sets: set[str] = set()
        self.before = ";"
        self.after = ";"


class Block:
    """Commands that are run together, again and again, only sometimes, or when they are called.

    `sort` is `if`, `case`, `loop`, `function`, `subshell` or `group`; of an `if` the even lists are conditions, and so is the
    first list of a loop. `names` are the variables that are set anywhere in it.
    """

    __slots__ = ("after", "before", "inner", "lists", "name", "names", "redirects", "sort", "start")

    def __init__(self, sort: str, start: int, name: str = "") -> None:
        """Start an empty one; `name` is that of a function, or of a loop's variable."""
        self.sort = sort
        self.start = start
        self.name = name
        self.lists: list[list[Node]] = []
        self.names: set[str] = set()
        self.inner: list[Part] = []
        self.redirects: list[Redirect] = []
        self.before = ";"
        self.after = ";"


Node = Simple | Block
# Stands among the names of variables for all of them.
EVERYTHING = "*"
# Stands among them for the working directory.
FOLDER = "/"


class Parsed:
    """A script: its commands, how often each variable is set and which may be arrays, where it stops being readable and why.

    `wild` is the last place where anything may be set (`source`, `eval`); -1 where there is none. `filled` are the variables that get
    a value wherever they have none (`${X:=…}`).
    """

    __slots__ = ("arrays", "counts", "fault", "filled", "nodes", "wild")

    def __init__(self) -> None:
        """Start with an empty script."""
        self.nodes: list[Node] = []
        self.counts: dict[str, int] = {}
        self.arrays: set[str] = set()
        self.filled: set[str] = set()
        self.wild = -1
        self.fault: tuple[int, str] | None = None
