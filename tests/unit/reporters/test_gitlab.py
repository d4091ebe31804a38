"""GitLab's Code Quality report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from preflight.finding import Finding, Location, Related, Severity
from preflight.report import Report
from preflight.reporters import gitlab
from preflight.source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]


def test_a_full_report(full: Report, golden: Golden) -> None:
    written = gitlab.write(full)
    golden("full.gitlab.json", written)
    assert len({one["fingerprint"] for one in json.loads(written)}) == len(full.findings)


def test_a_clean_report_is_an_empty_list() -> None:
    assert json.loads(gitlab.write(Report(root=".", files=1, documents=1, rules=1, judged=1, findings=()))) == []


def test_what_is_in_no_file_is_shown_in_one_that_has_to_do_with_it() -> None:
    typed, file = (Place(Source(path, "x: y\n"), 1, 4, 3, 1) for path in ("command line", "d.yml"))
    found = Finding("a-rule", Severity.ERROR, "wrong", Location(typed, None), (Related(file, "there"),))
    (one,) = json.loads(gitlab.write(Report(root=".", files=1, documents=1, rules=1, judged=1, findings=(found,))))
    assert one["location"] == {"path": "d.yml", "lines": {"begin": 1, "end": 2}}
    assert one["description"] == "command line:1:4: wrong"
