"""Plain pins within plain bounds, beside what `packaging` says of them."""

from __future__ import annotations

import pytest

from preflight.language.release import bound, is_within, pinned
from preflight.language.version import within

PINS = [
    "3",
    "3.8",
    "3.8.0",
    "3.8.5",
    "3.10",
    "03.8",
    "==3",
    "==3.8",
    "==3.8.5",
    "==3.*",
    "==3.8.*",
    "==3.8.0.*",
    "==3.8.5.*",
    "==0.*",
    "==0",
    "==3.9.0",
]
BOUNDS = [
    f"{sign}{release}" for sign in ("<", ">=") for release in ("0", "3", "3.0", "3.8", "3.8.0", "3.8.5", "3.8.0.1", "3.9", "3.10", "4")
]


@pytest.mark.parametrize("wanted", BOUNDS)
@pytest.mark.parametrize("text", PINS)
def test_a_plain_pin_is_within_a_bound_as_packaging_has_it(text: str, wanted: str) -> None:
    pin, limit = pinned(text), bound(wanted)
    assert pin is not None
    assert limit is not None
    assert is_within(pin, limit) is within(text, wanted)


@pytest.mark.parametrize(
    "text",
    ["", "==", "3.", ".3", "3..8", "3.8rc1", "1!3", "3.8.*", ">=3.8", "=3.8", "===3.8", "== 3.8", "==3.8,<4", "v3", "3.²", "٣.8", "1" * 41],
)
def test_other_texts_are_no_plain_pin(text: str) -> None:
    assert pinned(text) is None


@pytest.mark.parametrize("wanted", ["", "<", "<=3", ">3", "==3", "<3,>=2", "< 3", ">=3.8.*", "<3rc1", "~=3.8"])
def test_other_ranges_are_no_plain_bound(wanted: str) -> None:
    assert bound(wanted) is None
