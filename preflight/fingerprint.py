"""Fingerprints: what a finding is called from one run to the next."""

from __future__ import annotations

import hashlib

_LENGTH = 32


def fingerprint(identity: str) -> str:
    """Return the fingerprint of what a finding is about: its rule, path, pointer, value and ordinal, joined to one text."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
