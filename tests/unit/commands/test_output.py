"""Where reports go, in which formats, and whether in colour."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.commands.output import (
    REPORTERS,
    Output,
    add_output_options,
    are_explained,
    are_pictured,
    outputs_of,
    wants_color,
    write_reports,
)
from preflight.finding import Unanswered, Unchecked
from preflight.report import Report

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

FORMATS = ", ".join(REPORTERS)
REPORT = Report(root=".", files=4, documents=3, rules=41, judged=50, findings=())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which has a folder `out`."""
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options_of(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    add_output_options(parser)
    return parser.parse_args(arguments)


def outputs(*formats: str) -> list[Output]:
    return outputs_of(options_of(*(part for text in formats for part in ("--format", text))))


def collision(first: str, second: str, where: str) -> str:
    return (
        f"--format: {first} and {second} would both be written to {where}; give one of them a file of its own, "
        f"as in `--format {second}:FILE`"
    )


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Tell so."""
        return True


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ([], [("text", None)]),
        (["json"], [("json", None)]),
        (["text:"], [("text", None)]),
        (["json:-"], [("json", None)]),
        (["json:out/x.json", "text"], [("json", "out/x.json"), ("text", None)]),
        (["json:x.json", "json:y.json"], [("json", "x.json"), ("json", "y.json")]),
        ([r"json:C:\reports.json"], [("json", r"C:\reports.json")]),
        (["text:a:b"], [("text", "a:b")]),
    ],
)
def test_formats_and_files(formats: list[str], expected: list[tuple[str, str | None]]) -> None:
    assert outputs(*formats) == [Output(name, file) for name, file in expected]


@pytest.mark.parametrize("formats", [["text", "github"], ["azure", "text"], ["github", "text", "json:x.json"]])
def test_lines_of_a_log_share_standard_output(formats: list[str]) -> None:
    assert [output.format for output in outputs(*formats)] == [text.partition(":")[0] for text in formats]


def test_what_programs_read_is_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", newline="\r\n"))
    options = options_of("--format", "json")
    unchecked = Report(root="é🙂", files=1, documents=0, rules=1, judged=0, findings=())
    write_reports(unchecked, outputs_of(options), options)
    assert json.loads(written.getvalue().decode())["root"] == "é🙂"
    assert b"\r" not in written.getvalue()


def test_what_stands_in_for_standard_output_may_take_texts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    options = options_of("--format", "json")
    write_reports(REPORT, outputs_of(options), options)
    assert json.loads(stream.getvalue())["version"] == 1


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_has_its_reporter(name: str, folder: Path) -> None:
    options = options_of("--format", f"{name}:x")
    write_reports(REPORT, outputs_of(options), options)
    assert (folder / "x").read_bytes()


@pytest.mark.parametrize(("profile", "results"), [([], 0), (["--sarif-profile", "github"], 0), (["--sarif-profile", "full"], 1)])
def test_sarif_holds_what_is_asked_for(profile: list[str], results: int, folder: Path) -> None:
    doubt = Unanswered(("a-rule",), "x", "no answer", None, None, asked=True, gates=False)
    options = options_of("--format", "sarif:x.sarif", *profile)
    unsure = Report(root=".", files=1, documents=1, rules=1, judged=1, findings=(), unknowns=(doubt,))
    write_reports(unsure, outputs_of(options), options)
    (run,) = json.loads((folder / "x.sarif").read_bytes())["runs"]
    assert len(run["results"]) == results


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (["xml"], f"--format takes {FORMATS}, not `xml`"),
        ([""], f"--format takes {FORMATS}, not ``"),
        (["JSON"], f"--format takes {FORMATS}, not `JSON`"),
        (["json:no/x.json"], "`no/x.json` cannot be written: there is no folder `no`"),
        (["json:out"], "`out` cannot be written: it is a folder"),
        (
            ["text", "json"],
            collision("text", "json", "standard output"),
        ),
        (
            ["text", "text:-"],
            collision("text", "text", "standard output"),
        ),
        (
            ["json:x", "text:out/../x"],
            collision("json", "text", "`out/../x`"),
        ),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(formats: list[str], message: str) -> None:
    with pytest.raises(exits.UsageError) as told:
        outputs(*formats)
    assert str(told.value) == message


def test_a_report_is_written_in_every_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = options_of("--format", "json:out/x.json", "--format", "text", "--format", "text:out/x.txt")
    write_reports(REPORT, outputs_of(options), options)
    assert json.loads((folder / "out/x.json").read_bytes())["summary"]["rules"] == 41
    assert (folder / "out/x.txt").read_bytes().decode() == capsys.readouterr().out == "No findings: 3 documents in 4 files, 41 rules\n"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do all is not refused")
def test_a_file_that_may_not_be_written_is_told(folder: Path) -> None:
    (folder / "x.json").write_text("")
    (folder / "x.json").chmod(0o400)
    options = options_of("--format", "json:x.json")
    with pytest.raises(exits.UsageError, match=r"^`x.json` cannot be written: permission denied$"):
        write_reports(REPORT, outputs_of(options), options)


def test_a_name_that_cannot_be_written_is_told() -> None:
    options = options_of("--format", f"json:{'x' * 300}")
    with pytest.raises(exits.UsageError, match=r"^`x+` cannot be written: file name too long$"):
        write_reports(REPORT, outputs_of(options), options)


@pytest.mark.parametrize(
    ("arguments", "explained"),
    [([], False), (["--format", "text:x"], False), (["--verbose"], True), (["--format", "json:x"], True), (["--quiet"], False)],
)
def test_only_what_is_shown_is_explained(arguments: list[str], explained: bool) -> None:  # noqa: FBT001 - parametrised
    options = options_of(*arguments)
    assert are_explained(outputs_of(options), options) is explained


COLOR = {
    "": (True, False),
    "NO_COLOR=1": (False, False),
    "NO_COLOR=": (True, False),
    "TERM=dumb": (False, False),
    "FORCE_COLOR=1": (True, True),
    "FORCE_COLOR=": (True, False),
    "FORCE_COLOR=1 TERM=dumb": (True, True),
    "FORCE_COLOR=1 NO_COLOR=1": (False, False),
    "CLICOLOR_FORCE=1": (True, True),
    "CLICOLOR_FORCE=0": (True, False),
    "CLICOLOR_FORCE=": (True, False),
    "CI=true": (True, False),
    "CI=true GITHUB_ACTIONS=true FORCE_COLOR=1": (True, True),
}


@pytest.mark.parametrize("environment", COLOR)
def test_colour_on_a_terminal_and_elsewhere(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in environment.split():
        name, _, value = setting.partition("=")
        monkeypatch.setenv(name, value)
    assert (wants_color(Terminal(), no_color=False), wants_color(io.StringIO(), no_color=False)) == COLOR[environment]
    assert not wants_color(Terminal(), no_color=True)


def test_a_file_has_no_colour(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", stream := Terminal())
    unchecked = Report(root=".", files=1, documents=0, rules=1, judged=0, findings=(), unchecked=(Unchecked("a.yml", 1, "empty"),))
    options = options_of("--format", "text:x.txt", "--format", "text")
    write_reports(unchecked, outputs_of(options), options)
    assert "\x1b[" in stream.getvalue()
    assert "\x1b[" not in (folder / "x.txt").read_text()


@pytest.mark.parametrize(("format_", "pictured"), [("text", False), ("json", False), ("html", True)])
def test_only_a_page_shows_a_picture(format_: str, pictured: bool) -> None:  # noqa: FBT001 - parametrised
    assert are_pictured([Output("text", "x"), Output(format_, None)]) is pictured
