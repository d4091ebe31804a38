"""The JUnit reporter: findings as failed tests, for services that show test results.

There is no standard; what is written is what Azure Pipelines, GitLab and Jenkins read: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from html import escape

from preflight.finding import Severity
from preflight.reporters.annotation import at, headline, place_in_file, remarks, worst_first
from preflight.reporters.wording import anything_judged, excuse, for_targets, harmless, summary, workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.finding import Finding, Unanswered, Unchecked
    from preflight.report import Report, Suppressed


def write(report: Report) -> str:
    """Return a report as JUnit XML.

    A finding is a failed test, of the type of its severity; one that is only worth a note is a passed test. What is unknown, unchecked
    or suppressed is skipped. One more test, which is always there, stands for the run. A test is named by its file, rule and the pointer
    of the value, so that its history outlives moved lines.
    """
    names: dict[tuple[str, str], int] = {}
    cases = list(_cases(report))
    tests = "".join(_case(names, *case) for case in cases)
    failures = sum(body.startswith("<failure") for _, _, body in cases)
    skipped = sum(body.startswith("<skipped") for _, _, body in cases)
    counts = f'name="preflight" tests="{len(cases)}" failures="{failures}" errors="0" time="0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n<testsuite {counts} skipped="{skipped}">\n'
        f"{_properties(report)}{tests}</testsuite>\n</testsuites>\n"
    )


def _cases(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield the file, the name and the content of every test."""
    told = (summary(report), *workspace(report))
    yield "preflight", "check", _output(told) if anything_judged(report) else _skipped("; ".join(told))
    for finding in worst_first(report):
        yield _path(finding), _name(finding), _result(finding)
    yield from map(_unknown, report.unknowns)
    yield from map(_unchecked, report.unchecked)
    yield from map(_suppressed, report.suppressed)


def _properties(report: Report) -> str:
    numbers = {"files": report.files, "documents": report.documents, "rules": report.rules, "not_asked": len(report.not_asked)}
    written = "".join(f'<property name="{name}" value="{number}"/>\n' for name, number in numbers.items())
    return f"<properties>\n{written}</properties>\n"


def _case(names: dict[tuple[str, str], int], path: str, name: str, body: str) -> str:
    """Return a test; tests of one name are numbered."""
    number = names[path, name] = names.get((path, name), 0) + 1
    shown = f"{harmless(name)} ({number})" if number > 1 else harmless(name)
    return f'<testcase classname="{escape(harmless(path))}" name="{escape(shown)}" time="0">{body}</testcase>\n'


def _path(finding: Finding) -> str:
    return (place_in_file(finding) or finding.location.place).source.path


def _name(finding: Finding) -> str:
    return f"{finding.rule} {finding.location.pointer}" if finding.location.pointer else finding.rule


def _result(finding: Finding) -> str:
    lines = (f"{at(finding.location.place)}: {harmless(finding.message)}{for_targets(finding)}", *remarks(finding))
    told = f"{finding.severity.value}{' (preview)' if finding.preview else ''}: {headline(finding)}"
    if finding.severity is Severity.INFO:
        return _output((told, *lines))
    return f'<failure type="{finding.severity.value}" message="{escape(told)}">{_text(lines)}</failure>'


def _unknown(unknown: Unanswered) -> tuple[str, str, str]:
    path = unknown.location.place.source.path if unknown.location else "preflight"
    permission = f"; permission: {harmless(unknown.permission)}" if unknown.permission else ""
    return path, ", ".join(unknown.rules), _skipped(f"unknown: {harmless(unknown.reason)}{permission}")


def _unchecked(unchecked: Unchecked) -> tuple[str, str, str]:
    return unchecked.path, "unchecked", _skipped(f"unchecked: line {unchecked.line}: {harmless(unchecked.reason)}")


def _suppressed(suppressed: Suppressed) -> tuple[str, str, str]:
    finding = suppressed.finding
    return _path(finding), _name(finding), _skipped(f"suppressed by {excuse(suppressed)}: {headline(finding)}")


def _output(lines: Iterable[str]) -> str:
    return f"<system-out>{_text(lines)}</system-out>"


def _skipped(text: str) -> str:
    return f'<skipped message="{escape(text)}"/>'


def _text(lines: Iterable[str]) -> str:
    return "\n".join(map(escape, lines))
