"""Which notebooks are of interest: most are large, and hold neither commands nor code that deploys to batch endpoints."""

from __future__ import annotations

from preflight.scripts.mention import concerns_batch, deploys, sends_tokens

# How a cell runs something in a shell, after `!`; most notebooks never do.
_SHELL = ("az", " az", "curl", "bash", "sh")


def runs_commands(text: str) -> bool:
    """Tell whether a notebook may run commands that have to do with batch endpoints."""
    return _runs_a_shell(text) and concerns_batch(text)


def _runs_a_shell(text: str) -> bool:
    """Tell whether a line may be for a shell: `!az`, `%%bash`, `%sx`. A single character is found much faster than several."""
    if any(one.startswith(_SHELL) for one in text.split("!")[1:]):
        return True
    magics = text.split("%")[1:]
    return "" in magics[:-1] or any(one.startswith("s") for one in magics)


def is_of_interest(text: str) -> bool:
    """Tell whether anything that a notebook holds may be judged."""
    return deploys(text) or sends_tokens(text) or runs_commands(text)
