"""What people see at a terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from preflight.finding import Finding, Location, Severity, Unanswered, Unchecked
from preflight.report import Report, Suppressed
from preflight.reporters import text
from preflight.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]

SOURCE = Source("d.yml", "name: x\n")


def finding(path: str = "d.yml", severity: Severity = Severity.ERROR, why: str = "") -> Finding:
    return Finding("some-rule", severity, "`x` is wrong", Location(Place(Source(path, "name: x\n"), 1, 7, 1, 8), "/name"), why=why)


def report(*findings: Finding, root: str = ".", documents: int = 1, judged: int = 1) -> Report:
    return Report(root=root, files=1, documents=documents, rules=1, judged=judged, findings=findings)


def with_(base: Report, **changes: Any) -> Report:
    fields: dict[str, Any] = {field: getattr(base, field) for field in base.__match_args__}
    return Report(**{**fields, **changes})


@pytest.mark.parametrize(
    ("name", "color", "quiet", "verbose"),
    [
        ("full", False, False, False),
        ("full-verbose", False, False, True),
        ("full-quiet", False, True, False),
        ("full-color", True, False, False),
    ],
)
def test_a_full_report(full: Report, golden: Golden, name: str, color: bool, quiet: bool, verbose: bool) -> None:  # noqa: FBT001 - parametrised
    golden(f"{name}.txt", text.write(full, color=color, quiet=quiet, verbose=verbose))


def test_colours_are_all_that_colour_adds(full: Report) -> None:
    colored = text.write(full, color=True, verbose=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text.write(full, verbose=True)


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("quiet", [False, True])
def test_hostile_texts_do_no_harm(hostile: Report, quiet: bool, verbose: bool) -> None:  # noqa: FBT001 - parametrised
    written = text.write(hostile, quiet=quiet, verbose=verbose)
    written.encode()
    assert written.replace("\n", "").isprintable()
    assert "##" not in written.replace("\ufe0f", "").replace("\u034f", "").replace(r"\x23#", "")
    for line in written.splitlines():
        assert not line.lstrip().startswith("::")
        assert len(line) < 6000
    # Not one line begins with what a file says, but for its path.
    assert not re.search(r"^\s*error\[fake\]", written, re.MULTILINE)


def test_hostile_texts_are_all_there(hostile: Report, golden: Golden) -> None:
    golden("hostile.txt", "".join(f"{line[:160]}\n" for line in text.write(hostile, verbose=True).splitlines()))


def test_a_clean_run() -> None:
    clean = Report(root=".", files=4, documents=3, rules=41, judged=50, findings=())
    assert text.write(clean) == "No findings: 3 documents in 4 files, 41 rules\n"
    assert text.write(clean, quiet=True) == ""


def test_what_is_deployed_is_in_no_file() -> None:
    clean = Report(root=".", files=0, documents=3, rules=41, judged=50, findings=())
    assert text.write(clean) == "No findings: 3 documents, 41 rules\n"
    assert text.write(with_(clean, findings=(finding(),)), quiet=True).splitlines()[-1] == "3 documents, 41 rules: 1 error"
    assert text.write(with_(clean, judged=0)) == "Nothing was checked: no selected rule is for 3 documents\n"


def test_a_clean_run_still_tells_what_was_not_seen() -> None:
    clean = with_(
        report(),
        unknowns=(Unanswered(("a-rule",), "compute.tier", "no answer in 5 s", None, None, asked=True, gates=True),),
        not_asked=("b-rule",),
        suppressed=(Suppressed(finding(), "config", "known"),),
        unchecked=(Unchecked("t.yml", 2, "not YAML"),),
    )
    assert text.write(clean) == (
        "unknown: no answer in 5 s\n"
        "   = concerns: a-rule\n"
        "\n"
        "unchecked: t.yml:2: not YAML\n"
        "\n"
        "No findings: 1 document in 1 file, 1 rule; 1 unknown, 1 unchecked, 1 suppressed\n"
        "1 rule needs the workspace: --workspace NAME\n"
    )
    assert text.write(clean, quiet=True) == (
        "unknown: no answer in 5 s\n"
        "unchecked: t.yml:2: not YAML\n"
        "No findings: 1 document in 1 file, 1 rule; 1 unknown, 1 unchecked, 1 suppressed\n"
    )


@pytest.mark.parametrize("root", [".", "..", "a/b"])
def test_what_is_no_file_is_not_relative_to_anything(root: str) -> None:
    for path in ("command line", "azure:/subscriptions/s/resourceGroups/g"):
        assert text.write(report(finding(path), root=root), quiet=True).startswith(f"{path}:1:7: error: ")


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize(
    ("documents", "judged", "said"),
    [
        (0, 0, "Nothing to check: no batch endpoint, deployment or related file in 1 file\n"),
        (2, 0, "Nothing was checked: no selected rule is for 2 documents in 1 file\n"),
    ],
)
def test_nothing_checked_is_said(documents: int, judged: int, said: str, quiet: bool) -> None:  # noqa: FBT001 - parametrised
    assert text.write(report(documents=documents, judged=judged), quiet=quiet) == said


def test_nothing_checked_tells_what_is_unchecked() -> None:
    nothing = with_(report(documents=0, judged=0), files=2, unchecked=(Unchecked("t.yml", 2, "not YAML"),))
    assert text.write(nothing, quiet=True).splitlines()[-1] == (
        "Nothing to check: no batch endpoint, deployment or related file in 2 files; 1 unchecked"
    )


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([Severity.ERROR], "1 error"),
        ([Severity.INFO, Severity.WARNING], "1 warning, 1 info"),
        ([Severity.INFO, Severity.ERROR] * 2, "2 errors, 2 info"),
    ],
)
def test_findings_are_counted_worst_first(severities: list[Severity], said: str) -> None:
    written = text.write(report(*(finding(severity=severity) for severity in severities)))
    assert written.splitlines()[-1] == f"1 file, 1 document, 1 rule: {said}"


@pytest.mark.parametrize(
    ("folder", "root", "path", "shown"),
    [
        ("", ".", "batch/d.yml", "batch/d.yml"),
        ("batch", "..", "batch/d.yml", "d.yml"),
        ("batch", "..", "other/d.yml", "../other/d.yml"),
        ("batch/deep", "../..", "d.yml", "../../d.yml"),
        ("batch", "..", "../d.yml", "../../d.yml"),
        ("", "sub", "d.yml", "sub/d.yml"),
        ("", ".", "::error::d.yml", "./::error::d.yml"),
        ("", ".", "a:b.yml", "a:b.yml"),
        ("", ".", "new\nline.yml", r"new\nline.yml"),
    ],
)
def test_paths_are_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, root: str, path: str, shown: str
) -> None:
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / folder)
    assert text.write(report(finding(path), root=root), quiet=True).startswith(f"{shown}:1:7: error: ")


@pytest.mark.skipif(sys.platform == "win32", reason="a working directory cannot be removed there")
def test_paths_without_a_working_directory_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert text.write(report(finding(), root="/::a::b"), quiet=True).startswith("/::a::b/d.yml:1:7: ")
    monkeypatch.chdir(tmp_path)


def test_a_place_without_text_has_no_frame() -> None:
    empty = Finding("some-rule", Severity.ERROR, "empty", Location(Place(Source("d.yml", ""), 1, 1, 1, 1), ""))
    assert text.write(report(empty)).startswith("error[some-rule]: empty\n  --> d.yml:1:1\n\n")


def test_a_long_reason_is_broken_between_words() -> None:
    why = " ".join(["word"] * 60 + ["::error::x"] * 40 + ["`end`"])
    lines = text.write(report(finding(why=why)), verbose=True).splitlines()[5:-2]
    assert lines[0].startswith("   = why: word word")
    assert all(line.startswith(" " * 10 + "word") for line in lines[1:3])
    assert len(lines[0]) <= 100
    assert " ".join(" ".join(lines).split()) == f"= why: {why}"


def test_a_very_long_message_is_cut() -> None:
    long = Finding("some-rule", Severity.ERROR, "m" * 10_000, Location(Place(SOURCE, 1, 1, 1, 2), ""))
    assert f"error[some-rule]: {'m' * 999}…\n" in text.write(report(long))


def test_it_is_cheap_to_import() -> None:
    code = "import sys; bare = set(sys.modules); import preflight.reporters.text; print(*(set(sys.modules) - bare))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(text.__file__).parents[2])
    assert not {"json", "typing", "unicodedata", "dataclasses", "pathlib", "textwrap", "shutil"} & set(loaded.stdout.split())
