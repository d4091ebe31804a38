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
_POWERSHELLS = frozenset({"pwsh", "powershell"})
# Options of PowerShell: what stands after the first is the script; none follows the second; the third take no value, all others one.
_FILE = ("f", "fi", "fil", "file")
_INLINE = ("command", "encodedcommand", "commandwithargs", "cwa", "ec")
_SWITCHES = ("noprofile", "nologo", "noninteractive", "noexit", "login", "interactive", "mta", "sta")


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
        path = _run_by(name, words[1:])
    elif words and is_script(words[0].text):
        path = words[0]
    return None if path is None else Call(path.value(), command.folder, name in _SOURCING, command.conditional)


def _run_by(shell: str, words: tuple[Passage, ...]) -> Passage | None:
    """Return the script that a shell is told to run, past its options; None when it runs a text or what it is given to read."""
    at = 0
    while at < len(words):
        text = words[at].text
        if shell in _SOURCING or text[:1] not in ("-", "+"):
            return None if text[:1] == "<" else words[at]
        takes = _option_of_powershell(text[1:].lower()) if shell in _POWERSHELLS else _option_of_posix(text)
        if takes is None:
            return None
        at += 1 + takes
    return None


def _option_of_powershell(name: str) -> int | None:
    """Return how many words an option takes; None when what is run is no file."""
    if name in _FILE or any(one.startswith(name) for one in _SWITCHES):
        return 0
    return None if any(one.startswith(name) for one in _INLINE) else 1


def _option_of_posix(text: str) -> int | None:
    """Return how many words an option takes; None when what is run is no file."""
    if text[:2] == "--":
        return int(text in ("--rcfile", "--init-file"))
    return None if text == "-" or (text[0] == "-" and ("c" in text or "s" in text)) else int(text[-1] in "oO")
