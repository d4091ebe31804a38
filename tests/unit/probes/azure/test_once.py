"""What is made once, however many threads want it."""

from __future__ import annotations

import threading

import pytest

from preflight.probes.azure.once import Once, OnceEach


def test_it_is_made_when_it_is_wanted_and_once() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    once = Once(make)
    assert made == []
    assert not once.is_made
    assert (once(), once(), made) == (1, 1, [1])
    assert once.is_made


def test_nothing_is_a_thing_too() -> None:
    made: list[int] = []
    once = Once(lambda: made.append(1))
    assert (once(), once(), made) == (None, None, [1])


def test_everybody_hears_the_same_error() -> None:
    tries: list[int] = []

    def fail() -> int:
        tries.append(1)
        raise ValueError(len(tries))

    once = Once(fail)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"^1$"):
            once()
    assert tries == [1]


def test_the_others_wait() -> None:
    going, made = threading.Event(), []

    def slow() -> str:
        made.append(1)
        going.wait(5)
        return "made"

    once, got = Once(slow), []
    threads = [threading.Thread(target=lambda: got.append(once())) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert got == []
    going.set()
    for thread in threads:
        thread.join(5)
    assert (got, made) == (["made"] * 8, [1])


def test_each_key_has_its_own() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    each = OnceEach(make)
    assert (each("a"), each("b"), each("a"), made) == ("A", "B", "A", ["a", "b"])
