"""The nodes of a script, and what stands around each: the nodes that hold it, the names it sees, and what catches its exceptions."""

from __future__ import annotations

import ast

from preflight.facts.script_handlers import comes_back, may_catch
from preflight.facts.script_names import Binding, Scope, bindings, function_scope
from preflight.facts.script_tree import FUNCTIONS, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_tree import Function

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Surroundings:
    """Knows all nodes of one script, outer ones before inner ones, and their parents.

    `body` and `module` are the top level and its names.
    """

    def __init__(self, tree: ast.Module, module: Scope) -> None:
        """Take a tree and the names of the module."""
        self.body = tree.body
        self.module = module
        self.nodes: list[ast.AST] = [tree]
        self._parents: dict[ast.AST, ast.AST] = {}
        self._scopes: dict[ast.AST, Scope] = {}
        for node in self.nodes:  # grows on the way
            held = parts(node)
            self.nodes += held
            for part in held:
                self._parents[part] = node

    def parent(self, node: ast.AST) -> ast.AST:
        """Return what holds a node right away."""
        return self._parents[node]

    def around(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Yield what holds a node, from the inside out, each with the part of it that the node is in."""
        while node in self._parents:
            yield self._parents[node], node
            node = self._parents[node]

    def scope(self, node: ast.AST) -> Scope:
        """Return the names that a node can see."""
        holders: list[ast.AST] = []
        for holder, part in self.around(node):
            if isinstance(holder, FUNCTIONS):
                seen = isinstance(part, ast.stmt)  # decorators and default values belong outside
            else:
                seen = isinstance(holder, (ast.Lambda, *_COMPREHENSIONS)) or (isinstance(holder, ast.ClassDef) and not holders)
            if seen:
                holders.append(holder)
        scope = self.module
        for holder in reversed(holders):
            if holder not in self._scopes:
                self._scopes[holder] = _inner(holder, scope)
            scope = self._scopes[holder]
        return scope

    def inside(self, function: Function) -> Scope:
        """Return the names that the body of a function sees which stands in no other function."""
        if function not in self._scopes:
            self._scopes[function] = function_scope(function, self.module)
        return self._scopes[function]

    def has_hidden_names(self) -> bool:
        """Tell whether a function binds a name of the module for itself; in most scripts none does."""
        names = self.module.bindings.keys()
        functions = {binding.node for found in self.module.bindings.values() for binding in found if isinstance(binding.node, FUNCTIONS)}
        return any(not names.isdisjoint(self.inside(function).bindings) for function in functions)

    def is_caught(self, node: ast.AST, raised: type[BaseException]) -> bool:
        """Tell whether a handler around a node may catch an exception, so that the script goes on."""
        return any(
            isinstance(holder, (ast.Try, ast.TryStar))
            and part in holder.body
            and any(may_catch(handler, raised) and comes_back(handler) for handler in holder.handlers)
            for holder, part in self.around(node)
        )


def _inner(holder: ast.AST, outer: Scope) -> Scope:
    if isinstance(holder, FUNCTIONS):
        return function_scope(holder, outer)
    if isinstance(holder, ast.ClassDef):
        return Scope(bindings(holder.body), outer)
    if isinstance(holder, ast.Lambda):
        return Scope((Binding(at.arg, "parameter", at) for at in ast.walk(holder.args) if isinstance(at, ast.arg)), outer)
    targets = (generator.target for generator in getattr(holder, "generators", []))
    names = (at for target in targets for at in ast.walk(target) if isinstance(at, ast.Name))
    return Scope((Binding(at.id, "assignment", at) for at in names), outer)
