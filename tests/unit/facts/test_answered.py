"""Parts of answers: what should be there and is not, and what is of another sort than it should be, is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.answered import answered, list_in, lower, one_of, section, text_told, unasked, whole_number, word
from preflight.source import Source
from preflight.value import Absent, Present, Teller, Unknown, spot
from preflight.world import wired

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

TOLD = Teller("live", "/x", "c")
NEAR = spot(Source("d.yml", "compute: azureml:c\n"), (1, 10))


def body(data: object) -> Value:
    return wired(data, NEAR, TOLD)


def test_what_an_answer_lacks_is_unknown() -> None:
    lost = answered(body(None), "its type")
    assert isinstance(lost, Unknown)
    assert (lost.reason, str(lost.place), lost.asked) == ("the answer about `c` does not say its type", "d.yml:1:10", True)
    there, doubt = Present(3), Unknown("refused")
    assert answered(there, "x") is there
    assert answered(doubt, "x") is doubt
    nobody = answered(Absent(), "x")
    assert isinstance(nobody, Unknown)
    assert nobody.reason == "the answer about `it` does not say x"


@pytest.mark.parametrize("read", [section, list_in])
def test_a_mapping_and_a_list_must_be_there(read: Callable[..., Value]) -> None:
    good: object = {"a": 1} if read is section else [1]
    assert isinstance(read(body({"p": good}), "p", "it"), Present)
    odd_ones: tuple[object, ...] = ({}, {"p": None}, {"p": 3}, {"p": "x"}, {"p": [] if read is section else {}}, [], 3)
    for odd in odd_ones:
        assert isinstance(read(body(odd), "p", "it"), Unknown), odd
    doubt = Unknown("refused", permission="x/read")
    passed = read(doubt, "p", "it")
    assert isinstance(passed, Unknown)
    assert (passed.reason, passed.permission) == ("refused", "x/read")


@pytest.mark.parametrize(
    ("read", "good", "made", "odd"),
    [
        (text_told, "Ab", "Ab", (3, True, [], {})),
        (word, "Ab", "ab", (3, True, [], {})),
        (whole_number, 3, 3, ("3", True, 3.5, [], {})),
    ],
)
def test_a_scalar_is_of_its_sort(read: Callable[..., Value], good: object, made: object, odd: tuple[object, ...]) -> None:
    there = read(body(good), "it")
    assert isinstance(there, Present)
    assert there.data == made
    assert there.teller is TOLD
    assert isinstance(read(body(None), "it"), Absent)
    for one in odd:
        lost = read(body(one), "it")
        assert isinstance(lost, Unknown), one
        assert lost.reason == "the answer about `c` says it in a way that cannot be read"


def test_a_word_means_something() -> None:
    words = {"lowpriority": "low_priority"}
    found = one_of(body("LowPriority"), words, "its priority")
    assert isinstance(found, Present)
    assert found.data == "low_priority"
    assert isinstance(one_of(body(None), words, "its priority"), Absent)
    for odd in ("other", 3):
        assert isinstance(one_of(body(odd), words, "its priority"), Unknown)


def test_a_text_in_lower_case() -> None:
    assert isinstance(lower(Present(3)), Present)
    made = lower(body("AbC"))
    assert isinstance(made, Present)
    assert made.data == "abc"


def test_what_files_never_show() -> None:
    value = unasked(NEAR, "its state")
    assert (value.reason, value.asked) == ("its state stands in the workspace and the workspace was not asked", False)
