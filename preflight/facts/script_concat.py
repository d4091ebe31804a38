"""Lists that may still be empty when `run` concatenates them."""

from __future__ import annotations

import ast

from preflight.facts.script_course import NOWHERE, Course, TooLong
from preflight.facts.script_evaluation import evaluated
from preflight.facts.script_exits import Exits
from preflight.facts.script_handlers import comes_back, may_catch
from preflight.facts.script_tree import FUNCTIONS
from preflight.facts.script_types import agreed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preflight.facts.script_names import Scope
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

_EMPTY, _OTHER = 1, 2
_ALL, _SOME = "all", "some"

# Lists of one function that are followed, each on its own. No script in use comes near.
_MOST = 20

# Expressions, and variables made from one another, are followed this far.
_DEEPEST = 40

# Calls that have an item for each item of what they are given.
_SAME_LENGTH = ("enumerate", "iter", "list", "reversed", "set", "sorted", "tqdm", "track", "tuple")


def empty_concats(run: Function, surroundings: Surroundings) -> Iterator[tuple[str, ast.Call]]:
    """Yield where `run` gives `pandas.concat` a list that may be empty, and the name of that list.

    The list starts empty, and there is a course on which no file of a mini-batch, which has at least one, adds to it. Not where a
    condition or a call between the two may see to that.
    """
    scope = surroundings.inside(run)
    calls = [node for node in ast.walk(run) if isinstance(node, ast.Call) and scope.dotted(node.func) == "pandas.concat"]
    for name in list(dict.fromkeys(_concatenated(call) for call in calls))[:_MOST]:
        found = scope.bindings.get(name, []) if name else []
        if name and found and all(_is_empty(binding.value, scope) for binding in found) and not _is_shared(name, run):
            collecting = _Collecting(name, run, scope, Exits(surroundings).leaves)
            try:
                collecting.follow(run.body, _OTHER)
            except TooLong:
                continue
            yield from ((name, call) for call in calls if collecting.calls.get(call, _OTHER) & _EMPTY)


def _concatenated(call: ast.Call) -> str | None:
    """Return the variable that a call of `concat` is given."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = call.args[0] if call.args else next((keyword.value for keyword in call.keywords if keyword.arg == "objs"), None)
    return given.id if called == "concat" and isinstance(given, ast.Name) else None


def _is_shared(name: str, run: Function) -> bool:
    """Tell whether an inner function may add to a list."""
    inner = (node for node in ast.walk(run) if isinstance(node, (*FUNCTIONS, ast.Lambda)) and node is not run)
    return any(isinstance(part, ast.Name) and part.id == name for node in inner for part in ast.walk(node))


def _is_empty(value: ast.expr | ast.AugAssign | None, scope: Scope) -> bool:
    match value:
        case ast.List(elts=[]):
            return True
        case ast.Call(func=called, args=[], keywords=[]):
            return scope.dotted(called) == "builtins.list"
    return False


class _Collecting(Course):
    """Follows one list: on which courses nothing was added to it yet."""

    def __init__(self, name: str, run: Function, scope: Scope, leaves: Callable[[ast.expr], bool]) -> None:
        super().__init__(leaves)
        self._name = name
        self._scope = scope
        self._files = _Files(run, scope)
        self._grown = False
        self._caught = 0
        self.calls: dict[ast.Call, int] = {}

    def evaluate(self, expressions: list[ast.expr], state: int) -> int:
        seen = list(evaluated(*expressions))
        calls = {node: certain for node, certain in seen if isinstance(node, ast.Call) and _concatenated(node) == self._name}
        harmless = {node.args[0] for node, _ in seen if isinstance(node, ast.Call) and _is_length(node)}
        if any(isinstance(node, ast.Name) and node.id == self._name and node not in harmless for node, _ in seen) and not calls:
            self._grown = True
            return _OTHER
        for call, certain in calls.items():
            told = certain and self._grown and not self._caught
            self.calls[call] = self.calls.get(call, NOWHERE) | (state if told else _OTHER)
            state &= ~_EMPTY if certain else state  # with an empty list, the course ends with an exception
        return state

    def bind(self, target: ast.AST, state: int) -> int:
        # whatever is assigned to it is an empty list
        return _EMPTY if isinstance(target, ast.Name) and target.id == self._name else state

    def enter(self, statement: ast.stmt, state: int) -> int:
        """Doubt that the list is empty where a condition, or a loop over other things than files, may see to that."""
        match statement:
            case ast.For(iter=iterated) if self._is_named(statement.body):
                return state if self._files.held_by(iterated) else _OTHER
            case ast.AsyncFor() | ast.While() if self._is_named(statement.body):
                return _OTHER
            case ast.If(test=test) | ast.While(test=test) | ast.Assert(test=test) if self._is_named([test]) or self._is_of_run(test):
                return _OTHER
            case ast.If() | ast.Match() | ast.Assert() if self._grown and not self.in_loop:
                return _OTHER
        return state

    def _is_named(self, nodes: list[ast.stmt] | list[ast.expr]) -> bool:
        return any(isinstance(part, ast.Name) and part.id == self._name for node in nodes for part in ast.walk(node))

    def _is_of_run(self, test: ast.expr) -> bool:
        """Tell whether a test looks into a collection that `run` makes itself, as in `if path not in seen`."""
        compared = (part for part in ast.walk(test) if isinstance(part, ast.Compare) and isinstance(part.ops[0], (ast.In, ast.NotIn)))
        return any(isinstance(side, ast.Name) and side.id in self._scope.bindings for part in compared for side in part.comparators)

    def never_runs(self, loop: ast.For | ast.AsyncFor) -> bool:
        return self._files.held_by(loop.iter) != _ALL

    def attempt(self, statement: ast.Try | ast.TryStar, state: int) -> int:
        caught = any(may_catch(handler, ValueError) and comes_back(handler) for handler in statement.handlers)
        self._caught += caught
        after = super().attempt(statement, state)
        self._caught -= caught
        return after


class _Files:
    """Tells what an expression holds of the files of a mini-batch: all of them, or some that were chosen."""

    def __init__(self, run: Function, scope: Scope) -> None:
        taken = [*run.args.posonlyargs, *run.args.args]
        self._scope = scope
        self._name = taken[0].arg if taken and len(scope.bindings[taken[0].arg]) == 1 else None

    def held_by(self, node: ast.expr, depth: int = 0) -> str | None:
        """Return `all`, `some`, or None when it cannot be told."""
        if depth > _DEEPEST:
            return None
        depth += 1
        match node:
            case ast.Name(id=name) if name == self._name:
                return _ALL
            case ast.Name(id=name):
                values = [binding.value for binding in self._scope.bindings.get(name, [])]
                return agreed([self.held_by(value, depth) if isinstance(value, ast.expr) else None for value in values])
            case ast.Call(func=ast.Name(id="filter"), args=[_, given]):
                return _SOME if self.held_by(given, depth) else None
            case ast.Call(func=ast.Name(id="range"), args=[ast.Call() as length]) if _is_length(length):
                return self.held_by(length.args[0], depth)
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[given, *_]) if called in _SAME_LENGTH:
                return self.held_by(given, depth)
            case ast.ListComp(generators=[generator]) | ast.GeneratorExp(generators=[generator]):
                held = self.held_by(generator.iter, depth)
                return _SOME if held and generator.ifs else held
        return None


def _is_length(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "len" and len(call.args) == 1
