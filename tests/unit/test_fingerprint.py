"""Fingerprints: short, steady names of what findings are about."""

from __future__ import annotations

from preflight.fingerprint import fingerprint


def test_a_fingerprint_is_the_same_for_ever() -> None:
    assert fingerprint("a-rule|d.yml|/retry_settings/timeout|-5|1") == "db1b7240f02261bdb751547f4e194e33"


def test_every_text_has_one_of_its_own() -> None:
    texts = ["", "a", "b", "é", "\ud83d", "x" * 10_000]
    made = [fingerprint(text) for text in texts]
    assert len(set(made)) == len(texts)
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in made)
