"""What is said of a failure: one line, cut to size, with nothing secret in it."""

from __future__ import annotations

import re

from preflight.redaction import hidden

_LONGEST = 300
# What Azure adds for its own support.
_TRACES = re.compile(r"\s*\b(?:Trace ID|Correlation ID|RequestId|Time(?:stamp)?)\s*:\s*\S+(?:\s\d\d:\d\d:\d\dZ)?", re.IGNORECASE)


def said(text: object) -> str:
    """Return what a service or a package says as one line of at most 300 characters, without secrets and without a full stop."""
    line = " ".join(hidden(_TRACES.sub("", str(text))).split()).rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
