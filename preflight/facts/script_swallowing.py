"""Handlers that hide why a file could not be scored."""

from __future__ import annotations

import ast

from preflight.facts.script_handlers import is_broad
from preflight.facts.script_tree import own_nodes, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_tree import Function

_KEEPING = ("append", "extend", "insert", "add", "update", "to_csv", "to_json", "to_parquet", "write")


def swallowed(run: Function) -> Iterator[ast.ExceptHandler]:
    """Yield the handlers around the scoring of files that catch every exception and do nothing.

    Scoring is what has to do with the mini-batch and keeps what comes of it. A handler is left out when the function looks at what was
    kept later on: it may tell then.
    """
    files, tests = _files(run), _tests(run)
    for statement in statements(run.body, inner=False):
        if isinstance(statement, (ast.Try, ast.TryStar)):
            silent = [handler for handler in statement.handlers if is_broad(handler) and all(map(_does_nothing, handler.body))]
            if silent and _scores(statement, files) and not _is_looked_at(statement, tests):
                yield from silent


def _files(run: Function) -> set[str]:
    """Return the parameter of `run`, and the variables of the loops over it."""
    taken = [*run.args.posonlyargs, *run.args.args]
    names = {taken[0].arg} if taken else set()
    for statement in statements(run.body, inner=False):
        if isinstance(statement, (ast.For, ast.AsyncFor)) and names & _read([statement.iter]):
            names |= {node.id for node in ast.walk(statement.target) if isinstance(node, ast.Name)}
    return names


def _read(nodes: list[ast.expr] | list[ast.stmt]) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}


def _scores(statement: ast.Try | ast.TryStar, files: set[str]) -> bool:
    if not files & _read(statement.body):
        return False
    for node in own_nodes([*statement.body, *statement.orelse]):
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.NamedExpr() | ast.Return():
                return True
            case ast.Call(func=ast.Attribute(attr=name)) if name in _KEEPING:
                return True
    return False


def _tests(run: Function) -> dict[str, list[ast.expr]]:
    """Return the conditions of a function, by the variables in them."""
    found: dict[str, list[ast.expr]] = {}
    for node in own_nodes(run.body):
        if isinstance(node, (ast.If, ast.IfExp, ast.While, ast.Assert)):
            for name in _read([node.test]):
                found.setdefault(name, []).append(node.test)
    return found


def _is_looked_at(statement: ast.Try | ast.TryStar, tests: dict[str, list[ast.expr]]) -> bool:
    """Tell whether a condition elsewhere is about what a `try` assigns, or about what it calls methods of."""
    kept = {node.id for node in own_nodes(statement.body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    kept |= {
        node.func.value.id
        for node in own_nodes(statement.body)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    inside = set(own_nodes([statement]))
    return any(test not in inside for name in kept for test in tests.get(name, ()))


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Continue() | ast.Expr(value=ast.Constant()):
            return True
    return False
