"""What shows that a script was written for an online endpoint, which hands over requests instead of files."""

from __future__ import annotations

import ast

from preflight.facts.script_evaluation import surely
from preflight.facts.script_handlers import comes_back, may_catch
from preflight.facts.script_tree import own_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Binding, Scope
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

# Packages whose decorators turn a function into one that takes requests.
_WRAPPING = ("inference_schema.", "azureml.contrib.services.", "azureml_inference_server_http.")

_READERS = ("json.loads", "orjson.loads", "simplejson.loads", "ujson.loads")


def online_sign(run: Function, surroundings: Surroundings) -> tuple[str, ast.expr] | None:
    """Return what shows it best, `json` or `decorator`, and where it stands; None when nothing does."""
    call = _reads_its_parameter(run, surroundings.inside(run))
    if call is not None:
        return "json", call
    for decorator in run.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if (surroundings.module.dotted(called) or "").startswith(_WRAPPING):
            return "decorator", decorator
    return None


def _reads_its_parameter(run: Function, scope: Scope) -> ast.Call | None:
    """Return the call in which `run` surely reads its first parameter, which is a list, as JSON."""
    taken = [*run.args.posonlyargs, *run.args.args]
    if not taken or _is_tested(taken[0].arg, run):
        return None
    name = taken[0].arg
    for node in surely(run.body, lambda handler: _goes_on(handler, name)):
        match node:
            case ast.Call(func=called, args=[ast.Name(id=given), *_]) if given == name and scope.dotted(called) in _READERS:
                return None if any(_is_before(binding, node) for binding in scope.bindings[name]) else node
    return None


def _is_before(binding: Binding, call: ast.Call) -> bool:
    """Tell whether a variable was assigned anew before a call, other than what the call returned."""
    if binding.how == "parameter" or (binding.node.lineno, binding.node.col_offset) > (call.lineno, call.col_offset):
        return False
    return binding.value is None or call not in ast.walk(binding.value)


def _is_tested(name: str, run: Function) -> bool:
    """Tell whether a function looks at what sort of thing a variable is."""
    for node in own_nodes(run.body):
        match node:
            case ast.Call(func=ast.Name(id="isinstance" | "type"), args=[ast.Name(id=given), *_]) if given == name:
                return True
    return False


def _goes_on(handler: ast.ExceptHandler, name: str) -> bool:
    """Tell whether a handler may be there for what is no JSON: the script goes on after it, or looks at the variable once more."""
    if not may_catch(handler, TypeError) or not comes_back(handler):
        return False
    if not isinstance(handler.body[-1], ast.Return):
        return True
    return any(isinstance(node, ast.Name) and node.id == name for node in own_nodes(handler.body))
