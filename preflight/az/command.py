"""One `az` command: its name, its options with their values and places, and how it is run."""

from __future__ import annotations

from preflight.az.arguments import arguments
from preflight.az.options import command_name, options_of, possible_name
from preflight.record import Record
from preflight.shell.command import program
from preflight.value import Absent, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.arguments import Flag
    from preflight.passage import Folder, Passage
    from preflight.scripts.script import Script
    from preflight.shell.command import Command
    from preflight.value import Located, Value

_AZ = ("az", "az.cmd")
# Long enough for every command of Azure ML, and for the groups above it.
_MOST_WORDS = 5


class AzCommand(Record):
    """An `az` command as it stands in a script.

    `name` is what follows `az` up to the first option, such as `ml batch-endpoint create`; it is unknown when a variable stands in it.
    `known` tells that it is a command whose options preflight knows; `may_be` is the one that it is, or that an unknown name may come to.
    `surplus` are words that belong to no option.
    `rest` says why there may be more options than these. `folder` is the working directory. `output` is the variable that takes what
    it prints. `script` is where it stands; None for one that was not found in a file.
    """

    name: Value
    known: bool
    may_be: str | None
    flags: tuple[Flag, ...]
    surplus: tuple[Passage, ...]
    rest: Unknown | None
    near: Located
    folder: Folder | Unknown
    conditional: bool
    output: str
    script: Script | None

    def given(self, name: str) -> Flag | None:
        """Return an option by its long name; of several the last, which is the one that counts."""
        return next((flag for flag in reversed(self.flags) if flag.name == name), None)

    def all_given(self, name: str) -> list[Flag]:
        """Return every time an option is given."""
        return [flag for flag in self.flags if flag.name == name]

    def value(self, name: str) -> Value:
        """Return the value of an option: absent when it is not given, unknown when there may be more options than these.

        An option that takes no value, and one that lacks it, stands for its own name.
        """
        flag = self.given(name)
        if flag is not None:
            return flag.words[0].value() if flag.words else flag.written
        return Absent(self.near, name) if self.rest is None else self.rest.elsewhere(self.near)


def az_command(command: Command, script: Script | None = None) -> AzCommand | None:
    """Return what a command says if it runs `az`; None for any other program."""
    words = command.words
    if not words or program(words[0].text) not in _AZ:
        return None
    names = _name_words(words)
    known = command_name([word.text if not word.holes else "" for word in names])
    may_be = known or (possible_name([_ends(word) for word in names]) if any(word.holes for word in names) else None)
    count = len(may_be.split(" ")) if may_be is not None else len(names)
    first, last = (words[1], words[count]) if count else (words[0], words[0])
    options = options_of(may_be or "")
    start = count + 1
    loose = frozenset(index - start for index in command.loose if index >= start)
    found = arguments(words[start:], loose, options)
    return AzCommand(
        name=_name(words[1 : count + 1], first, last),
        known=known is not None,
        may_be=may_be,
        flags=found.flags,
        surplus=found.surplus,
        rest=found.rest,
        near=command.near,
        folder=command.folder,
        conditional=command.conditional,
        output=command.output,
        script=script,
    )


def _name_words(words: tuple[Passage, ...]) -> list[Passage]:
    """Return the words before the first option."""
    found: list[Passage] = []
    for word in words[1 : _MOST_WORDS + 1]:
        if word.text[:1] == "-":
            break
        found.append(word)
    return found


def _ends(word: Passage) -> str | tuple[str, str]:
    """Return a word, or what is known of its beginning and of its end."""
    return (word.text[: word.holes[0][0]], word.text[word.holes[-1][1] :]) if word.holes else word.text


def _name(words: tuple[Passage, ...], first: Passage, last: Passage) -> Value:
    """Return the name of a command as one text that stands from its first word to its last."""
    start, end = first.spot(), last.spot()
    text = " ".join(word.text for word in words)
    hole = next((hole for word in words for _, _, hole in word.holes), None)
    made: Value = Present(text) if hole is None else Unknown(hole.reason, text=text)
    made.source, made.start, made.end = start.source, start.start, end.end
    made.key = made.origin = made.teller = None
    return made
