"""Finding out what a sign-in can read: one question of each sort is enough, and tells how long it takes."""

from __future__ import annotations

import time

from preflight import question
from preflight.canonical import canonical
from preflight.inventory import items_of, next_questions, text_at
from preflight.question import Found, Question, Unanswered, Unasked
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from preflight.question import Answer, Probe

WORKSPACE = Question(question.WORKSPACE)
# Azure authorises before it looks: whoever may read computes is told that this one is not there, and all others are refused.
NOBODY = "preflight-doctor"
_STAND_INS = (
    Question(question.COMPUTE, (NOBODY,)),
    Question(question.ENDPOINT, (NOBODY,)),
    Question(question.DEPLOYMENTS, (NOBODY,)),
    Question(question.MODEL, (NOBODY, "1", "")),
    Question(question.ENVIRONMENT, (NOBODY, "1", "")),
    Question(question.DATA, (NOBODY, "1", "")),
    Question(question.COMPONENT, (NOBODY, "1", "")),
)
# Why there may be nothing to ask for.
_LACKING = {
    question.REGISTRY: "the workspace names no container registry",
    question.STORAGE_ACCOUNT: "the workspace names no storage account",
    question.PRIVATE_ENDPOINT: "no private endpoint of a storage account is known",
    question.ROLE_ASSIGNMENTS: "no managed identity and storage account are known",
    question.DENY_ASSIGNMENTS: "no managed identity and storage account are known",
    question.PERMISSIONS: "the workspace is not known",
    question.USAGES: "the location of the workspace is not known",
    question.VM_SIZES: "the location of the workspace is not known",
    question.BLOBS: "no blob datastore is known",
    question.BLOB_HEAD: "no blob datastore is known",
}
RESOURCES = (
    question.WORKSPACE, question.REGISTRY, question.COMPUTE, question.ENDPOINTS, question.ENDPOINT, question.DEPLOYMENTS, question.MODEL,
    question.ENVIRONMENT, question.DATA, question.COMPONENT, question.DATASTORES, question.STORAGE_ACCOUNT, question.PRIVATE_ENDPOINT,
    question.ROLE_ASSIGNMENTS, question.DENY_ASSIGNMENTS, question.PERMISSIONS, question.USAGES, question.VM_SIZES, question.BLOBS,
    question.BLOB_HEAD,
)  # fmt: skip


class Reading(Record):
    """What came of the questions for one sort of resource.

    `questions` is how many were asked, and `refused` how many of them were not answered; none was asked where there is nothing to ask
    for, and `reason` says why. Else `reason` and `permission` are those of the first that was not answered. `seconds` is what the slowest
    took.
    """

    resource: str
    questions: int
    refused: int
    reason: str
    permission: str | None
    seconds: float

    @property
    def readable(self) -> bool | None:
        """Whether all of it was answered; None when nothing was asked."""
        return None if self.questions == 0 else self.refused == 0


class Timed:
    """A probe that is asked one question after another, so that none waits for another, and that keeps how long each takes."""

    def __init__(self, probe: Probe) -> None:
        """Take who answers."""
        self.source = probe.source
        self.answers: dict[Question, Answer] = {}
        self.seconds: dict[Question, float] = {}
        self._probe = probe

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer every question; one that was asked before is not asked again."""
        asked = list(dict.fromkeys(questions))
        for one in asked:
            if one not in self.answers:
                start = time.perf_counter()
                answer = self._probe.ask([one])[one]
                self.seconds[one] = time.perf_counter() - start
                self.answers[one] = canonical(one, answer)
        return {one: self.answers[one] for one in asked}


def examine(timed: Timed) -> None:
    """Ask for one resource of each sort, besides those that were asked for before."""
    while new := _one_of_each(next_questions(timed.answers), timed.answers):
        timed.ask(new)
    timed.ask(_one_of_each([*_of_access(timed.answers), *_of_blobs(timed.answers), *_STAND_INS], timed.answers))


def readings(timed: Timed) -> list[Reading]:
    """Return what came of it, for each sort of resource; none for those that nobody was to be asked for, as with `--no-data-plane`."""
    left_out = {one.resource for one, answer in timed.answers.items() if isinstance(answer, Unasked)}
    return [_reading(resource, timed) for resource in RESOURCES if resource not in left_out]


def _one_of_each(questions: Iterable[Question], answers: Mapping[Question, Answer]) -> list[Question]:
    """Return the first question of each sort of which none was asked."""
    covered = {one.resource for one in answers}
    first: dict[str, Question] = {}
    for one in questions:
        if one.resource not in covered:
            first.setdefault(one.resource, one)
    return list(first.values())


def _reading(resource: str, timed: Timed) -> Reading:
    asked = [one for one in timed.answers if one.resource == resource]
    if not asked:
        return Reading(resource, 0, 0, _LACKING.get(resource, "it was not asked for"), None, 0.0)
    refused = [answer for one in asked if isinstance(answer := timed.answers[one], Unanswered)]
    reason, permission = (refused[0].reason, refused[0].permission) if refused else ("", None)
    return Reading(resource, len(asked), len(refused), reason, permission, max(timed.seconds[one] for one in asked))


def _of_access(answers: Mapping[Question, Answer]) -> Iterator[Question]:
    """Yield what tells who may read the workspace's storage, for the first managed identity that is known."""
    bodies = [answer.body for one, answer in answers.items() if isinstance(answer, Found)]
    principal = next(filter(None, (text_at(body, "identity", "principalId") for body in bodies)), "")
    workspace = answers.get(WORKSPACE)
    scope = text_at(workspace.body, "properties", "storageAccount") if isinstance(workspace, Found) else ""
    if principal and scope:
        yield Question(question.ROLE_ASSIGNMENTS, (scope, principal))
        yield Question(question.DENY_ASSIGNMENTS, (scope, principal))


def _of_blobs(answers: Mapping[Question, Answer]) -> Iterator[Question]:
    """Yield what tells whether data can be read: of the default datastore, or else of any that is a container."""
    datastores = answers.get(Question(question.DATASTORES))
    known = [item.get("properties") for item in items_of(datastores.body)] if isinstance(datastores, Found) else []
    usable = [one for one in known if isinstance(one, dict) and text_at(one, "accountName") and text_at(one, "containerName")]
    for one in sorted(usable, key=lambda one: one.get("isDefault") is not True)[:1]:
        scheme, domain = text_at(one, "protocol") or "https", text_at(one, "endpoint") or "core.windows.net"
        endpoint = f"{scheme}://{one['accountName']}.blob.{domain}"
        yield Question(question.BLOBS, (endpoint, one["containerName"], "", "1"))
        yield Question(question.BLOB_HEAD, (endpoint, one["containerName"], NOBODY, "1"))
