"""Standard input, output and error, files, and terminals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

    Run = Callable[..., Done]

TEXT = "name: d\nendpoint_name: e\nmodel: m\ncompute: c\ndescription: x\nretry_settings: {timeout: 0}\n"
FINE = TEXT.replace("timeout: 0", "timeout: 1")
# Unbuffered, Python loses what a pipe does not take at once, and says nothing.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
ENVIRONMENT["PYTHONPATH"] = str(Path(preflight.__file__).parents[1])
PREFLIGHT = [sys.executable, "-m", "preflight"]
CLOSED = [("check >&-", 1), ("check 2>&-", 1), ("check >&- 2>&-", 1), ("--version >&-", 0), ("check no.yml 2>&-", 2)]


def lines(done: Done) -> list[str]:
    return [line for line in done.out.splitlines() if "own-timeout-range" in line]


@pytest.fixture
def only(own: list[str]) -> list[str]:
    """Return the arguments that judge by one rule alone, in one line for each finding."""
    return [*own[:2], "--select", "own-timeout-range", "--quiet"]


# Standard input


def test_standard_input_stands_in_for_a_file(run: Run, only: list[str]) -> None:
    files = {"a/d.yml": FINE, "a/e.yml": TEXT}
    for arguments in (["--stdin-filename", "a/d.yml"], ["-", "--stdin-filename", "a/d.yml"], ["--stdin-filename", "./a/../a/d.yml", "-"]):
        done = run("check", *only, *arguments, files=files, stdin=TEXT.encode())
        assert (done.code, lines(done)) == (1, ["a/d.yml:6:27: error: `timeout` is 0 [own-timeout-range]"])


def test_a_name_is_made_up_if_none_is_given(run: Run, only: list[str]) -> None:
    done = run("check", *only, "-", stdin=TEXT.encode())
    assert (done.code, lines(done)) == (1, ["stdin.yml:6:27: error: `timeout` is 0 [own-timeout-range]"])


def test_other_paths_are_checked_with_it(run: Run, only: list[str]) -> None:
    files = {"a/d.yml": FINE, "b/e.yml": TEXT, "c/f.yml": TEXT}
    done = run("check", *only, "a", "b", "--stdin-filename", "a/d.yml", files=files, stdin=TEXT.encode())
    assert [line.partition(":")[0] for line in lines(done)] == ["a/d.yml", "b/e.yml"]
    done = run("check", *only, "-", "c/f.yml", "--stdin-filename", "new/d.yml", stdin=TEXT.encode())
    assert [line.partition(":")[0] for line in lines(done)] == ["c/f.yml", "new/d.yml"]


@pytest.mark.parametrize(
    ("stdin", "reason"),
    [
        (b"", "empty"),
        (b"a: [\n", "not YAML: did not find expected node content"),
        (b"\xff\xfea\x00", "UTF-16: azure-ai-ml reads UTF-8"),
        (b"a: \xe9\n", "not UTF-8: byte 0xe9"),
        (b" " * (3 << 20), "larger than 1 MiB: not read"),
    ],
)
def test_what_cannot_be_read_there_is_unchecked(run: Run, own: list[str], stdin: bytes, reason: str) -> None:
    done = run("check", *own, "-", "--format", "json", stdin=stdin)
    assert done.code == 3
    (unchecked,) = json.loads(done.out)["unchecked"]
    assert (unchecked["path"], unchecked["reason"]) == ("stdin.yml", reason)


def test_standard_input_may_be_closed(run: Run, own: list[str]) -> None:
    shell = f"exec '{sys.executable}' -m preflight check - <&-"
    done = subprocess.run(["/bin/sh", "-c", shell], env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "preflight: standard input is closed\n")


# Standard output and files


def test_several_formats_at_once(run: Run, own: list[str], folder: Path) -> None:
    done = run("check", *own, "--format", "text", "--format", "json:out.json", "--format", "text:out.txt", files={"d.yml": TEXT})
    assert done.code == 1
    assert (folder / "out.txt").read_text() == done.out
    assert json.loads((folder / "out.json").read_text())["summary"]["error"] == 1
    done = run("check", *own, "--format", "json:out.json")
    assert (done.code, done.out, done.err) == (1, "", "")


def test_a_file_has_what_standard_output_would_have(run: Run, own: list[str], folder: Path) -> None:
    name = os.fsdecode(b"\xff.yml")
    done = run(
        "check", *own, "--format", "json", "--format", "json:out.json", files={"d.yml": TEXT.replace("name: d", "name: é 🙂"), name: TEXT}
    )
    written = (folder / "out.json").read_bytes()
    assert written.decode() == done.out
    assert b"\\udcff.yml" in written


def test_no_colour_where_there_is_no_terminal(run: Run, own: list[str]) -> None:
    done = run("check", *own, files={"d.yml": TEXT}, env={"TERM": "xterm-256color"})
    assert (done.code, "\x1b" in done.out) == (1, False)


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {"TERM": "xterm"}, True),
        (["--no-color"], {"TERM": "xterm"}, False),
        ([], {"TERM": "dumb"}, False),
        ([], {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ([], {"TERM": "xterm", "NO_COLOR": ""}, True),
        (["--format", "text:out.txt"], {"TERM": "xterm"}, False),
        (["--format", "json"], {"TERM": "xterm"}, False),
        (["--no-color"], {"TERM": "xterm", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal(own: list[str], folder: Path, arguments: list[str], environment: dict[str, str], coloured: bool) -> None:  # noqa: FBT001
    (folder / "d.yml").write_text(TEXT)
    ours, theirs = os.openpty()
    command = [*PREFLIGHT, "check", *own, *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs, env=ENVIRONMENT | environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.wait(60) == 1
    os.close(ours)
    assert (b"\x1b[" in shown) is coloured
    if (folder / "out.txt").exists():
        assert "\x1b" not in (folder / "out.txt").read_text()


@pytest.mark.parametrize(("environment", "coloured"), [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)])
def test_colour_in_the_log_of_a_build(run: Run, own: list[str], environment: dict[str, str], coloured: bool) -> None:  # noqa: FBT001 - parametrised
    done = run("check", *own, files={"d.yml": TEXT}, env={"CI": "true", **environment})
    assert ("\x1b[" in done.out) is coloured


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_will_do(run: Run, only: list[str], encoding: str, folder: Path) -> None:
    (folder / "é🙂.yml").write_text(TEXT)
    environment = ENVIRONMENT | {"PYTHONIOENCODING": encoding}
    done = subprocess.run([*PREFLIGHT, "check", *only], cwd=folder, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    shown = {"ascii": "\\xe9\\U0001f642.yml", "latin-1": "é\\U0001f642.yml", "utf-8": "é🙂.yml"}[encoding]
    assert done.stdout.decode(encoding).startswith(f"{shown}:6:27: error: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "junit", "markdown"])
def test_what_programs_read_is_utf_8(own: list[str], name: str, encoding: str, folder: Path) -> None:
    (folder / "é🙂.yml").write_text(TEXT)
    command = [*PREFLIGHT, "check", *own, "--format", name, "--format", f"{name}:out"]
    environment = ENVIRONMENT | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout == (folder / "out").read_bytes()
    assert "é🙂.yml" in done.stdout.decode() or name == "sarif"


# What goes wrong


@pytest.mark.parametrize("arguments", [["check", "--format", "json"], ["check"], ["--version"]])
def test_a_reader_may_go_away(arguments: list[str], folder: Path) -> None:
    (folder / "d.yml").write_text(TEXT)
    reading, writing = os.pipe()
    os.close(reading)
    command = [*PREFLIGHT, *arguments]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_reader_may_stop_early(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.yml").write_text(TEXT)
    shell = f"'{sys.executable}' -m preflight check --format json; echo code $? >&2"
    with subprocess.Popen(["/bin/sh", "-c", shell], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b"code 141\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_disk_may_be_full(folder: Path) -> None:
    (folder / "d.yml").write_text(TEXT)
    for arguments in (["check"], ["--version"]):
        command = [*PREFLIGHT, *arguments]
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (5, b"preflight: standard output cannot be written: no space left on device\n")


@pytest.mark.parametrize(("arguments", "code"), CLOSED)
def test_streams_may_be_closed(arguments: str, code: int, folder: Path) -> None:
    (folder / "d.yml").write_text(TEXT)
    shell = f"'{sys.executable}' -m preflight {arguments}"
    done = subprocess.run(["/bin/sh", "-c", shell], cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


def test_an_interrupt_ends_it_quietly(folder: Path) -> None:
    command = [*PREFLIGHT, "check", "-"]
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline and not _waits_for_input(process.pid):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def _waits_for_input(process: int) -> bool:
    """Tell whether a process reads a pipe: then it is in the midst of its work."""
    try:
        return "pipe" in Path(f"/proc/{process}/wchan").read_text()
    except OSError:
        time.sleep(1)
        return True


def test_the_working_directory_may_be_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = f"rmdir '{gone}'; exec '{sys.executable}' -m preflight check"
    done = subprocess.run(["/bin/sh", "-c", shell], cwd=gone, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "preflight: the working directory does not exist any more\n")
