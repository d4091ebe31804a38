"""Names that a function reads and nothing binds: not the function, not the module, not Python."""

from __future__ import annotations

import ast
import builtins

from preflight.facts.script_reach import ENTRIES, entry
from preflight.facts.script_tree import own_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_surroundings import Surroundings

# What a module has besides the built-in names.
_GIVEN = frozenset(dir(builtins)) | {
    "__file__",
    "__name__",
    "__doc__",
    "__spec__",
    "__loader__",
    "__package__",
    "__builtins__",
    "exit",
    "quit",
}


def undefined(surroundings: Surroundings) -> Iterator[tuple[str, ast.Name]]:
    """Yield the names that `init` and `run` read and that nothing in the script binds, each where it is read first.

    Nothing of a script that binds names in ways that are not written, such as a star import or `globals()`.
    """
    if surroundings.module.makers:
        return
    seen: set[str] = set()
    for name in ENTRIES:
        function = entry(name, surroundings.module)
        if function is None:
            continue
        read = (node for node in own_nodes(function.body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        for node in sorted(read, key=lambda node: (node.lineno, node.col_offset)):
            if node.id in seen or node.id in _GIVEN or surroundings.scope(node).bound(node.id) or surroundings.is_caught(node, NameError):
                continue
            seen.add(node.id)
            yield node.id, node
