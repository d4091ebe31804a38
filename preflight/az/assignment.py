"""Assignments that are none: blanks around `=`, which make the name a command and the output an argument of it."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.scripts.script import POSIX
from preflight.value import Absent, placed, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.value import Value

# Where a command may begin, a name, `=` with blanks, and the beginning of what is worked out.
_BEFORE = Pattern(r"(?:^|[;&|({]|\b(?:then|do|else)\b)[ \t]*(?P<name>[A-Za-z_]\w*)(?:[ \t]+=[ \t]*|=[ \t]+)[\"']?(?:\$\(|`)[ \t]*\Z")
_LONGEST = 1_000


def unassigned(command: AzCommand) -> Value:
    """Return the name that a shell does not set to what a command prints, although that was meant; absent where there is none.

    Source: POSIX.1-2024, Shell Command Language, 2.9.1 and 2.10.2: `name=value` is an assignment only where it is one word.
    """
    near = command.near
    if near.source is None or near.start is None or command.script is None or command.script.language != POSIX:
        return Absent(near)
    line = near.start.line + 1
    match = _BEFORE.search(near.source.line(line)[: near.start.column][-_LONGEST:]) if near.start.column <= _LONGEST else None
    if match is None:
        return Absent(near)
    return placed(match["name"], spot(near.source, (line, match.start("name") + 1), (line, match.end("name") + 1)))
