"""Answers in one form: names in order, resources in the order of their ids, and nothing secret in them.

Two answers that say the same are then the same, whoever gives them and in whatever order, and all of them can be shown and kept.
"""

from __future__ import annotations

from preflight.question import BLOB_HEAD, Found, Missing, Unanswered
from preflight.redaction import HIDDEN, hidden, holds_secrets, is_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.question import Answer, Question

# Far beyond what the service answers, and small enough for all that walks through an answer.
MAX_DEPTH = 50
_TOO_DEEP = f"the answer is nested more than {MAX_DEPTH} levels deep"

# It describes a model and holds no data.
_MLMODEL = "MLmodel"


class _TooDeep(Exception):
    """Ends the walk through an answer."""


def canonical(asked: Question, answer: Answer) -> Answer:
    """Return the answer to a question in that form; one that is nested too deep tells nothing.

    Of a file of data no more is kept than its first line, which has the names of the columns.
    """
    if isinstance(answer, Found):
        try:
            body = _mapping(answer.body, 0)
        except _TooDeep:
            return Unanswered(_TOO_DEEP)
        if asked.resource == BLOB_HEAD and isinstance(body.get("text"), str) and not asked.arguments[2].endswith(_MLMODEL):
            body["text"] = _first_line(body["text"])
        return Found(body, hidden(answer.resource_id))
    if isinstance(answer, Missing):
        return Missing(hidden(answer.resource_id))
    if isinstance(answer, Unanswered):
        return Unanswered(hidden(answer.reason), answer.permission)
    return answer


def _mapping(data: dict[str, Any], depth: int) -> dict[str, Any]:
    return {hidden(name): _entry(name, data[name], depth + 1) for name in sorted(data)}


def _entry(name: str, data: Any, depth: int) -> Any:
    if holds_secrets(name) and isinstance(data, dict):
        return {hidden(one): HIDDEN for one in sorted(data)}
    return HIDDEN if is_secret(name) and isinstance(data, (str, dict, list)) else _ordered(data, depth)


def _ordered(data: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _TooDeep
    if isinstance(data, dict):
        return _mapping(data, depth)
    if isinstance(data, list):
        items = [_ordered(item, depth + 1) for item in data]
        return sorted(items, key=lambda item: str(item["id"])) if all(isinstance(item, dict) and "id" in item for item in items) else items
    return hidden(data) if isinstance(data, str) else data


def _first_line(text: str) -> str:
    """Return the first line that is not empty; that there was more can be told."""
    lines = text.splitlines(keepends=True)
    number = next((number for number, line in enumerate(lines) if line.strip().strip("\ufeff")), 0)
    return "".join(lines[: number + 1]) + (HIDDEN if lines[number + 1 :] else "")
