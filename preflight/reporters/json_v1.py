"""The JSON reporter, version 1 of the report: `schemas/report.v1.schema.json` describes it. Later versions of it only add."""

from __future__ import annotations

import json

import preflight
from preflight.escape import for_json
from preflight.finding import Severity
from preflight.fingerprint import fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Finding, Location, Unanswered
    from preflight.report import Changed, Report, Stale, Suppressed


def write(report: Report) -> str:
    """Return a report as JSON, with all keys always there; paths are relative to the report's root."""
    shown = {
        "version": 1,
        "tool": {"name": "preflight", "version": preflight.__version__},
        "root": report.root,
        "summary": _summary(report),
        "findings": [_finding(finding) for finding in report.findings],
        "unknowns": [_unknown(unknown) for unknown in report.unknowns],
        "suppressed": [_suppressed(suppressed) for suppressed in report.suppressed],
        "stale": [_stale(stale) for stale in report.stale],
        "changed": _changed(report.changed),
        "unchecked": [{"path": unchecked.path, "line": unchecked.line, "reason": unchecked.reason} for unchecked in report.unchecked],
    }
    return for_json(json.dumps(shown, indent=2, ensure_ascii=False)) + "\n"


def _summary(report: Report) -> dict[str, int]:
    return {
        "files": report.files,
        "documents": report.documents,
        "rules": report.rules,
        **{severity.value: report.count(severity) for severity in Severity},
        "unknown": sum(unknown.asked for unknown in report.unknowns),
        "not_asked": len(report.not_asked),
        "suppressed": len(report.suppressed),
        "unchecked": len(report.unchecked),
    }


def _changed(changed: Changed | None) -> dict[str, object] | None:
    if changed is None:
        return None
    return {"since": changed.since, "commit": changed.commit, "files": changed.files, "untouched": changed.untouched, "own": changed.own}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "prevents": finding.prevents,
        "docs": finding.docs,
        "location": _location(finding.location),
        "related": [
            {"path": other.place.source.path, "line": other.place.line, "column": other.place.column, "message": other.message}
            for other in finding.related
        ],
        "facts": [{"name": fact.name, "source": fact.source, "resource": fact.resource, "value": fact.value} for fact in finding.evidence],
        "fingerprint": fingerprint(finding.identity),
        "targets": list(finding.targets),
    }


def _location(location: Location) -> dict[str, object]:
    place = location.place
    return {
        "path": place.source.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "pointer": location.pointer,
    }


def _unknown(unknown: Unanswered) -> dict[str, object]:
    return {
        "rules": list(unknown.rules),
        "fact": unknown.fact,
        "reason": unknown.reason,
        "permission": unknown.permission,
        "location": _location(unknown.location) if unknown.location else None,
    }


def _stale(stale: Stale) -> dict[str, object]:
    return {"rule": stale.rule, "path": stale.path, "fingerprint": stale.fingerprint, "count": stale.count}


def _suppressed(suppressed: Suppressed) -> dict[str, object]:
    finding = suppressed.finding
    return {
        "rule": finding.rule,
        "location": _location(finding.location),
        "message": finding.message,
        "fingerprint": fingerprint(finding.identity),
        "by": suppressed.by,
        "reason": suppressed.reason,
        "until": suppressed.until,
    }
