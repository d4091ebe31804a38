"""What was not found out, as lists: what is unknown, unchecked, suppressed, and what only a workspace would tell."""

from __future__ import annotations

from preflight.reporters.html.code import frame
from preflight.reporters.html.markup import Markup, element, joined, prose
from preflight.reporters.html.page import Section
from preflight.reporters.html.verdict import State
from preflight.reporters.html.words import counted, icon, where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.finding import Unanswered, Unchecked
    from preflight.report import Report, Suppressed

MOST_ENTRIES = 200
_MOST_RULES = 50


def sections(report: Report) -> list[Section]:
    """Return the sections of a report that are not empty."""
    unknown = [(number, one) for number, one in enumerate(report.unknowns) if one.asked]
    insisted = [(number, one) for number, one in enumerate(report.unknowns) if not one.asked]
    made = [
        (len(unknown), "unknown", "Not known", "What was asked and could not be told.", [_unknown(*one) for one in unknown[:MOST_ENTRIES]]),
        (len(report.unchecked), "unchecked", "Unchecked", "What could not be read, and so was not judged.",
         [_unchecked(*one) for one in enumerate(report.unchecked[:MOST_ENTRIES])]),
        (len(report.suppressed), "suppressed", "Suppressed", "Findings that somebody excused: they do not count.",
         [_suppressed(*one) for one in enumerate(report.suppressed[:MOST_ENTRIES])]),
    ]  # fmt: skip
    found = [Section(name, f"{heading} ({number:,})", _list(lead, number, items)) for number, name, heading, lead, items in made if number]
    if report.not_asked or insisted:
        found.append(_not_asked(report, [_unknown(*one) for one in insisted[:MOST_ENTRIES]], len(insisted)))
    return found


def _list(lead: str, total: int, items: list[Markup]) -> Markup:
    more = total - len(items)
    left = element("p", prose(f"and {more:,} more: `--format json` has them all"), class_="note") if more else None
    return joined([element("p", lead, class_="lead"), element("ul", *items, class_="entries"), left])


def _unknown(number: int, one: Unanswered) -> Markup:
    return element(
        "li",
        element("p", _badge(State.UNKNOWN if one.asked else State.NOT_ASKED), " ", element("span", prose(one.reason), class_="message")),
        frame(one.location.place) if one.location is not None else None,
        element("p", "Concerns ", _rules(one.rules), class_="rule"),
        element("p", element("b", "Permission"), " ", element("code", one.permission), class_="fix") if one.permission else None,
        id=f"unknown-{number}",
        class_="entry unknown",
        tabindex="-1",
    )


def _unchecked(number: int, one: Unchecked) -> Markup:
    place = element("span", f"{one.path}:{one.line}", class_="place")
    told = element("p", _badge(State.UNCHECKED), " ", place, ": ", element("span", prose(one.reason), class_="message"))
    return element("li", told, id=f"unchecked-{number}", class_="entry unchecked", tabindex="-1")


def _suppressed(number: int, one: Suppressed) -> Markup:
    finding = one.finding
    until = f", until {one.until}" if one.until else ""
    excuse = f"{one.by}: {one.reason}{until}" if one.reason else f"{one.by}{until}"
    return element(
        "li",
        element(
            "p", element("span", finding.severity.value, class_="badge"), " ", element("span", prose(finding.message), class_="message")
        ),
        element("p", element("code", finding.rule), " ", element("span", where(finding.location.place), class_="place"), class_="rule"),
        element("p", element("b", "Excused by"), " ", prose(excuse), class_="fix"),
        id=f"suppressed-{number}",
        class_="entry suppressed",
        tabindex="-1",
    )


def _not_asked(report: Report, insisted: list[Markup], total: int) -> Section:
    """Return the rules that wait for what nobody was asked."""
    lead = f"{counted(len(report.not_asked), 'rule')} could not decide everywhere: {lacking(report)}."
    names = element(
        "details", element("summary", "Which rules these are"), element("p", _rules(report.not_asked, len(report.not_asked))), class_="more"
    )
    parts = [element("p", prose(lead), class_="lead") if report.not_asked else None, names if report.not_asked else None]
    parts.append(_list("What rules insist on:", total, insisted) if insisted else None)
    return Section("not-asked", f"Not asked ({counted(len(report.not_asked), 'rule')})", joined(parts))


def lacking(report: Report) -> str:
    """Return what the rules wait for that could not decide."""
    if report.recorded is not None:
        return "the recording does not hold what they need"
    return "the workspace was not asked for what they need" if report.asked else "they need the workspace, `--workspace NAME`"


def _badge(state: State) -> Markup:
    return element("span", icon(state), state.value, class_=f"badge {state.style}")


def _rules(rules: Iterable[str], most: int = _MOST_RULES) -> Markup:
    named = list(rules)
    more = len(named) - most
    shown = joined((element("code", rule) for rule in named[:most]), ", ")
    return joined([shown, f" and {more:,} more" if more > 0 else None])
