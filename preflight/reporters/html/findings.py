"""The findings of a page: beside the picture, by the node that they are about, the worst first."""

from __future__ import annotations

from preflight.finding import Severity
from preflight.reporters.html.code import frame
from preflight.reporters.html.markup import Markup, element, joined, prose, text
from preflight.reporters.html.verdict import State
from preflight.reporters.html.words import counted, icon
from preflight.reporters.wording import for_targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Evidence, Finding
    from preflight.picture import Node
    from preflight.report import Report
    from preflight.reporters.html.verdict import Judged

# Findings with their code. Of more of them, half the room is for the worst, in the other half every rule has its turn.
MOST = 500
_MOST_RELATED = 10
STATES = {Severity.ERROR: State.ERROR, Severity.WARNING: State.WARNING, Severity.INFO: State.INFO}


def shown_findings(report: Report) -> tuple[int, ...]:
    """Return the numbers of the findings that a page has room for: the worst, and of every rule some."""
    order = sorted(range(len(report.findings)), key=lambda number: (report.findings[number].severity.rank, number))
    if len(order) <= MOST:
        return tuple(order)
    seen: dict[str, int] = {}
    turns: dict[int, int] = {}
    for number in order:
        rule = report.findings[number].rule
        turns[number] = seen[rule] = seen.get(rule, 0) + 1
    worst, others = order[: MOST // 2], order[MOST // 2 :]
    chosen = {*worst, *sorted(others, key=turns.__getitem__)[: MOST - len(worst)]}
    return tuple(number for number in order if number in chosen)


def findings(report: Report, judged: Judged, shown: tuple[int, ...]) -> Markup:
    """Return all findings that are shown, in groups, with what filters them."""
    if not report.findings:
        return element("p", "Nothing was found.", class_="none")
    groups: dict[int | None, list[int]] = {}
    for number in shown:
        groups.setdefault(judged.homes[number], []).append(number)
    ordered = sorted(groups.items(), key=lambda group: (report.findings[group[1][0]].severity.rank, group[0] is None, group[0] or 0))
    return joined(
        [
            _filter(report),
            _left_out(len(report.findings), len(shown)),
            *(_group(report, judged, home, numbers) for home, numbers in ordered),
            _by_rule(report),
        ]
    )


def _left_out(total: int, shown: int) -> Markup | None:
    if shown == total:
        return None
    words = f"{counted(shown, 'finding')} of {total:,} are shown, the worst first and some of every rule; `--format json` has them all"
    return element("p", prose(words), class_="note")


def _filter(report: Report) -> Markup:
    """Return the controls of the filter, which show up only where the script runs."""
    buttons = [
        element(
            "button",
            icon(STATES[severity]),
            f"{counted(report.count(severity), severity.value)}",
            type="button",
            aria_pressed="true",
            data_severity=severity.value,
            class_=f"toggle {severity.value}",
        )
        for severity in Severity
        if report.count(severity)
    ]
    rules = _rules(report)
    options = [element("option", "all rules", value="")]
    options += [element("option", f"{rule} ({number:,})", value=rule) for rule, (_, number) in sorted(rules.items())]
    return element(
        "div",
        element(
            "div", element("span", "Show", id="filter-severity"), *buttons, role="group", aria_labelledby="filter-severity", class_="group"
        ),
        element("div", element("label", "Rule", for_="filter-rule"), element("select", *options, id="filter-rule"), class_="group"),
        element("button", "Show all", type="button", id="filter-reset", class_="plain"),
        element("p", "", role="status", id="filter-status"),
        class_="filter",
        id="filter",
        hidden=True,
    )


def _rules(report: Report) -> dict[str, tuple[Severity, int]]:
    """Return how many findings each rule has, and the worst severity among them."""
    rules: dict[str, tuple[Severity, int]] = {}
    for finding in report.findings:
        severity, number = rules.get(finding.rule, (finding.severity, 0))
        rules[finding.rule] = (min(severity, finding.severity, key=lambda one: one.rank), number + 1)
    return rules


def _by_rule(report: Report) -> Markup:
    rows = [
        element(
            "tr",
            element("th", element("code", rule), scope="row"),
            element("td", icon(STATES[severity]), " ", severity.value),
            element("td", f"{number:,}", class_="number"),
        )
        for rule, (severity, number) in sorted(_rules(report).items(), key=lambda item: (item[1][0].rank, -item[1][1], item[0]))
    ]
    head = element("tr", *(element("th", word, scope="col") for word in ("Rule", "Severity", "Findings")))
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("details", element("summary", "All findings by rule"), table, class_="more", id="by-rule")


def _group(report: Report, judged: Judged, home: int | None, numbers: list[int]) -> Markup:
    heading = _heading(judged.picture.nodes[home]) if home is not None else joined([element("span", "elsewhere", class_="role")])
    entries = [_finding(report.findings[number], number) for number in numbers]
    return element("div", element("h3", heading, id=f"at-{home}" if home is not None else "elsewhere"), *entries, class_="about")


def _heading(node: Node) -> Markup:
    path = node.places[0].source.path if node.places else ""
    name = element("span", text(node.name, 200), class_="name")
    return joined([element("span", node.role.value, class_="role"), name, element("span", path, class_="path") if path else None], " ")


def _finding(finding: Finding, number: int) -> Markup:
    state = STATES[finding.severity]
    word = f"{finding.severity.value} (preview)" if finding.preview else finding.severity.value
    badge = element("span", icon(state), word, class_=f"badge {state.style}")
    related = [frame(other.place, other.message, related=True) for other in finding.related[:_MOST_RELATED]]
    more = len(finding.related) - len(related)
    return element(
        "article",
        element("h4", badge, " ", element("span", prose(finding.message), class_="message"), id=f"finding-{number}-heading"),
        element("p", element("code", finding.rule), f" {for_targets(finding)}" if finding.targets else None, class_="rule"),
        frame(finding.location.place),
        *related,
        element("p", f"and {counted(more, 'more place')}", class_="note") if more else None,
        element("p", element("b", "Fix"), " ", prose(finding.fix), class_="fix") if finding.fix else None,
        _details(finding),
        id=f"finding-{number}",
        class_=f"finding {state.style}",
        data_severity=finding.severity.value,
        data_rule=finding.rule,
        aria_labelledby=f"finding-{number}-heading",
        tabindex="-1",
    )


def _details(finding: Finding) -> Markup | None:
    """Return what only some readers want: why the rule is there, what it prevents, and what the finding rests on."""
    rows = [
        *([element("dt", "Why"), element("dd", prose(finding.why))] if finding.why else []),
        *([element("dt", "Prevents"), element("dd", prose(finding.prevents))] if finding.prevents else []),
        *(part for fact in finding.evidence for part in _evidence(fact)),
        *([element("dt", "Documentation"), element("dd", _outside(finding.docs))] if finding.docs else []),
    ]
    return element("details", element("summary", "Why, and what it rests on"), element("dl", *rows), class_="why") if rows else None


def _evidence(fact: Evidence) -> tuple[Markup, Markup]:
    told = joined([element("code", f"{fact.name} = {fact.value}"), element("span", f" ({fact.source}: {fact.resource})", class_="path")])
    return element("dt", "Fact"), element("dd", told)


def _outside(address: str) -> Markup:
    if not address.startswith("https://"):
        return text(address)
    return element("a", address, href=address, rel="noreferrer noopener external")
