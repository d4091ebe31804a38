"""What a rule has a workspace asked: told by the table of facts, and proven by judging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight import question, resources
from preflight.facts import catalogue
from preflight.facts.entry import also_live, anything, list_of, live, mapping, text
from preflight.kind import Kind
from preflight.language.asks import asks_of
from preflight.language.examplecheck import OUTCOMES
from preflight.language.rule import Rule
from preflight.pack import read_rule
from preflight.project.project import load
from preflight.question import Missing, Question
from preflight.rulebook import Rulebook
from preflight.survey import survey
from preflight.world import World
from tests.shared.engine import NODES, rule
from tests.shared.workspaces import GOOD, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preflight.question import Answer

INPUTS = {"each": "invocation.inputs.*", "as": "input", "check": {"path": "input.data_type", "equals": "x"}}


@pytest.mark.parametrize(
    ("check", "said", "asks"),
    [
        ({"path": "deployment.timeout", "at_least": 1}, {}, set()),
        ({"path": "doc.compute", "exists": True}, {}, set()),
        ({"path": "compute.max_nodes", "at_least": 1}, {}, {"compute"}),
        (NODES, {}, {"compute"}),
        ({"path": "compute", "exists": True}, {}, {"compute"}),
        ({"not": {"path": "compute.kind", "equals": "x"}}, {}, {"compute"}),
        ({"all": [{"path": "doc.a", "exists": True}, {"any": [{"path": "model.flavor", "equals": "x"}]}]}, {}, {"model"}),
        ({"none": "endpoint.deployments.*", "where": {"path": "item.name", "equals": "x"}}, {}, {"deployments"}),
        ({"count": "endpoint.deployments.*", "at_most": 1}, {}, {"deployments"}),
        ({"path": "deployment.name", "in": {"path": "endpoint.deployments.*.name"}}, {}, {"deployments"}),
        ({"path": "deployment.name", "schema": {"path": "compute.kind"}}, {}, set()),
        ({"some": ["doc.a.*", "endpoint.deployments.*"], "as": "one", "where": {"path": "one.b", "equals": 1}}, {}, {"deployments"}),
        ({"path": "doc.a", "exists": True}, {"when": {"path": "compute.kind", "exists": True}}, {"compute"}),
        ({"path": "doc.a", "exists": True, "when": {"path": "compute.kind", "exists": True}}, {}, {"compute"}),
        ([{"path": "doc.a", "exists": True}, NODES], {}, {"compute"}),
        ({"path": "doc.a", "exists": True}, {"message": "{compute.kind}", "at": "compute.kind"}, set()),
        (INPUTS, {"for": "invocation"}, {"data"}),
        (
            [{**NODES, "for": "batch-deployment"}, {**INPUTS, "for": "invocation"}],
            {"for": ["batch-deployment", "invocation"]},
            {"compute", "data"},
        ),
    ],
)
def test_what_a_rule_asks(check: object, said: dict[str, Any], asks: set[str]) -> None:
    assert asks_of(Rule(rule("r", check, **said))) == asks


def test_what_is_free_form_rests_on_what_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = (
        mapping(
            "thing",
            "d",
            also_live(anything("body", "d"), "model"),
            live(list_of("parts", "d", mapping("part", "d", text("a", "d"))), "model", "data"),
            text("file", "d"),
        ),
    )
    monkeypatch.setitem(catalogue.ROOTS, Kind.BATCH_DEPLOYMENT, facts)
    for path, asks in (("thing.body.a.b", {"model"}), ("thing.parts.*.a", {"model", "data"}), ("thing", {"model"}), ("thing.file", set())):
        assert asks_of(Rule(rule("r", {"path": path, "exists": True}))) == asks, path


class Anything(Workspace):
    """Has one of everything, whatever its name."""

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer as for the good resource of that sort."""
        listed = list(questions)
        by_resource = {one.resource: body for one, body in GOOD.items()}
        self._answers = self._answers | {one: by_resource.get(one.resource, Missing("none")) for one in listed}
        return super().ask(listed)


def examples() -> list[Any]:
    rules = [read_rule(path) for path in resources.rule_files()]
    return [pytest.param(one, id=one["id"]) for one in rules]


@pytest.mark.parametrize("data", examples())
@pytest.mark.parametrize("workspace", [Anything({}), Workspace({})], ids=["everything", "nothing"])
def test_judging_asks_for_no_more(data: dict[str, Any], workspace: Workspace, tmp_path: Path) -> None:
    """`asks` of the facts are complete: nothing else is asked for, whatever the answers and the files are."""
    allowed = asks_of(Rule(data))
    assert allowed <= {value for name, value in vars(question).items() if name.isupper()}
    for number, example in enumerate(data["examples"]):
        files = next(example[word] for word in OUTCOMES if word in example)
        folder = tmp_path / str(number)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content.encode())
        workspace.waves = []
        scripts = [str(folder / name) for name in files if name.endswith(".py")]
        survey(load([str(folder), *scripts], str(folder), world=World("live")), Rulebook([data], {}), workspace)
        assert {asked.resource for wave in workspace.waves for asked in wave} <= allowed
