"""Words of a shell script with their variables filled in, as far as the script tells them."""

from __future__ import annotations

import posixpath

from preflight.passage import HOLE, Builder, Folder, Hole, Passage
from preflight.pattern import Pattern
from preflight.shell.folders import printed_folder
from preflight.shell.syntax import COMPUTED, LITERAL, OUTPUT
from preflight.shell.variables import BY_RUN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.shell.syntax import Parsed, Part, WordNode
    from preflight.shell.variables import Content, Variables

_BLANKS = Pattern(r"[ \t\n]+")
_BRACES = Pattern(r"\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}")
_PRINTED = "what a command prints is not known"
_OWN = "`{}` is the path of the script"
_ARGUMENT = "`{}` is an argument of the script"
_FROM_OUTSIDE = "`{}` may be set from outside"
_EXPANDED = "the shell looks up what files `{}` stands for"
# Enough of a `$( )` to see what it is for.
_SHOWN = 500
# What a text costs beside its length.
_ONE = 20
_TOO_LONG = "more text than anybody writes"
# The path of a script, in the words of its own.
_OWN_PATH = frozenset({"$0", "${0}", "$BASH_SOURCE", "${BASH_SOURCE}", "${BASH_SOURCE[0]}", "${BASH_SOURCE[0]:-$0}", "${BASH_SOURCE:-$0}"})
_OWN_FOLDER = frozenset({"${BASH_SOURCE%/*}", "${BASH_SOURCE[0]%/*}", "${0%/*}"})
# What build agents call the folder of the repository.
ROOT_VARIABLES = frozenset({"GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY", "SYSTEM_DEFAULTWORKINGDIRECTORY", "BUILD_REPOSITORY_LOCALPATH"})


class Filling:
    """Fills in the words of one script."""

    def __init__(self, script: Passage, variables: Variables, parsed: Parsed) -> None:
        """Take the script's text, its variables, and what it is made of."""
        self.script = script
        self._variables = variables
        self._arrays = parsed.arrays
        self._filled = parsed.filled
        # The name of the script's file, if it is one: what stands in a workflow is run from a file of no account.
        self._own = posixpath.basename(script.source.path) if type(script) is Passage else ""
        # The command that makes what a `$( )` prints, by where that begins.
        self.makers: dict[int, object] = {}

    def words(self, node: WordNode) -> list[tuple[Passage, bool]]:
        """Return the words that a word comes to, and whether each may be none or several."""
        if node.parts is None:
            return [self._plain(node)]
        fields = _Fields(self, node)
        for part in node.parts:
            fields.add(part, split=True)
        return fields.done()

    def text(self, node: WordNode) -> Passage:
        """Return the text that a word comes to where it is not split, as in an assignment."""
        fields = _Fields(self, node)
        for part in node.parts if node.parts is not None else [(LITERAL, node.start, node.end, node.text or "", True)]:
            fields.add(part, split=False)
        return fields.whole()

    def _plain(self, node: WordNode) -> tuple[Passage, bool]:
        text = node.text or ""
        if HOLE in text or _is_pattern(text):
            fields = _Fields(self, node)
            fields.add((LITERAL, node.start, node.end, text, False), split=True)
            return fields.done()[0][0], text == HOLE
        return self.script.part(node.start, node.end), False

    def literal(self, builder: Builder, part: Part) -> None:
        """Add the text of a part, with the holes that were in the script before a shell reads it."""
        _, start, end, text, _ = part
        raw = self.script.text[start:end]
        if raw != text:
            builder.instead(text, start, end)
            return
        at = raw.find(HOLE)
        last = 0
        while at >= 0:
            hole = self.script.hole_at(start + at)
            if hole is not None:
                builder.same(start + last, start + at)
                builder.hole(hole, start + at, start + at + 1)
                last = at + 1
            at = raw.find(HOLE, at + 1)
        builder.same(start + last, end)

    def content(self, part: Part) -> Content:
        """Return what is known of a variable, of what a command prints, or of what only a shell can work out."""
        sort, start, end, data, _ = part
        raw = self.script.text[start:end]
        if self._own and (raw in _OWN_PATH or raw in _OWN_FOLDER):
            return Hole(raw, _OWN.format(raw), None, Folder("script", f"/{self._own}" if raw in _OWN_PATH else ""))
        if sort is OUTPUT:
            return Hole(raw, _PRINTED, self.makers.get(start), printed_folder(data, self, self._variables), raw[:_SHOWN])
        if sort is COMPUTED:
            return Hole(raw, data)
        name, _, more = data.partition(" ")
        if not (name[0].isalpha() or name[0] == "_"):
            return Hole(raw, _ARGUMENT.format(raw))
        return self._variable(name, more, raw)

    def _variable(self, name: str, more: str, raw: str) -> Content:
        content = self._variables.get(name)
        if name in self._filled and not isinstance(content, Hole):
            content = Hole("", BY_RUN.format(f"${name}"))
        if isinstance(content, Hole):
            folder = content.folder
            if name in ROOT_VARIABLES and not self._variables.has(name):
                folder = Folder("root")
            elif name == "PWD" and isinstance(self._variables.folder, Folder):
                folder = self._variables.folder
            if more[:1] in ("-", "=", "+") or more[:2] in (":-", ":=", ":+"):
                return Hole(raw, _FROM_OUTSIDE.format(name) if not self._variables.has(name) else content.reason)
            return Hole(raw, content.reason, content.maker, folder, content.source)
        if more in ("[@]", "[*]") and name in self._arrays and not isinstance(content, list):
            return Hole(raw, f"`{raw}` may have more words")
        return _with_operator(content, more, raw)

    def afford(self, content: Passage) -> bool:
        """Tell whether there is room for one more text of a variable."""
        self._variables.left -= len(content.text) + _ONE
        return self._variables.left >= 0


