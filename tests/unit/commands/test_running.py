"""How another program is started; tests/cli/test_az.py runs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.commands.running import become, windows_command

if TYPE_CHECKING:
    from pathlib import Path


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(exits.UsageError, match="there is no `no-such-program` on PATH"):
        become("no-such-program", [])


def test_on_windows_a_program_is_started_as_it_is(tmp_path: Path) -> None:
    assert windows_command(str(tmp_path / "az.exe"), ['a "b"', ""]) == [str(tmp_path / "az.exe"), 'a "b"', ""]


def test_on_windows_the_python_of_the_installer_is_started(tmp_path: Path) -> None:
    (tmp_path / "python.exe").touch()
    path = tmp_path / "wbin" / "az.cmd"
    assert windows_command(str(path), ['{"a": "%X%"}']) == [str(tmp_path / "python.exe"), "-IBm", "azure.cli", '{"a": "%X%"}']


def test_on_windows_another_batch_file_gets_its_arguments_in_quotes(tmp_path: Path) -> None:
    path = str(tmp_path / "bin" / "az.BAT")
    assert windows_command(path, []) == f'"{path}"'
    assert windows_command(path, ["a&b", "", "c d\\", "^|<>"]) == f'"{path}" "a&b" "" "c d\\\\" "^|<>"'


@pytest.mark.parametrize("argument", ['a"b', "%PATH%", "a\nb", "a\rb"])
def test_on_windows_nothing_is_given_to_a_batch_file_that_cmd_would_change(argument: str, tmp_path: Path) -> None:
    with pytest.raises(exits.UsageError, match=r"`az\.cmd` cannot be given"):
        windows_command(str(tmp_path / "bin" / "az.cmd"), [argument])
