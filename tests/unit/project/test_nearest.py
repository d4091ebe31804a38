"""Which document is nearest, beside counting the steps to each."""

from __future__ import annotations

import os
import random

import pytest

from preflight.document import Document, parse
from preflight.project.nearest import Nearest
from preflight.project.tree import Loaded
from preflight.scalar import azure_dialect
from preflight.source import Source


def loaded(path: str) -> Loaded:
    document = parse(Source(path, "a: 1\n"), azure_dialect())
    assert isinstance(document, Document)
    return Loaded(path, document, None)


def steps(folder: str, path: str) -> tuple[int, str]:
    """Return how many steps one goes from a folder to that of a file, and the file."""
    way = os.path.relpath(os.path.dirname(path), folder)
    return 0 if way == "." else len(way.split(os.sep)), path


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/r/a", "/r/a/e.yml"),
        ("/r/a/x", "/r/a/e.yml"),
        ("/r/b", "/r/b/one/e.yml"),
        ("/r/b/two", "/r/b/two/e.yml"),
        ("/r/c", "/r/a/e.yml"),
        ("/elsewhere/deep", "/r/a/e.yml"),
    ],
)
def test_the_nearest(folder: str, expected: str) -> None:
    nearest = Nearest([loaded(path) for path in ("/r/b/two/e.yml", "/r/b/one/e.yml", "/r/a/e.yml")])
    found = nearest.to(folder)
    assert found is not None
    assert found.path == expected


def test_of_nothing_nothing_is_near() -> None:
    assert Nearest([]).to("/r") is None


def test_it_is_the_one_with_the_fewest_steps() -> None:
    chance = random.Random(7)  # noqa: S311 - a test that repeats

    def folder() -> str:
        return "/" + "/".join(chance.choices("abc", k=chance.randint(1, 4)))

    for _ in range(300):
        paths = [f"{folder()}/{chance.choice('xyz')}.yml" for _ in range(chance.randint(1, 8))]
        start = folder()
        found = Nearest([loaded(path) for path in paths]).to(start)
        assert found is not None
        assert found.path == min(paths, key=lambda path: steps(start, path))
