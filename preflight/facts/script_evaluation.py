"""The order in which Python evaluates what a script holds, and what it surely evaluates."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import truth
from preflight.facts.script_tree import FUNCTIONS, blocks, parts, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LEAVING = (ast.Return, ast.Raise, ast.Break, ast.Continue)


def evaluated(*expressions: ast.expr | None) -> Iterator[tuple[ast.AST, bool]]:
    """Yield the nodes of expressions as they are evaluated, from left to right, and whether each surely is.

    What a lambda or a comprehension evaluates in a scope of its own is left out. A call, an attribute or a subscript comes before
    its parts, an assignment expression before its target.
    """
    pending: list[tuple[ast.AST, bool]] = [(expression, True) for expression in reversed(expressions) if expression is not None]
    while pending:
        node, certain = pending.pop()
        yield node, certain
        pending += [(part, certain and sure) for part, sure in reversed(_parts(node))]


def _parts(node: ast.AST) -> list[tuple[ast.AST, bool]]:
    match node:
        case ast.BoolOp(values=[first, *others]):
            return [(first, True), *((other, False) for other in others)]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            known = truth(test)
            return [(test, True), (body, known is True), (orelse, known is False)]
        case ast.Compare(left=left, comparators=[first, *others]):
            return [(left, True), (first, True), *((other, False) for other in others)]
        case ast.NamedExpr(target=target, value=value):
            return [(value, True), (target, True)]
        case ast.Lambda(args=arguments):
            return [(default, True) for default in (*arguments.defaults, *arguments.kw_defaults) if default]
    if isinstance(node, _COMPREHENSIONS):
        return [(node.generators[0].iter, True)]
    return [(part, True) for part in parts(node)]


def parts_of(statement: ast.stmt) -> list[ast.expr]:
    """Return the expressions that a statement evaluates before its blocks, in order; targets are left out, but for their own parts."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            return [value, *_inside(targets)]
        case ast.AnnAssign(target=target, value=value):
            return [*([value] if value else []), *_inside([target])]
        case ast.AugAssign(target=target, value=value):
            return [*_inside([target]), value]
        case ast.For(target=target, iter=iterated) | ast.AsyncFor(target=target, iter=iterated):
            return [iterated, *_inside([target])]
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return [part for item in items for part in (item.context_expr, *_inside([item.optional_vars] if item.optional_vars else []))]
        case ast.FunctionDef(args=arguments) | ast.AsyncFunctionDef(args=arguments):
            return [*statement.decorator_list, *arguments.defaults, *(default for default in arguments.kw_defaults if default)]
        case ast.ClassDef():
            return [*statement.decorator_list, *statement.bases, *(keyword.value for keyword in statement.keywords)]
        case ast.If(test=test) | ast.While(test=test):
            return [test]
        case ast.Match(subject=subject):
            return [subject]
    return [part for part in ast.iter_child_nodes(statement) if isinstance(part, ast.expr)]


def _inside(targets: list[ast.expr]) -> list[ast.expr]:
    """Return what targets evaluate: the object of `a.b = 1`, the object and the index of `a[i] = 1`."""
    found: list[ast.expr] = []
    pending = list(reversed(targets))
    while pending:
        target = pending.pop()
        if isinstance(target, ast.Attribute):
            found.append(target.value)
        elif isinstance(target, ast.Subscript):
            found += [target.value, target.slice]
        elif isinstance(target, (ast.Tuple, ast.List)):
            pending += reversed(target.elts)
        elif isinstance(target, ast.Starred):
            pending.append(target.value)
    return found


def surely(body: list[ast.stmt], goes_on: Callable[[ast.ExceptHandler], bool]) -> Iterator[ast.AST]:
    """Yield the nodes that are surely evaluated when a block runs, in order.

    Not those under a condition or in the body of a loop, not those after a condition under which the block is left, and not those of
    a `try` with a handler after which the script goes on, as the caller tells.
    """
    pending = [iter(body)]
    while pending:
        statement = next(pending[-1], None)
        if statement is None:
            pending.pop()
            continue
        yield from (node for node, certain in evaluated(*parts_of(statement)) if certain)
        if isinstance(statement, _LEAVING):
            return
        inner = _certain_block(statement, goes_on)
        if _may_leave(statement, inner):
            pending.clear()
        pending.append(iter(inner))


def _certain_block(statement: ast.stmt, goes_on: Callable[[ast.ExceptHandler], bool]) -> list[ast.stmt]:
    match statement:
        case ast.If(test=test, body=body, orelse=orelse):
            known = truth(test)
            return [] if known is None else body if known else orelse
        case ast.With(body=body, items=items) | ast.AsyncWith(body=body, items=items):
            return [] if any(suppresses(item.context_expr) for item in items) else body
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
            return finalbody if any(map(goes_on, handlers)) else [*body, *orelse, *finalbody]
    return []


def suppresses(manager: ast.expr) -> bool:
    """Tell whether a context manager is, by its name, `contextlib.suppress`."""
    called = manager.func if isinstance(manager, ast.Call) else manager
    return isinstance(called, (ast.Name, ast.Attribute)) and (called.id if isinstance(called, ast.Name) else called.attr) == "suppress"


def _may_leave(statement: ast.stmt, certain: list[ast.stmt]) -> bool:
    """Tell whether a statement may leave the block around it from one of its blocks that is not certain."""
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        return False
    known = set(certain)
    others = (inner for block in blocks(statement) for inner in block if inner not in known)
    return any(isinstance(inner, _LEAVING) for inner in statements(others, inner=False))
