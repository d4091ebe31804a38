"""Judging: findings in order and each once, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.finding import Severity
from preflight.value import Unknown
from tests.shared.engine import DEPLOYMENT, LEVEL, NODES, rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.engine import Judged

    JudgedOf = Callable[..., Judged]


def told(result: Judged) -> list[str]:
    return [f"{one.location.place} {one.rule} {one.message}" for one in result.findings]


def test_findings_are_in_the_order_of_path_line_column_and_rule(judged: JudgedOf) -> None:
    files = {"b.yml": DEPLOYMENT, "a/d.yml": DEPLOYMENT.replace("name: d", "name: c")}
    rules = [
        rule("z-timeout", {"path": "deployment.timeout", "at_least": 1}),
        rule("y-level", LEVEL),
        rule("x-level", LEVEL, message="other"),
        rule("name", {"path": "deployment.name", "equals": "e"}),
    ]
    assert told(judged(files, *rules)) == [
        f"{path}:{rest}"
        for path in ("a/d.yml", "b.yml")
        for rest in (
            "1:7 name wrong",
            "3:16 x-level other; did you mean `info`?",
            "3:16 y-level wrong; did you mean `info`?",
            "4:27 z-timeout wrong",
        )
    ]


def test_equal_findings_are_one(judged: JudgedOf) -> None:
    """Two deployments have one conda file: what is wrong there is told once."""
    deployment = "endpoint_name: e\ncode_configuration: {scoring_script: s.py}\nenvironment: {image: i, conda_file: conda.yml}\n"
    files = {"a.yml": deployment, "b.yml": deployment, "conda.yml": "dependencies: [python=2.7]\n"}
    one = rule("old-python", {"path": "conda.python", "version": ">=3.8"}, message="python is {value}")
    assert told(judged(files, one)) == ["conda.yml:1:16 old-python python is ==2.7.*"]
    # another message is another finding
    each = rule("old-python", {"path": "conda.python", "version": ">=3.8"}, message="python in {environment!file}")
    assert told(judged(files, each)) == ["conda.yml:1:16 old-python python in a.yml", "conda.yml:1:16 old-python python in b.yml"]


def test_it_is_counted_where_a_rule_is_for_a_document(judged: JudgedOf) -> None:
    rules = [
        rule("passes", {"path": "deployment.name", "exists": True}),
        rule("fails", LEVEL),
        rule("unknown", NODES),
        rule("not-applicable", LEVEL, when={"path": "deployment.name", "exists": False}),
        rule("other-kind", LEVEL, **{"for": "conda"}),
    ]
    result = judged({"a.yml": DEPLOYMENT + "compute: c\nresources: {instance_count: 2}\n", "b.yml": "just: text\n"}, *rules)
    assert result.verdicts == 4
    assert [one.rule for one in result.findings] == ["fails"]


def test_what_a_finding_says(judged: JudgedOf) -> None:
    evidence = [
        {"source": "azure-ai-ml 1.35.2", "kind": "doc"},
        {"source": "https://example.org/report", "kind": "report"},
        {"source": "https://example.org/doc", "kind": "doc"},
        {"source": "https://example.org/later", "kind": "doc"},
    ]
    said = {"why": "it fails", "prevents": "the log says so", "fix": "write {deployment.name}", "evidence": evidence}
    (finding,) = judged({"d.yml": DEPLOYMENT}, rule("level", LEVEL, **said)).findings
    assert (finding.why, finding.prevents, finding.fix) == ("it fails", "the log says so", "write d")
    assert finding.docs == "https://example.org/doc"
    assert finding.location.pointer == "/logging_level"
    assert [(one.name, one.source, one.resource, one.value) for one in finding.evidence] == [
        ("deployment.logging_level", "file", "d.yml", "inof")
    ]
    assert (finding.severity, finding.preview, finding.related) == (Severity.ERROR, False, ())


def test_a_short_finding_has_only_what_a_text_shows(judged: JudgedOf) -> None:
    said = {"why": "it fails", "prevents": "the log says so", "fix": "write {deployment.name}"}
    (finding,) = judged({"d.yml": DEPLOYMENT}, rule("level", LEVEL, **said), explained=False).findings
    assert (finding.why, finding.prevents, finding.docs, finding.fix) == ("", "", "", "write d")
    assert (finding.location.pointer, finding.evidence, finding.identity) == (None, (), "")
    assert str(finding.location.place) == "d.yml:3:16"


@pytest.mark.parametrize("evidence", [None, [], [{"source": "https://example.org", "kind": "report"}]])
def test_a_rule_may_have_no_documentation(judged: JudgedOf, evidence: object) -> None:
    said = {"why": "w"} if evidence is None else {"why": "w", "evidence": evidence}
    (finding,) = judged({"d.yml": DEPLOYMENT}, rule("level", LEVEL, **said)).findings
    assert finding.docs == ""


def test_preview_and_severity(judged: JudgedOf) -> None:
    entry = {**LEVEL, "severity": "info"}
    rules = [rule("preview", LEVEL, status="preview"), rule("entry", [entry]), rule("asked", [entry])]
    result = judged({"d.yml": DEPLOYMENT}, *rules, severity={"asked": Severity.WARNING})
    assert [(one.rule, one.preview, one.severity) for one in result.findings] == [
        ("asked", False, Severity.WARNING),
        ("entry", False, Severity.INFO),
        ("preview", True, Severity.ERROR),
    ]


def test_what_stands_at_an_alias_has_its_origin_as_a_related_place(judged: JudgedOf) -> None:
    text = "endpoint_name: e\ntags: {level: &level inof}\nlogging_level: *level\n"
    (finding,) = judged({"d.yml": text}, rule("level", LEVEL)).findings
    assert str(finding.location.place) == "d.yml:3:16"
    assert finding.location.pointer == "/logging_level"
    assert [(str(one.place), one.message) for one in finding.related] == [("d.yml:2:15", "the value stands here")]


def test_related_places_are_others_than_its_own(judged: JudgedOf) -> None:
    related = [{"at": "deployment.name", "message": "of {deployment.name}"}, {"at": "deployment.logging_level", "message": "here"}]
    (finding,) = judged({"d.yml": DEPLOYMENT}, rule("level", LEVEL, related=related)).findings
    assert [(str(one.place), one.message) for one in finding.related] == [("d.yml:1:7", "of d")]


def test_what_stands_nowhere_is_told_of_the_subject(judged: JudgedOf) -> None:
    facts = {"compute": Unknown("403", asked=True)}
    tables = rule("tables", {"path": "tables.nothing", "exists": True}, message="m")
    result = judged({"d.yml": DEPLOYMENT + "resources: {instance_count: 2}\n"}, tables, rule("nodes", NODES), facts=facts)
    assert told(result) == ["d.yml:1:1 tables m"]
    assert result.findings[0].location.pointer == ""
    (unknown,) = result.unknowns
    assert unknown.location is not None
    assert str(unknown.location.place) == "d.yml:5:29"


def test_rules_for_several_kinds_judge_each(judged: JudgedOf) -> None:
    both = rule("named", {"path": "doc.name", "exists": True}, **{"for": ["batch-deployment", "conda"]})
    result = judged({"d.yml": "endpoint_name: e\n", "conda.yml": "dependencies: [python]\n"}, both)
    assert told(result) == ["conda.yml:1:1 named wrong", "d.yml:1:1 named wrong"]
