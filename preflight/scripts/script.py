"""A shell script, wherever it stands, and what the place around it says of how it is run."""

from __future__ import annotations

from preflight.passage import Folder
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.passage import Passage
    from preflight.value import Unknown, Value

POSIX = "posix"
POWERSHELL = "powershell"
CMD = "cmd"


class Script(Record):
    """A script to be read.

    `name` tells where it stands in words (`cell 3`, ``step `deploy` ``); it is empty when it is a whole file.
    `folder` is the working directory it starts in, `known` are the variables that are set around it.
    """

    text: Passage
    language: str
    name: str
    folder: Folder | Unknown
    known: Mapping[str, Passage]
    conditional: bool = False


class Elsewhere(Record):
    """A workflow or template that this file calls, and what it hands over: the commands stand there.

    `local` tells that it is a file of the same repository, and which: seen from `folder`.
    """

    reference: Value
    given: Mapping[str, Value]
    local: bool = False
    folder: Folder = Folder("script")


class Scripts(Record):
    """What scripts a file holds, and what it calls."""

    scripts: tuple[Script, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
