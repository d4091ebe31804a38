"""The boundary: arguments in, an exit code out, whatever happens in between."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

import preflight
from preflight import cli, exits, rulebook
from preflight.commands import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Turn on again what a run turns off."""
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory; the built-in rules take long to read from a checkout, and are not what is tested."""
    monkeypatch.setattr(rulebook, "builtin_rules", list)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == exits.CLEAN
    assert capsys.readouterr().out == f"preflight {preflight.__version__}\n"


def test_the_arguments_are_those_of_the_process(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["preflight", "--version"])
    assert cli.main() == exits.CLEAN
    assert capsys.readouterr().out.startswith("preflight ")


def test_a_command_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == exits.NOTHING_CHECKED
    assert cli.main(["check", "--allow-empty"]) == exits.CLEAN
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["no"], 2), (["--help"], 0), (["facts", "record", "--help"], 0), *(([command, "--help"], 0) for command in cli.SUMMARIES)],
)
def test_argparse_has_its_say(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == code
    told = capsys.readouterr()
    assert (told.out if code == 0 else told.err).startswith("usage: preflight")


def test_a_usage_error_is_told_line_by_line(capsys: pytest.CaptureFixture[str], working: Path) -> None:
    assert cli.main(["check", "no.yml"]) == exits.USAGE
    assert capsys.readouterr().err == "preflight: no such file or folder: `no.yml`\n"
    for name in ("a.yaml", "b.yaml"):
        (working / name).write_text("- 1\n")
    assert cli.main(["check", "--rules", "."]) == exits.USAGE
    assert (
        capsys.readouterr().err
        == "preflight: ./a.yaml:1:1 a rule file is one mapping\npreflight: ./b.yaml:1:1 a rule file is one mapping\n"
    )


def test_paths_may_stand_after_options(capsys: pytest.CaptureFixture[str], working: Path) -> None:
    for name in ("a.yml", "b.yml", "c.yml"):
        (working / name).write_text("x: 1\n")
    assert cli.main(["check", "a.yml", "--quiet", "b.yml", "--allow-empty", "c.yml"]) == exits.CLEAN
    assert "3 files" in capsys.readouterr().out
    assert cli.main(["check", "a.yml", "--quiet", "b.yml", "--no"]) == exits.USAGE
    assert cli.main(["rules", "show", "a", "b"]) == exits.USAGE
    assert capsys.readouterr().err.splitlines() == [
        "preflight: unknown option `--no`; `preflight COMMAND --help` lists them",
        "preflight: one argument too many: `b`",
    ]


def test_a_crash_is_told_with_what_a_report_needs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh no")

    monkeypatch.setattr(check, "load", broken)
    assert cli.main(["check"]) == exits.BROKEN
    told = capsys.readouterr().err
    assert told.startswith(f"preflight: this is a bug in preflight {preflight.__version__} on Python 3.")
    assert told.endswith("ZeroDivisionError: oh no\n")


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt, exits.INTERRUPTED), (BrokenPipeError, exits.PIPE_CLOSED), (MemoryError, exits.BROKEN)]
)
def test_whatever_ends_a_run_has_a_code(error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(check, "load", broken)
    assert cli.main(["check"]) == code


def test_a_reader_may_have_gone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert cli.main(["--version"]) == exits.PIPE_CLOSED
        stream.write("it goes nowhere now\n")
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_disk_may_be_full(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert cli.main(["--version"]) == exits.BROKEN
        stream.write("it goes nowhere now\n")
    assert capsys.readouterr().err == "preflight: standard output cannot be written: no space left on device\n"


def test_a_command_ends_its_process_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr(sys, "argv", ["preflight", "check", "no.yml"])
    cli.console()
    assert codes == [exits.USAGE]
    assert capsys.readouterr().err == "preflight: no such file or folder: `no.yml`\n"


def test_streams_take_any_character(monkeypatch: pytest.MonkeyPatch, working: Path) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))
    monkeypatch.setattr(sys, "stderr", None)
    (working / "é.yml").write_text("a: [\n")
    assert cli.main(["check"]) == exits.NOTHING_CHECKED
    assert b"\\xe9.yml" in raw.getvalue()
    sys.stderr.write("goes nowhere\n")
    sys.stderr.close()


def test_a_stream_without_an_encoding_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert cli.main(["--version"]) == exits.CLEAN
    assert stream.getvalue().startswith("preflight ")
