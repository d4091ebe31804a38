"""The words of an `az` command as options and their values, told apart as Python's argparse does."""

from __future__ import annotations

from preflight.az.options import ANY, NONE, ONE, SOME, Option
from preflight.pattern import Pattern
from preflight.record import Record
from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from preflight.passage import Passage
    from preflight.value import Value

_NUMBER = Pattern(r"-\d+\Z|-\d*\.\d+\Z")


class Flag(Record):
    """An option that is given: by which name it is known, how it is written, and its values.

    `name` is the long name; that of an option the command does not have is as written. `known` is False for such a one,
    `ambiguous` True when it is short for several.
    """

    name: str
    written: Value
    words: tuple[Passage, ...]
    known: bool = True
    ambiguous: bool = False

    @property
    def values(self) -> tuple[Value, ...]:
        """The values of the option."""
        return tuple(word.value() for word in self.words)


class Arguments(Record):
    """Options in their order, words that belong to none, and why there may be more options than these."""

    flags: tuple[Flag, ...]
    surplus: tuple[Passage, ...]
    rest: Unknown | None


class _Found(Record):
    """What a word that begins with `-` stands for: an option, the value that is written with it, and if it is short for several."""

    option: Option | None
    value: Passage | None = None
    ambiguous: bool = False


def arguments(words: Sequence[Passage], loose: frozenset[int], options: Mapping[str, Option]) -> Arguments:
    """Tell options and values apart; `loose` are the indexes of words that may come to none or to several."""
    return _Parser(words, loose, options).parsed()


class _Parser:
    """Goes through the words of one command."""

    def __init__(self, words: Sequence[Passage], loose: frozenset[int], options: Mapping[str, Option]) -> None:
        self._words = words
        self._loose = loose
        self._options = options
        self._at = 0
        self._flags: list[Flag] = []
        self._surplus: list[Passage] = []
        self._rest: Unknown | None = None

    def parsed(self) -> Arguments:
        while self._at < len(self._words):
            word = self._words[self._at]
            found = self._found(word)
            if found is None:
                if self._is_open(self._at):
                    self._note(word)
                else:
                    self._surplus.append(word)
                self._at += 1
            else:
                self._at += 1
                self._option(word, found)
        return Arguments(tuple(self._flags), tuple(self._surplus), self._rest)

    def _is_open(self, index: int) -> bool:
        """Tell whether a word may come to options: it is filled in from its beginning on."""
        word = self._words[index]
        return index in self._loose or bool(word.holes and word.holes[0][0] == 0)

    def _note(self, word: Passage) -> None:
        if self._rest is None:
            self._rest = Unknown(f"`{word.text}` may hold more options", word.spot())

    def _found(self, word: Passage) -> _Found | None:
        """Return what an option's word stands for; None for a word that is none (argparse: `_parse_optional`)."""
        text = word.text
        if text[:1] != "-" or text in ("-", "--"):
            return None
        if word.holes and word.holes[0][0] < len(text.partition("=")[0]):
            if text[:2] == "--" or text[:2] not in self._options:
                self._note(word)
            return _Found(self._options.get(text[:2]), word.part(2, len(text))) if text[:2] in self._options else _Found(None)
        if text in self._options:
            return _Found(self._options[text])
        name, equals, _ = text.partition("=")
        value = word.part(len(name) + 1, len(text)) if equals else None
        if value is not None and name in self._options:
            return _Found(self._options[name], value)
        matches = self._abbreviated(word, name, value)
        if len(matches) > 1:
            return _Found(None, value, ambiguous=True)
        if matches:
            return matches[0]
        if _NUMBER.match(text) is not None or " " in text:
            return None
        return _Found(None, value)

    def _abbreviated(self, word: Passage, name: str, value: Passage | None) -> list[_Found]:
        """Return what a word may be short for (argparse: `_get_option_tuples`)."""
        text = word.text
        if text[:2] == "--":
            return [_Found(option, value) for one, option in self._options.items() if one.startswith(name)]
        short = self._options.get(text[:2])
        return [_Found(short, word.part(2, len(text)))] if short is not None else []

    def _option(self, word: Passage, found: _Found) -> None:
        option = found.option
        written = word.value()
        if option is None:
            values = [found.value] if found.value is not None else self._values(ANY)
            self._flags.append(Flag(word.text.partition("=")[0], written, tuple(values), known=False, ambiguous=found.ambiguous))
            return
        if found.value is not None and option.takes == NONE:
            self._flags.append(Flag(option.names[0], written, ()))
            if word.text[1:2] != "-":  # `-yo table`: further short options in one word
                self._joined(word, found.value)
            return
        values = [found.value] if found.value is not None else self._values(option.takes)
        self._flags.append(Flag(option.names[0], written, tuple(values)))

    def _joined(self, word: Passage, rest: Passage) -> None:
        option = self._options.get(f"-{rest.text[:1]}")
        if option is None:
            self._flags.append(Flag(f"-{rest.text}", word.value(), (), known=False))
            return
        more = rest.part(1, len(rest.text)) if len(rest.text) > 1 else None
        values = [more] if more is not None and option.takes != NONE else self._values(option.takes)
        self._flags.append(Flag(option.names[0], word.value(), tuple(values)))

    def _values(self, takes: str) -> list[Passage]:
        """Take the words that follow an option, as many as it takes."""
        values: list[Passage] = []
        most = {NONE: 0, ONE: 1}.get(takes, len(self._words))
        while len(values) < most and self._at < len(self._words):
            word = self._words[self._at]
            if self._found_value(word):
                break
            if self._at in self._loose and values and takes in (SOME, ANY):
                self._note(word)
            values.append(word)
            self._at += 1
        return values

    def _found_value(self, word: Passage) -> bool:
        """Tell whether a word begins the next option."""
        if word.text[:1] != "-" or len(word.text) == 1:
            return False
        return not (_NUMBER.match(word.text) is not None or (" " in word.text and word.text.partition("=")[0] not in self._options))
