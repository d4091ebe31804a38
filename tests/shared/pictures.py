"""Reports with pictures, made of few words."""

from __future__ import annotations

from typing import Any

from preflight.finding import Evidence, Finding, Location, Severity, Unanswered, Unchecked
from preflight.picture import Knowledge, Node, Picture, Role
from preflight.report import Report, Suppressed
from preflight.source import Place, Source

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
