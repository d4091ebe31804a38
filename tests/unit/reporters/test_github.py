"""Annotations of a workflow run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Location, Severity, Unanswered, Unchecked
from preflight.report import Report
from preflight.reporters import github
from preflight.source import Place, Source
from tests.shared.formats import workflow_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]

SOURCE = Source("a,b:%/d.yml", "x: y\n")


def report(*findings: Finding, unknowns: int = 0, unchecked: int = 0) -> Report:
    doubt = Unanswered(("a-rule",), "x", "no answer", None, None, asked=True, gates=False)
    return Report(
        root=".",
        files=1,
        documents=1,
        rules=1,
        judged=1,
        findings=findings,
        unknowns=(doubt,) * unknowns,
        unchecked=(Unchecked("t.yml", 2, "not YAML"),) * unchecked,
    )


def finding(severity: Severity, end: tuple[int, int] = (1, 5), path: str = SOURCE.path) -> Finding:
    return Finding("a-rule", severity, "100% wrong\nhere: a,b", Location(Place(Source(path, SOURCE.text), 1, 4, *end), None))


def test_a_full_report(full: Report, golden: Golden) -> None:
    golden("full.github", github.write(full))


def test_what_means_something_in_a_command_is_escaped() -> None:
    written = github.write(report(finding(Severity.ERROR)))
    assert written.splitlines()[0] == (
        r"::error file=a%2Cb%3A%25/d.yml,line=1,endLine=1,col=4,endColumn=5,title=a-rule::100%25 wrong\nhere: a,b"
    )
    (command,), _ = workflow_commands(written)
    assert command.properties["file"] == SOURCE.path
    assert command.message == r"100% wrong\nhere: a,b"


@pytest.mark.parametrize(
    ("end", "region"),
    [
        ((1, 4), {"line": "1", "endLine": "1", "col": "4", "endColumn": "4"}),
        ((3, 2), {"line": "1", "endLine": "3"}),
        ((3, 1), {"line": "1", "endLine": "2"}),
    ],
)
def test_only_a_place_in_one_line_has_columns(end: tuple[int, int], region: dict[str, str]) -> None:
    (command,), _ = workflow_commands(github.write(report(finding(Severity.ERROR, end))))
    assert command.properties == {"file": SOURCE.path, "title": "a-rule", **region}


@pytest.mark.parametrize("path", ["command line", "azure:/subscriptions/s"])
def test_what_is_in_no_file_names_none(path: str) -> None:
    (command,), _ = workflow_commands(github.write(report(finding(Severity.WARNING, path=path))))
    assert (command.name, command.properties) == ("warning", {"title": "a-rule"})
    assert command.message == rf"{path}:1:4: 100% wrong\nhere: a,b"


def shown(written: str) -> dict[str, int]:
    commands, _ = workflow_commands(written)
    return {name: sum(command.name == name for command in commands) for name in ("error", "warning", "notice")}


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "doubts", "expected", "told"),
    [
        (10, 10, 10, 0, (10, 10, 10), ""),
        (0, 0, 0, 0, (0, 0, 0), ""),
        (11, 0, 0, 0, (10, 0, 1), "1 error"),
        (12, 3, 10, 9, (10, 10, 10), "2 errors, 11 warnings, 1 notice"),
        (0, 0, 11, 0, (0, 0, 10), "2 notices"),
        (0, 0, 0, 6, (0, 10, 1), "2 warnings"),
    ],
)
def test_no_more_than_github_shows_and_the_others_are_counted(
    errors: int, warnings: int, infos: int, doubts: int, expected: tuple[int, ...], told: str
) -> None:
    numbers = {Severity.INFO: infos, Severity.WARNING: warnings, Severity.ERROR: errors}
    found = [finding(severity) for severity, number in numbers.items() for _ in range(number)]
    written = github.write(report(*found, unknowns=doubts, unchecked=doubts))
    assert tuple(shown(written).values()) == expected
    commands, others = workflow_commands(written)
    if told:
        assert commands[-1].message == f"not shown here, since GitHub shows 10 annotations of a sort for a step: {told}"
    assert others[0].startswith(("1 file, 1 document, 1 rule: ", "No findings"))


def test_findings_come_before_doubts() -> None:
    commands, _ = workflow_commands(github.write(report(*[finding(Severity.WARNING)] * 9, unknowns=2, unchecked=2)))
    assert [command.properties["title"] for command in commands] == ["a-rule"] * 9 + ["unknown", "preflight"]


@pytest.mark.parametrize(("asked", "gates", "sort"), [(True, False, "warning"), (False, True, "warning"), (False, False, "notice")])
def test_what_nobody_was_asked_is_worth_a_note(*, asked: bool, gates: bool, sort: str) -> None:
    doubt = Unanswered(("a-rule",), "x", "no answer", None, None, asked=asked, gates=gates)
    (command,), _ = workflow_commands(github.write(Report(".", 1, 1, 1, 1, (), unknowns=(doubt,))))
    assert (command.name, command.properties["title"]) == (sort, "unknown")
