"""What services say is told in one line, without secrets."""

from __future__ import annotations

import pytest

from preflight.probes.azure.words import said

KEY = "A" * 86 + "=="
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is gone.", "It is gone"),
        ("two\n  lines\tand more. ", "two lines and more"),
        ("https://x/y?sv=1&sig=abc%2Fdef&se=2", "https://x/y?sv=1&sig=(hidden)&se=2"),
        ("Authorization: Bearer abcdefghij.klmnopqrst", "Authorization: Bearer (hidden)"),
        ("a bearer of news", "a bearer of news"),
        (f"the token {JWT} is old", "the token (hidden) is old"),
        (f"AccountName=a;AccountKey={KEY};x", "AccountName=a;AccountKey=(hidden);x"),
        (f"key {KEY} was used", "key (hidden) was used"),
        ("SharedAccessSignature=sv=1&sig=x", "SharedAccessSignature=(hidden)&sig=(hidden)"),
        ("client_secret=hush, password=hush2", "client_secret=(hidden), password=(hidden)"),
        ("expired. Trace ID: 00-aa Correlation ID: 11 Timestamp: 2026-03-02 09:00:00Z", "expired"),
        ("no such container.\nRequestId:6b1f\nTime:2026-03-02T09:00:00.0Z", "no such container"),
        (None, "None"),
        ("", ""),
    ],
)
def test_lines(text: object, told: str) -> None:
    assert said(text) == told


def test_long_texts_are_cut() -> None:
    assert said("x" * 300) == "x" * 300
    assert said("x" * 301) == "x" * 299 + "…"


def test_a_secret_is_hidden_before_the_text_is_cut() -> None:
    assert "zzz" not in said("x" * 280 + " sig=" + "z" * 100)
