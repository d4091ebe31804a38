"""Scripts that are read for tests, and values as plain data that a test can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preflight.az.reading import read_script
from preflight.passage import Passage
from preflight.scripts.script import POSIX, Script
from preflight.shell.command import ANYWHERE
from preflight.source import Source
from preflight.value import Absent, Unknown, entries, members

if TYPE_CHECKING:
    from preflight.az.command import AzCommand
    from preflight.az.reading import Found
    from preflight.az.request import Request
    from preflight.value import Value


def found_in(text: str, language: str = POSIX) -> Found:
    """Return what a script does."""
    return read_script(Script(Passage(Source("run.sh", text)), language, "", ANYWHERE, {}))


def only_command(text: str, language: str = POSIX) -> AzCommand:
    """Return the only `az` command of a script."""
    (command,) = found_in(text, language).commands
    return command


def only_request(text: str, language: str = POSIX) -> Request:
    """Return the only request of a script."""
    (request,) = found_in(text, language).requests
    return request


def plain(value: Value) -> Any:
    """Return a value as plain data: None for what is absent, `?` and its text for what is unknown; `…` is a key of what may hold more."""
    if isinstance(value, Unknown):
        return f"?{value.text or ''}"
    if isinstance(value, Absent):
        return None
    if isinstance(value.data, dict):
        return {name: plain(item) for name, item in entries(value).items()} | ({"…": value.rest.reason} if value.rest is not None else {})
    return [plain(item) for item in members(value)] if isinstance(value.data, list) else value.data
