"""PowerShell completes what it is told to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.shared.completion import CASES, ODD, TOP, bare, run, script, syntax, working

if TYPE_CHECKING:
    from pathlib import Path

# PowerShell shows files in its own way, and has its own idea of a list.
LINES = [
    line for line, words in CASES.items() if words and not words & TOP and "," not in line and "dep" not in line and " -- " not in line
]


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="needs pwsh")
def test_powershell_is_told_what_may_come(tmp_path: Path) -> None:
    folder = working(tmp_path)
    lines = "".join(
        f"(TabExpansion2 -inputScript '{line}' -cursorColumn {len(line)}).CompletionMatches | ForEach-Object {{ $_.CompletionText }}; '!'\n"
        for line in LINES
    )
    (tmp_path / "script.ps1").write_text(f"{script('powershell')}\n{lines}")
    answers = run(["pwsh", "-NoProfile", "-NonInteractive", "-File", "../script.ps1"], folder).split("!\n")[:-1]
    assert {line: bare(answer.splitlines()) for line, answer in zip(LINES, answers, strict=True)} == {line: CASES[line] for line in LINES}


def test_every_command_and_option_is_there() -> None:
    text = script("powershell")
    places = text.split("\n        '")[1:]
    told = {place.partition("'")[0]: place for place in places}
    for command in syntax().root.all():
        place = told[" ".join(command.place)]
        for option in command.options:
            assert all(f"'{name}' = " in place for name in option.names if name.startswith("--"))
            assert all((f"'{name}' {{ $kind = " in place) == (option.takes is not None) for name in option.names)


def test_quotes_of_all_sorts_are_harmless() -> None:
    text = script("powershell", ODD)
    assert "'--odd' = 'it''s [$(touch ran)]: `touch ran` \\ \" %s \u2019\u2019'\n" in text
    assert "$words = @('a''b', '$(touch ran)', '`touch ran`', 'c\"d', 'e\\f') }\n" in text
