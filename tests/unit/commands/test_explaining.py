"""`check --explain-effective`: what commands make of a file, each value with its origin; tests/cli has whole pages."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

FILE = "name: demo\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 30}\n"
CREATE = "az ml batch-deployment create -f d.yml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the working directory, which is a git root."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    gc.enable()


def page(capsys: Capture, *arguments: str, file: str = "d.yml") -> list[str]:
    """Return what is shown, with single blanks before the origins."""
    assert main(["check", *arguments, "--explain-effective", file]) == exits.CLEAN
    out, err = capsys.readouterr()
    assert err == ""
    return [" # ".join(part.rstrip() for part in line.split("  # ")) for line in out.splitlines()]


def refused(capsys: Capture, *arguments: str) -> tuple[int, str]:
    """Return the exit code of a run that shows nothing, and what it says."""
    code = main(["check", *arguments])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


def test_each_value_has_its_origin(folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text(FILE)
    (folder / "deploy.sh").write_text(f"{CREATE} --set retry_settings.timeout=60 compute=azureml:$CLUSTER --name other\n")
    assert page(capsys) == [
        "# d.yml is what `az ml batch-deployment create` at deploy.sh:1:1 makes",
        "name: other # deploy.sh:1:104 (--name)",
        "endpoint_name: heart # d.yml:2:16",
        "model: azureml:m:1 # d.yml:3:8",
        "compute: ? # deploy.sh:1:80 (--set compute): `$CLUSTER` is not set in this file",
        "retry_settings:",
        '  timeout: "60" # deploy.sh:1:69 (--set retry_settings.timeout)',
    ]


def test_each_command_makes_a_document_of_its_own(folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text("name: demo\nendpoint_name: heart\n")
    (folder / "deploy.sh").write_text(f'if [ "$1" ]; then {CREATE} -n a; fi\n{CREATE} -n b $MORE\n')
    assert page(capsys) == [
        "# d.yml is what `az ml batch-deployment create` at deploy.sh:1:19 makes (it may not run)",
        "name: a # deploy.sh:1:61 (-n)",
        "endpoint_name: heart # d.yml:2:16",
        "",
        "# d.yml is what `az ml batch-deployment create` at deploy.sh:2:1 makes",
        "name: b # deploy.sh:2:43 (-n)",
        "endpoint_name: heart # d.yml:2:16",
        "… # there may be more: `$MORE` may hold more options",
    ]


def test_a_file_that_no_command_names_is_as_it_is(folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text(
        "a: ~\nb: ${X}\nc: {}\nd: []\ne: [1, [x, {f: g}], {h: i, j: k}, true]\nbase: &b {x: 1.50}\nl: *b\nm: '# no'\n"
    )
    assert page(capsys, "d.yml") == [
        "# d.yml as it is: no command names it",
        "a: null # d.yml:1:1",
        'b: "${X}" # d.yml:2:4: `${X}` is filled in later',
        "c: {} # d.yml:3:1",
        "d: [] # d.yml:4:1",
        "e:",
        "  - 1 # d.yml:5:5",
        "  - - x # d.yml:5:9",
        "    - f: g # d.yml:5:16",
        "  - h: i # d.yml:5:25",
        "    j: k # d.yml:5:31",
        "  - true # d.yml:5:35",
        "base:",
        "  x: 1.5 # d.yml:6:14",
        "l:",
        "  x: 1.5 # d.yml:7:4, from d.yml:6:14",
        'm: "# no" # d.yml:8:4',
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("text\n", ["text # d.yml:1:1"]),
        ("- a\n- b: c\n", ["- a # d.yml:1:3", "- b: c # d.yml:2:6"]),
        ("${ALL}\n", ['"${ALL}" # d.yml:1:1: `${ALL}` is filled in later']),
        ("{}\n", ["{} # d.yml:1:1"]),
        (f"a: {'x' * 2000}\nb: c\n", [f"a: {'x' * 1000}… # d.yml:1:4", "b: c # d.yml:2:4"]),
        ('a: "\\e[31m\\u202e"\n', ['a: "\\U0000001B[31m\\U0000202E" # d.yml:1:4']),
    ],
)
def test_whatever_a_file_holds_is_shown(text: str, shown: list[str], folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text(text)
    assert page(capsys)[1:] == shown


def test_names_of_files_do_not_steer_a_terminal(folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text("name: demo\nendpoint_name: heart\n")
    (folder / "\x1b[31m.sh").write_text(f"{CREATE} --name other\n")
    lines = page(capsys)
    assert lines[0] == "# d.yml is what `az ml batch-deployment create` at \\x1b[31m.sh:1:1 makes"
    assert lines[1] == "name: other # \\x1b[31m.sh:1:47 (--name)"


def test_values_of_the_command_line_are_for_the_file(folder: Path, capsys: Capture) -> None:
    (folder / "d.yml").write_text("name: demo\nendpoint_name: heart\n")
    (folder / "other.yml").write_text(FILE)  # is not asked for: two deployments would be one too many
    assert page(capsys, "--set", "tags.a b=it's", "compute=x", "--name", "y") == [
        "# d.yml is what `az ml batch-deployment create` on the command line makes",
        'name: "y" # command line (--name)',
        "endpoint_name: heart # d.yml:2:16",
        "tags:",
        '  "a b": "it\'s" # command line',
        "compute: x # command line (--set compute)",
    ]


def test_paths_are_shown_from_the_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (folder / "batch").mkdir()
    (folder / "batch" / "d.yml").write_text("name: demo\nendpoint_name: heart\n")
    (folder / "batch" / "empty.yml").write_text("")
    (folder / "deploy.sh").write_text("az ml batch-deployment create -f batch/d.yml\n")
    monkeypatch.chdir(folder / "batch")
    assert page(capsys, "..")[:2] == ["# d.yml is what `az ml batch-deployment create` at ../deploy.sh:1:1 makes", "name: demo # d.yml:1:7"]
    assert refused(capsys, "--explain-effective", "empty.yml") == (exits.USAGE, "preflight: `empty.yml` cannot be read: empty\n")


def test_paths_of_another_drive_are_shown_whole(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (folder / "d.yml").write_text("name: demo\n")
    relative = os.path.relpath

    def on_another_drive(path: str, start: str | None = None) -> str:
        if start is None:
            raise ValueError("path is on mount 'C:', start on mount 'D:'")
        return relative(path, start)

    monkeypatch.setattr(os.path, "relpath", on_another_drive)
    assert page(capsys)[1] == f"name: demo # {folder}/d.yml:1:7"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--explain-effective", "gone.yml"], exits.USAGE, "no such file: `gone.yml`"),
        (["--explain-effective", "."], exits.USAGE, "no such file: `.`"),
        (["--explain-effective", "bad.yml"], exits.USAGE, "`bad.yml` cannot be read: not YAML"),
        (["--explain-effective", "no.sh"], exits.NOTHING_CHECKED, "nothing makes a document of `no.sh`"),
        (["--explain-effective", "d.yml", "--target", "x"], exits.USAGE, "--explain-effective shows a file without a target: "),
    ],
)
def test_what_cannot_be_shown_is_told(arguments: list[str], code: int, says: str, folder: Path, capsys: Capture) -> None:
    for name, text in {"d.yml": FILE, "bad.yml": "a: [\n", "no.sh": "ls\n", "preflight.yml": "targets: {x: {files: d.yml}}\n"}.items():
        (folder / name).write_text(text)
    told = refused(capsys, *arguments)
    assert told[0] == code
    assert told[1].startswith(f"preflight: {says}")
