"""Words of a message: what stays the same of it when quotes, punctuation, line breaks, colours and accents change."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# A number with its sign, or a word that may hold points: `-9`, `10.0.0.4`, `azureml.core`, `run`, `dataset_param`.
_WORD = Pattern(r"-?\d\w*(?:\.\w+)*|[^\W\d]\w*(?:\.\w+)*")
# What terminals take for colours and titles (ECMA-48, section 5.4).
_ESCAPE = Pattern(r"\x1b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[@-_])")


class Token(Record):
    """A word as it is compared, and where it stands in the text."""

    word: str
    start: int
    end: int


def readable(text: str) -> str:
    """Return a text without what colours it, and with accents that are no characters of their own put into the letters."""
    if "\x1b" in text:
        text = _ESCAPE.compiled.sub("", text)
    if not text.isascii():
        from unicodedata import normalize  # noqa: PLC0415 - most messages are ASCII

        text = normalize("NFC", text)
    return text


def tokens(text: str) -> list[Token]:
    """Return the words of a text that is `readable`, in order."""
    return [_token(found) for found in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """Return the words alone."""
    if text.isascii():
        return [found[0].lower() for found in _WORD.finditer(text)]
    return [plain(found[0]) for found in _WORD.finditer(text)]


def plain(word: str) -> str:
    """Return a word in lower case, without accents: keyboards and translators leave them out."""
    if word.isascii():
        return word.lower()
    from unicodedata import combining, normalize  # noqa: PLC0415 - most messages are ASCII

    return "".join(character for character in normalize("NFD", word.lower()) if not combining(character))


def _token(found: re.Match[str]) -> Token:
    return Token(plain(found[0]), found.start(), found.end())
