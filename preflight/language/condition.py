"""Conditions, compiled to functions that answer pass, fail or unknown.

What is compiled here was checked before (`preflight.language.checking`), when the rule file was read or the wheel was built.
"""

from __future__ import annotations

from preflight.language.leaf import compile_leaf
from preflight.language.quantifier import QUANTIFIERS, compile_quantifier
from preflight.language.verdict import COST_OTHER_VALUE, FAIL, PASS, UNKNOWN, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.language.verdict import Scope

    Condition = Callable[[Scope], Result]


def compile_condition(data: dict[str, Any]) -> Condition:
    """Return the function of a condition, given as plain data."""
    if "path" in data:
        return compile_leaf(data)
    if "all" in data:
        return _all([compile_condition(part) for part in data["all"]])
    if "any" in data:
        return _any([compile_condition(part) for part in data["any"]])
    if "not" in data:
        return _not(compile_condition(data["not"]))
    word = next(word for word in QUANTIFIERS if word in data)
    return compile_quantifier(word, data, when_asked)


def compile_when(data: dict[str, Any]) -> Condition:
    """Return the function of a rule's `when`, compiled when it is first asked.

    Rules share a few leaves there, such as the form of a deployment: each is judged once for a subject. Such a function is for
    the scope of a subject, not for that of a quantifier's item.
    """
    parts = data.get("all", [data])
    if not all("path" in part for part in parts):
        return when_asked(data)
    made = [_remembered(part) for part in parts]
    return made[0] if len(made) == 1 else _all(made)


def _remembered(data: dict[str, Any]) -> Condition:
    leaf, text = when_asked(data), str(data)

    def judge(scope: Scope) -> Result:
        results = scope.results
        result = results.get(text)
        if result is None:
            result = results[text] = leaf(scope)
        return result

    return judge


def when_asked(data: dict[str, Any]) -> Condition:
    """Return the function of a condition that is compiled when it is first asked: most lists of most documents are empty."""
    made: Condition | None = None

    def judge(scope: Scope) -> Result:
        nonlocal made
        if made is None:
            made = compile_condition(data)
        return made(scope)

    return judge


def _all(parts: list[Condition]) -> Condition:
    def judge(scope: Scope) -> Result:
        unknown: Result | None = None
        for part in parts:
            result = part(scope)
            if result.verdict is FAIL:
                return result
            if result.verdict is UNKNOWN:
                unknown = _joined(unknown, result)
        # The last part that passed is the one told under a `not`.
        return unknown or result

    return judge


def _any(parts: list[Condition]) -> Condition:
    def judge(scope: Scope) -> Result:
        unknown: Result | None = None
        closest: Result | None = None
        for part in parts:
            result = part(scope)
            if result.verdict is PASS:
                return result
            if result.verdict is UNKNOWN:
                unknown = _joined(unknown, result)
            elif closest is None or result.cost < closest.cost:
                closest = result
        if unknown is not None or closest is None:
            return unknown or Result(FAIL, [])
        return Result(FAIL, closest.causes[:1], closest.cost)

    return judge


def _not(part: Condition) -> Condition:
    turned = (PASS, UNKNOWN, FAIL)

    def judge(scope: Scope) -> Result:
        result = part(scope)
        # Under a `not`, one cause is told: that of the only part that could have failed.
        causes = result.causes[:1] if result.verdict is PASS else result.causes
        return Result(turned[result.verdict], causes, COST_OTHER_VALUE)

    return judge


def _joined(before: Result | None, result: Result) -> Result:
    """Return an unknown result with the causes of both: every one of them mattered."""
    if before is None:
        return result
    return Result(UNKNOWN, before.causes + result.causes, before.cost)
