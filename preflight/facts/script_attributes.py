"""Attributes that a script takes from the modules it imports, and that these do not have."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from preflight.facts.script_surroundings import Surroundings


def missing_attributes(surroundings: Surroundings, names: Collection[str]) -> Iterator[tuple[str, ast.Attribute]]:
    """Yield where a script reads one of the dotted names, which do not exist.

    Left out are those that the script defines itself, those it asks for with `hasattr` first, and those in a `try` that goes on
    without them.
    """
    last = {name.rpartition(".")[2] for name in names}
    found = [node for node in surroundings.nodes if isinstance(node, ast.Attribute) and node.attr in last]
    dotted = {node: surroundings.scope(node).dotted(node) for node in found}
    own = {name for node, name in dotted.items() if not isinstance(node.ctx, ast.Load)}
    for node, name in dotted.items():
        if name is not None and name in names and name not in own and not _is_guarded(node, surroundings):
            yield name, node


def _is_guarded(node: ast.Attribute, surroundings: Surroundings) -> bool:
    if surroundings.is_caught(node, AttributeError):
        return True
    tests = (holder.test for holder, _ in surroundings.around(node) if isinstance(holder, (ast.If, ast.IfExp)))
    return any(isinstance(part, ast.Name) and part.id in {"hasattr", "getattr"} for test in tests for part in ast.walk(test))
