"""What a command line may hold: commands with their options, and what may stand for the value of each."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Sorts of values. Of a text nothing is known.
TEXT, FILES, WORDS = "text", "files", "words"
# Words with commas between them, a word with `=` and one of `ends`, and a word that may have `:` and a file after it.
LIST, PAIR, FILED = "list", "pair", "filed"

PROGRAMS = ("preflight", "azureml-preflight")
"""The names of the command."""


class Takes(Record):
    """What may stand in one place: its sort, and the words there, besides those of the lists of `Syntax` that are named."""

    sort: str = TEXT
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class Option(Record):
    """An option: its names, what help says of it, and its value; None for one without a value."""

    names: tuple[str, ...]
    summary: str
    takes: Takes | None


class Command(Record):
    """A command: the words that name it, what help says, options, actions, and what may stand where no option does.

    `program` is the one whose own arguments stand after `--`; None for no other program.
    """

    place: tuple[str, ...]
    summary: str
    options: tuple[Option, ...]
    actions: tuple[Command, ...] = ()
    takes: Takes | None = None
    program: str | None = None

    def all(self) -> Iterator[Command]:
        """Yield the command, its actions, and theirs."""
        yield self
        for action in self.actions:
            yield from action.all()


class Syntax(Record):
    """All commands as the actions of one without a name, the lists of words that values share, and a line that says whose it is."""

    root: Command
    lists: Mapping[str, tuple[str, ...]]
    title: str

    def deep(self) -> list[str]:
        """Return the places of actions of commands: two words with a blank between them."""
        return [" ".join(command.place) for command in self.root.all() if len(command.place) > 1]
