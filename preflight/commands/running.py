"""Handing a run over to another program: its arguments, streams and exit code are its own."""

from __future__ import annotations

import os
import shutil
import signal
import sys

from preflight import exits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

# What Python ignores and the programs it starts do not expect to be ignored.
_RESTORED = ("SIGPIPE", "SIGXFSZ")
_BATCH_FILES = (".cmd", ".bat")
# What `cmd` changes even between double quotes.
_CHANGED = '"%\n\r'


def become(program: str, arguments: Sequence[str]) -> int:
    """Run a program in the place of this process, with these arguments and its environment, streams and working directory.

    Does not return where a process can become another one; elsewhere, returns the exit code. Raises UsageError where there is no
    such program on PATH, or it cannot be started.
    """
    found = shutil.which(program)
    if found is None:
        raise exits.UsageError(f"there is no `{program}` on PATH to run: https://learn.microsoft.com/cli/azure/install-azure-cli")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    try:
        if os.name == "nt":
            import subprocess  # noqa: PLC0415 - elsewhere this process becomes the other one

            return subprocess.run(windows_command(found, arguments), check=False).returncode  # noqa: S603 - what it is told to run
        _execute(found, [program, *arguments])
    except OSError as error:
        raise exits.UsageError(f"`{found}` cannot be run: {(error.strerror or type(error).__name__).lower()}") from error


def _execute(path: str, words: list[str]) -> NoReturn:
    for name in _RESTORED:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_DFL)
    os.execv(path, words)  # noqa: S606 - it gets its arguments as they are, and no shell reads them


def windows_command(path: str, arguments: Sequence[str]) -> list[str] | str:
    """Return what to start on Windows so that a program gets its arguments as they are.

    The `az.cmd` of the installer starts the Python beside its folder; `cmd` would read arguments anew, so that this Python is started
    at once. Raises UsageError for arguments that `cmd` would change, where there is no such Python.
    """
    if not path.lower().endswith(_BATCH_FILES):
        return [path, *arguments]
    folder = os.path.dirname(path)
    python = os.path.join(os.path.dirname(folder), "python.exe")
    if os.path.isfile(python):
        return [python, "-IBm", "azure.cli", *arguments]
    for argument in arguments:
        if any(character in argument for character in _CHANGED):
            raise exits.UsageError(f"`{os.path.basename(path)}` cannot be given `{argument}` as it is")
    quoted = " ".join(f'"{argument}{_ending(argument)}"' for argument in arguments)
    return f'"{path}" {quoted}' if quoted else f'"{path}"'


def _ending(argument: str) -> str:
    """Return the backslashes that a quoted argument needs more at its end: before a quote, two stand for one."""
    return "\\" * (len(argument) - len(argument.rstrip("\\")))
