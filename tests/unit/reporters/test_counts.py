"""The numbers of one report are the same in every format."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from preflight.finding import Finding, Location, Severity, Unanswered, Unchecked
from preflight.report import Report, Suppressed
from preflight.reporters import azure, github, gitlab, json_v1, junit, markdown, sarif, text
from preflight.reporters.html import report as html
from preflight.source import Place, Source
from tests.shared.formats import logging_commands, workflow_commands
from tests.shared.html import parsed

if TYPE_CHECKING:
    from collections.abc import Callable

SEVERITIES = ("error", "warning", "info")
SUMMARY = re.compile(r"(\d+) (error|warning|info|unknown|unchecked|suppressed)s?")


def words(line: str) -> Counter[str]:
    return Counter({word: int(number) for number, word in SUMMARY.findall(line.rpartition(" rules")[2])})


def of_text(report: Report) -> Counter[str]:
    written = text.write(report)
    counted = Counter(re.findall(r"^(error|warning|info)(?: \(preview\))?\[", written, re.MULTILINE))
    assert counted == Counter({name: words(written.splitlines()[-1])[name] for name in counted})
    return words(written.splitlines()[-1])


def of_json(report: Report) -> Counter[str]:
    shown = json.loads(json_v1.write(report))
    assert Counter(finding["severity"] for finding in shown["findings"]) == Counter(
        {name: number for name, number in shown["summary"].items() if name in SEVERITIES and number}
    )
    return Counter({name: shown["summary"][name] for name in (*SEVERITIES, "unknown", "unchecked", "suppressed")})


def of_sarif(report: Report) -> Counter[str]:
    (run,) = json.loads(sarif.write(report, full=True))["runs"]
    counted: Counter[str] = Counter()
    for result in run["results"]:
        failed = "suppressed" if "suppressions" in result else result["level"].replace("note", "info")
        counted["unknown" if result["kind"] == "open" else failed] += 1
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    counted["unchecked"] = sum(note.startswith("unchecked: ") for note in notes)
    return counted


def of_github(report: Report) -> Counter[str]:
    commands, _ = workflow_commands(github.write(report))
    titles = {"unknown", "unchecked"}
    counted = Counter(
        command.properties["title"] if command.properties["title"] in titles else command.name.replace("notice", "info")
        for command in commands
    )
    return counted + Counter({"suppressed": len(report.suppressed)})  # only counted there


def of_azure(report: Report) -> Counter[str]:
    commands, others = logging_commands(azure.write(report))
    titles = {"unknown", "unchecked"}
    counted = Counter(
        command.properties["code"] if command.properties["code"] in titles else command.properties["type"] for command in commands
    )
    counted["info"] = sum(line.startswith("info: ") for line in others)
    return counted + Counter({"suppressed": len(report.suppressed)})  # only counted there


def of_junit(report: Report) -> Counter[str]:
    counted: Counter[str] = Counter()
    for case in ET.fromstring(junit.write(report).encode()).iter("testcase"):  # noqa: S314 - preflight wrote it
        result = case[0]
        told = result.get("message") or result.text or ""
        if case.get("name") != "check":
            counted[re.split(r"[: ]", told)[0]] += 1
    return counted


def of_markdown(report: Report) -> Counter[str]:
    written = markdown.write(report)
    counted = Counter(re.findall(r"^\| (error|warning|info)(?: \(preview\))? \|", written, re.MULTILINE))
    for section in re.split(r"^#### ", written.partition("<details>")[0], flags=re.MULTILINE)[1:]:
        counted[section.partition("\n")[0].lower()] = len(re.findall("^- ", section, re.MULTILINE))
    return counted


def of_html(report: Report) -> Counter[str]:
    page = parsed(html.write(report))
    tiles = [re.findall(r"\d+|[a-z ]+", tile.text) for tile in page.all(style="tile")]
    counted = Counter({word.strip().removesuffix("s"): int(number) for number, word in tiles})
    listed = Counter(one.attributes["data-severity"] or "" for one in page.all("article"))
    listed += Counter(style for one in page.all("li", "entry") for style in one.classes - {"entry"})
    assert +listed == +counted
    return counted


COUNTERS = (of_html, of_text, of_json, of_sarif, of_github, of_azure, of_junit, of_markdown)


def made_up(seed: int) -> Report:
    """Return a report of a few entries of each sort, none of them in the order of another."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    place = Place(Source("d.yml", "x: y\n"), 1, 4, 1, 5)
    findings = tuple(
        Finding("a-rule", chance.choice(list(Severity)), f"`x` {number}", Location(place, "/x"), preview=chance.random() < 0.2)
        for number in range(chance.randint(0, 9))
    )
    doubt = Unanswered(("a-rule",), "x", "no answer", None, Location(place, "/x"), asked=True, gates=False)
    return Report(
        root=".",
        files=3,
        documents=2,
        rules=5,
        judged=4,
        findings=findings,
        unknowns=(doubt,) * chance.randint(0, 3),
        suppressed=tuple(Suppressed(one, "config", "known") for one in findings[: chance.randint(0, 2)]),
        unchecked=(Unchecked("t.yml", 2, "not YAML"),) * chance.randint(0, 3),
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", COUNTERS)
def test_counts_agree(count: Callable[[Report], Counter[str]], seed: int) -> None:
    report = made_up(seed)
    expected = Counter({severity.value: report.count(severity) for severity in Severity})
    expected += Counter(unknown=len(report.unknowns), unchecked=len(report.unchecked), suppressed=len(report.suppressed))
    assert +count(report) == +expected


def test_gitlab_has_findings_only() -> None:
    report = made_up(3)
    told = Counter(one["severity"] for one in json.loads(gitlab.write(report)))
    assert +told == +Counter(
        {"critical": report.count(Severity.ERROR), "major": report.count(Severity.WARNING), "info": report.count(Severity.INFO)}
    )
