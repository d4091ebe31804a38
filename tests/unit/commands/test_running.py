"""How another program is started; tests/cli/test_az.py runs one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import preflight
from preflight import exits
from preflight.commands.running import become, windows_command

if TYPE_CHECKING:
    from collections.abc import Iterator

posix = pytest.mark.skipif(os.name == "nt", reason="needs programs that are shell scripts")
BECOMING = "import sys; from preflight.commands.running import become; sys.stdout.write('first '); become(sys.argv[1], sys.argv[2:])"


@pytest.fixture
def signals() -> Iterator[None]:
    """Put back what a run hands over to another program."""
    before = {number: signal.getsignal(number) for name in ("SIGPIPE", "SIGXFSZ") if (number := getattr(signal, name, None)) is not None}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, text: str) -> Path:
    (folder / "az").write_text(text)
    (folder / "az").chmod(0o755)
    return folder / "az"


@posix
def test_a_process_becomes_another_one(folder: Path) -> None:
    program(folder, '#!/bin/sh\nprintf "%s|" "$$" "$PWD" "$MARK" "$@"\nread -r line\nprintf %s "$line"\necho fault >&2\nexit 7\n')
    environment = {**os.environ, "MARK": "x", "PYTHONPATH": str(Path(preflight.__file__).parents[1])}
    environment.pop("PYTHONUNBUFFERED", None)
    command = [sys.executable, "-c", BECOMING, "az", "a b", "", "--x=*"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        out, err = process.communicate("given\n", timeout=60)
    # What was written before has not been lost, and is first.
    assert out == f"first {process.pid}|{folder}|x|a b||--x=*|given"
    assert (err, process.returncode) == ("fault\n", 7)


@posix
@pytest.mark.usefixtures("signals")
def test_signals_are_as_a_shell_hands_them_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    program(folder, "no program at all")
    with pytest.raises(exits.UsageError, match=r"az` cannot be run: exec format error"):
        become("az", [])
    assert signal.getsignal(signal.SIGPIPE) == signal.getsignal(signal.SIGXFSZ) == signal.SIG_DFL
    monkeypatch.delattr(signal, "SIGXFSZ")  # which some systems do not have
    with pytest.raises(exits.UsageError):
        become("az", [])


@posix
def test_where_no_process_can_become_another_one_its_exit_code_is_handed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    az = program(folder, '#!/bin/sh\nprintf "%s|" "$@"\nexit 7\n')
    monkeypatch.setattr(os, "name", "nt")
    sys.stdout.write("first ")
    code = become("az", ["a b", ""])
    az.write_text("no program at all")
    with pytest.raises(exits.UsageError, match=r"az` cannot be run: exec format error"):
        become("az", [])
    monkeypatch.undo()
    assert (code, capfd.readouterr().out) == (7, "first a b||")


@posix
def test_what_may_not_be_run_is_none(folder: Path) -> None:
    program(folder, "#!/bin/sh\n").chmod(0o644)
    with pytest.raises(exits.UsageError, match=r"there is no `az` on PATH to run: https://learn\.microsoft\.com/"):
        become("az", [])


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
