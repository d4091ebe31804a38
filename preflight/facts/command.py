"""What is known of the command of a component."""

from __future__ import annotations

from preflight.facts.words import words
from preflight.pattern import Pattern
from preflight.value import Absent, Unknown, fact, listing, mapping, raw_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Present, Value

_OPENING, _CLOSING = "$[[", "]]"
_EXPRESSION = Pattern(r"\$\{\{[^{}]*\}\}")
_INPUT = Pattern(r"(?<![\w.])inputs\.(\w+)")


def optional_arguments(command: Value) -> Value:
    """Return the parts of a command that are left out when an optional input is not given: `$[[--name ${{inputs.name}}]]`.

    `bare_input` is an input that such a part names without `${{ }}`.
    """
    if not raw_text(command):
        return command if isinstance(command, Unknown) else Absent(command)
    found: list[Value] = []
    open_words: list[Value] = []
    for word in words(command) if _OPENING in raw_text(command) else ():
        if open_words or _OPENING in raw_text(word):
            open_words.append(word)
        if open_words and _CLOSING in raw_text(word):
            found.append(_optional_argument(open_words))
            open_words = []
    return listing(found, command)


def _optional_argument(parts: list[Value]) -> Present:
    text = " ".join(map(raw_text, parts)).partition(_OPENING)[2].partition(_CLOSING)[0]
    bare = _INPUT.search("".join(_EXPRESSION.split(text)))
    near = parts[0]
    return mapping({"text": fact(f"{_OPENING}{text}{_CLOSING}", near), "bare_input": fact(bare[1] if bare else None, near)}, near)
