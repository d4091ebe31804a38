"""Texts of other people's files change nothing of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.reporters.html.report import write
from tests.shared.html import Element, parsed
from tests.shared.pictures import HOSTILE, made_of

if TYPE_CHECKING:
    from preflight.report import Report


def _shape(element: Element) -> list[str]:
    return [f"{one.tag}{sorted(one.attributes)}" for one in element.all()]


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_texts_change_nothing_of_the_page(word: str) -> None:
    written = write(made_of(word))
    assert _shape(parsed(written)) == _shape(parsed(write(made_of("plain"))))
    assert all(character == "\n" or character.isprintable() for character in written)


def test_hostile_texts_do_no_harm(hostile: Report) -> None:
    written = write(hostile)
    parsed(written)
    assert all(character == "\n" or character.isprintable() for character in written)