def _with_operator(content: Passage | list[tuple[Passage, bool]], more: str, raw: str) -> Content:
    """Return what `${X…}` makes of a known variable."""
    if not more:
        return content
    if isinstance(content, list):
        if more in ("[@]", "[*]"):
            return content
        index = int(more[1:-1]) if more[0] == "[" else -1
        return content[index][0] if 0 <= index < len(content) else Hole(raw, _FROM_OUTSIDE.format(raw))
    operator = more.lstrip(":")[:1]
    empty = not content.text and (more[0] == ":")
    if (operator in "-=?" and not empty) or more in ("[@]", "[*]", "[0]"):
        return content
    return Hole(raw, f"`{raw}` is worked out by the shell")


def _is_pattern(text: str) -> bool:
    """Tell whether a shell looks for files, or makes several words of one. A URL has its `?` for other reasons."""
    return "*" in text or ("?" in text and "://" not in text and "[" not in text) or ("{" in text and _BRACES.search(text) is not None)


class _Fields:
    """Puts a word together, and takes it apart again at the blanks of variables that are not in quotes."""

    def __init__(self, filling: Filling, node: WordNode) -> None:
        self._filling = filling
        self._script = filling.script
        self._node = node
        self._around = (node.start, node.end)
        self._builder = Builder(self._script)
        self._exists = False
        self._loose = False
        self._pattern = False
        self._done: list[tuple[Passage, bool]] = []

    def add(self, part: Part, *, split: bool) -> None:
        sort, start, end, data, quoted = part
        if sort is LITERAL:
            self._written()
            self._pattern = self._pattern or (split and not quoted and _is_pattern(data))
            self._filling.literal(self._builder, part)
            return
        content = self._filling.content(part)
        if isinstance(content, list):
            self._array(content, part, split=split)
        elif isinstance(content, Hole):
            self._hole(content, part)
        elif not self._filling.afford(content):
            self._too_long(start, end)
        elif is_hole(content):
            self._hole(content.holes[0][2].named(self._script.text[start:end]), part)
        elif quoted or not split:
            self._written()
            self._builder.passage(content, start, end)
        else:
            self._split(content, start, end)

    def _written(self) -> None:
        """Note that there is surely a word here, since something is written in it."""
        self._exists, self._loose = True, False

    def _hole(self, hole: Hole, part: Part) -> None:
        _, start, end, _, quoted = part
        raw = self._script.text[start:end]
        several = raw in ("$@", "$*", "${@}", "${*}") or "[@]}" in raw
        bare = not quoted and (self._loose or not self._exists)
        self._exists = True
        self._loose = several or bare
        self._builder.hole(hole, start, end)

    def _split(self, content: Passage, start: int, end: int) -> None:
        """Add a text that is not in quotes: its blanks end words."""
        at = 0
        for match in _BLANKS.finditer(content.text):
            self._piece(content, at, match.start(), (start, end))
            self._next()
            at = match.end()
        self._piece(content, at, len(content.text), (start, end))

    def _piece(self, content: Passage, first: int, last: int, place: tuple[int, int]) -> None:
        """Add a stretch of a text without blanks; of one that is all holes nothing may be left."""
        if first == last:
            return
        piece = content.part(first, last)
        if not self._filling.afford(piece):
            self._too_long(*place)
        elif sum(end - start for start, end, _ in piece.holes) < last - first:
            self._written()
            self._builder.passage(piece, *place)
        else:
            self._loose = self._loose or not self._exists
            self._exists = True
            self._builder.passage(piece, *place)

    def _too_long(self, start: int, end: int) -> None:
        """Add what takes the place of more text than anybody writes: nothing is known of it, not even how many words it is."""
        self._exists = self._loose = True
        self._builder.hole(Hole(self._script.text[start:end], _TOO_LONG), start, end)

    def _array(self, content: list[tuple[Passage, bool]], part: Part, *, split: bool) -> None:
        """Add the words of an array, or its first one where it is named without `[@]`."""
        _, start, end, data, quoted = part
        if not data.endswith(" [@]") and not (data.endswith(" [*]") and not quoted):
            if data.endswith(" [*]") or not content:
                self._hole(Hole(self._script.text[start:end], "the words of an array in one"), part)
                return
            content = content[:1]
        for index, (word, loose) in enumerate(content):
            if index and split:
                self._next()
            if not self._filling.afford(word):
                self._too_long(start, end)
                break
            if quoted or not split:
                self._written()
                self._builder.passage(word, start, end)
            else:
                self._split(word, start, end)
            self._loose = self._loose or loose

    def _next(self) -> None:
        if self._exists:
            self._done.append((self._built(), self._loose))
        self._builder = Builder(self._script)
        self._exists = self._loose = self._pattern = False

    def _built(self) -> Passage:
        built = self._builder.built(self._around)
        if not self._pattern:
            return built
        text = built.text
        return type(built)(self._script, text, [(0, *self._around)], [(0, len(text), Hole(text, _EXPANDED.format(text)))], self._around)

    def done(self) -> list[tuple[Passage, bool]]:
        """Return the words."""
        self._next()
        return self._done

    def whole(self) -> Passage:
        """Return all as one text."""
        return self._builder.built(self._around)


def is_hole(content: Passage) -> bool:
    """Tell whether a text is better named than shown: it is one hole, or what is written in its holes is long."""
    holes = content.holes
    whole = bool(holes) and holes[0][0] == 0 and holes[0][1] == len(content.text)
    return whole or any(_BLANKS.search(hole.text) for _, _, hole in holes)
