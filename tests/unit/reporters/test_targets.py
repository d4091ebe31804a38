"""The targets that a finding holds for, in every format."""

from __future__ import annotations

import json

import pytest

from preflight.finding import Finding, Location, Severity
from preflight.report import Report
from preflight.reporters import azure, github, gitlab, json_v1, junit, markdown, sarif, text
from preflight.reporters.html import report as html
from preflight.source import Place, Source

SOURCE = Source("d.yml", "timeout: -5\n")


def of(severity: Severity, targets: tuple[str, ...]) -> Report:
    finding = Finding("a-rule", severity, "it is wrong", Location(Place(SOURCE, 1, 10, 1, 12), "/timeout"), (), (), targets=targets)
    return Report(root=".", files=1, documents=1, rules=1, judged=1, findings=(finding,))


WRITERS = {
    "text": text.write,
    "quiet": lambda report: text.write(report, quiet=True),
    "json": json_v1.write,
    "sarif": sarif.write,
    "github": github.write,
    "azure": azure.write,
    "junit": junit.write,
    "gitlab": gitlab.write,
    "markdown": markdown.write,
    "html": html.write,
}


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("name", WRITERS)
def test_a_finding_says_for_which_targets_it_holds(name: str, severity: Severity) -> None:
    written = WRITERS[name](of(severity, ("staging", "production")))
    shown = ["staging", "production"] if name in ("json", "sarif") else ["staging, production"]
    assert all(target in written for target in shown)
    plain = WRITERS[name](of(severity, ()))
    assert "staging" not in plain
    assert "it is wrong ()" not in plain


def test_programs_find_the_targets_in_sarif() -> None:
    (result,) = json.loads(sarif.write(of(Severity.ERROR, ("staging", "production"))))["runs"][0]["results"]
    assert result["properties"] == {"targets": ["staging", "production"]}
    (plain,) = json.loads(sarif.write(of(Severity.ERROR, ())))["runs"][0]["results"]
    assert "properties" not in plain
