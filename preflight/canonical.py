"""Answers in one form: names in order, resources in the order of their ids, and nothing secret in them.

Two answers that say the same are then the same, whoever gives them and in whatever order, and all of them can be shown and kept.
"""

from __future__ import annotations

from preflight.question import Found, Missing, Unanswered
from preflight.redaction import HIDDEN, hidden, holds_secrets, is_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.question import Answer

# Far beyond what the service answers, and small enough for all that walks through an answer.
MAX_DEPTH = 50
_TOO_DEEP = f"the answer is nested more than {MAX_DEPTH} levels deep"


class _TooDeep(Exception):
    """Ends the walk through an answer."""


def canonical(answer: Answer) -> Answer:
    """Return the answer in that form; one that is nested too deep tells nothing."""
    if isinstance(answer, Found):
        try:
            return Found(_mapping(answer.body, 0), hidden(answer.resource_id))
        except _TooDeep:
            return Unanswered(_TOO_DEEP)
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
