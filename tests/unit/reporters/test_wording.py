"""What all reports say of a run."""

from __future__ import annotations

import pytest

from preflight.finding import Finding, Location, Severity
from preflight.report import Report, Suppressed
from preflight.reporters.wording import counted, excuse, harmless, prose, summary, workspace
from preflight.source import Place, Source

FINDING = Finding("a-rule", Severity.ERROR, "`x` is wrong", Location(Place(Source("d.yml", "x: y\n"), 1, 4, 1, 5), None))


def report(
    *,
    files: int = 4,
    documents: int = 3,
    judged: int = 9,
    asked: bool = False,
    recorded: str | None = None,
    at_run: tuple[str, ...] = (),
) -> Report:
    waiting = ("a-rule", "b-rule")
    return Report(
        root=".",
        files=files,
        documents=documents,
        rules=41,
        judged=judged,
        findings=(),
        not_asked=waiting,
        asked=asked,
        recorded=recorded,
        at_run=at_run,
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (report(), "No findings: 3 documents in 4 files, 41 rules"),
        (report(files=0), "No findings: 3 documents, 41 rules"),
        (report(documents=0), "Nothing to check: no batch endpoint, deployment or related file in 4 files"),
        (report(judged=0), "Nothing was checked: no selected rule is for 3 documents in 4 files"),
    ],
)
def test_a_summary_is_one_line(made: Report, said: str) -> None:
    assert summary(made) == said


@pytest.mark.parametrize(
    ("made", "lines"),
    [
        (report(), ["2 rules need the workspace: --workspace NAME"]),
        (report(at_run=("a", "b")), ["2 rules need values that only a run of the scripts or the code tells"]),
        (
            report(at_run=("a",)),
            ["1 rule needs the workspace: --workspace NAME", "1 rule needs values that only a run of the scripts or the code tells"],
        ),
        (report(asked=True), ["2 rules need what the workspace was not asked for"]),
        (report(asked=True, recorded="`ws`\n"), [r"Checked against `ws`\n", "2 rules need what the recording does not hold"]),
    ],
)
def test_what_is_said_of_the_workspace(made: Report, lines: list[str]) -> None:
    assert list(workspace(made)) == lines


@pytest.mark.parametrize(
    ("suppressed", "said"),
    [
        (Suppressed(FINDING, "comment", "known", "2027-01-31"), "comment: known, until 2027-01-31"),
        (Suppressed(FINDING, "baseline", ""), "baseline"),
        (Suppressed(FINDING, "config", "", "2027-01-31"), "config, until 2027-01-31"),
    ],
)
def test_an_excuse_says_who_why_and_until_when(suppressed: Suppressed, said: str) -> None:
    assert excuse(suppressed) == said


def test_texts_are_harmless_lines() -> None:
    assert harmless("a\n\x1b[31m") == r"a\n\x1b[31m"
    assert harmless("x" * 2000) == "x" * 999 + "…"
    assert prose("one\n  two\n") == "one two"
    assert [counted(number, "rule") for number in (0, 1, 2)] == ["0 rules", "1 rule", "2 rules"]
