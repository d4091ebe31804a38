"""What came of each node of the picture: the findings that are about it, what is not known of it, and the worst of all that."""

from __future__ import annotations

from enum import Enum

from preflight.finding import Severity
from preflight.picture import Knowledge, Node, Picture, Role
from preflight.record import Record
from preflight.source import Place, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.finding import Evidence, Finding, Location
    from preflight.report import Report


class State(Enum):
    """The worst that is to be said of a node, worst first; the values are the words that readers see."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNCHECKED = "unchecked"
    UNKNOWN = "unknown"
    MISSING = "not there"
    NOT_ASKED = "not asked"
    CLEAN = "clean"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(State).index(self)

    @property
    def style(self) -> str:
        """What style sheets call it."""
        return self.name.lower().replace("_", "-")


_OF_KNOWLEDGE = {
    Knowledge.CHECKED: State.CLEAN,
    Knowledge.UNKNOWN: State.UNKNOWN,
    Knowledge.NOT_ASKED: State.NOT_ASKED,
    Knowledge.MISSING: State.MISSING,
}
# Findings on these stand at a document that needs them, and are not about that one.
_NOWHERE = (Role.WORKSPACE, Role.REGISTRY)
# What the identity of a compute may do, as facts call it.
_ACCESS = ".compute_access."


class Verdict(Record):
    """What came of a node: findings, unknowns, unchecked texts and suppressed findings by their numbers in the report."""

    state: State
    findings: tuple[int, ...] = ()
    unknowns: tuple[int, ...] = ()
    unchecked: tuple[int, ...] = ()
    suppressed: tuple[int, ...] = ()


class Judged(Record):
    """A picture with the verdicts on its nodes, in their order, and the node that each finding is told at; None for one of no node."""

    picture: Picture
    verdicts: tuple[Verdict, ...]
    homes: tuple[int | None, ...]


def judged(report: Report) -> Judged:
    """Return the picture of a report with what came of every node; unchecked files that nothing names are nodes of their own."""
    picture = _with_unchecked(report, report.picture or Picture((), ()))
    whose = _Whose(picture)
    findings = [whose.of_finding(finding) for finding in report.findings]
    unknowns = [whose.at(one.location) if one.asked else () for one in report.unknowns]
    unchecked = [whose.of_text(one.path, one.line) for one in report.unchecked]
    suppressed = [whose.of_finding(one.finding) for one in report.suppressed]
    by_node = [_inverted(numbers, len(picture.nodes)) for numbers in (findings, unknowns, unchecked, suppressed)]
    verdicts = [Verdict(_state(report, node, *mine[:3]), *map(tuple, mine)) for node, *mine in zip(picture.nodes, *by_node, strict=True)]
    return Judged(picture, tuple(verdicts), tuple(nodes[0] if nodes else None for nodes in findings))


def _state(report: Report, node: Node, findings: list[int], unknowns: list[int], unchecked: list[int]) -> State:
    found = [_OF_SEVERITY[report.findings[number].severity] for number in findings]
    found += [State.UNKNOWN] * bool(unknowns) + [State.UNCHECKED] * bool(unchecked) + [_OF_KNOWLEDGE[node.knowledge]]
    return min(found, key=lambda state: state.rank)


_OF_SEVERITY = {Severity.ERROR: State.ERROR, Severity.WARNING: State.WARNING, Severity.INFO: State.INFO}


def _inverted(nodes_of: list[tuple[int, ...]], size: int) -> list[list[int]]:
    """Return, for every node, the numbers of what is about it."""
    found: list[list[int]] = [[] for _ in range(size)]
    for number, nodes in enumerate(nodes_of):
        for node in nodes:
            found[node].append(number)
    return found


def _with_unchecked(report: Report, picture: Picture) -> Picture:
    drawn = {place.source.path for node in picture.nodes for place in node.places}
    paths = dict.fromkeys(one.path for one in report.unchecked if one.path not in drawn)
    files = tuple(Node(Role.FILE, path.rpartition("/")[2], (Place(Source(path, ""), 1, 1, 1, 1),)) for path in paths)
    return Picture((*picture.nodes, *files), picture.links)


class _Whose:
    """Finds the nodes that a place, or a resource of Azure, is about."""

    def __init__(self, picture: Picture) -> None:
        self._nodes = picture.nodes
        self._links = picture.links
        self._stretches: dict[str, list[tuple[Place, int]]] = {}
        self._resources: dict[str, list[int]] = {}
        for number, node in enumerate(picture.nodes):
            for place in node.places:
                self._stretches.setdefault(place.source.path, []).append((place, number))
            for resource in dict.fromkeys(node.resources):
                self._resources.setdefault(resource, []).append(number)
        self._known: dict[tuple[str, int, int], tuple[int, ...]] = {}

    def of_finding(self, finding: Finding) -> tuple[int, ...]:
        """Return the nodes of the innermost stretch that a finding stands in, and those of the resources it rests on."""
        told = [number for fact in finding.evidence for number in self._told_by(fact)]
        alone = [number for number in told if self._nodes[number].role in _NOWHERE]
        return tuple(dict.fromkeys(alone or (*self.at(finding.location), *told)))

    def _told_by(self, fact: Evidence) -> list[int]:
        """Return the nodes that a fact is about: what an identity may do to a storage account is about both."""
        found = self._resources.get(fact.resource, [])
        if _ACCESS not in fact.name:
            return found
        return found + [one for one, other in self._links if other in found and self._nodes[one].role is Role.IDENTITY]

    def at(self, location: Location | None) -> tuple[int, ...]:
        """Return the nodes of the innermost stretch that a location is in."""
        if location is None:
            return ()
        place = location.place
        key = (place.source.path, place.line, place.column)
        if key not in self._known:
            self._known[key] = self._innermost(*key)
        return self._known[key]

    def of_text(self, path: str, line: int) -> tuple[int, ...]:
        """Return the nodes that a line of a file is about, else all that the file is about."""
        found = self._innermost(path, line, 1)
        return found or tuple(dict.fromkeys(number for _, number in self._stretches.get(path, [])))

    def _innermost(self, path: str, line: int, column: int) -> tuple[int, ...]:
        around = [(_size(place), number) for place, number in self._stretches.get(path, []) if _holds(place, line, column)]
        least = min((size for size, _ in around), default=None)
        return tuple(dict.fromkeys(number for size, number in around if size == least))


def _holds(place: Place, line: int, column: int) -> bool:
    return (place.line, place.column) <= (line, column) <= (place.end_line, place.end_column)


def _size(place: Place) -> tuple[int, int]:
    return place.end_line - place.line, place.end_column - place.column
