"""Which notebooks are of interest: most are large, and hold neither commands nor code that deploys to batch endpoints."""

from __future__ import annotations

from preflight.scripts.mention import concerns_batch, deploys, sends_tokens

# How a cell runs something in a shell; most notebooks never do.
_SHELL = ("!az", "! az", "%%", "%s", "!curl", "!bash", "!sh")


def runs_commands(text: str) -> bool:
    """Tell whether a notebook may run commands that have to do with batch endpoints."""
    return any(sign in text for sign in _SHELL) and concerns_batch(text)


def is_of_interest(text: str) -> bool:
    """Tell whether anything that a notebook holds may be judged."""
    return deploys(text) or sends_tokens(text) or runs_commands(text)
