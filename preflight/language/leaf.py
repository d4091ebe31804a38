"""Leaves: one path, and what its value must be."""

from __future__ import annotations

from functools import partial

from preflight.language.operators import WORDS, compile_operator
from preflight.language.path import Path
from preflight.language.verdict import COST_NOTHING_THERE, COST_OTHER_VALUE, Cause, Result, Verdict
from preflight.value import Absent, Unknown, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.language.operators import Operator
    from preflight.language.verdict import Scope
    from preflight.value import Value


def compile_leaf(data: dict[str, Any]) -> Callable[[Scope], Result]:
    """Return the function of a leaf, given as plain data."""
    path = Path(data["path"])
    presence = [_exists(data["exists"])] if "exists" in data else []
    presence += [_placeholder(data["placeholder"])] if "placeholder" in data else []
    fold = data.get("ignore_case", False)
    operators = [compile_operator(word, data[word], ignore_case=fold) for word in data if word in WORDS]
    name = path.text

    def judge(scope: Scope) -> Result:
        value = path.one(scope)
        for ask in presence:
            answer = ask(value)
            if answer is not Verdict.PASS:
                doubt = value if isinstance(value, Unknown) and answer is Verdict.UNKNOWN else None
                return Result(answer, [Cause(value, name, scope, doubt)], COST_NOTHING_THERE)
        if not operators:
            return Result(Verdict.PASS, lambda: [Cause(value, name, scope)])
        return _judge(value, operators, name, scope)

    return judge


def _judge(value: Value, operators: list[Operator], name: str, scope: Scope) -> Result:
    if isinstance(value, Absent):
        return Result(Verdict.FAIL, lambda: [Cause(value, name, scope)], COST_NOTHING_THERE)
    if isinstance(value, Unknown):
        return Result(Verdict.UNKNOWN, [Cause(value, name, scope, value)])
    doubt: Unknown | None = None
    for operator in operators:
        answer = operator.judge(value, scope)
        if answer is None:
            return Result(Verdict.FAIL, partial(_failed, value, name, scope, operator), COST_NOTHING_THERE)
        if answer is False:
            return Result(Verdict.FAIL, partial(_failed, value, name, scope, operator), COST_OTHER_VALUE)
        if answer is not True:
            doubt = doubt or answer
    if doubt is not None:
        return Result(Verdict.UNKNOWN, [Cause(value, name, scope, doubt)])
    return Result(Verdict.PASS, lambda: [Cause(value, name, scope)])


def _failed(value: Value, name: str, scope: Scope, operator: Operator) -> list[Cause]:
    return [Cause(value, name, scope, None, operator)]


def _exists(wanted: bool) -> Callable[[Value], Verdict]:  # noqa: FBT001 - the argument of the operator
    def ask(value: Value) -> Verdict:
        if isinstance(value, Unknown) and value.text is None:
            return Verdict.UNKNOWN
        return Verdict.PASS if written(value) == wanted else Verdict.FAIL

    return ask


def _placeholder(wanted: bool) -> Callable[[Value], Verdict]:  # noqa: FBT001 - the argument of the operator
    def ask(value: Value) -> Verdict:
        if isinstance(value, Absent):
            return Verdict.FAIL
        if isinstance(value, Unknown) and value.text is None:
            return Verdict.UNKNOWN
        return Verdict.PASS if isinstance(value, Unknown) == wanted else Verdict.FAIL

    return ask
