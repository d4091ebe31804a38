"""The root `startup`: what a scoring script calls before the first mini-batch. The script is never run."""

from __future__ import annotations

import ast

from preflight.facts.script_names import function_scope, module_scope
from preflight.facts.script_places import Places
from preflight.facts.script_syntax import read
from preflight.facts.script_tree import own_nodes
from preflight.value import Absent, Unknown, fact, listing, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Scope
    from preflight.facts.script_tree import Function
    from preflight.source import Source
    from preflight.value import Present, Value


def startup(source: Source) -> Value:
    """Return the root `startup`: what `init` calls; absent where it is no function that is surely known."""
    tree, error = read(source)
    if tree is None:
        place = error.place
        return Unknown(
            error.reason if isinstance(error, Unknown) else f"the script does not parse: line {place.line if place else 1}", error
        )
    module = module_scope(tree, source.text)
    init = module.definition("init")
    near = spot(source)
    return mapping({"calls": _calls(init, module, Places(source)) if init is not None else Absent(near, "calls")}, near)


def _calls(function: Function, module: Scope, places: Places) -> Present:
    """Return the calls in a function whose target is surely known by its full name, such as `torch.jit.load`, in the order written.

    `module` is the first part of the name, `function` the last. What inner functions and lambdas call is left out: it happens when
    they are called.
    """
    scope = function_scope(function, module)
    made = [node for node in own_nodes(function.body) if isinstance(node, ast.Call)]
    found = []
    for call in sorted(made, key=lambda call: (call.lineno, call.col_offset)):
        name = scope.dotted(call.func)
        if name is not None:
            near = places.of(call)
            parts = {"name": name, "module": name.partition(".")[0], "function": name.rpartition(".")[2]}
            found.append(mapping({key: fact(text, near) for key, text in parts.items()}, near))
    return listing(found, places.heading_of(function))
