"""What the handlers of a `try` catch, and whether the script goes on after them."""

from __future__ import annotations

import ast
import builtins

from preflight.facts.script_tree import statements

_BROAD = ("Exception", "BaseException")


def caught_names(handler: ast.ExceptHandler) -> list[str]:
    """Return the last names of what a handler catches, as in `HTTPError`; `BaseException` where it catches all."""
    if handler.type is None:
        return ["BaseException"]
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [kind.attr if isinstance(kind, ast.Attribute) else kind.id if isinstance(kind, ast.Name) else "" for kind in kinds]


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler catches every mistake: a bare `except`, `Exception` or `BaseException`."""
    return any(name in _BROAD for name in caught_names(handler))


def may_catch(handler: ast.ExceptHandler, raised: type[BaseException]) -> bool:
    """Tell whether a handler may catch an exception; what is none of Python's own exceptions may be a name for it."""
    for name in caught_names(handler):
        kind = getattr(builtins, name, None)
        if not isinstance(kind, type) or issubclass(raised, kind):
            return True
    return False


def comes_back(handler: ast.ExceptHandler) -> bool:
    """Tell whether the script may go on after a handler: one that ends with `raise`, and leaves in no other way, does not."""
    if any(isinstance(inner, (ast.Return, ast.Break, ast.Continue)) for inner in statements(handler.body, inner=False)):
        return True
    return not isinstance(handler.body[-1], ast.Raise)
