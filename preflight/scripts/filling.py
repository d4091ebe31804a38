"""Expressions that are filled in before a shell sees a script: `${{ … }}` of GitHub Actions, `$(…)` of Azure Pipelines."""

from __future__ import annotations

from preflight.passage import HOLE, Builder, Folder, Hole, Passage, PathBelow
from preflight.scripts.yamltext import yaml_text
from preflight.shell.command import ROOT, beneath
from preflight.value import Absent, Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from preflight.pattern import Pattern
    from preflight.value import Value

    Answer = Passage | Hole | None


def filled(text: Passage, expression: Pattern, look_up: Callable[[re.Match[str]], Answer], *, script: bool) -> Passage:
    """Return a text with its expressions replaced by what they stand for; None leaves one as it is.

    In a `script`, a hole is one character, so that no shell takes what is written there for something of its own.
    """
    matches = list(expression.finditer(text.text))
    if not matches:
        return text
    builder = Builder(text)
    last = 0
    for match in matches:
        answer = look_up(match)
        if answer is None:
            continue
        start, end = match.span()
        builder.same(last, start)
        last = end
        if isinstance(answer, Hole):
            builder.hole(answer.named(match.group()), start, end, HOLE if script else None)
        elif script:
            for piece in _pieces(answer):
                if isinstance(piece, Hole):
                    builder.hole(piece, start, end, HOLE)
                else:
                    builder.instead(piece, start, end)
        else:
            builder.passage(answer, start, end)
    builder.same(last, len(text.text))
    return builder.built((0, len(text.text)))


def _pieces(text: Passage) -> Iterator[str | Hole]:
    """Yield the texts and the holes of a passage, in order."""
    last = 0
    for start, end, hole in text.holes:
        if start > last:
            yield text.text[last:start]
        yield hole
        last = end
    if last < len(text.text):
        yield text.text[last:]


def folder_of(value: Value, default: Folder | Unknown, fill: Callable[[Passage], Passage]) -> Folder | Unknown:
    """Return the working directory that a key names, seen from the root of the repository."""
    if isinstance(value, Absent):
        return default
    text = yaml_text(value)
    found = fill(text).value() if text is not None else value
    if isinstance(found, PathBelow):
        return found.folder
    plain = text_of(found)
    if plain is None:
        return Unknown(found.reason if isinstance(found, Unknown) else "the working directory is no text", value)
    if plain[:1] in ("/", "~") or plain[1:2] == ":":
        return Unknown(f"`{plain}` is not in the repository", value)
    return beneath(ROOT, plain.replace("\\", "/"))
