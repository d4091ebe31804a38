"""Leaves: one path, and what its value must be."""

from __future__ import annotations

from preflight.language.operators import WORDS, compile_operator
from preflight.language.path import read_path
from preflight.language.verdict import COST_NOTHING_THERE, COST_OTHER_VALUE, FAIL, PASS, UNKNOWN, Cause, Result, Verdict
from preflight.value import Absent, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.language.operators import Operator
    from preflight.language.verdict import Scope
    from preflight.value import Value


def compile_leaf(data: dict[str, Any]) -> Callable[[Scope], Result]:
    """Return the function of a leaf, given as plain data."""
    path = read_path(data["path"])
    presence = [_exists(data["exists"])] if "exists" in data else []
    presence += [_placeholder(data["placeholder"])] if "placeholder" in data else []
    fold = data.get("ignore_case", False)
    operators = [compile_operator(word, data[word], ignore_case=fold) for word in data if word in WORDS]
    name, read = path.text, path.one

    def judge(scope: Scope) -> Result:
        value = read(scope)
        for ask in presence:
            answer = ask(value)
            if answer is not PASS:
                doubt = value if isinstance(value, Unknown) and answer is UNKNOWN else None
                return Result(answer, [Cause(value, name, scope, doubt)], COST_NOTHING_THERE)
        return _judge(value, operators, name, scope) if operators else Result(PASS, lambda: [Cause(value, name, scope)])

    return judge


def _judge(value: Value, operators: list[Operator], name: str, scope: Scope) -> Result:
    if isinstance(value, Absent):
        return Result(FAIL, lambda: [Cause(value, name, scope)], COST_NOTHING_THERE)
    if isinstance(value, Unknown):
        return Result(UNKNOWN, [Cause(value, name, scope, value)])
    doubt: Unknown | None = None
    for operator in operators:
        answer = operator.judge(value, scope)
        if answer is None or answer is False:
            cost = COST_NOTHING_THERE if answer is None else COST_OTHER_VALUE
            return Result(FAIL, lambda: [Cause(value, name, scope, None, operator)], cost)  # noqa: B023 - the one that fails is the last
        if answer is not True:
            doubt = doubt or answer
    if doubt is not None:
        return Result(UNKNOWN, [Cause(value, name, scope, doubt)])
    return Result(PASS, lambda: [Cause(value, name, scope)])


def _exists(wanted: bool) -> Callable[[Value], Verdict]:  # noqa: FBT001 - the argument of the operator
    there, missing = (PASS, FAIL) if wanted else (FAIL, PASS)

    def ask(value: Value) -> Verdict:
        if isinstance(value, Unknown):
            return UNKNOWN if value.text is None else there
        return there if isinstance(value, Present) else missing

    return ask


def _placeholder(wanted: bool) -> Callable[[Value], Verdict]:  # noqa: FBT001 - the argument of the operator
    def ask(value: Value) -> Verdict:
        if isinstance(value, Absent):
            return FAIL
        if isinstance(value, Unknown) and value.text is None:
            return UNKNOWN
        return PASS if isinstance(value, Unknown) == wanted else FAIL

    return ask
