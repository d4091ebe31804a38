"""The files and folders that a command is about, and where it runs."""

from __future__ import annotations

import os
import sys

from preflight import exits
from preflight.project.reading import MAX_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_path_options(parser: ArgumentParser) -> None:
    """Add the paths, and what standard input stands in for."""
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="files or folders; `-` reads standard input (default: .)")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the file that standard input stands in for")


def working_folder() -> str:
    """Return the working directory.

    Raises UsageError when it is gone.
    """
    try:
        return os.getcwd()
    except OSError as error:
        raise exits.UsageError("the working directory does not exist any more") from error


def given_paths(options: Namespace, *, otherwise: str | None = ".") -> tuple[list[str], tuple[str, bytes] | None]:
    """Return the absolute paths that were given, and what standard input holds if it stands in for one.

    `otherwise` is what stands for none; None for nothing. Raises UsageError for a path that does not exist.
    """
    stdin = None
    given = list(options.paths) or ([otherwise] if otherwise is not None else [])
    if options.stdin_filename is not None or "-" in given:
        name = os.path.abspath(options.stdin_filename or "stdin.yml")
        if os.path.isdir(name):
            raise exits.UsageError(f"--stdin-filename takes a file, and `{options.stdin_filename}` is a folder")
        stdin = name, _standard_input()
        given = [options.stdin_filename or name] if given in (["-"], ["."], []) else [name if path == "-" else path for path in given]
    for path in given:
        if not os.path.exists(path) and (stdin is None or os.path.abspath(path) != stdin[0]):
            raise exits.UsageError(f"no such file or folder: `{path}`")
    return [os.path.abspath(path) for path in given], stdin


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise exits.UsageError("standard input is closed")
    return sys.stdin.buffer.read(MAX_BYTES + 1)
