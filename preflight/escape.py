"""Foreign text made harmless for where it is shown: what stands in a file must not steer a terminal, or whoever reads the log."""

from __future__ import annotations

import re

# Build agents take `##[error]` and `##vso[…]` anywhere in a log for commands.
# Their search may skip characters that have no width; so does this one.
_LOG_COMMAND = r"#(?=[^ -~]*#[^ -~]*(?:[A-Za-z][^ -~]*)*\[)"
_NOT_ASCII = r"[^\n -~]"


def for_terminal(text: str) -> str:
    """Return a text as one harmless line: control, bidirectional and invisible characters become escapes, as `ascii` writes them."""
    return text if text.isprintable() and "#" not in text else "".join(characters(text))


def characters(text: str) -> list[str]:
    """Return each character of a text as a terminal may show it, so that columns can be counted.

    What `str.isprintable` refuses is escaped as `ascii` does it; so is a `#` that begins a command to a build agent.
    """
    shown = [character if character.isprintable() else ascii(character)[1:-1] for character in text]
    if "#" in text:
        for found in re.finditer(_LOG_COMMAND, text):
            shown[found.start()] = "\\x23"
    return shown


def for_json(text: str) -> str:
    """Rewrite a whole JSON text, of any layout, so that it is harmless where it is printed; it still means the same.

    All that is rewritten stands within strings. Lone surrogates, which no encoding takes, become escapes too.
    """
    if "#" in text:
        text = re.sub(_LOG_COMMAND, r"\\u0023", text)
    return re.sub(_NOT_ASCII, _json_character, text)


def _json_character(found: re.Match[str]) -> str:
    character = found[0]
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
