"""A workspace whose answers a test has written down, and projects that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preflight import question
from preflight.question import Answer, Found, Missing, Question, Unanswered
from preflight.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-batch"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/ws-batch"
REGISTRY = f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/acrbatch"


class Workspace:
    """Answers what was written down, says of all else that there is no such thing, and keeps what it was asked, wave by wave."""

    source = "recorded"

    def __init__(self, answers: dict[Question, Any]) -> None:
        """Take answers: an `Answer`, or the JSON of a resource."""
        self._answers = answers
        self.waves: list[list[Question]] = []

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer every question."""
        asked = list(questions)
        self.waves.append(asked)
        return {one: _answer(self._answers.get(one)) for one in asked}


def known(answers: dict[Question, Any]) -> World:
    """Return a world in which some questions are answered already."""
    world = World("recorded")
    world.learn({one: _answer(written) for one, written in answers.items()})
    return world


def _answer(written: object) -> Answer:
    if isinstance(written, (Found, Missing, Unanswered)):
        return written
    return Found(written, str(written.get("id", "no id"))) if isinstance(written, dict) else Missing("nothing")


def compute(name: str, **inner: Any) -> dict[str, Any]:
    """Return a cluster as Azure Resource Manager describes it, with some of its inner properties changed."""
    scale = {"minNodeCount": 0, "maxNodeCount": 4}
    properties = {"vmSize": "STANDARD_DS3_V2", "vmPriority": "Dedicated", "scaleSettings": scale, **inner}
    return {
        "id": f"{WORKSPACE}/computes/{name}",
        "name": name,
        "location": "eastus2",
        "identity": {"type": "SystemAssigned", "principalId": "aaaaaaaa-0000-0000-0000-000000000001"},
        "properties": {"computeType": "AmlCompute", "provisioningState": "Succeeded", "properties": properties},
    }


def workspace(**properties: Any) -> dict[str, Any]:
    """Return a workspace as Azure Resource Manager describes it, with some of its properties changed."""
    return {
        "id": WORKSPACE,
        "name": "ws-batch",
        "location": "eastus2",
        "properties": {"encryption": {"status": "Disabled"}, "containerRegistry": REGISTRY, **properties},
    }


def registry(sku: str = "Premium", quarantine: str = "disabled") -> dict[str, Any]:
    """Return a container registry as Azure Resource Manager describes it."""
    policies = {"quarantinePolicy": {"status": quarantine}}
    return {"id": REGISTRY, "name": "acrbatch", "sku": {"name": sku}, "properties": {"policies": policies}}


GOOD: dict[Question, Any] = {
    Question(question.WORKSPACE): workspace(),
    Question(question.REGISTRY, (REGISTRY,)): registry(),
    Question(question.COMPUTE, ("c",)): compute("c"),
}
