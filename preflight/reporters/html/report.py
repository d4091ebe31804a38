"""The page of a report: what came of the run, the picture, the findings, and what was not found out."""

from __future__ import annotations

import preflight
from preflight.finding import Severity
from preflight.reporters.html.findings import STATES, findings, shown_findings
from preflight.reporters.html.lists import sections
from preflight.reporters.html.markup import Markup, element, joined, prose
from preflight.reporters.html.page import Section, page
from preflight.reporters.html.tree import picture
from preflight.reporters.html.verdict import State, judged
from preflight.reporters.html.words import counted, icon, shapes
from preflight.reporters.wording import narrowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.report import Report


def write(report: Report) -> str:
    """Return a report as a page that needs nothing but itself; its paths are relative to the report's root."""
    seen, shown = judged(report), shown_findings(report)
    parts = [
        Section("picture", "What was checked", picture(report, seen, shown), "picture"),
        Section("findings", f"Findings ({len(report.findings):,})", findings(report, seen, shown), "findings"),
        *sections(report),
    ]
    footer = element("p", f"Written by preflight {preflight.__version__}, a linter for Azure Machine Learning batch endpoints.")
    return page(f"{_verdict(report)} - preflight", _header(report), parts, footer, skip_to=1)


def _header(report: Report) -> Markup:
    state = _state(report)
    checked = ", ".join(
        [counted(report.files, "file"), counted(report.documents, "document"), counted(report.rules, "rule")],
    )
    return joined(
        [
            shapes(),
            element("p", "preflight report", class_="kicker"),
            element("h1", icon(state), element("span", _verdict(report)), class_=state.style),
            element("p", f"{checked}.", class_="lead"),
            element("p", prose(_source(report)), class_="lead"),
            *(element("p", prose(f"{line}."), class_="lead") for line in narrowed(report)),
            element("ul", *_tiles(report), class_="tiles", aria_label="Counts"),
        ]
    )


def _state(report: Report) -> State:
    """Return what came of the run: a run that came to no verdict is not clean."""
    if report.findings:
        return STATES[min((finding.severity for finding in report.findings), key=lambda severity: severity.rank)]
    if report.unchecked:
        return State.UNCHECKED
    if report.is_untouched:
        return State.NOT_ASKED
    return State.UNKNOWN if not report.judged or any(one.asked for one in report.unknowns) else State.CLEAN


def _verdict(report: Report) -> str:
    if report.findings:
        return ", ".join(counted(report.count(severity), severity.value) for severity in Severity if report.count(severity))
    nothing = "Nothing to judge" if report.is_untouched else "Nothing was checked"
    said = "No findings" if report.documents and report.judged else nothing
    others = (("unknown", sum(one.asked for one in report.unknowns)), ("unchecked", len(report.unchecked)))
    return ", ".join([said, *(counted(number, word) for word, number in others if number)])


def _source(report: Report) -> str:
    if report.recorded is not None:
        return f"Checked against {report.recorded}."
    return "Checked against the workspace." if report.asked else "Checked offline: no workspace was asked."


def _tiles(report: Report) -> list[Markup]:
    """Return every count of the report, those that are zero too; the others lead to what they count."""
    unknown = sum(one.asked for one in report.unknowns)
    counts = [(STATES[severity], severity.value, report.count(severity), "findings") for severity in Severity]
    counts += [
        (State.UNKNOWN, "unknown", unknown, "unknown"),
        (State.UNCHECKED, "unchecked", len(report.unchecked), "unchecked"),
        (State.NOT_ASKED, "not asked", len(report.not_asked), "not-asked"),
        (State.CLEAN, "suppressed", len(report.suppressed), "suppressed"),
    ]
    return [_tile(*one) for one in counts]


def _tile(state: State, word: str, number: int, target: str) -> Markup:
    content = [
        element("span", f"{number:,}", class_="number"),
        " ",
        element("span", counted(number, word).partition(" ")[2], class_="word"),
    ]
    style = f"tile {state.style}" if number and word != "suppressed" else "tile"
    inner = element("a", *content, href=f"#{target}", class_=style) if number else element("span", *content, class_=style)
    return element("li", inner)
