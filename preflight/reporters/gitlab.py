"""The GitLab reporter: findings as GitLab shows them in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json

from preflight.escape import for_json
from preflight.finding import Severity
from preflight.fingerprint import fingerprint
from preflight.reporters.annotation import headline, last_line, place_in_file, worst_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Finding
    from preflight.report import Report

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write(report: Report) -> str:
    """Return the findings of a report, the worst first, as a Code Quality report.

    GitLab takes each entry for a defect of the code and compares them with those of the target branch; so what is unknown, unchecked or
    suppressed is not among them.
    """
    return for_json(json.dumps([_finding(finding) for finding in worst_first(report)], indent=2, ensure_ascii=False)) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    place = place_in_file(finding) or finding.location.place
    return {
        "description": headline(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint(finding.identity),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": place.source.path, "lines": {"begin": place.line, "end": last_line(place)}},
    }
