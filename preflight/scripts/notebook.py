"""The shell commands in Jupyter notebooks: lines that begin with `!`, and cells that are scripts."""

from __future__ import annotations

import re

from preflight.jsontext import NotJson, read_json
from preflight.passage import Builder, Folder, Hole, Passage, Pieced
from preflight.pattern import Pattern
from preflight.scripts.filling import filled
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Script, Scripts
from preflight.shell.command import beneath
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.jsontext import Node
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


def notebook_scripts(source: Source) -> Scripts | None:
    """Return the scripts of a notebook; None when the text is none."""
    whole = Passage(source)
    try:
        root, _ = read_json(whole)
    except NotJson:
        return None
    return Scripts(tuple(_Cells(whole).scripts(root)))


def cell_texts(source: Source) -> list[Passage]:
    """Return the texts of the code cells of a notebook, in order; none when the text is none."""
    whole = Passage(source)
    try:
        root, _ = read_json(whole)
    except NotJson:
        return []
    return [text for _, text in _code_cells(root, whole)]


def _code_cells(root: Node, whole: Passage) -> Iterator[tuple[int, Passage]]:
    """Yield the code cells of a notebook: which one it is, from 1, and its text."""
    cells = _entry(root, "cells")
    for number, cell in enumerate(cells.data if cells is not None and isinstance(cells.data, list) else [], 1):
        kind = _entry(cell, "cell_type")
        if kind is not None and isinstance(kind.data, Pieced) and kind.data.text == "code":
            text = _cell_text(_entry(cell, "source"), whole)
            if text is not None:
                yield number, text


def _cell_text(node: Node | None, whole: Passage) -> Passage | None:
    """Return what stands in a cell: one text, or a list of its lines."""
    if node is None:
        return None
    if isinstance(node.data, Pieced):
        return node.data
    if not isinstance(node.data, list):
        return None
    pieces: list[tuple[int, int, int]] = []
    shown: list[str] = []
    length = 0
    for line in [one.data for one in node.data if isinstance(one.data, Pieced)]:
        pieces += line.moved(length)
        shown.append(line.text)
        length += len(line.text)
    return Pieced(whole, "".join(shown), pieces)


class _Cells:
    """Goes through the cells of one notebook, in their order."""

    def __init__(self, whole: Passage) -> None:
        self._whole = whole
        self._folder: Folder | Unknown = _HERE
        self._known: dict[str, Passage] = {}
        self._set: set[str] = set()

    def scripts(self, root: Node) -> Iterator[Script]:
        for number, text in _code_cells(root, self._whole):
            if "!" in text.text or "%" in text.text:
                yield from self._cell(text, f"cell {number}")

    def _cell(self, text: Passage, name: str) -> Iterator[Script]:
        magic = _CELL_MAGIC.match(text.text)
        if magic is not None:
            language = _LANGUAGES.get(magic[1], POSIX)
            yield Script(text.part(magic.end(), len(text.text)), language, name, self._folder, dict(self._known))
            return
        if _OTHER_MAGIC.match(text.text) is not None:
            return
        found = [*_LINE.finditer(text.text), *_MOVE.finditer(text.text), *_ENV.finditer(text.text)]
        for match in sorted(found, key=re.Match.start):
            if match.re is _LINE.compiled:
                line = filled(text.part(match.start(2), match.end(2)), _PYTHON, _python, script=True)
                yield Script(line, POSIX, name, self._folder, dict(self._known), bool(match[1]))
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
        self._known.pop(name, None)
        if name not in self._set and not re.search(r"[${]", value):
            builder = Builder(text)
            builder.same(match.start(2), match.start(2) + len(value.rstrip()))
            self._known[name] = builder.built()
        self._set.add(name)


def _python(match: re.Match[str]) -> Hole:
    return Hole("", f"`{match.group()}` is a value of Python")


def _entry(node: Node, name: str) -> Node | None:
    found = node.data.get(name) if isinstance(node.data, dict) else None
    return found[1] if found is not None else None
