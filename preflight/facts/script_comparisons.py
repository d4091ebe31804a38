"""Comparisons of an object with a class by `is`, where its type was meant."""

from __future__ import annotations

import ast

from preflight.facts.script_types import Types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_names import Scope
    from preflight.facts.script_surroundings import Surroundings

_CLASSES = (
    "pandas.DataFrame", "pandas.Series", "numpy.ndarray", "torch.Tensor", "tensorflow.Tensor", "builtins.list", "builtins.dict",
    "builtins.tuple", "builtins.set", "builtins.str", "builtins.bytes", "builtins.int", "builtins.float", "builtins.bool",
)  # fmt: skip

# Methods that return data by their name, never a class.
_MAKING = ("predict", "transform", "forecast", "score", "read_")


def class_comparisons(surroundings: Surroundings) -> Iterator[ast.Compare]:
    """Yield the comparisons like `x is not pd.DataFrame` whose left side surely is no class: they come out the same for any value."""
    for node in surroundings.nodes:
        match node:
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Name() | ast.Attribute() as right]):
                scope = surroundings.scope(node)
                if scope.dotted(right) in _CLASSES and not _is_hidden(right, scope) and _is_object(name, scope):
                    yield node


def _is_hidden(node: ast.expr, scope: Scope) -> bool:
    return isinstance(node, ast.Name) and scope.starred


def _is_object(name: str, scope: Scope) -> bool:
    types = Types(scope)
    values = [binding.value for binding in scope.bindings.get(name, [])]
    return bool(values) and all(isinstance(value, ast.expr) and (types.of(value) is not None or _is_made(value)) for value in values)


def _is_made(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr.startswith(_MAKING)
