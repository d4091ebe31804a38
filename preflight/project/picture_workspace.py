"""What a workspace told, as parts of the picture: the workspace itself, its registry, and the storage that jobs read and write."""

from __future__ import annotations

import re

from preflight import question
from preflight.picture import Knowledge, Node, Role
from preflight.project.sketch import knowledge_of
from preflight.question import Found, Missing, Question, Unasked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.project.live_workspace import LiveWorkspaceSubject
    from preflight.project.sketch import Sketch
    from preflight.question import Answer
    from preflight.world import World

_WORKSPACE = ("workspace",)
_ACCOUNT = re.compile(r"/storageaccounts/([^/]+)", re.IGNORECASE)
_HOST = re.compile(r"https://([^./]+)\.")
_OF_STORAGE = (question.STORAGE_ACCOUNT, question.BLOBS, question.BLOB_HEAD, question.ROLE_ASSIGNMENTS, question.DENY_ASSIGNMENTS)
_NO_WORKSPACE = "there is no such workspace"


def add_workspace(sketch: Sketch, subject: LiveWorkspaceSubject, world: World) -> None:
    """Draw the workspace, and what it told of its registry and of storage."""
    own = world.answers.get(Question(question.WORKSPACE))
    knowledge, doubt = _known([own]) if own is not None else knowledge_of(subject.root("workspace"), _NO_WORKSPACE)
    name = _last(_told(own)[0]) if own is not None and _told(own) else "the workspace of this run"
    permissions = [one for asked, one in world.answers.items() if asked.resource == question.PERMISSIONS]
    resources = tuple(text for one in (own, *permissions) if one is not None for text in _told(one))
    sketch.add(_WORKSPACE, Node(Role.WORKSPACE, name, (), resources, knowledge, doubt))
    for asked, one in world.answers.items():
        if asked.resource == question.REGISTRY:
            registry = _last(asked.arguments[0])
            sketch.add((Role.REGISTRY, registry), Node(Role.REGISTRY, registry, (), _told(one), *_known([one])), _WORKSPACE)
    _add_storage(sketch, world, _own_account(own))


def _add_storage(sketch: Sketch, world: World, own: str) -> None:
    """Draw storage accounts below the identities whose roles there were asked for, and all others and its own below the workspace."""
    answers: dict[str, list[Answer]] = {}
    readers: dict[str, list[str]] = {}
    for account, asked, answer in _of_storage(world):
        answers.setdefault(account, []).append(answer)
        if asked.resource == question.ROLE_ASSIGNMENTS:
            readers.setdefault(account, []).append(asked.arguments[1].lower())
    for account, told in answers.items():
        key = (Role.STORAGE, account)
        resources = tuple(dict.fromkeys(text for one in told for text in _told(one)))
        above = _WORKSPACE if account == own or account not in readers else None
        sketch.add(key, Node(Role.STORAGE, account, (), resources, *_known(told)), above)
        for principal in readers.get(account, []):
            sketch.link(("principal", principal), key)


def _of_storage(world: World) -> Iterator[tuple[str, Question, Answer]]:
    """Yield what was asked of storage accounts, with their names."""
    for asked, answer in world.answers.items():
        account = _account(asked.arguments[0]) if asked.resource in _OF_STORAGE else ""
        if account:
            yield account, asked, answer


def _account(address: str) -> str:
    """Return the storage account in an ARM id or in the address of blobs, in lower case; nothing for another text."""
    found = _ACCOUNT.search(address) or _HOST.match(address)
    return found[1].lower() if found is not None else ""


def _own_account(workspace: Answer | None) -> str:
    properties = workspace.body.get("properties") if isinstance(workspace, Found) else None
    named = properties.get("storageAccount") if isinstance(properties, dict) else None
    return _account(named) if isinstance(named, str) else ""


def _told(answer: Answer) -> tuple[str, ...]:
    return (answer.resource_id,) if isinstance(answer, (Found, Missing)) else ()


def _last(arm_id: str) -> str:
    return arm_id.rpartition("/")[2]


def _known(answers: list[Answer]) -> tuple[Knowledge, str]:
    """Return how much of a resource is known by the answers about it: that one could not be had counts more than that others could."""
    for answer in answers:
        if not isinstance(answer, (Found, Missing)):
            return (Knowledge.NOT_ASKED if isinstance(answer, Unasked) else Knowledge.UNKNOWN), answer.reason
    if any(isinstance(answer, Missing) for answer in answers):
        return Knowledge.MISSING, "Azure says that it is not there"
    return Knowledge.CHECKED, ""
