"""Names that a function reads as its own although nothing has assigned them there yet: a `global` is missing."""

from __future__ import annotations

import ast

from preflight.facts.script_course import NOWHERE, Course, TooLong
from preflight.facts.script_evaluation import evaluated
from preflight.facts.script_exits import Exits
from preflight.facts.script_handlers import caught_names, is_broad
from preflight.facts.script_tree import FUNCTIONS, own_nodes
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preflight.facts.script_places import Standing
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

_UNBOUND, _BOUND = 1, 2
# Names of one function that are followed, each on its own. No script in use comes near.
_MOST = 20

_UNBOUND_ERRORS = ("NameError", "UnboundLocalError")


class Unbound(Record):
    """A name that is read where it surely has no value: by which function, where, and where that function assigns it."""

    name: str
    function: str
    read: Standing
    assigned: Standing


def unbound(function: Function, surroundings: Surroundings) -> Iterator[Unbound]:
    """Yield the names of the module that a function assigns as its own and reads before, each where it is read first.

    Such a read raises UnboundLocalError whenever it is reached; one that may come after an assignment is left out.
    """
    module, scope = surroundings.module, surroundings.inside(function)
    leaves = Exits(surroundings).leaves
    for name in [name for name in scope.bindings if name in module.bindings][:_MOST]:
        bindings = scope.bindings[name]
        # A parameter has a value, and an inner function that says `nonlocal` may give one.
        if not any(binding.how == "parameter" or binding.node is function for binding in bindings):
            read = _first_unbound(function, name, leaves)
            if read is not None:
                yield Unbound(name, function.name, read, bindings[0].node)


def _first_unbound(function: Function, name: str, leaves: Callable[[ast.expr], bool]) -> ast.Name | None:
    reading = _Reading(name, leaves)
    try:
        reading.follow(function.body, _UNBOUND)
    except TooLong:
        return None
    found = [node for node, state in reading.reads.items() if state == _UNBOUND]
    return min(found, key=lambda node: (node.lineno, node.col_offset), default=None)


class _Reading(Course):
    """Follows one name: on which courses it has a value where it is read."""

    def __init__(self, name: str, leaves: Callable[[ast.expr], bool]) -> None:
        super().__init__(leaves)
        self._name = name
        self._expected = 0
        self.reads: dict[ast.Name, int] = {}

    def evaluate(self, expressions: list[ast.expr], state: int) -> int:
        for node, certain in evaluated(*expressions):
            if state == NOWHERE:
                break
            if isinstance(node, ast.Name) and node.id == self._name:
                after = self._named(node, state)
                state = after if certain else state | after
        return state

    def _named(self, node: ast.Name, state: int) -> int:
        if isinstance(node.ctx, ast.Store):
            self.see(_BOUND)
            return _BOUND
        self._read(node, state)
        if isinstance(node.ctx, ast.Del):
            return state | _UNBOUND | _BOUND
        return state & _BOUND  # where it has no value, the course ends with an exception

    def _read(self, node: ast.Name, state: int) -> None:
        self.reads[node] = self.reads.get(node, NOWHERE) | (state if not self._expected else _UNBOUND | _BOUND)

    def enter(self, statement: ast.stmt, state: int) -> int:
        match statement:
            case ast.AugAssign(target=ast.Name(id=name) as target) if name == self._name:
                self._read(target, state)
                return state & _BOUND
        return state

    def bind(self, target: ast.AST, state: int) -> int:
        if isinstance(target, ast.expr):
            return _BOUND if any(isinstance(node, ast.Name) and self._is_stored(node) for node in ast.walk(target)) else state
        if isinstance(target, (*FUNCTIONS, ast.ClassDef)):
            return _BOUND if target.name == self._name else state
        if isinstance(target, (ast.Import, ast.ImportFrom)):
            names = [alias.asname or alias.name.partition(".")[0] for alias in target.names]
            return _BOUND if self._name in names else state
        # a handler takes its name away again, a pattern may not match
        named = any(self._name in {getattr(node, "name", None), getattr(node, "rest", None)} for node in _patterns(target))
        return _UNBOUND | _BOUND if named else state

    def _is_stored(self, node: ast.Name) -> bool:
        return node.id == self._name and isinstance(node.ctx, ast.Store)

    def attempt(self, statement: ast.Try | ast.TryStar, state: int) -> int:
        if not any(self._expects(handler) for handler in statement.handlers):
            return super().attempt(statement, state)
        self._expected += 1
        after = super().attempt(statement, state)
        self._expected -= 1
        return after

    def _expects(self, handler: ast.ExceptHandler) -> bool:
        """Tell whether a handler is there for a name without a value: it says so, or it catches all and gives the name one."""
        if any(name in _UNBOUND_ERRORS for name in caught_names(handler)):
            return True
        return is_broad(handler) and any(isinstance(node, ast.Name) and self._is_stored(node) for node in own_nodes(handler.body))


def _patterns(target: ast.AST) -> Iterator[ast.AST]:
    return iter([target]) if isinstance(target, ast.ExceptHandler) else ast.walk(target)
