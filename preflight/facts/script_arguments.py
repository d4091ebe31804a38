"""How a script reads its command line, to which the scoring engine adds arguments of its own."""

from __future__ import annotations

import ast

from preflight.facts.script_evaluation import surely
from preflight.facts.script_handlers import comes_back, may_catch
from preflight.facts.script_names import function_scope
from preflight.facts.script_reach import ENTRIES, entry
from preflight.facts.script_tree import statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_names import Scope
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

_STRICT = ("parse_args", "parse_intermixed_args")
_REST = ("...", "A...")  # argparse.REMAINDER and argparse.PARSER


def strict_parsing(surroundings: Surroundings) -> list[ast.Call]:
    """Return the calls of `parse_args` that surely run on import, in `init` or in `run`, and that an unknown argument ends.

    Only those on an `argparse.ArgumentParser` that read the whole command line: not those with a list of their own, nor those of a
    script that changes `sys.argv` or its parser's ways.
    """
    if not any(isinstance(node, ast.Attribute) and node.attr in _STRICT for node in surroundings.nodes) or is_tolerant(surroundings):
        return []
    found: dict[ast.Call, None] = {}
    for call, scope in sure_calls(surroundings):
        called = call.func
        if isinstance(called, ast.Attribute) and called.attr in _STRICT and is_parser(called.value, scope) and reads_all(call, scope):
            found[call] = None
    return list(found)


def sure_calls(surroundings: Surroundings) -> Iterator[tuple[ast.Call, Scope]]:
    """Yield the calls that surely run, with the names they see, and those of the functions that are called."""
    entries = [function for name in ENTRIES if (function := entry(name, surroundings.module))]
    bodies = [(surroundings.body, surroundings.module), *((function.body, surroundings.inside(function)) for function in entries)]
    seen: set[Function] = set(entries)
    for body, scope in bodies:  # grows on the way
        for node in surely(body, _survives_exit):
            if not isinstance(node, ast.Call):
                continue
            yield node, scope
            function = scope.definition(node.func.id) if isinstance(node.func, ast.Name) else None
            if isinstance(function, ast.FunctionDef) and function not in seen and not function.decorator_list:
                seen.add(function)
                bodies.append((function.body, surroundings.inside(function)))


def _survives_exit(handler: ast.ExceptHandler) -> bool:
    return may_catch(handler, SystemExit) and comes_back(handler)


def is_tolerant(surroundings: Surroundings) -> bool:
    """Tell whether a script cuts its command line, or has a parser that may take any argument or does not end the script."""
    read = set()
    for node in surroundings.nodes:
        match node:
            case ast.Subscript(value=whole, slice=ast.Slice(lower=ast.Constant(value=1), upper=None, step=None), ctx=ast.Load()):
                read.add(whole)
            case ast.Attribute(attr="argv") if node not in read and surroundings.module.dotted(node) in {"sys.argv", None}:
                return True
            case ast.Attribute(attr="error" | "exit" | "parse_args", ctx=ast.Store() | ast.Del()):
                return True
            case ast.keyword(arg="exit_on_error") | ast.alias(name="argv"):
                return True
            case ast.keyword(arg="nargs", value=ast.Constant(value=str(value))) if value in _REST:
                return True
            case ast.keyword(arg="nargs", value=ast.Attribute(attr="REMAINDER" | "PARSER") | ast.Name()):
                return True
    return False


def is_parser(node: ast.expr, scope: Scope, *, deep: bool = True) -> bool:
    """Tell whether an expression is surely an `argparse.ArgumentParser`."""
    match node:
        case ast.Call(func=called) if scope.dotted(called) == "argparse.ArgumentParser":
            return True
        case ast.Call(func=ast.Name(id=name)) if deep:
            function = scope.definition(name)
            return isinstance(function, ast.FunctionDef) and not function.decorator_list and _returns_parser(function, scope)
        case ast.Name(id=name):
            values = [binding.value for binding in scope.bound(name)]
            return bool(values) and all(isinstance(value, ast.Call) and is_parser(value, scope, deep=deep) for value in values)
    return False


def _returns_parser(function: ast.FunctionDef, outer: Scope) -> bool:
    scope = function_scope(function, outer)
    values = [inner.value for inner in statements(function.body, inner=False) if isinstance(inner, ast.Return)]
    return bool(values) and all(value is not None and is_parser(value, scope, deep=False) for value in values)


def reads_all(call: ast.Call, scope: Scope) -> bool:
    """Tell whether a call gives no list of arguments, or the whole command line."""
    given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg in {"args", None})]
    return all(_is_command_line(value, scope) for value in given)


def _is_command_line(value: ast.expr, scope: Scope) -> bool:
    match value:
        case ast.Constant(value=None):
            return True
        case ast.Subscript(value=whole, slice=ast.Slice(lower=ast.Constant(value=1), upper=None, step=None)):
            return scope.dotted(whole) == "sys.argv"
    return False
