"""Uses of the argument `--logging_level` that fail when it was not given."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import is_main_guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_surroundings import Surroundings

_FLAG = "--logging_level"
_TELLING = ("print", "debug", "info", "warning", "error", "critical", "exception", "log")
_DECIDING = (ast.BoolOp, ast.Compare, ast.UnaryOp, ast.NamedExpr, ast.comprehension, ast.Assert, ast.Match, ast.match_case)


def unguarded_levels(surroundings: Surroundings) -> list[ast.expr]:
    """Return where a script needs the text of `--logging_level` although the argument has no default: without it, it is None.

    Nothing where the script looks at whether it was given, anywhere and in any way that can be told, or fills it in.
    """
    options = [node for node in surroundings.nodes if isinstance(node, ast.Call) and _is_option(node)]
    if not options or not all(_lacks_default(option) for option in options) or _fills_in(surroundings.nodes):
        return []
    levels = _Levels(surroundings, {_attribute(option) for option in options})
    if levels.is_looked_at():
        return []
    return [node for node in levels.carriers if levels.is_needed(node) and not levels.is_guarded(node)]


def _is_option(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "add_argument":
        return False
    return any(isinstance(given, ast.Constant) and given.value == _FLAG for given in call.args)


def _lacks_default(option: ast.Call) -> bool:
    """Tell whether an option is None when it is not given; one that is required ends the script instead."""
    for keyword in option.keywords:
        match keyword:
            case ast.keyword(arg="default", value=ast.Constant(value=None)) | ast.keyword(arg="required", value=ast.Constant(value=False)):
                continue
            case ast.keyword(arg="default" | "required" | "action" | "nargs" | "const" | None):
                return False
    return True


def _attribute(option: ast.Call) -> str:
    for keyword in option.keywords:
        if keyword.arg == "dest":
            return keyword.value.value if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str) else ""
    return _FLAG.lstrip("-")


def _fills_in(nodes: list[ast.AST]) -> bool:
    """Tell whether a parser gets defaults in another way, or attributes are set by name."""
    for node in nodes:
        match node:
            case ast.Attribute(attr="set_defaults") | ast.keyword(arg="argument_default" | "namespace") | ast.Name(id="setattr"):
                return True
    return False


class _Levels:
    """The expressions of a script that stand for the argument: `args.logging_level`, and variables it is assigned to."""

    def __init__(self, surroundings: Surroundings, attributes: set[str]) -> None:
        self._surroundings = surroundings
        self._names = [node for node in surroundings.nodes if isinstance(node, ast.Name)]
        self._spaces = {target for node in surroundings.nodes if isinstance(node, ast.Assign) for target in _namespaces(node)}
        self._reads = [node for node in surroundings.nodes if isinstance(node, ast.Attribute) and node.attr in attributes]
        direct = {node for node in self._reads if self._is_space(node.value)}
        aliases = [node for node in self._names if isinstance(node.ctx, ast.Load) and self._is_alias(node, direct)]
        self.carriers: list[ast.expr] = [*direct, *aliases]

    def _is_space(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Name):
            return False
        found = self._surroundings.scope(node).bound(node.id)
        return bool(found) and all(binding.node in self._spaces for binding in found)

    def _is_alias(self, node: ast.Name, direct: set[ast.Attribute]) -> bool:
        found = self._surroundings.scope(node).bound(node.id) if direct else []
        return bool(found) and all(binding.value in direct for binding in found)

    def is_looked_at(self) -> bool:
        """Tell whether the script decides anything by the argument, assigns it, or hands on all arguments."""
        if any(not isinstance(node.ctx, ast.Load) for node in self._reads):
            return True
        if any(self._decides(node) for node in self.carriers):
            return True
        names = {target.id for target in self._spaces}
        return any(self._is_handed_on(node) for node in self._names if node.id in names and isinstance(node.ctx, ast.Load))

    def _decides(self, node: ast.AST) -> bool:
        while not isinstance(node, ast.stmt):
            part, node = node, self._surroundings.parent(node)
            if isinstance(node, _DECIDING) or (isinstance(node, (ast.If, ast.IfExp, ast.While)) and part is node.test):
                return True
        return False

    def _is_handed_on(self, node: ast.Name) -> bool:
        holder = self._surroundings.parent(node)
        if isinstance(holder, ast.Call):
            called = holder.func
            return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) not in _TELLING
        return not isinstance(holder, (ast.Attribute, ast.FormattedValue, ast.Expr))

    def is_needed(self, node: ast.expr) -> bool:
        """Tell whether an expression fails when the argument is None."""
        holder = self._surroundings.parent(node)
        match holder:
            case ast.Attribute():
                outer = self._surroundings.parent(holder)
                return isinstance(outer, ast.Call) and outer.func is holder
            case ast.Call(func=ast.Attribute(attr="setLevel")):
                return True
            case ast.Call(func=ast.Name(id="getattr"), args=[_, given, *_]):
                return given is node
        return False

    def is_guarded(self, node: ast.expr) -> bool:
        """Tell whether its failure is caught, or whether it is not run by the scoring engine."""
        caught = any(self._surroundings.is_caught(node, raised) for raised in (AttributeError, TypeError))
        return caught or any(is_main_guard(holder) for holder, _ in self._surroundings.around(node))


def _namespaces(statement: ast.Assign) -> Iterator[ast.Name]:
    """Yield the variables that get the parsed arguments: the first of `parse_known_args`, all of `parse_args`."""
    for target in statement.targets:
        match target, statement.value:
            case ast.Tuple(elts=[ast.Name() as space, *_]), ast.Call(func=ast.Attribute(attr="parse_known_args")):
                yield space
            case ast.Name(), ast.Call(func=ast.Attribute(attr="parse_args")):
                yield target
            case ast.Name(), ast.Subscript(value=ast.Call(func=ast.Attribute(attr="parse_known_args")), slice=ast.Constant(value=0)):
                yield target
