"""Writing the files that a command was told to write."""

from __future__ import annotations

from preflight import exits


def write_text(path: str, text: str, *, anew: bool = True) -> None:
    """Write a file as UTF-8, with line feeds whatever the system has; a lone surrogate becomes its escape.

    A file that is there already is written `anew`, or else left as it is. Raises UsageError for one that cannot be written.
    """
    try:
        with open(path, "w" if anew else "x", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise exits.UsageError(f"`{path}` cannot be written: {(error.strerror or type(error).__name__).lower()}") from error
