"""A command that is typed and not found in a file: its words with their places, and the document that it comes to."""

from __future__ import annotations

import os
from shlex import quote

from preflight import exits
from preflight.az.command import az_command
from preflight.az.invocation import INVOKE
from preflight.az.options import NONE, options_of
from preflight.az.reading import Found
from preflight.document import Fault
from preflight.kind import Kind
from preflight.passage import Builder, Folder, Hole, Passage, Pieced
from preflight.project.commandline import BEGINNING, CommandLine
from preflight.project.discovery import walk
from preflight.project.scripted import KINDS, Scripted
from preflight.project.tree import Loaded
from preflight.record import Record
from preflight.root import find_root
from preflight.shell.command import Command
from preflight.source import COMMAND_LINE, Source
from preflight.value import Absent, Present, entries, members, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preflight.az.command import AzCommand
    from preflight.project.tree import Tree
    from preflight.value import Value

_CREATE = "az ml batch-deployment create"
_BATCH = ("ml batch-endpoint ", "ml batch-deployment ")


class Typed(Record):
    """A command, the line it was typed in, and the folder in which it is run, absolute.

    `options` are those of `preflight check` that stand for the command; then it is about the only deployment file of the run.
    None where the command names its file itself, and nothing else is judged.
    """

    command: AzCommand
    source: Source
    folder: str
    options: tuple[tuple[str, str], ...] | None = None

    @property
    def kind(self) -> Kind | None:
        """The sort of document that the command makes; None when it makes none for a batch endpoint, or only shows its help."""
        name = self.command.may_be or ""
        return KINDS.get(name) if name.startswith(_BATCH) and self.command.given("--help") is None else None

    @property
    def named(self) -> Value:
        """The file as the command names it; absent where it names none, or an empty one."""
        flag = self.command.given("--file")
        value = flag.words[0].value() if flag is not None and flag.words else None
        return value if value is not None and raw_text(value) else Absent(self.command.near, "--file")

    @property
    def file(self) -> str | None:
        """The file that the command names, absolute, whether it exists or not; None where it names none that can be told."""
        text = text_of(self.named)
        return None if text is None else os.path.normpath(os.path.join(self.folder, text))


def typed_command(arguments: Sequence[str], folder: str) -> Typed:
    """Return what `az` would be told with some arguments, run in a folder."""
    source = Source(COMMAND_LINE, " ".join(["az", *map(quote, arguments)]))
    words = _name_first(list(_words(source, 0, ["az", *arguments])))
    return Typed(_az_command(words, source, folder), source, folder)


def typed_options(options: Sequence[tuple[str, str]], folder: str) -> Typed:
    """Return `az ml batch-deployment create` with some options, as `preflight check` has them: `--set`, `--endpoint-name`, `--name`."""
    source = CommandLine(options).source
    builder = [Pieced(Passage(source), word, [(0, 0, len(BEGINNING))]) for word in _CREATE.split(" ")]
    words = [*builder, *_words(source, len(BEGINNING) + 1, [word for option in options for word in option])]
    return Typed(_az_command(words, source, folder), source, folder, tuple(options))


def in_sight_of(typed: Typed, root: str) -> list[str]:
    """Return the files whose documents and scripts a typed command may be about besides its own file.

    A job is for what is deployed, wherever in a repository that is defined; of all else, what stands around it is enough.
    """
    if typed.command.may_be != INVOKE or not os.path.exists(os.path.join(root, ".git")):
        return []
    return walk(root, ".", [])


def apply(typed: Typed, scripted: Scripted, tree: Tree, documents: list[str]) -> str:
    """Let a typed command make its document, in the place of what scripts make of the same file; return the path of that.

    Raises UsageError where options are for one deployment file, and `documents` come to none or to several.
    """
    kind = typed.kind
    line = os.path.join(typed.folder, COMMAND_LINE)
    if typed.options is None:
        _judge_alone(typed, scripted, line)
    path = typed.file if typed.options is None else _only_deployment(documents, tree)
    loaded = tree.load(path) if path is not None else None
    if kind is None or isinstance(loaded, Fault):
        return path or ""
    if loaded is not None:
        loaded = Loaded(loaded.path, loaded.document, kind)  # what a command is given is that, or az refuses it
        scripted.made.pop(loaded.path, None)
    made = scripted.make(typed.command, kind, line, loaded, typed.source)
    if made is None:
        return path or ""
    tree.add(COMMAND_LINE, given_in(made.document.root, typed.source))
    return made.path


