"""What a script comes to: the commands it runs, the files it writes, and the scripts it calls."""

from __future__ import annotations

from preflight.passage import Folder
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.passage import Passage
    from preflight.value import Located, Unknown, Value

# Where a script is run from is not known: often its own folder, or the root of the repository.
ANYWHERE = Folder("anywhere")
ROOT = Folder("root")


class Command(Record):
    """A command with its words, the program's name first, as far as the script tells them.

    `loose` are the indexes of words that may come to none or to several (`$ARGS`). `folder` is the working directory.
    `conditional` tells that it may not run: it stands in a branch, a loop or a function, or waits for another to fail.
    `output` is the variable that takes what it prints; `given` is the here-document that it reads.
    """

    words: tuple[Passage, ...]
    near: Located
    folder: Folder | Unknown
    conditional: bool = False
    output: str = ""
    loose: frozenset[int] = frozenset()
    given: Passage | None = None


class Written(Record):
    """A file that a command writes or changes; `path` is as the command has it, seen from `folder`.

    `text` is what a here-document writes into it.
    """

    path: Value
    folder: Folder | Unknown
    conditional: bool = False
    text: Passage | None = None


class Reading(Record):
    """What was read of a script, in its order. `fault` is where and why the rest of it could not be read."""

    commands: tuple[Command, ...] = ()
    written: tuple[Written, ...] = ()
    fault: Unknown | None = None


# The programs whose command lines are of interest; of all others only the variables are seen that they set.
PROGRAMS = frozenset({"az", "az.cmd", "curl", "invoke-restmethod", "invoke-webrequest", "irm", "iwr"})
# Programs that run the program named after them.
CARRIERS = frozenset({"sudo", "command", "exec", "nohup", "env", "timeout", "call", "winpty", "time", "retry", "&"})
SHELLS = frozenset({"bash", "sh", "zsh", "dash", "source", ".", "pwsh", "powershell"})
_SCRIPTS = (".sh", ".bash", ".ps1", ".cmd", ".bat")


def program(name: str) -> str:
    """Return the name of a program without its folder, in lower case."""
    return name.replace("\\", "/").rpartition("/")[2].lower()


def beneath(folder: Folder | Unknown, path: str) -> Folder:
    """Return a folder below another one; raises ValueError where it is not known which that is."""
    if not isinstance(folder, Folder):
        raise ValueError(folder.reason)
    return Folder(folder.start, f"{folder.path}/{path}" if folder.path else path)


def is_script(name: str) -> bool:
    """Tell whether a word that is run names a script file."""
    return name.lower().endswith(_SCRIPTS) and "://" not in name
