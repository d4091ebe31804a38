"""What modules a script imports, and whether it can do without them."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import is_main_guard, is_type_checking, truth
from preflight.facts.script_tree import FUNCTIONS, blocks, is_generator, statements
from preflight.record import Record
from preflight.value import fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.facts.script_names import Scope
    from preflight.facts.script_places import Places, Standing
    from preflight.value import Value

_CATCHING = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
_LEAVING = (ast.Return, ast.Raise, ast.Break, ast.Continue)
# What the engine calls.
_CALLED = ("init", "run")
# When a statement runs: whenever the script is loaded, whenever the engine calls the function it is in, or that cannot be told.
LOAD, CALL, MAYBE = "load", "call", "maybe"


class _Standing(Record):
    """How a statement stands in a script: outside of functions, where a failure to import is caught, and when it runs."""

    top_level: bool = True
    guarded: bool = False
    reached: str = LOAD


def imports(body: list[ast.stmt], module: Scope, places: Places) -> Value:
    """Return every import of a script: `name` (empty for a relative one), `module`, `names`, `top_level`, `guarded` and `reached`.

    One is at the top level outside of functions. It is guarded when the script goes on without it: in a `try` that catches
    ImportError or in its handlers, under `contextlib.suppress`, `if TYPE_CHECKING` and `if __name__ == "__main__"`.
    It is surely reached where no condition, loop or earlier exit stands before it.
    """
    found: list[Value] = []
    pending = _in_order(body, _Standing())
    while pending:
        statement, standing = pending.pop()
        if isinstance(statement, ast.Import):
            found += [_imported(alias.name, [], alias, standing, places) for alias in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            dotted = "." * statement.level + (statement.module or "")
            found.append(_imported(dotted, [alias.name for alias in statement.names], statement, standing, places))
        else:
            saved = _guarded_blocks(statement, module)
            sure = _sure_blocks(statement, module)
            for block in reversed([block for block in blocks(statement) if block]):
                pending += _in_order(block, _inside(statement, standing, is_saved=block in saved, is_sure=block in sure))
    return listing(found, spot(places.source))


def _in_order(block: list[ast.stmt], standing: _Standing) -> list[tuple[ast.stmt, _Standing]]:
    """Return the statements of a block, the first one last, each with its standing: what follows an exit may not be reached."""
    found = []
    for statement in block:
        found.append((statement, standing))
        if standing.reached != MAYBE and any(isinstance(one, _LEAVING) for one in _own(statement)):
            standing = _Standing(standing.top_level, standing.guarded, MAYBE)
    return found[::-1]


def _own(statement: ast.stmt) -> Iterable[ast.stmt]:
    return () if isinstance(statement, (*FUNCTIONS, ast.ClassDef)) else statements([statement], inner=False)


def _inside(statement: ast.stmt, standing: _Standing, *, is_saved: bool, is_sure: bool) -> _Standing:
    """Return how the statements of a block stand that a statement holds."""
    is_function = isinstance(statement, FUNCTIONS)
    reached = standing.reached if is_sure else MAYBE
    if is_function and is_sure:
        reached = CALL if reached == LOAD and standing.top_level else MAYBE
    return _Standing(standing.top_level and not is_function, standing.guarded or is_saved, reached)


def _imported(dotted: str, names: list[str], at: Standing, standing: _Standing, places: Places) -> Value:
    near = places.of(at)
    first = dotted.partition(".")[0]  # empty when relative
    return mapping(
        {
            "name": fact(first, near),
            "module": fact(dotted, near),
            "names": fact(names, near),
            "top_level": fact(standing.top_level, near),
            "guarded": fact(standing.guarded, near),
            "reached": fact(standing.reached, near),
        },
        near,
    )


def _sure_blocks(statement: ast.stmt, module: Scope) -> list[list[ast.stmt]]:
    """Return the blocks of a statement that surely run when it does, or, of a function, when the engine calls it."""
    match statement:
        case ast.FunctionDef(name=name, body=body, decorator_list=[]) if name in _CALLED and not is_generator(statement):
            return [body] if [binding.node for binding in module.bindings.get(name, ())] == [statement] else []
        case ast.ClassDef(body=body) | ast.With(body=body):
            return [body]
        case ast.Try(body=body, finalbody=finalbody) | ast.TryStar(body=body, finalbody=finalbody):
            return [body, finalbody]
        case ast.If(test=test, body=body, orelse=orelse):
            return {True: [body], False: [orelse], None: []}[truth(test)]
    return []


def _guarded_blocks(statement: ast.stmt, module: Scope) -> list[list[ast.stmt]]:
    match statement:
        case ast.If(test=test) if is_type_checking(test) or is_main_guard(statement):
            return [statement.body]
        case ast.Try() | ast.TryStar() if any(_catches(handler.type) for handler in statement.handlers):
            return [statement.body, *(handler.body for handler in statement.handlers), statement.orelse]
        case ast.With(items=[ast.withitem(context_expr=ast.Call(func=called, args=args))]):
            if module.dotted(called) == "contextlib.suppress" and any(_catches(caught) for caught in args):
                return [statement.body]
    return []


def _catches(caught: ast.expr | None) -> bool:
    match caught:
        case None | ast.Name(id="ImportError" | "ModuleNotFoundError" | "Exception" | "BaseException"):
            return True
        case ast.Tuple(elts=elements):
            return any(isinstance(element, ast.Name) and element.id in _CATCHING for element in elements)
    return False
