"""What can be asked of any workspace without a file that names something: each answer leads to the next questions."""

from __future__ import annotations

import re

from preflight import question
from preflight.question import Found, Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from preflight.question import Answer

FIRST = (Question(question.WORKSPACE), Question(question.DATASTORES), Question(question.ENDPOINTS))

_ASSET = re.compile(r"/workspaces/[^/]+/(?P<sort>models|environments)/(?P<name>[^/]+)/versions/(?P<version>[^/]+)", re.IGNORECASE)
_SORTS = {"models": question.MODEL, "environments": question.ENVIRONMENT}


def next_questions(answers: Mapping[Question, Answer]) -> list[Question]:
    """Return the questions that the answers so far lead to and that are not among them, in order; the first ones lead to all others.

    They lead to what belongs to the workspace (container registry, storage account and its private endpoints, quota and VM sizes of its
    location, what the caller may do there) and to what is deployed: endpoints, their deployments, and the computes, models and
    environments that these use.
    """
    found = dict.fromkeys(FIRST)
    for asked, answer in answers.items():
        follow = _FOLLOWING.get(asked.resource)
        if follow is not None and isinstance(answer, Found):
            found |= dict.fromkeys(follow(answer))
    return [one for one in found if one not in answers]


def text_at(data: Any, *names: str) -> str:
    """Return the text under some names, empty where there is none."""
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, str) else ""


def items_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the members of a list of the service."""
    value = body.get("value")
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _of_workspace(answer: Found) -> Iterator[Question]:
    for resource, name in ((question.REGISTRY, "containerRegistry"), (question.STORAGE_ACCOUNT, "storageAccount")):
        if arm_id := text_at(answer.body, "properties", name):
            yield Question(resource, (arm_id,))
    if location := text_at(answer.body, "location"):
        yield Question(question.USAGES, (location,))
        yield Question(question.VM_SIZES, (location,))
    yield Question(question.PERMISSIONS, (answer.resource_id,))
    group, is_in_one, _ = answer.resource_id.partition("/providers/")
    if is_in_one:
        yield Question(question.PERMISSIONS, (group,))


def _of_storage(answer: Found) -> Iterator[Question]:
    properties = answer.body.get("properties")
    connections = properties.get("privateEndpointConnections") if isinstance(properties, dict) else None
    for connection in connections if isinstance(connections, list) else ():
        if arm_id := text_at(connection, "properties", "privateEndpoint", "id"):
            yield Question(question.PRIVATE_ENDPOINT, (arm_id,))


def _of_endpoints(answer: Found) -> Iterator[Question]:
    for endpoint in items_of(answer.body):
        if name := text_at(endpoint, "name"):
            yield Question(question.ENDPOINT, (name,))
            yield Question(question.DEPLOYMENTS, (name,))


def _of_deployments(answer: Found) -> Iterator[Question]:
    for deployment in items_of(answer.body):
        if compute := text_at(deployment, "properties", "compute").rpartition("/")[2]:
            yield Question(question.COMPUTE, (compute,))
        for arm_id in (text_at(deployment, "properties", "model", "assetId"), text_at(deployment, "properties", "environmentId")):
            named = _ASSET.search(arm_id)
            if named is not None:
                yield Question(_SORTS[named["sort"].lower()], (named["name"], named["version"], ""))


_FOLLOWING: dict[str, Callable[[Found], Iterator[Question]]] = {
    question.WORKSPACE: _of_workspace,
    question.STORAGE_ACCOUNT: _of_storage,
    question.ENDPOINTS: _of_endpoints,
    question.DEPLOYMENTS: _of_deployments,
}
