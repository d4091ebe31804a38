"""Which node a finding is about, and what is the worst that is to be said of a node."""

from __future__ import annotations

import pytest

from preflight.finding import Evidence, Severity, Unchecked
from preflight.picture import Role
from preflight.reporters.html.verdict import State, judged
from tests.shared.pictures import everything, finding, project, report, unknown

NAMES = [node.name for node in project().nodes]


def about(**more: object) -> dict[str, State]:
    """Return the states of nodes that are not as they are without a finding, by name."""
    plain = judged(report(picture=project())).verdicts
    seen = judged(report(picture=project(), **more) if "findings" not in more else report(*more["findings"], picture=project()))  # type: ignore[misc]
    return {NAMES[number]: one.state for number, one in enumerate(seen.verdicts[: len(NAMES)]) if one.state != plain[number].state}


def of(line: int, path: str = "deployment.yml", fact: Evidence | None = None, severity: Severity = Severity.ERROR) -> dict[str, State]:
    return about(findings=(finding(path, line, fact=fact, severity=severity),))


def live(name: str, resource: str) -> Evidence:
    return Evidence(name, "live", resource, "x")


def test_a_finding_is_about_the_innermost_stretch() -> None:
    assert of(3) == {"classic": State.ERROR}
    assert of(5) == {"batch-env": State.ERROR}
    assert of(8) == {"cluster": State.ERROR}
    assert of(1, "conda.yml") == {"conda.yml": State.ERROR}
    assert of(1, "nowhere.yml") == {}


@pytest.mark.parametrize(("severity", "state"), [(Severity.WARNING, State.WARNING), (Severity.INFO, State.INFO)])
def test_a_finding_of_another_severity(severity: Severity, state: State) -> None:
    assert of(5, severity=severity) == {"batch-env": state}


def test_a_finding_is_about_the_resource_it_rests_on_too() -> None:
    assert of(3, fact=live("compute.max_nodes", "/computes/cluster")) == {"classic": State.ERROR, "cluster": State.ERROR}
    assert of(3, fact=live("compute.max_nodes", "/computes/other")) == {"classic": State.ERROR}


@pytest.mark.parametrize(("resource", "name"), [("/workspaces/ws", "ws"), ("/registries/acr", "acr")])
def test_a_finding_on_the_workspace_is_not_about_the_document_it_stands_in(resource: str, name: str) -> None:
    assert of(3, fact=live("workspace.encryption", resource)) == {name: State.ERROR}


def test_what_an_identity_may_do_to_a_storage_account_is_about_both() -> None:
    assert of(3, fact=live("input.compute_access.allowed", "/storageAccounts/stdata")) == dict.fromkeys(
        ("classic", "system-assigned", "stdata"), State.ERROR
    )
    assert of(3, fact=live("input.found", "/storageAccounts/stdata")) == dict.fromkeys(("classic", "stdata"), State.ERROR)


def test_what_is_not_known_counts_where_it_was_asked() -> None:
    assert about(unknowns=(unknown("deployment.yml", 8),)) == {"cluster": State.UNKNOWN}
    assert about(unknowns=(unknown("deployment.yml", 8, asked=False),)) == {}


def test_what_is_unchecked_is_told_at_the_line_or_at_all_that_the_file_is_about() -> None:
    assert about(unchecked=(Unchecked("deployment.yml", 5, "why"),)) == {"batch-env": State.UNCHECKED}
    assert about(unchecked=(Unchecked("conda.yml", 400, "why"),)) == {"conda.yml": State.UNCHECKED}


def test_an_unchecked_file_that_nothing_names_is_a_node() -> None:
    seen = judged(report(picture=project(), unchecked=(Unchecked("a/b.yml", 3, "why"), Unchecked("a/b.yml", 5, "why"))))
    (last,) = seen.picture.nodes[len(NAMES) :]
    assert (last.role, last.name) == (Role.FILE, "b.yml")
    assert (seen.verdicts[-1].state, seen.verdicts[-1].unchecked) == (State.UNCHECKED, (0, 1))


def test_the_worst_counts() -> None:
    seen = judged(everything())
    states = {node.name: verdict.state for node, verdict in zip(seen.picture.nodes, seen.verdicts, strict=True)}
    assert states == {
        "heart": State.CLEAN,
        "classic": State.ERROR,
        "batch-env": State.WARNING,
        "cluster": State.UNKNOWN,
        "system-assigned": State.CLEAN,
        "stdata": State.CLEAN,
        "ws": State.CLEAN,
        "acr": State.UNKNOWN,
        "model:1": State.NOT_ASKED,
        "gone": State.MISSING,
        "conda.yml": State.CLEAN,
        "broken.yml": State.UNCHECKED,
    }
    assert seen.homes == (1, 2, None)
    assert seen.verdicts[10].suppressed == (0,)


def test_something_that_stands_nowhere_is_about_no_node() -> None:
    doubt = unknown("deployment.yml")
    nowhere = type(doubt)(doubt.rules, doubt.fact, doubt.reason, None, None, asked=True, gates=False)
    assert about(unknowns=(nowhere,)) == {}


def test_a_report_without_a_picture_has_no_nodes() -> None:
    seen = judged(report(finding("a.yml")))
    assert (seen.verdicts, seen.homes) == ((), (None,))
