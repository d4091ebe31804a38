"""What modules a script imports, and whether it can do without them."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import is_main_guard, is_type_checking
from preflight.facts.script_tree import FUNCTIONS, blocks
from preflight.value import fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Scope
    from preflight.facts.script_places import Places, Standing
    from preflight.value import Value

_CATCHING = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


def imports(tree: ast.Module, module: Scope, places: Places) -> Value:
    """Return every import of a script: `name` (empty for a relative one), `module`, `names`, `top_level` and `guarded`.

    One is at the top level outside of functions. It is guarded when the script goes on without it: in a `try` that catches
    ImportError or in its handlers, under `contextlib.suppress`, `if TYPE_CHECKING` and `if __name__ == "__main__"`.
    """
    found: list[Value] = []
    pending = [(statement, True, False) for statement in reversed(tree.body)]
    while pending:
        statement, top_level, guarded = pending.pop()
        if isinstance(statement, ast.Import):
            found += [_imported(alias.name, [], alias, (top_level, guarded), places) for alias in statement.names]
        elif isinstance(statement, ast.ImportFrom):
            dotted = "." * statement.level + (statement.module or "")
            names = [alias.name for alias in statement.names]
            found.append(_imported(dotted, names, statement, (top_level, guarded), places))
        else:
            top_level = top_level and not isinstance(statement, FUNCTIONS)
            saved = _guarded_blocks(statement, module)
            inner = [(part, top_level, guarded or block in saved) for block in blocks(statement) if block for part in block]
            pending += reversed(inner)
    return listing(found, spot(places.source))


def _imported(dotted: str, names: list[str], at: Standing, where: tuple[bool, bool], places: Places) -> Value:
    near = places.of(at)
    top_level, guarded = where
    first = dotted.partition(".")[0]  # empty when relative
    return mapping(
        {
            "name": fact(first, near),
            "module": fact(dotted, near),
            "names": fact(names, near),
            "top_level": fact(top_level, near),
            "guarded": fact(guarded, near),
        },
        near,
    )


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
