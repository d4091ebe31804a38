"""The summary of a job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preflight.finding import Finding, Location, Severity, Unchecked
from preflight.report import Report
from preflight.reporters import markdown
from preflight.source import Place, Source
from tests.shared.formats import markdown_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


def test_a_full_report(full: Report, golden: Golden) -> None:
    golden("full.md", markdown.write(full))


def test_a_clean_report_is_two_lines() -> None:
    clean = Report(root=".", files=2, documents=1, rules=3, judged=1, findings=())
    assert markdown.write(clean) == "### preflight\n\nNo findings: 1 document in 2 files, 3 rules\n"


def test_the_table_has_a_row_for_each_finding(full: Report) -> None:
    tokens = markdown_tokens(markdown.write(full))
    assert [token.type for token in tokens].count("tr_open") == 1 + len(full.findings)
    cells = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "td_open"]
    assert cells[:2] == ["error", "`batch/conda.yml:3:1`"]


def test_code_is_code_and_html_is_only_ours(full: Report) -> None:
    tokens = markdown_tokens(markdown.write(full))
    assert [token.content for token in tokens if token.type == "html_block"] == ["<details><summary>Details</summary>\n", "</details>\n"]
    blocks = [token.content for token in tokens if token.type == "code_block"]
    assert blocks[0] == "3 | dependencies:\n  | ^^^^^^^^^^^^^\n"
    assert len(blocks) == 6


def test_a_place_without_text_has_no_code() -> None:
    empty = Finding("a-rule", Severity.ERROR, "empty", Location(Place(Source("d.yml", ""), 1, 1, 1, 1), ""))
    written = markdown.write(Report(root=".", files=1, documents=1, rules=1, judged=1, findings=(empty,)))
    assert "\n\n`d.yml:1:1`\n\n</details>\n" in written


def test_more_than_github_takes_is_left_out_and_counted() -> None:
    place = Place(Source("d.yml", "x: y\n"), 1, 4, 1, 5)
    found = tuple(Finding("a-rule", Severity.ERROR, "é" * 900, Location(place, None), why="w" * 500) for _ in range(800))
    unchecked = tuple(Unchecked("t.yml", number, "r" * 900) for number in range(1, 901))
    report = Report(root=".", files=1, documents=1, rules=1, judged=1, findings=found, unchecked=unchecked)
    written = markdown.write(report)
    assert 990_000 < len(written.encode()) < 1_010_000
    told = {word: int(number) for number, word in re.findall(r"^(\d+) more (\w+) are left out$", written, re.MULTILINE)}
    assert told == {"findings": 800 - written.count("\n| error |"), "unchecked": 900 - written.count("\n- `t.yml:"), "details": 800}
    assert 0 < told["findings"] < 800
    assert written.endswith("</details>\n")
