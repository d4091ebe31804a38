"""Patterns of paths."""

from __future__ import annotations

import time

import pytest

from preflight.suppression.globs import is_like

A_SECOND = 1.0


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b.yml", "*.yml", True),
        ("a/b.yml", "b.yml", True),
        ("a/b.yml", "./b.yml", True),
        ("a/b.yml", "/b.yml", False),
        ("a/b.yml", "a", False),
        ("a/b.yml", "a/", True),
        ("a/c/b.yml", "a/", True),
        ("a/c/b.yml", "a/*", False),
        ("a/c/b.yml", "a/*/*.yml", True),
        ("a/c/b.yml", "a/**", True),
        ("a/c/b.yml", "**", True),
        ("a/c/b.yml", "**/b.yml", True),
        ("b.yml", "**/b.yml", True),
        ("a/c/b.yml", "a/**/b.yml", True),
        ("a/b.yml", "a/**/b.yml", True),
        ("a/b.yml", "a/**/c/b.yml", False),
        ("a/b.yml", "a/[ab].yml", True),
        ("a/b.yml", "b/**", False),
        ("a", "a/b/**/c", False),
    ],
)
def test_what_is_like_them(path: str, pattern: str, *, expected: bool) -> None:
    assert is_like(path, pattern) is expected


def test_many_folders_take_no_time() -> None:
    started = time.process_time()
    assert not is_like("a/" * 500 + "b", "**/a/" * 100 + "c")
    assert time.process_time() - started < A_SECOND
