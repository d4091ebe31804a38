"""Files that commands write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.commands.writing import write_text
from preflight.exits import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("longer than what comes", encoding="utf-8")
    write_text(str(target), "é\n\ud800\r\n")
    assert target.read_bytes() == "é\n\\ud800\r\n".encode()


def test_a_file_that_must_not_be_there_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(str(target), "first", anew=False)
    with pytest.raises(UsageError, match=r"a\.txt` cannot be written: file exists"):
        write_text(str(target), "second", anew=False)
    assert target.read_bytes() == b"first"


def test_what_the_system_says_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"` cannot be written: no such file or directory"):
        write_text(str(tmp_path / "none" / "a.txt"), "text")
