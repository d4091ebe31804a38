"""SARIF, for code scanning and for viewers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft202012Validator

import preflight
from preflight.finding import Finding, Location, Related, Severity, Unanswered, Unchecked
from preflight.fingerprint import fingerprint
from preflight.report import Report, Suppressed
from preflight.reporters import sarif
from preflight.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]

# What is written of SARIF, and nothing else, with what the standard requires of it.
OURS = Draft202012Validator(json.loads((Path(__file__).parent / "sarif.schema.json").read_text()))


def check(written: str) -> dict[str, Any]:
    """Return the run of a log, after comparing it with the standard, and what no schema says."""
    log = json.loads(written)
    OURS.validate(log)
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
    made: dict[str, Any] = run
    return made


def report(*findings: Finding, **more: Any) -> Report:
    return Report(root=".", files=1, documents=1, rules=1, judged=1, findings=findings, **more)


def place(path: str = "d.yml", end: tuple[int, int] = (1, 5)) -> Place:
    return Place(Source(path, "x: y\n"), 1, 4, *end)


def finding(where: Place, *related: Place, severity: Severity = Severity.ERROR, rule: str = "a-rule", **more: Any) -> Finding:
    others = tuple(Related(one, f"see [{number}](x)") for number, one in enumerate(related))
    return Finding(rule, severity, "`x` is wrong", Location(where, ""), others, **more)


@pytest.mark.parametrize(("name", "full_profile"), [("full.sarif", False), ("full.full.sarif", True)])
def test_a_full_report(full: Report, golden: Golden, name: str, full_profile: bool) -> None:  # noqa: FBT001 - parametrised
    written = sarif.write(full, full=full_profile)
    check(written)
    golden(name, written.replace(f'"{preflight.__version__}"', '"0.0.0"'))


@pytest.mark.parametrize("full_profile", [False, True])
@pytest.mark.parametrize("which", ["full", "hostile"])
def test_it_is_as_the_official_schema_says(which: str, full_profile: bool, request: pytest.FixtureRequest) -> None:  # noqa: FBT001 - parametrised
    model = pytest.importorskip("pydantic_sarif.model")  # made from the schema of OASIS
    made: Report = request.getfixturevalue(which)
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(sarif.write(made, full=full_profile))


def test_a_clean_report_has_results_that_are_empty() -> None:
    run = check(sarif.write(report()))
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "No findings: 1 document in 1 file, 1 rule"


def test_code_scanning_is_given_failures_in_files_only(full: Report) -> None:
    run = check(sarif.write(full))
    assert len(run["results"]) == len(full.findings)
    for result in run["results"]:
        assert result["kind"] == "fail"
        assert "suppressions" not in result
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]


def test_what_is_in_no_file_is_at_one_that_has_to_do_with_it_or_left_out() -> None:
    made = report(finding(place("command line"), place("d.yml")), finding(place("azure:/x"), rule="b-rule"))
    run = check(sarif.write(made))
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "d.yml"
    assert result["message"]["text"].startswith("command line:1:4: `x` is wrong\n\n[d.yml:1:4: see (0)(x)](1)")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a-rule"]
    told = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert told[1:] == ["1 finding left out: in no file, or more than code scanning shows"]
    (_, other) = check(sarif.write(made, full=True))["results"]
    assert other["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "azure:/x:1:4"}]}]


def test_no_more_than_code_scanning_takes() -> None:
    many = [finding(place(), severity=Severity.WARNING)] * 5000 + [finding(place(), *[place()] * 150)]
    (run,) = json.loads(sarif.write(report(*many)))["runs"]
    assert len(run["results"]) == 5000
    assert run["results"][0]["level"] == "error"
    assert len(run["results"][0]["relatedLocations"]) == 100
    (run,) = json.loads(sarif.write(report(*many), full=True))["runs"]
    assert len(run["results"]) == 5001


def test_what_is_unknown_is_open(full: Report) -> None:
    run = check(sarif.write(full, full=True))
    known, nowhere = (result for result in run["results"] if result["kind"] == "open")
    assert known["properties"]["rules"] == list(full.unknowns[0].rules)
    assert known["locations"][0]["physicalLocation"]["region"] == {"startLine": 11, "startColumn": 14, "endLine": 11, "endColumn": 28}
    assert "locations" not in nowhere
    typed = Unanswered(("a",), "x", "unclear", None, Location(place("command line"), None), asked=True, gates=False)
    (one,) = check(sarif.write(report(unknowns=(typed,)), full=True))["results"]
    assert "locations" not in one


def test_what_is_suppressed_says_by_whom_and_why() -> None:
    excused = (Suppressed(finding(place()), "comment", "known", "2027-01-31"), Suppressed(finding(place()), "baseline", ""))
    run = check(sarif.write(report(suppressed=excused), full=True))
    assert [result["suppressions"] for result in run["results"]] == [
        [{"kind": "inSource", "justification": "comment: known, until 2027-01-31"}],
        [{"kind": "external", "justification": "baseline"}],
    ]
    assert check(sarif.write(report(suppressed=excused)))["results"] == []


def test_what_is_unchecked_is_a_notification() -> None:
    run = check(sarif.write(report(unchecked=(Unchecked("a b.yml", 3, "not YAML"),))))
    note = run["invocations"][0]["toolExecutionNotifications"][-1]
    assert (note["level"], note["message"]["text"]) == ("warning", "unchecked: not YAML")
    assert note["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b.yml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.yml", "a/b.yml"),
        ("a b%#?.yml", "a%20b%25%23%3F.yml"),
        ("c:d.yml", "c%3Ad.yml"),
        ("é/日本.yml", "%C3%A9/%E6%97%A5%E6%9C%AC.yml"),
        ("\udcff.yml", "%FF.yml"),
        ("\ud83d.yml", "%ED%A0%BD.yml"),
        ("a\\b\n.yml", "a%5Cb%0A.yml"),
    ],
)
def test_paths_are_addresses(path: str, uri: str) -> None:
    (result,) = check(sarif.write(report(finding(place(path)))))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogatepass" if "\ud83d" in path else "surrogateescape")


@pytest.mark.parametrize(
    ("end", "region"),
    [
        ((1, 4), {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 4}),
        ((2, 3), {"startLine": 1, "startColumn": 4, "endLine": 2, "endColumn": 3}),
        ((3, 1), {"startLine": 1, "startColumn": 4, "endLine": 2}),
    ],
)
def test_regions_end_before_their_last_column(end: tuple[int, int], region: dict[str, int]) -> None:
    run = check(sarif.write(report(finding(place(end=end)))))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == region


def test_a_rule_is_told_from_the_worst_of_its_findings() -> None:
    words = {"summary": "A summary", "why": "Because.\nReally.", "prevents": "Boom", "docs": "https://example.org/a b#c"}
    run = check(sarif.write(report(finding(place(), severity=Severity.INFO), finding(place(), severity=Severity.WARNING, **words))))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule == {
        "id": "a-rule",
        "shortDescription": {"text": "A summary"},
        "fullDescription": {"text": "Because. Really."},
        "help": {"text": "Because. Really.\n\nPrevents: Boom", "markdown": "Because. Really.\n\nPrevents: Boom"},
        "helpUri": "https://example.org/a%20b#c",
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["azureml", "batch-endpoint"], "precision": "high", "problem.severity": "warning"},
    }
    assert [result["level"] for result in run["results"]] == ["warning", "note"]


def test_a_rule_without_words_goes_by_its_id() -> None:
    (rule,) = check(sarif.write(report(finding(place(), docs="javascript:alert(1)"))))["tool"]["driver"]["rules"]
    assert {rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")} == {"a-rule"}
    assert "helpUri" not in rule


def test_fingerprints_are_those_of_the_report() -> None:
    (result,) = check(sarif.write(report(finding(place(), identity="x"))))["results"]
    assert result["partialFingerprints"] == {"preflight/v1": fingerprint("x")}
