"""Walks over the syntax tree of a script: its blocks and its scopes, without recursion."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# Statements that hold others; some of them in a scope of their own.
_SCOPES = (*FUNCTIONS, ast.ClassDef)
_COMPOUND = (
    *_SCOPES, ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match,
)  # fmt: skip
# Nodes without parts whose names belong to the scope they stand in; most nodes are of these.
_FLAT = frozenset({ast.Name, ast.Constant, ast.Pass, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Break, ast.Continue})
# Fields of nodes that hold texts, numbers or marks such as `ast.Load`, which stand for nothing of their own.
_BARE = frozenset({"ctx", "op", "ops", "id", "attr", "kind", "level", "simple", "is_async", "conversion", "type_comment", "type_ignores"})


def parts(node: ast.AST) -> list[ast.AST]:
    """Return the nodes that a node holds right away, in the order of its fields, without marks such as `ast.Load`."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None) if name not in _BARE else None
        if value.__class__ is list:
            found += [part for part in value if isinstance(part, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    """Return the blocks that a compound statement holds, in the order they are written."""
    if not isinstance(statement, _COMPOUND):
        return []
    return [
        getattr(statement, "body", []),
        *(handler.body for handler in getattr(statement, "handlers", [])),
        *(case.body for case in getattr(statement, "cases", [])),
        getattr(statement, "orelse", []),
        getattr(statement, "finalbody", []),
    ]


def statements(body: Iterable[ast.stmt], *, inner: bool = True) -> Iterator[ast.stmt]:
    """Yield the statements of a block and of all blocks inside of it, in order; `inner` functions and classes are entered or not."""
    pending = [*body][::-1]
    while pending:
        statement = pending.pop()
        yield statement
        if isinstance(statement, _COMPOUND) and (inner or not isinstance(statement, _SCOPES)):
            for block in reversed(blocks(statement)):
                pending += reversed(block)


def same_scope(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node whose names belong to the scope the node stands in.

    The bodies of inner functions, lambdas and classes do not, nor do the variables of comprehensions; decorators, default values
    and base classes do.
    """
    if node.__class__ in _FLAT:
        return []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.decorator_list, *_of_signature(node.args), *([node.returns] if node.returns else [])]
        case ast.Lambda():
            return _of_signature(node.args)
        case ast.ClassDef():
            return [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]
        case ast.comprehension():
            return [node.iter, *node.ifs]
        case ast.AnnAssign(value=None):
            return [node.annotation]
    return parts(node)


def _of_signature(arguments: ast.arguments) -> list[ast.AST]:
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    annotations = [argument.annotation for argument in given if argument.annotation]
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default), *annotations]


def own_nodes(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Yield all nodes of a block that belong to the scope the block stands in."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        pending.extend(same_scope(node))


def is_generator(function: Function) -> bool:
    """Tell whether calling a function makes a generator instead of running it."""
    return first_yield(function) is not None


def first_yield(function: Function) -> ast.Yield | ast.YieldFrom | None:
    """Return the first `yield` of a function, as it is written; None when it has none."""
    found = [node for node in own_nodes(function.body) if isinstance(node, (ast.Yield, ast.YieldFrom))]
    return min(found, key=lambda node: (node.lineno, node.col_offset), default=None)
