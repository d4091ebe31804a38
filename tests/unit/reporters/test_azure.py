"""Issues of a run of Azure Pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Location, Severity, Unanswered
from preflight.report import Report
from preflight.reporters import azure
from preflight.source import Place, Source
from tests.shared.formats import logging_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


def report(severity: Severity, path: str) -> Report:
    place = Place(Source(path, "x: y\n"), 1, 4, 1, 5)
    found = Finding("a-rule", severity, "100%3B [wrong]; x", Location(place, None), fix="y")
    return Report(root=".", files=1, documents=1, rules=1, judged=1, findings=(found,))


def test_a_full_report(full: Report, golden: Golden) -> None:
    golden("full.azure", azure.write(full))


def test_what_means_something_in_a_command_is_escaped() -> None:
    written = azure.write(report(Severity.ERROR, "a;b]%.yml"))
    assert written.splitlines()[0] == (
        "##vso[task.logissue type=error;sourcepath=a%3Bb%5D%AZP25.yml;linenumber=1;columnnumber=4;code=a-rule;]"
        "100%AZP253B [wrong%5D%3B x%0Afix: y"
    )
    (command,), others = logging_commands(written)
    assert command.properties == {"type": "error", "sourcepath": "a;b]%.yml", "linenumber": "1", "columnnumber": "4", "code": "a-rule"}
    assert command.message == "100%3B [wrong]; x\nfix: y"
    assert others == ["1 file, 1 document, 1 rule: 1 error", ""]


@pytest.mark.parametrize("path", ["command line", "azure:/subscriptions/s"])
def test_what_is_in_no_file_names_none(path: str) -> None:
    (command,), _ = logging_commands(azure.write(report(Severity.WARNING, path)))
    assert command.properties == {"type": "warning", "code": "a-rule"}
    assert command.message.startswith(f"{path}:1:4: 100%3B")


@pytest.mark.parametrize(("path", "said"), [("d.yml", "info: d.yml:1:4: "), ("command line", "info: command line:1:4: ")])
def test_what_is_worth_a_note_is_a_line_of_the_log(path: str, said: str) -> None:
    commands, others = logging_commands(azure.write(report(Severity.INFO, path)))
    assert commands == []
    assert others[0] == f"{said}100%3B [wrong]; x [a-rule]"


@pytest.mark.parametrize(("path", "where"), [("d.yml", " d.yml:1:4:"), ("command line", " command line:1:4:")])
def test_what_nobody_was_asked_is_worth_a_note(path: str, where: str) -> None:
    location = Location(Place(Source(path, "x: y\n"), 1, 4, 1, 5), None)
    doubt = Unanswered(("a-rule",), "x", "no answer", None, location, asked=False, gates=False)
    commands, others = logging_commands(azure.write(Report(".", 1, 1, 1, 1, (), unknowns=(doubt,))))
    assert commands == []
    assert others[0] == f"info:{where} no answer; concerns: a-rule [unknown]"
