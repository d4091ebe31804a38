"""The SARIF reporter, version 2.1.0 of the format, for code scanning and for viewers.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub makes of it:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from urllib.parse import quote

import preflight
from preflight.escape import for_json
from preflight.finding import Severity
from preflight.fingerprint import fingerprint
from preflight.reporters.annotation import at, doubtful_place, headline, last_line, place_in_file, worst_first
from preflight.reporters.markup import inline
from preflight.reporters.wording import counted, excuse, harmless, prose, summary, workspace
from preflight.source import is_of_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.finding import Finding, Related, Unanswered, Unchecked
    from preflight.report import Report, Suppressed
    from preflight.source import Place

    Json = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# What GitHub keeps of a file and of a finding:
# https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/results-exceed-limit
_MOST_RESULTS = 5000
_MOST_RELATED = 100


def write(report: Report, *, full: bool = False) -> str:
    """Return a report as a SARIF log with one run.

    Code scanning shows every result as an alert, so there are only findings, the worst first, each at a place in a file; what is left out
    is told as a notification. Full: all findings, what is unknown as results of kind `open`, and what is suppressed with who excuses it.
    """
    findings = worst_first(report)
    shown = findings if full else [finding for finding in findings if place_in_file(finding)][:_MOST_RESULTS]
    rules = _rules([*findings, *(one.finding for one in report.suppressed)] if full else shown, report.unknowns if full else ())
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_result(finding, numbers) for finding in shown]
    if full:
        results += [_suppressed(one, numbers) for one in report.suppressed]
        results += [_open(one, numbers) for one in report.unknowns]
    driver = {"name": "preflight", "version": preflight.__version__, "semanticVersion": preflight.__version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "preflight/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that paths are relative to, as a rule the git root"}}},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _notifications(report, len(findings) - len(shown))},
        ],
        "results": results,
    }
    return for_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)) + "\n"


def _rules(findings: Iterable[Finding], unknowns: Iterable[Unanswered]) -> list[Json]:
    """Return the rules that results speak of, by id; a rule that found nothing has no more than that."""
    worst: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.severity.rank):
        worst.setdefault(finding.rule, finding)
    named = {unknown.rules[0] for unknown in unknowns}
    return [_rule(worst[name]) if name in worst else {"id": harmless(name)} for name in sorted({*worst, *named})]


def _rule(finding: Finding) -> Json:
    """Return a rule, from a finding of it that is as bad as any."""
    prevents = f"Prevents: {prose(finding.prevents)}" if finding.prevents else ""
    paragraphs = [text for text in (prose(finding.why), prevents) if text] or [prose(finding.summary) or harmless(finding.rule)]
    rule: Json = {
        "id": harmless(finding.rule),
        "shortDescription": {"text": prose(finding.summary) or harmless(finding.rule)},
        "fullDescription": {"text": prose(finding.why) or prose(finding.summary) or harmless(finding.rule)},
        "help": {"text": "\n\n".join(paragraphs), "markdown": "\n\n".join(map(inline, paragraphs))},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "tags": ["azureml", "batch-endpoint", *(["preview"] if finding.preview else [])],
            "precision": "medium" if finding.preview else "high",
            "problem.severity": _PROBLEMS[finding.severity],
        },
    }
    return rule | {"helpUri": _web(finding.docs)} if finding.docs.startswith("https://") else rule


def _result(finding: Finding, numbers: dict[object, int]) -> Json:
    place = place_in_file(finding)
    if place is None:
        here: Json = {"logicalLocations": [{"fullyQualifiedName": at(finding.location.place)}]}
    else:
        here = {"physicalLocation": _physical(place)}
    rule = harmless(finding.rule)
    result: Json = {
        "ruleId": rule,
        "ruleIndex": numbers[rule],
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [here],
        "partialFingerprints": {"preflight/v1": fingerprint(finding.identity)},
    }
    if finding.targets:
        result["properties"] = {"targets": [harmless(target) for target in finding.targets]}
    related = _linked(finding)
    return result | {"relatedLocations": [_related(number, one) for number, one in enumerate(related, 1)]} if related else result


def _message(finding: Finding) -> str:
    """Return what is wrong, where else to look and what to do; GitHub shows only the related places that a message links to."""
    lines = [_unlinked(headline(finding))]
    lines += [f"[{_link_text(one)}]({number})" for number, one in enumerate(_linked(finding), 1)]
    if finding.fix:
        lines.append(f"Fix: {_unlinked(prose(finding.fix))}")
    return "\n\n".join(lines)


def _linked(finding: Finding) -> list[Related]:
    return [one for one in finding.related if is_of_file(one.place.source.path)][:_MOST_RELATED]


def _link_text(related: Related) -> str:
    return f"{at(related.place)}: {harmless(related.message)}".translate({ord("["): "(", ord("]"): ")", ord("\\"): "/"})


def _unlinked(text: str) -> str:
    """Return a text in which nothing is a link: `[text](target)` is one in a message (3.11.6 of the standard)."""
    return text.replace("](", "] (")


def _related(number: int, related: Related) -> Json:
    return {"id": number, "physicalLocation": _physical(related.place), "message": {"text": _unlinked(harmless(related.message))}}


def _physical(place: Place) -> Json:
    end = last_line(place)
    region = {"startLine": place.line, "startColumn": place.column, "endLine": end}
    # Without a column, a region ends with its last line; the line after it may not exist.
    if end == place.end_line:
        region["endColumn"] = place.end_column
    return {"artifactLocation": _artifact(place.source.path), "region": region}


def _artifact(path: str) -> Json:
    try:
        raw = path.encode("utf-8", "surrogateescape")  # the bytes of a name that is not UTF-8
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    return {"uri": quote(raw), "uriBaseId": _ROOT}


def _web(address: str) -> str:
    return quote(address.encode("utf-8", "replace"), safe="/:?#@!$&'()*+,;=%~-._")


def _suppressed(suppressed: Suppressed, numbers: dict[object, int]) -> Json:
    kind = "inSource" if suppressed.by == "comment" else "external"
    return _result(suppressed.finding, numbers) | {"suppressions": [{"kind": kind, "justification": excuse(suppressed)}]}


def _open(unknown: Unanswered, numbers: dict[object, int]) -> Json:
    """Return what is unknown as a result of the first rule that waits for it; `properties` has all of them."""
    rule = unknown.rules[0]
    place = doubtful_place(unknown)
    result: Json = {
        "ruleId": harmless(rule),
        "ruleIndex": numbers[harmless(rule)],
        "kind": "open",
        "level": "none",
        "message": {"text": _unlinked(harmless(unknown.reason))},
        "properties": {
            "rules": [harmless(name) for name in unknown.rules],
            "fact": harmless(unknown.fact),
            "permission": harmless(unknown.permission) if unknown.permission else None,
            "asked": unknown.asked,
        },
    }
    return result | {"locations": [{"physicalLocation": _physical(place)}]} if place else result


def _notifications(report: Report, left_out: int) -> list[Json]:
    """Return what a run came to besides its results."""
    told = [_notification("note", line) for line in (summary(report), *workspace(report))]
    if left_out:
        said = f"{counted(left_out, 'finding')} left out: in no file, or more than code scanning shows"
        told.append(_notification("warning", said))
    return [*told, *map(_unchecked, report.unchecked)]


def _unchecked(unchecked: Unchecked) -> Json:
    place = {"artifactLocation": _artifact(unchecked.path), "region": {"startLine": unchecked.line}}
    return _notification("warning", f"unchecked: {harmless(unchecked.reason)}") | {"locations": [{"physicalLocation": place}]}


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": _unlinked(text)}}
