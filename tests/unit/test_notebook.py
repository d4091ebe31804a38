"""The code cells of notebooks, as texts of their file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preflight.notebook import Chunk, code_cells


def code(source: Any) -> dict[str, Any]:
    return {"cell_type": "code", "outputs": [{"source": "no cell"}], "source": source}


def test_cells_are_counted_and_their_texts_stand_in_the_file() -> None:
    cells = [code(["a\n", "é\t'\"\n"]), {"cell_type": "markdown", "source": "text"}, code("one\ntext"), code([])]
    for indent in (None, 1):
        text = json.dumps({"cells": cells}, indent=indent)
        found = code_cells(text)
        assert [(cell.number, cell.text) for cell in found] == [(1, "a\né\t'\"\n"), (3, "one\ntext")]
        assert [text[one.start : one.start + len(one.raw)] for cell in found for one in cell.chunks] == [
            "a\\n",
            "\\u00e9\\t'\\\"\\n",
            "one\\ntext",
        ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cells": 1}', '{"cells": [1, {}]}', '{"cells": [{"cell_type": "code", "source": ["a", 1]}]}', "[" * 100_000]
)
def test_what_is_no_notebook_has_no_cells(text: str) -> None:
    assert code_cells(text) == []


def test_offsets_count_what_is_written() -> None:
    chunk = Chunk("a\\u00e9\\ud83d\\ude00\\n", 10, "aé😀\n")
    assert [chunk.offset(number) for number in (0, 1, 2, 3, 4, 9)] == [10, 11, 17, 29, 31, 31]
    assert Chunk("plain", 10, "plain").offset(3) == 13
