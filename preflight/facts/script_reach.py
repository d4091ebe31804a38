"""Which functions of a script may run when the scoring engine imports it and calls `init` and `run`."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import is_main_guard
from preflight.facts.script_tree import FUNCTIONS, own_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_names import Scope
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

ENTRIES = ("init", "run")


def entry(name: str, module: Scope) -> Function | None:
    """Return the function that a name of the module surely is in the end, whatever decorates it."""
    found = module.effective(name)
    node = found[0].node if len(found) == 1 and not found[0].main and found[0].inside is None else None
    return node if isinstance(node, FUNCTIONS) else None


def reached(surroundings: Surroundings) -> list[Function]:
    """Return `init`, `run` and the functions that they or the top level name, and those that these name, and so on."""
    module = surroundings.module
    found: dict[Function, None] = {}
    pending = [function for name in ENTRIES if (function := entry(name, module))]
    pending += [function for node in own_nodes(_on_import(surroundings.body)) for function in _named(node, module)]
    while pending:
        function = pending.pop()
        if function not in found:
            found[function] = None
            pending += [other for node in ast.walk(function) for other in _named(node, module)]
    return sorted(found, key=lambda function: function.lineno)


def _on_import(body: list[ast.stmt]) -> list[ast.stmt]:
    return [statement for statement in body if not is_main_guard(statement)]


def _named(node: ast.AST, module: Scope) -> Iterator[Function]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        function = module.definition(node.id)
        if function is not None:
            yield function
