"""Scripts that are read, and what they come to in short lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.passage import Folder, Passage
from preflight.shell.cmd import read_cmd
from preflight.shell.posix_run import read_posix
from preflight.shell.powershell import read_powershell
from preflight.source import Source
from preflight.value import Absent, Unknown, Value, entries, members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.shell.command import Command, Reading

READERS = {"x.sh": read_posix, "x.ps1": read_powershell, "x.cmd": read_cmd}


def script(text: str, path: str = "x.sh", known: Mapping[str, str] | None = None) -> Reading:
    """Read a script; its path tells the language."""
    outside = {name: Passage(Source("env.yml", value)) for name, value in (known or {}).items()}
    return READERS[path](Passage(Source(path, text)), outside)


def passage(text: str, path: str = "x.sh") -> Passage:
    """Return a whole text as a passage."""
    return Passage(Source(path, text))


def words(command: Command) -> list[str]:
    """Return the words of a command; `?` before one that is not known, `~` after one that may come to none or to several."""
    return [f"{'?' if word.holes else ''}{word.text}{'~' if index in command.loose else ''}" for index, word in enumerate(command.words)]


def run(text: str, path: str = "x.sh", known: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return the words of the commands of a script."""
    reading = script(text, path, known)
    assert reading.fault is None, reading.fault.reason
    return [words(command) for command in reading.commands]


def only(text: str, path: str = "x.sh") -> list[str]:
    """Return the words, after its name, of the only call of `az` in a script."""
    found = [one for one in run(text, path) if one[0] not in ("source", ".")]
    assert len(found) == 1, found
    return found[0][1:]


def folder(place: Folder | Unknown) -> str:
    """Return a working directory as text."""
    return f"?{place.reason}" if isinstance(place, Unknown) else f"{place.start}:{place.path}"


def plain(value: Value) -> object:
    """Return a value as plain data; `?` and its text, or its reason, for one that is not known."""
    if isinstance(value, Unknown):
        return f"?{value.reason if value.text is None else value.text}"
    if isinstance(value, Absent):
        return None
    if isinstance(value.data, dict):
        return {name: plain(item) for name, item in entries(value).items()}
    if isinstance(value.data, list):
        return [plain(item) for item in members(value)]
    return value.data


def at(value: Value) -> str:
    """Return where a value stands, as `line:column-end_line:end_column`."""
    place = value.place
    assert place is not None
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"
