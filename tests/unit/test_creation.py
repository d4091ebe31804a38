"""Names of which something is known before they are given."""

from __future__ import annotations

import pytest

from preflight.creation import ANY, Naming, exactly


@pytest.mark.parametrize(
    ("naming", "fits", "other"),
    [
        (exactly("heart"), ["heart", "HEART"], ["hearts", ""]),
        (Naming("heart-"), ["heart-", "heart-a"], ["heart", "a-heart-"]),
        (Naming("", "-eu"), ["-eu", "a-EU"], ["eu", "a-eu-1"]),
        (Naming("ab", "ba"), ["abba", "abxba"], ["aba", "ab"]),
        (ANY, ["", "anything"], []),
    ],
)
def test_which_names_it_may_come_to(naming: Naming, fits: list[str], other: list[str]) -> None:
    assert [name for name in (*fits, *other) if naming.may_be(name)] == fits
