"""What is said of a failure: one line, cut to size, with nothing secret in it."""

from __future__ import annotations

import re

_LONGEST = 300
_HIDDEN = "(hidden)"
# Signatures of shared access, tokens (also bare ones: JWTs begin with `{"`), and account keys, which are 64 bytes in base64.
_SECRETS = (
    re.compile(r"(?P<kept>\bsig=)[^&\s\"'<>]+", re.IGNORECASE),
    re.compile(r"(?P<kept>\bBearer\s+)[\w.~+/=-]{8,}", re.IGNORECASE),
    re.compile(r"(?P<kept>)\beyJ[\w-]+\.[\w.-]+"),
    re.compile(
        r"(?P<kept>\b(?:SharedAccessSignature|AccountKey|client_secret|client_assertion|password)\s*[=:]\s*)[^\s;&\"',]+", re.IGNORECASE
    ),
    re.compile(r"(?P<kept>)(?<![\w+/])[\w+/]{86}=="),
)
# What Azure adds for its own support.
_TRACES = re.compile(r"\s*\b(?:Trace ID|Correlation ID|RequestId|Time(?:stamp)?)\s*:\s*\S+(?:\s\d\d:\d\d:\d\dZ)?", re.IGNORECASE)


def said(text: object) -> str:
    """Return what a service or a package says as one line of at most 300 characters, without secrets and without a full stop."""
    line = _TRACES.sub("", str(text))
    for secret in _SECRETS:
        line = secret.sub(rf"\g<kept>{_HIDDEN}", line)
    line = " ".join(line.split()).rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
