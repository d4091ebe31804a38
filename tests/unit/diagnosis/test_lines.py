"""Reading in blocks: every line once, with its number, whatever the size of blocks and lines."""

from __future__ import annotations

import io

import pytest

from preflight.diagnosis import lines
from preflight.diagnosis.lines import Block, blocks, matching


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("text", [b"", b"a", b"a\n", b"a\nbb\n\nccc\nd", b"x" * 100 + b"\ny\n", b"\n\n\n"])
def test_blocks_are_the_whole_stream_with_the_numbers_of_lines(size: int, text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BLOCK", size)
    found = list(blocks(io.BytesIO(text)))
    assert b"".join(block.data for block in found) == text
    position = 0
    for block in found:
        assert block.first == 1 + text[:position].count(b"\n")
        position += len(block.data)
        assert text[position:].startswith(block.ahead)


def test_words_and_text_of_a_block() -> None:
    block = Block(1, b"Exits with returncode -9 in azureml.core\n", b"next\xff")
    assert block.words == {b"exits", b"with", b"returncode", b"-9", b"in", b"azureml.core"}
    assert block.text(25) == "in azureml.core\nnext\ufffd"
    assert block.text(0, 5) == "Exits"


def test_lines_with_a_word_are_found_once_and_in_order() -> None:
    block = Block(5, b"a x\nb\nX y\nx\n", b"")
    assert list(matching(block, frozenset({b"x", b"y"}), 9)) == [(5, 0), (7, 6), (8, 10)]
    assert list(matching(block, frozenset({b"x"}), 1)) == [(5, 0)]
    assert list(matching(Block(1, b"x", b""), frozenset({b"x"}), 9)) == [(1, 0)]
