"""Writing a recording, version 1: `schemas/facts.v1.schema.json` describes it. Later versions of it only add."""

from __future__ import annotations

import json

import preflight
from preflight.canonical import canonical
from preflight.escape import for_json
from preflight.probes.recorded import VERSION, recorded
from preflight.question import Found, Missing, Unanswered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypedDict

    from preflight.address import Address
    from preflight.question import Answer, Question

    class Unread(TypedDict):
        """What was not answered for one cause."""

        resource: str
        questions: int
        reason: str
        permission: str | None

    class Summary(TypedDict):
        """How much is known."""

        found: int
        missing: int
        unanswered: int
        unread: list[Unread]


def write(address: Address, time: str, answers: Mapping[Question, Answer]) -> str:
    """Return what a workspace answered as a recording: the same text for the same answers, whatever their order."""
    held = {recorded(question): canonical(question, answer) for question, answer in answers.items()}
    order = sorted(held, key=lambda question: (question.resource, question.arguments))
    shown = {
        "version": VERSION,
        "tool": {"name": "preflight", "version": preflight.__version__},
        "recorded": time,
        "workspace": {
            "subscription": address.subscription,
            "resource_group": address.resource_group,
            "name": address.workspace,
            "cloud": address.cloud,
        },
        "summary": summary(held),
        "answers": [_entry(question, held[question]) for question in order],
    }
    return for_json(json.dumps(shown, indent=2, ensure_ascii=False)) + "\n"


def _entry(question: Question, answer: Answer) -> dict[str, object]:
    asked = {"resource": question.resource, "arguments": list(question.arguments)}
    if isinstance(answer, Found):
        return {**asked, "found": {"body": answer.body, "resource_id": answer.resource_id}}
    if isinstance(answer, Missing):
        return {**asked, "missing": {"resource_id": answer.resource_id}}
    if isinstance(answer, Unanswered):
        return {**asked, "unanswered": {"reason": answer.reason, "permission": answer.permission}}
    return {**asked, "unasked": {"reason": answer.reason}}


def summary(answers: Mapping[Question, Answer]) -> Summary:
    """Return how much is known, and what could not be read, one entry for each sort of resource and cause."""
    causes: dict[tuple[str, str, str], int] = {}
    for question, answer in answers.items():
        if isinstance(answer, Unanswered):
            cause = question.resource, answer.reason, answer.permission or ""
            causes[cause] = causes.get(cause, 0) + 1
    return {
        "found": sum(isinstance(answer, Found) for answer in answers.values()),
        "missing": sum(isinstance(answer, Missing) for answer in answers.values()),
        "unanswered": sum(causes.values()),
        "unread": [
            {"resource": resource, "questions": causes[resource, reason, permission], "reason": reason, "permission": permission or None}
            for resource, reason, permission in sorted(causes)
        ],
    }
