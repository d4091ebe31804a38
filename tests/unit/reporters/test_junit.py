"""Test results."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Location, Related, Severity, Unanswered
from preflight.report import Report
from preflight.reporters import junit
from preflight.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


def place(path: str, line: int = 1) -> Place:
    return Place(Source(path, "x: y\n" * line), line, 4, line, 5)


def report(*findings: Finding, judged: int = 1, unknowns: tuple[Unanswered, ...] = ()) -> Report:
    return Report(root=".", files=1, documents=1, rules=1, judged=judged, findings=findings, not_asked=("b",), unknowns=unknowns)


def finding(where: Place, pointer: str | None = "/x", *related: Related, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("a-rule", severity, "`x` is <wrong>", Location(where, pointer), related)


def cases(made: Report) -> dict[tuple[str | None, str | None], ET.Element]:
    tree = ET.fromstring(junit.write(made).encode())  # noqa: S314 - preflight wrote it
    (suite,) = tree
    # The schema of Jenkins knows no `skipped` of all suites.
    assert {**tree.attrib, "skipped": suite.attrib["skipped"]} == suite.attrib
    found = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(found)
    for counted, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
        assert int(suite.attrib[counted]) == sum(case.find(tag) is not None for case in found)
    return {(case.get("classname"), case.get("name")): case for case in found}


def test_a_full_report(full: Report, golden: Golden) -> None:
    golden("full.junit.xml", junit.write(full))
    assert len(cases(full)) == 1 + 4 + 2 + 2 + 1


def test_a_clean_run_has_a_test_that_passed() -> None:
    ((key, case),) = cases(report()).items()
    assert key == ("preflight", "check")
    assert [element.tag for element in case] == ["system-out"]
    assert case.findtext("system-out") == "No findings: 1 document in 1 file, 1 rule\n1 rule needs the workspace: --workspace NAME"


def test_a_run_that_judged_nothing_did_not_pass() -> None:
    (case,) = cases(report(judged=0)).values()
    skipped = case.find("skipped")
    assert skipped is not None
    assert (skipped.get("message") or "").startswith("Nothing was checked: ")


def test_names_outlive_moved_lines_and_are_all_different() -> None:
    before = cases(report(finding(place("d.yml", 3)), finding(place("d.yml", 9)), finding(place("s.py"), None)))
    after = cases(report(finding(place("d.yml", 4)), finding(place("d.yml", 10)), finding(place("s.py", 2), None)))
    assert list(before) == list(after)
    assert list(after) == [("preflight", "check"), ("d.yml", "a-rule /x"), ("d.yml", "a-rule /x (2)"), ("s.py", "a-rule")]


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_a_failure_has_the_type_of_its_severity(severity: Severity) -> None:
    failure = cases(report(finding(place("d.yml"), severity=severity)))["d.yml", "a-rule /x"].find("failure")
    assert failure is not None
    assert failure.attrib == {"type": severity.value, "message": f"{severity.value}: `x` is <wrong>"}
    assert failure.text == "d.yml:1:4: `x` is <wrong>"


def test_what_is_worth_a_note_passes_and_says_so() -> None:
    case = cases(report(finding(place("d.yml"), severity=Severity.INFO)))["d.yml", "a-rule /x"]
    assert [element.tag for element in case] == ["system-out"]
    assert case.findtext("system-out") == "info: `x` is <wrong>\nd.yml:1:4: `x` is <wrong>"


def test_what_is_in_no_file_goes_by_a_file_that_has_to_do_with_it() -> None:
    made = cases(report(finding(place("command line"), None, Related(place("d.yml"), "there")), finding(place("azure:/x"), None)))
    assert list(made)[1:] == [("d.yml", "a-rule"), ("azure:/x", "a-rule")]


def test_what_no_file_speaks_of_is_preflights_own() -> None:
    doubt = Unanswered(("a", "b"), "x", "refused", "some/read", None, asked=True, gates=True)
    skipped = cases(report(unknowns=(doubt,)))["preflight", "a, b"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "unknown: refused; permission: some/read"
