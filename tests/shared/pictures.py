"""Reports with pictures, made of few words."""

from __future__ import annotations

from typing import Any

from preflight.finding import Evidence, Finding, Location, Severity, Unanswered, Unchecked
from preflight.picture import Knowledge, Node, Picture, Role
from preflight.report import Report, Suppressed
from preflight.source import Place, Source

HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "<!--",
    "]]>",
    "\u202e\u2066",
    "\x00\x1b[2J",
    "\ud800",
    "a\n\nb",
]
TEXT = "".join(f"line {number}: value\n" for number in range(1, 41))


def source(path: str) -> Source:
    """Return a text of forty lines."""
    return Source(path, TEXT)


def lines(path: str, first: int = 1, last: int = 41) -> Place:
    """Return some lines of a text as a place; all of them where nothing is said."""
    return Place(source(path), first, 1, last, 1)


def node(role: Role, name: str, *places: Place, resources: tuple[str, ...] = (), knowledge: Knowledge = Knowledge.CHECKED) -> Node:
    """Return a node."""
    doubt = "" if knowledge is Knowledge.CHECKED else f"why `{name}` is {knowledge.value}"
    return Node(role, name, places, resources, knowledge, doubt)


def finding(
    path: str, line: int = 1, *, rule: str = "some-rule", severity: Severity = Severity.ERROR, fact: Evidence | None = None
) -> Finding:
    """Return a finding at a line."""
    place = Place(source(path), line, 1, line, 5)
    evidence = (fact,) if fact is not None else ()
    return Finding(rule, severity, f"`{path}` is wrong in line {line}", Location(place, None), evidence=evidence, identity=f"{path}:{line}")


def unknown(path: str, line: int = 1, *, asked: bool = True) -> Unanswered:
    """Return something that is not known at a line."""
    location = Location(Place(source(path), line, 1, line, 5), None)
    return Unanswered(("some-rule",), "fact", f"`{path}` was not told", None, location, asked=asked, gates=False)


def report(*findings: Finding, picture: Picture | None = None, **more: Any) -> Report:
    """Return a report."""
    given: dict[str, Any] = {"root": ".", "files": 4, "documents": 4, "rules": 9, "judged": 20, **more}
    return Report(findings=findings, picture=picture, **given)


def project() -> Picture:
    """Return a picture with some of everything."""
    nodes = (
        node(Role.ENDPOINT, "heart", lines("endpoint.yml")),
        node(Role.DEPLOYMENT, "classic", lines("deployment.yml")),
        node(Role.ENVIRONMENT, "batch-env", lines("deployment.yml", 5, 6)),
        node(Role.COMPUTE, "cluster", lines("deployment.yml", 8, 9), resources=("/computes/cluster",)),
        node(Role.IDENTITY, "system-assigned"),
        node(Role.STORAGE, "stdata", resources=("/storageAccounts/stdata",)),
        node(Role.WORKSPACE, "ws", resources=("/workspaces/ws",)),
        node(Role.REGISTRY, "acr", resources=("/registries/acr",), knowledge=Knowledge.UNKNOWN),
        node(Role.MODEL, "model:1", lines("deployment.yml", 10, 11), knowledge=Knowledge.NOT_ASKED),
        node(Role.ENDPOINT, "gone", knowledge=Knowledge.MISSING),
        node(Role.CONDA, "conda.yml", lines("conda.yml")),
    )
    return Picture(nodes, ((0, 1), (1, 2), (1, 3), (3, 4), (4, 5), (6, 7), (1, 8)))


def everything() -> Report:
    """Return a report with some of everything, about the nodes of `project`."""
    return report(
        finding("deployment.yml", 3),
        finding("deployment.yml", 5, rule="other-rule", severity=Severity.WARNING),
        finding("nowhere.yml", 2, severity=Severity.INFO),
        unknowns=(unknown("deployment.yml", 8), unknown("endpoint.yml", 2, asked=False)),
        not_asked=("third-rule",),
        unchecked=(Unchecked("templates/broken.yml", 3, "not YAML"),),
        suppressed=(Suppressed(finding("conda.yml", 4), "comment", "it is meant", "2027-01-31"),),
        picture=project(),
    )


def made_of(word: str) -> Report:
    """Return a report of which every text is a hostile one."""
    source = Source(f"{word}.yml", f"{word.splitlines()[0]}: {word.splitlines()[0]}\n")
    one = finding("a.yml")
    bad = Finding(
        word, Severity.ERROR, word, type(one.location)(Place(source, 1, 1, 1, 3), word), why=word, fix=word, prevents=word, docs=word
    )
    doubt = Unanswered((word,), word, word, word, bad.location, asked=True, gates=True)
    picture = Picture((Node(Role.ENDPOINT, word, (Place(source, 1, 1, 2, 1),), (word,)),), ())
    return Report(
        root=word, files=1, documents=1, rules=1, judged=1, findings=(bad,),
        unknowns=(doubt,), not_asked=(word,), asked=True, recorded=word,
        suppressed=(Suppressed(bad, word, word, word),), unchecked=(Unchecked(word, 1, word),), picture=picture,
    )  # fmt: skip


def hostile() -> Report:
    """Return a report of all hostile texts."""
    made = [made_of(word) for word in HOSTILE]
    nodes = tuple(one for part in made if part.picture is not None for one in part.picture.nodes)
    return report(
        *(one for part in made for one in part.findings),
        unknowns=tuple(one for part in made for one in part.unknowns),
        unchecked=tuple(one for part in made for one in part.unchecked),
        suppressed=tuple(one for part in made for one in part.suppressed),
        not_asked=tuple(HOSTILE),
        picture=Picture(nodes, ()),
    )


def many(endpoints: int, findings: int) -> Report:
    """Return a report with so many endpoints, three deployments each, and so many findings."""
    nodes: list[Node] = []
    links: list[tuple[int, int]] = []
    found: list[Finding] = []
    for number in range(endpoints):
        nodes.append(node(Role.ENDPOINT, f"endpoint-{number}", lines(f"{number}/endpoint.yml")))
        above = len(nodes) - 1
        for other in range(3):
            nodes.append(node(Role.DEPLOYMENT, f"deployment-{other}", lines(f"{number}/{other}.yml")))
            links.append((above, len(nodes) - 1))
    for number in range(findings):
        severity = list(Severity)[number % 3]
        path = f"{number % endpoints}/{number % 2}.yml"
        found.append(finding(path, 1 + number % 40, rule=f"rule-{number % 60}", severity=severity))
    return report(*found, picture=Picture(tuple(nodes), tuple(links)))
