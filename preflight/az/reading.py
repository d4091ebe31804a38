"""Everything of interest that a script does: `az` commands, requests, files it writes, and scripts it calls."""

from __future__ import annotations

from preflight.az.command import az_command
from preflight.az.request import request
from preflight.record import Record
from preflight.scripts.mention import mentions_commands
from preflight.scripts.script import CMD, POWERSHELL
from preflight.shell.command import SHELLS, is_script, program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.request import Request
    from preflight.passage import Folder, Passage
    from preflight.scripts.script import Script
    from preflight.shell.command import Command, Reading, Written
    from preflight.value import Unknown, Value

_SOURCING = frozenset({"source", "."})


class Call(Record):
    """A script that another one runs: its path as it is written, seen from `folder`. `sourced` tells that it sets variables here."""

    path: Value
    folder: Folder | Unknown
    sourced: bool
    conditional: bool


class Found(Record):
    """What a script does, in its order. `fault` is where and why the rest of it could not be read."""

    commands: tuple[AzCommand, ...] = ()
    requests: tuple[Request, ...] = ()
    calls: tuple[Call, ...] = ()
    written: tuple[Written, ...] = ()
    fault: Unknown | None = None

    def maker(self, command: Command | None) -> AzCommand | None:
        """Return the `az` command that a shell's command is, by where it stands: what prints a token, for instance."""
        return next((one for one in self.commands if command is not None and one.near is command.near), None)


def read_script(script: Script) -> Found:
    """Read a script; one that names no command of interest is not looked at."""
    if not mentions_commands(script.text.text):
        return Found()
    reading = _reading(script)
    commands = tuple(found for one in reading.commands if (found := az_command(one, script)) is not None)
    requests = tuple(sent for one in reading.commands if (sent := request(one, script)) is not None)
    calls = tuple(call for one in reading.commands if (call := _call(one)) is not None)
    return Found(commands, requests, calls, reading.written, reading.fault)


def _reading(script: Script) -> Reading:
    folder = script.folder
    if script.language == POWERSHELL:
        from preflight.shell.powershell import read_powershell  # noqa: PLC0415 - few scripts are in it

        return read_powershell(script.text, script.known, folder)
    if script.language == CMD:
        from preflight.shell.cmd import read_cmd  # noqa: PLC0415 - few scripts are in it

        return read_cmd(script.text, script.known, folder)
    from preflight.shell.posix_run import read_posix  # noqa: PLC0415 - only for a script

    return read_posix(script.text, script.known, folder)


def _call(command: Command) -> Call | None:
    words = command.words
    name = program(words[0].text) if words else ""
    path: Passage | None = None
    if name in SHELLS:
        plain = [word for word in words[1:] if word.text[:1] != "-" and not word.text.startswith("<")]
        path = plain[0] if plain and not any(word.text in ("-c", "-Command", "-s") for word in words[1:]) else None
    elif words and is_script(words[0].text):
        path = words[0]
    return None if path is None else Call(path.value(), command.folder, name in _SOURCING, command.conditional)
