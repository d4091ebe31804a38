"""Secrets made unreadable: what looks like a key, a signature or a token becomes `(hidden)`."""

from __future__ import annotations

import re

HIDDEN = "(hidden)"

# What the group `kept` takes says what sort of secret it was, and stays.
_SECRET = re.compile(
    r"""
    (?P<kept>
        (?<![a-z0-9])(?:
            sig | accountkey | sharedaccess(?:key|signature) | (?:client|app)_?secret | password | passwd | pwd
            | api_?key | (?:access|refresh|id|sas)_?token
        )=
        | \bbearer\s+(?=[a-z0-9._~+/-]{16})
        | \bhttps?://(?=[^/\s"'?\#]*@)
    )
    (?:(?<=//)[^/\s"'?\#]+(?=@) | (?<!//)[^&;,\s"'<>]+)
    | (?<![a-z0-9_.-])eyJ[a-z0-9_-]{8,}\.[a-z0-9_-]{8,}(?:\.[a-z0-9_-]*)?
    | (?<![a-z0-9+/])[a-z0-9+/]{86}==
    | \bgh[opsur]_[a-z0-9]{36,}
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----.*?(?:-----END\ [A-Z ]*PRIVATE\ KEY-----|\Z)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Keys of JSON objects, without regard to case, `_` and `-`.
_NAMES = frozenset(
    {
        "accesskey", "accesstoken", "accountkey", "adminkey", "clientsecret", "connectionstring", "password", "primarykey",
        "refreshtoken", "sas", "sastoken", "secondarykey", "secret", "secrets", "sharedaccesskey",
    }
)  # fmt: skip
_VARIABLES = "environmentvariables"


def masked(text: str) -> str:
    """Return a text of the same length in which nothing looks like a secret any more, so that columns still count."""
    return _SECRET.sub(lambda found: (found["kept"] or "").ljust(len(found.group()), "*"), text)


def hidden(text: str) -> str:
    """Return a text in which nothing looks like a secret any more."""
    return _SECRET.sub(_without, text)


def is_secret(name: str) -> bool:
    """Tell whether what stands under a key of a JSON object is secret whatever it looks like."""
    return _folded(name) in _NAMES


def holds_secrets(name: str) -> bool:
    """Tell whether a key of a JSON object holds texts that may each be secret: environment variables."""
    return _folded(name) == _VARIABLES


def _without(found: re.Match[str]) -> str:
    return f"{found['kept'] or ''}{HIDDEN}"


def _folded(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
