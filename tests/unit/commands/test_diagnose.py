"""`preflight diagnose`: what is read, formats, exit codes, the deployment, and hostile logs."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import exits, resources
from preflight.cli import main
from preflight.commands.diagnose import Progress
from tests.diagnosis.cases import CLEAN, MIXED, OTHER_JOBS, PROBLEMS, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.diagnosis.cases import Case

SCHEMA = Draft202012Validator(resources.schema("diagnosis.v1"))
EVERY = {case.name: case for case in [*PROBLEMS, *MIXED, *CLEAN, *UNKNOWN, *(case for case, _ in OTHER_JOBS)]}
DEPLOYMENT = """\
name: heart
endpoint_name: heart-batch
type: model
model: azureml:heart:1
compute: azureml:cpu
settings:
  mini_batch_size: 10
  retry_settings: {timeout: 0}
"""


def lay(folder: Path, name: str) -> str:
    for path, text in EVERY[name].files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return str(folder)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["diagnose", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("case", EVERY.values(), ids=lambda case: case.name)
def test_every_folder_as_text_and_json(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay(tmp_path, case.name)
    code, out, err = run(capsys, folder)
    assert (code, err) == (case.code, "")
    assert (f"[{case.root}]" in out) == (case.root is not None)
    code, out, _ = run(capsys, folder, "--format", "json")
    data = json.loads(out)
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    assert [cause["failure"] for cause in data["causes"][:1]] == ([case.root] if case.root else [])
    assert code == case.code


def test_the_whole_text_of_a_mixed_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay(tmp_path / "logs", "timeout-and-memory")
    (tmp_path / "d.yml").write_text(DEPLOYMENT)
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, folder, "--deployment", "d.yml")
    assert code == exits.FOUND
    assert out.startswith("the job failed: `run` did not finish a mini-batch in time\n\n1. ")
    assert "  numbers:  the slowest mini-batch (1, node 0) took more than 30 s, the time-out is 30 s: set `timeout: 90`" in out
    assert "  set at:   d.yml:8:29: `timeout` is `0`\n" in out
    assert "  check:    d.yml:8:29: `timeout` is `0`; expected whole seconds from 1 to 259200 [retry-timeout-range]\n" in out
    assert "\n2. The system killed a worker process" in out
    assert "  node 0:       process001: 2 runs, 0 items ok, 20 failed, slowest 30.4 s, run() 60 s\n" in out


def test_an_archive_a_file_and_standard_input_say_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = EVERY["module"].files["logs/job_error.txt"]
    (tmp_path / "job_error.txt").write_text(text)
    with zipfile.ZipFile(tmp_path / "logs.zip", "w") as archive:
        archive.writestr("logs/job_error.txt", text)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    for path in (str(tmp_path / "job_error.txt"), str(tmp_path / "logs.zip"), "-"):
        code, out, _ = run(capsys, path)
        assert code == exits.FOUND
        assert "[module-missing]" in out


def test_a_damaged_archive_is_told_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "logs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("logs/user/error.txt", "No module named 'azureml'\n")
        archive.writestr("logs/job_result.txt", "x" * 4000)
    data = bytearray(path.read_bytes())
    start = data.index(b"logs/job_result.txt") + len("logs/job_result.txt")
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(bytes(data))
    code, out, _ = run(capsys, str(path))
    assert code == exits.FOUND
    assert "not read: logs/job_result.txt: cannot be read: " in out


def test_no_logs_are_told_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(tmp_path))
    assert code == exits.NOTHING_CHECKED
    assert out.startswith("there are no logs\n")


def test_what_is_refused_is_told_but_not_at_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(7):
        (tmp_path / f"link{number}").symlink_to(tmp_path)
    assert run(capsys, str(tmp_path))[1].endswith("not read: … and 2 more\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["missing"],
        [".", "--format", "xml"],
        [".", "--deployment", "missing.yml"],
        [".", "--deployment", "no.yml"],
        [".", "--format", "json:no/x"],
    ],
)
def test_wrong_usage(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no.yml").write_text("name: x\n")
    assert run(capsys, *arguments)[0] == exits.USAGE


def test_closed_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run(capsys, "-")[0] == exits.USAGE


def test_a_report_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lay(tmp_path / "logs", "module")
    code, out, _ = run(capsys, folder, "--format", f"json:{tmp_path / 'd.json'}")
    assert (code, out) == (exits.FOUND, "")
    assert json.loads((tmp_path / "d.json").read_text())["outcome"] == "failed"


def test_own_rules_are_failures_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.unit.commands.test_explain import OWN

    (tmp_path / "quux-missing.yaml").write_text(OWN)
    (tmp_path / "log.txt").write_text("Quux failed 3 times\n")
    (tmp_path / "d.yml").write_text("endpoint_name: e\nmodel: azureml:m:1\n")
    own = ("--rules", str(tmp_path / "quux-missing.yaml"))
    code, out, _ = run(capsys, str(tmp_path / "log.txt"), *own, "--deployment", str(tmp_path / "d.yml"))
    assert code == exits.FOUND
    assert "[quux-missing]" in out
    assert ": wrong [quux-missing]\n" in out


def test_what_logs_say_does_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log.txt").write_text("\x1b]0;owned\x07\x9b31mNo module named 'pan\u202edas'\n##[error]No module named 'x'\n")
    out = run(capsys, str(tmp_path / "log.txt"))[1]
    assert all(character.isprintable() or character == "\n" for character in out)
    assert "##[" not in out


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 3_000_000,
        b"traceback (most recent call last):\n" * 50_000,
        b"No module named 'x'\n" * 100_000,
        b"a" * 5_000_000,
        b"\xff\xfe" * 500_000,
    ],
)
def test_hostile_logs_take_little_time(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log.txt").write_bytes(data)
    start = time.process_time()
    assert run(capsys, str(tmp_path))[0] in (exits.CLEAN, exits.FOUND, exits.NOTHING_CHECKED)
    assert time.process_time() - start < 20


class Terminal(io.StringIO):
    """A stream that passes for a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only() -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        progress = Progress(stream)
        progress.show(1 << 20, 3 << 20)
        progress.show(1 << 20, 3 << 20)
        progress.wipe()
    assert terminal.getvalue() == "\r\x1b[Kreading logs: 1 of 3 MiB\r\x1b[K"
    assert pipe.getvalue() == ""


def test_colours_are_for_terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay(tmp_path, "module")
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert main(["diagnose", folder]) == exits.FOUND
    assert "\x1b[31m" in terminal.getvalue()
    plain: Any = Terminal()
    monkeypatch.setattr("sys.stdout", plain)
    main(["diagnose", folder, "--no-color"])
    assert "\x1b" not in plain.getvalue()


def test_colours_may_be_asked_for_where_there_is_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay(tmp_path, "module")
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["diagnose", folder, "--format", "text", "--format", f"text:{tmp_path / 'out.txt'}"])
    assert "\x1b[31m" in capsys.readouterr().out
    assert "\x1b" not in (tmp_path / "out.txt").read_text(encoding="utf-8")