def _judge_alone(typed: Typed, scripted: Scripted, line: str) -> None:
    """Take a command for the only one that there is: those of scripts are in sight, but it is the one that runs."""
    scripted.found = [(line, Found(commands=(typed.command,)))]
    scripted.elsewhere = []


def given_in(value: Value, source: Source) -> Value:
    """Return of a document what stands in one source; mappings and lists around it stand nowhere."""
    if isinstance(value, Present) and isinstance(value.data, dict):
        found = {name: one for name, item in entries(value).items() if not isinstance(one := given_in(item, source), Absent)}
        return Present({**found}) if found else Absent()
    if isinstance(value, Present) and isinstance(value.data, list):
        items = [given_in(item, source) for item in members(value)]
        return Present([*items]) if any(not isinstance(one, Absent) for one in items) else Absent()
    return value if value.source is source else Absent()


def _only_deployment(documents: list[str], tree: Tree) -> str:
    found = [one.path for path in documents if isinstance(one := tree.load(path), Loaded) and one.kind is Kind.BATCH_DEPLOYMENT]
    if len(found) != 1:
        named = ", ".join(f"`{tree.shown(path)}`" for path in found[:3])
        seen = f"there are {len(found)}: {named}{', …' if len(found) > 3 else ''}" if found else "there is none"  # noqa: PLR2004
        raise exits.UsageError(f"--set, --endpoint-name and --name are for one deployment file, and {seen}")
    return found[0]


def _az_command(words: list[Passage], source: Source, folder: str) -> AzCommand:
    """Return what the words of `az` say, run in a folder."""
    below = os.path.relpath(folder, find_root(folder, folder)).replace(os.sep, "/")
    made = az_command(Command(tuple(words), Passage(source).spot(), Folder("root", below)))
    if made is None:
        raise AssertionError("the first word is `az`")
    return made


def _name_first(words: list[Passage]) -> list[Passage]:
    """Return words with the options of all commands that stand before the name of the command moved behind it."""
    options = options_of("")
    at = 1
    while at < len(words) and words[at].text[:1] == "-":
        name, equals, _ = words[at].text.partition("=")
        option = options.get(name)
        at += 1 if option is None or option.takes == NONE or equals else 2
    return [words[0], *words[at:], *words[1:at]]


def _words(source: Source, start: int, texts: Sequence[str]) -> Iterator[Passage]:
    """Yield texts that stand in a line one after the other, each quoted for a shell."""
    whole = Passage(source)
    for text in texts:
        length = len(quote(text))
        yield _unread(_word(whole, text, start, start + length))
        start += length + 1


def _word(whole: Passage, text: str, start: int, end: int) -> Pieced:
    """Return a text that stands in a stretch of a line, quoted as `shlex.quote` does: each `'` takes five characters."""
    if end - start == len(text):
        return whole.part(start, end)
    builder = Builder(whole)
    at = start + 1
    for number, piece in enumerate(text.split("'")):
        if number:
            builder.instead("'", at, at + 5)
            at += 5
        builder.same(at, at + len(piece))
        at += len(piece)
    return builder.built((start, end))


def _unread(word: Pieced) -> Pieced:
    """Return a word in which what azure-cli reads from a file (`@path`, `key=@path`) is not known."""
    before = 0 if word.text[:1] == "@" else word.text.find("=") + 1
    if word.text[before : before + 1] != "@":
        return word
    builder = Builder(word)
    builder.same(0, before)
    builder.hole(Hole(word.text[before:], f"`{word.text[before:]}` is read by `az` when it is run"), before, len(word.text))
    return builder.built((0, len(word.text)))
