"""`preflight az`: what is judged, what is held back, and what would be run; tests/cli/test_az.py runs a stand-in for `az`."""

from __future__ import annotations

import gc
import os
import signal
from typing import TYPE_CHECKING

import pytest

from preflight import cli, exits, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML
GOOD = "name: torch\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 30}\n"
BAD = GOOD.replace("30", "0")
CREATE = ("ml", "batch-deployment", "create")
RULE = ("--select", "retry-timeout-range")
HELD, RUN = "preflight: az was not run", "preflight: az would be run"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the working directory, which is a git root."""
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    for name, text in {"good.yml": GOOD, "bad.yml": BAD, "name.txt": "bad.yml"}.items():
        (tmp_path / "repo" / name).write_text(text)
    monkeypatch.chdir(tmp_path / "repo")
    yield tmp_path / "repo"
    gc.enable()


def judged(capsys: Capture, *words: str, options: tuple[str, ...] = RULE) -> tuple[int, list[str]]:
    """Return the exit code of a dry run, and its lines; standard output is for what `az` prints."""
    code = cli.main(["az", "--dry-run", "--quiet", *options, "--", *words])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err.splitlines()


def test_a_command_that_is_fine_would_be_run(capsys: Capture) -> None:
    assert judged(capsys, *CREATE, "--file", "good.yml") == (exits.CLEAN, [RUN])
    assert cli.main(["az", "--dry-run", *RULE, "--", *CREATE, "--file", "good.yml"]) == exits.CLEAN
    assert capsys.readouterr().err == f"No findings: 2 documents in 1 file, 1 rule\n{RUN}\n"


@pytest.mark.parametrize(
    "words",
    [
        [*CREATE, "--file", "bad.yml"],
        [*CREATE, "--file=bad.yml"],
        [*CREATE, "-f", "bad.yml"],
        [*CREATE, "-fbad.yml"],
        [*CREATE, "--fil", "bad.yml"],
        [*CREATE, "-f", "good.yml", "-f", "bad.yml"],
        ["--debug", *CREATE, "-f", "bad.yml"],
        ["ml", "batch-deployment", "update", "-f", "bad.yml"],
        [*CREATE, "-f", "good.yml", "--set", "retry_settings.timeout=0"],
    ],
)
def test_whatever_the_words_are_the_document_is_judged(words: list[str], capsys: Capture) -> None:
    code, lines = judged(capsys, *words)
    assert code == exits.FOUND
    assert "[retry-timeout-range]" in lines[0]
    assert lines[-1] == HELD


@pytest.mark.parametrize(
    "words",
    [
        [*CREATE, "-f", "bad.yml", "-f", "good.yml"],
        [*CREATE, "-f", "bad.yml", "--set", "retry_settings.timeout=30"],
        [*CREATE, "-f", "bad.yml", "-h"],
        ["ml", "online-deployment", "create", "-f", "bad.yml"],
        ["group", "list"],
        [],
    ],
)
def test_what_does_not_come_to_the_fault_would_be_run(words: list[str], capsys: Capture) -> None:
    assert judged(capsys, *words) == (exits.CLEAN, [RUN])


@pytest.mark.parametrize("words", [[*CREATE], [*CREATE, "-f"], [*CREATE, "--file="], [*CREATE, "-f", ""]])
def test_a_command_without_a_file_is_judged_by_what_it_gives(words: list[str], capsys: Capture) -> None:
    assert judged(capsys, *words, "--set", "retry_settings.timeout=30") == (exits.CLEAN, [RUN])
    code, lines = judged(capsys, *words, "--set", "retry_settings.timeout=0")
    assert (code, lines[-1]) == (exits.FOUND, HELD)
    assert lines[0].startswith("command line:1:")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gone.yml", "does not exist: `gone.yml`"),
        ("~/gone.yml", "does not exist: `~/gone.yml`"),
        ("-", "does not exist: `-`"),
        (".", "is a folder: `.`"),
        ("@name.txt", "cannot be told: `@name.txt` is read by `az` when it is run"),
        (os.devnull, f"is no regular file: `{os.devnull}` would be read before az reads it; write a file first"),
        ("a\x1b[31m\n.yml", "does not exist: `a\\x1b[31m\\n.yml`"),
    ],
)
def test_a_file_that_cannot_be_judged_is_told_and_nothing_is_run(name: str, says: str, capsys: Capture) -> None:
    assert judged(capsys, *CREATE, "--file", name) == (exits.FOUND, [f"preflight: the file of the command {says}", HELD])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_left_to_az(folder: Path, capsys: Capture) -> None:
    os.mkfifo(folder / "pipe")  # reading it would wait for ever
    code, lines = judged(capsys, *CREATE, "--file", "pipe")
    assert (code, lines[-1]) == (exits.FOUND, HELD)
    assert "`pipe` would be read before az reads it" in lines[0]


@pytest.mark.parametrize("text", [b"a: [\n", b"\xff\xfe\x00", b"", b"x" * (1 << 21)])
def test_a_file_that_cannot_be_read_is_held_back_whatever_is_allowed(text: bytes, folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_bytes(text)
    code, lines = judged(capsys, *CREATE, "--file", "d.yml", options=(*RULE, "--allow-empty", "--unknown", "ignore"))
    assert (code, lines[-1]) == (exits.FOUND, HELD)
    assert lines[0].startswith("unchecked: d.yml")


def test_a_configuration_counts_that_is_above_the_file(folder: Path, capsys: Capture) -> None:
    (folder / "batch").mkdir()
    (folder / "batch" / "d.yml").write_text(BAD)
    (folder / "batch" / "preflight.yml").write_text("severity: {retry-timeout-range: info}\n")
    code, lines = judged(capsys, *CREATE, "--file", "batch/d.yml")
    assert (code, lines[-1]) == (exits.CLEAN, RUN)
    assert ": info: " in lines[0]
    assert judged(capsys, *CREATE, "--file", "batch/d.yml", options=("--no-config", *RULE))[0] == exits.FOUND


def test_what_is_wrong_with_the_options_is_told_before_az(capsys: Capture) -> None:
    code, lines = judged(capsys, *CREATE, "--file", "good.yml", options=("--select", "no-such-rule"))
    assert (code, lines) == (exits.USAGE, ["preflight: there is no rule `no-such-rule`", HELD])


@pytest.mark.skipif(os.name == "nt", reason="Windows tells programs by their names")
def test_an_az_that_cannot_be_started_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    az = folder / "az"
    az.write_text("no program at all")
    az.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    before = signal.getsignal(signal.SIGPIPE)
    try:
        assert cli.main(["az", "--quiet", *RULE, "--", *CREATE, "--file", "good.yml"]) == exits.USAGE
    finally:
        signal.signal(signal.SIGPIPE, before)
    assert capsys.readouterr().err == f"preflight: `{az}` cannot be run: exec format error\n{HELD}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--dry-run", "--help"], ["--help", "--", "group", "list"], ["ml", "-h"]])
def test_help_may_be_asked_for_before_the_dashes(arguments: list[str], capsys: Capture) -> None:
    assert cli.main(["az", *arguments]) == exits.CLEAN
    assert capsys.readouterr().out.startswith("usage: preflight az [OPTION…] -- ml batch-deployment create …\n")


@pytest.mark.parametrize("arguments", [[], ["--dry-run"], [*CREATE, "--file", "bad.yml"]])
def test_what_az_is_told_stands_after_two_dashes(arguments: list[str], capsys: Capture) -> None:
    assert cli.main(["az", *arguments]) == exits.USAGE
    assert capsys.readouterr().err.startswith("preflight: what az is told stands after `--`, as in `preflight az -- ml ")
