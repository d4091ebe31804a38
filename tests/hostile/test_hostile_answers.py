"""A workspace may answer anything: each part of what it says of endpoints and deployments is each odd shape in turn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from preflight import question
from preflight.engine import WARN, judge
from preflight.project.besides import Besides
from preflight.project.commandline import Job
from preflight.project.deployed import Wanted, ask_for_deployed, deployed
from preflight.project.project import load
from preflight.question import Question
from preflight.report import Report
from preflight.reporters import json_v1, text
from preflight.rulebook import Rulebook, Selection, rulebook
from preflight.survey import survey
from preflight.world import World
from tests.shared.deployments import deployment, endpoint, pipeline_deployment
from tests.shared.workspaces import GOOD, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    At = tuple[str | int, ...]

ODD: dict[str, Any] = {
    "null": None,
    "true": True,
    "number": -1.5,
    "infinite": float("inf"),
    "long number": 10**400,
    "empty": "",
    "text": "x",
    "hostile text": "a\n##[error]b\u2028\x1b[31m\ud800 ${X} <y> *a &b !c",
    "long text": "azureml:" + "x/" * 5000,
    "path": "../../../etc/passwd",
    "duration": "P1.5.1DT-1H",
    "list": [],
    "lists": [None, [[]], {"a": [{}]}, "x", 3],
    "mapping": {},
    "mappings": {"": None, "<<": {"a": 1}, "a\nb: c": [{"d": None}], "name": [], "value": {}},
}
GOOD_STATE: dict[str, Any] = {"endpoint": endpoint(), "deployments": [deployment(), pipeline_deployment()]}


def places(data: Any, at: At = ()) -> Iterator[At]:
    """Yield the way to each part of some data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in inner:
        yield (*at, step)
        yield from places(item, (*at, step))


def changed(data: Any, at: At, odd: Any) -> Any:
    """Return a copy in which one part is something else."""
    if not at:
        return odd
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[at[0]] = changed(data[at[0]], at[1:], odd)
    return copy


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook([], Selection())


def check(folder: Path, state: dict[str, Any], rules: Rulebook) -> Report:
    """Judge what is deployed, and a job for it, by all rules."""
    told = {
        Question(question.ENDPOINT, ("heart",)): state["endpoint"],
        Question(question.ENDPOINTS): {"value": [state["endpoint"]]},
        Question(question.DEPLOYMENTS, ("heart",)): {"value": state["deployments"]},
    }
    probe = Workspace(GOOD | told)
    world = World(probe.source)
    wanted = Wanted(("heart",), everything=True)
    ask_for_deployed(wanted, world, probe)
    besides = Besides(Job(str(folder), input="azureml:heart:1"), deployed(wanted, world))
    project = load([], str(folder), world=world, besides=besides)
    survey(project, rules, probe)
    judged = judge(project, rules, WARN, explained=True)
    return Report(
        root=".",
        files=0,
        documents=len(project.subjects),
        rules=len(rules.rules),
        judged=judged.verdicts,
        findings=judged.findings,
        unknowns=judged.unknowns,
        unchecked=tuple(project.unchecked),
    )


@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_is_answered_raises(odd: str, tmp_path: Path, rules: Rulebook) -> None:
    for at in places(GOOD_STATE):
        report = check(tmp_path, changed(GOOD_STATE, at, ODD[odd]), rules)
        json.loads(json_v1.write(report))
        for line in text.write(report, verbose=True).splitlines():
            assert line.isprintable()
            assert "##[" not in line
            assert not line.startswith("::")


def test_whatever_is_not_read_is_told(tmp_path: Path, rules: Rulebook) -> None:
    whole = check(tmp_path, GOOD_STATE, rules)
    for odd in ODD.values():
        for at in (("endpoint",), ("deployments",), ("deployments", 0)):
            report = check(tmp_path, changed(GOOD_STATE, at, odd), rules)
            assert report.unchecked or report.findings or report.documents >= whole.documents, (at, odd)
