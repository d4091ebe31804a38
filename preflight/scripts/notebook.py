"""The shell commands in Jupyter notebooks: lines that begin with `!`, and cells that are scripts."""

from __future__ import annotations

import re

from preflight.jsontext import string_at
from preflight.notebook import code_cells
from preflight.passage import Builder, Folder, Hole, Passage, Pieced
from preflight.pattern import Pattern
from preflight.scripts.filling import filled
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Script, Scripts
from preflight.shell.command import beneath
from preflight.shell.variables import MAX_VARIABLES
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.notebook import CodeCell
    from preflight.source import Source

_CELL_MAGIC = Pattern(r"\s*%%(?:script[ \t]+)?(bash|sh|zsh|cmd|powershell|pwsh)\b[^\n]*\n?")
_OTHER_MAGIC = Pattern(r"\s*%%[A-Za-z]")
# `!command`, `name = !command`, `%sx command`; IPython joins lines that end in a backslash.
_LINE = Pattern(r"(?m)^([ \t]*)(?:[A-Za-z_][\w, ]*=[ \t]*)?(?:!!?|%(?:sx|system)[ \t])[ \t]*((?:[^\n\\]|\\\r?\n|\\.)*)")
_MOVE = Pattern(r"(?m)^[ \t]*%cd[ \t]+([^\n]*)")
_ENV = Pattern(r"(?m)^[ \t]*%(?:set_)?env[ \t]+([A-Za-z_]\w*)[ \t]*[= ][ \t]*([^\n]*)")
# IPython puts Python values into commands.
_PYTHON = Pattern(r"(?<![{$])\{([A-Za-z_][\w.\[\]'\"]{0,100})\}(?!\})")
_LANGUAGES = {"cmd": CMD, "powershell": POWERSHELL, "pwsh": POWERSHELL}
_HERE = Folder("script")


def notebook_scripts(source: Source) -> Scripts:
    """Return the scripts of a notebook; none of a text that is no notebook."""
    return Scripts(tuple(_Cells(Passage(source)).scripts()))


def cell_texts(source: Source) -> list[Passage]:
    """Return the texts of the code cells of a notebook, in order; none when the text is none."""
    whole = Passage(source)
    return [_text(cell, whole) for cell in code_cells(source.text)]


def _text(cell: CodeCell, whole: Passage) -> Passage:
    """Return what stands in a cell as a passage of the file."""
    pieces: list[tuple[int, int, int]] = []
    length = 0
    for chunk in cell.chunks:
        if "\\" in chunk.raw:
            pieces += string_at(whole, chunk.start - 1, chunk.start + len(chunk.raw) + 1).moved(length)
        else:
            pieces.append((length, chunk.start, -1))
        length += len(chunk.text)
    return Pieced(whole, cell.text, pieces)


class _Cells:
    """Goes through the cells of one notebook, in their order."""

    def __init__(self, whole: Passage) -> None:
        self._whole = whole
        self._folder: Folder | Unknown = _HERE
        self._known: dict[str, Passage] = {}
        self._set: set[str] = set()

    def scripts(self) -> Iterator[Script]:
        for cell in code_cells(self._whole.text):
            if "!" in cell.text or "%" in cell.text:
                yield from self._cell(_text(cell, self._whole), f"cell {cell.number}")

    def _cell(self, text: Passage, name: str) -> Iterator[Script]:
        magic = _CELL_MAGIC.match(text.text)
        if magic is not None:
            language = _LANGUAGES.get(magic[1], POSIX)
            yield Script(text.part(magic.end(), len(text.text)), language, name, self._folder, self._known)
            return
        if _OTHER_MAGIC.match(text.text) is not None:
            return
        found = [*_LINE.finditer(text.text), *_MOVE.finditer(text.text), *_ENV.finditer(text.text)]
        for match in sorted(found, key=re.Match.start):
            if match.re is _LINE.compiled:
                line = filled(text.part(match.start(2), match.end(2)), _PYTHON, _python, script=True)
                yield Script(line, POSIX, name, self._folder, self._known, bool(match[1]))
            elif match.re is _MOVE.compiled:
                self._move(match[1].strip())
            else:
                self._environment(match, text)

    def _move(self, target: str) -> None:
        plain = target.strip("'\"").replace("\\", "/")
        elsewhere = plain[:1] in ("/", "~", "-", "") or plain[1:2] == ":" or re.search(r"[${]", plain) is not None
        if elsewhere or isinstance(self._folder, Unknown):
            self._folder = Unknown(f"the working directory is not known after `%cd {target}`")
        else:
            self._folder = beneath(self._folder, plain)

    def _environment(self, match: re.Match[str], text: Passage) -> None:
        """Take up `%env X=…`. Cells can be run in any order: what is set twice is not known."""
        name, value = match[1], match[2]
        if name in self._known:
            self._known = {one: text for one, text in self._known.items() if one != name}
        if name not in self._set and len(self._known) < MAX_VARIABLES and not re.search(r"[${]", value):
            builder = Builder(text)
            builder.same(match.start(2), match.start(2) + len(value.rstrip()))
            self._known = {**self._known, name: builder.built()}  # the scripts before have what was known there
        self._set.add(name)


def _python(match: re.Match[str]) -> Hole:
    return Hole("", f"`{match.group()}` is a value of Python")
