"""One `az` command, or one request, as it stands in a script."""

from __future__ import annotations

from preflight.az.command import AzCommand, az_command
from preflight.az.request import Request, request
from tests.shared.scripts import script


def command(text: str, path: str = "x.sh") -> AzCommand:
    """Return the last `az` command of a script."""
    found = [made for one in script(text, path).commands if (made := az_command(one)) is not None]
    assert found, text
    return found[-1]


def sent_by(text: str, path: str = "x.sh") -> Request:
    """Return the last request of a script."""
    found = [made for one in script(text, path).commands if (made := request(one)) is not None]
    assert found, text
    return found[-1]
