"""What names the scopes of a script bind, and what a name then stands for."""

from __future__ import annotations

import ast
import builtins

from preflight.facts.script_conditions import is_main_guard
from preflight.facts.script_tree import FUNCTIONS, own_nodes, same_scope, statements
from preflight.pattern import Pattern
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.facts.script_places import Standing
    from preflight.facts.script_tree import Function

_BUILTINS = frozenset(dir(builtins)) | {"exit", "quit"}
_ASSIGNING = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
_BINDING = (
    ast.Name, *FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping,
)  # fmt: skip
_CONDITIONAL = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.Match)

# What may bind names that are written nowhere.
_HIDDEN = Pattern(r"\b(?:globals|locals|vars|exec|modules)\b")
_EVERYWHERE = ("builtins.globals", "builtins.exec", "sys.modules")
_ON_TOP = ("builtins.vars", "builtins.locals")


class Binding(Record):
    """One way a name comes to be bound.

    `how` is `function`, `class`, `import`, `assignment`, `deletion` or `parameter`; `origin` is the dotted name of what is imported.
    `value` is what a plain assignment assigns, or the whole of an augmented one. `certain` is False under a condition, `main` is True
    under `if __name__ == "__main__"`; `inside` names the function that binds a global name.
    """

    name: str
    how: str
    node: Standing
    origin: str | None = None
    value: ast.expr | ast.AugAssign | None = None
    certain: bool = True
    main: bool = False
    inside: str | None = None


class Maker(Record):
    """Something that may bind names that are not written: what it is, on which line, and whether it runs when the script is imported."""

    what: str
    line: int
    on_import: bool


class Scope:
    """The names that a module or a function binds, within the scope around it.

    `makers` are what else may bind names of a module; `starred` says that a star import is among them, which may hide builtins.
    """

    __slots__ = ("_outer", "bindings", "makers", "starred")

    def __init__(self, bindings: Iterable[Binding], outer: Scope | None = None) -> None:
        """Take the bindings in the order they are written."""
        self.bindings: dict[str, list[Binding]] = {}
        self.makers: list[Maker] = []
        self.starred: bool = outer is not None and outer.starred
        self._outer = outer
        for binding in bindings:
            self.bindings.setdefault(binding.name, []).append(binding)

    def effective(self, name: str) -> list[Binding]:
        """Return the bindings of a name that may be the one that counts in the end: the last certain one and all after it.

        What stands under `if __name__ == "__main__"` is left out, but where nothing else binds the name.
        """
        written = self.bindings.get(name, [])
        imported = [binding for binding in written if not binding.main] or written
        last = next((at for at in range(len(imported) - 1, 0, -1) if imported[at].certain), 0)
        return imported[last:]

    def bound(self, name: str) -> list[Binding]:
        """Return the bindings of a name, of the nearest scope that has some."""
        found = self.bindings.get(name)
        if found is None:
            return self._outer.bound(name) if self._outer else []
        return found

    def definition(self, name: str) -> Function | None:
        """Return the function that a name surely stands for."""
        bindings = self.bindings.get(name)
        if bindings is None:
            return self._outer.definition(name) if self._outer else None
        node = bindings[0].node
        return node if len(bindings) == 1 and isinstance(node, FUNCTIONS) else None

    def dotted(self, node: ast.AST) -> str | None:
        """Return the full name of what `a.b.c` stands for, as in `pandas.DataFrame` or `builtins.len`; None when that is not sure."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.insert(0, node.attr)
            node = node.value
        start = self._origin(node.id) if isinstance(node, ast.Name) else None
        return ".".join([start, *attributes]) if start else None

    def _origin(self, name: str) -> str | None:
        bindings = self.bindings.get(name)
        if bindings is not None:
            origins = {binding.origin for binding in bindings}
            return origins.pop() if len(origins) == 1 else None
        if self._outer is not None:
            return self._outer._origin(name)  # noqa: SLF001 - the same class
        return f"builtins.{name}" if name in _BUILTINS else None


def module_scope(tree: ast.Module, text: str) -> Scope:
    """Return the names a module binds: by itself, and through `global` in its functions."""
    scope = Scope([*bindings(tree.body), *_through_functions(tree.body)])
    stars = list(_stars(tree.body))
    scope.makers = [*stars, *(_hidden(tree, scope) if _HIDDEN.search(text) else [])]
    scope.starred = bool(stars)
    hook = scope.effective("__getattr__")
    if hook:
        scope.makers.append(Maker(f"`__getattr__` on line {hook[0].node.lineno}", hook[0].node.lineno, on_import=False))
    return scope


def function_scope(function: Function, module: Scope) -> Scope:
    """Return the names a function binds for itself."""
    declared = _declared(statements(function.body, inner=False), (ast.Global, ast.Nonlocal))
    shared = _declared(statements(function.body), (ast.Nonlocal,))
    arguments = function.args
    taken = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    found = [Binding(argument.arg, "parameter", argument) for argument in taken if argument]
    found += [binding for binding in bindings(function.body) if binding.name not in declared]
    found += [Binding(name, "assignment", function) for name in sorted(shared)]
    return Scope(found, module)


def bindings(body: list[ast.stmt]) -> Iterator[Binding]:
    """Yield what a scope binds by itself, in order; not what its inner functions, classes and comprehensions bind for themselves."""
    values: dict[ast.AST, ast.expr | ast.AugAssign] = {}
    pending: list[tuple[ast.AST, bool, bool]] = [(statement, True, False) for statement in reversed(body)]
    while pending:
        node, certain, main = pending.pop()
        if isinstance(node, _ASSIGNING):
            values.update(_assigned(node))
        if isinstance(node, _BINDING):
            for name, how, at, origin in _bound(node):
                yield Binding(name, how, at, origin, values.get(node), certain, main, None)
        guarded = main or is_main_guard(node)
        certain = certain and not isinstance(node, _CONDITIONAL)
        pending.extend((part, certain, guarded) for part in reversed(same_scope(node)))


def _assigned(node: ast.AST) -> dict[ast.AST, ast.expr | ast.AugAssign]:
    match node:
        case ast.Assign(targets=targets, value=value):
            return {target: value for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value):
            return {target: value}
        case ast.AugAssign(target=ast.Name() as target):
            return {target: node}
        case ast.NamedExpr(target=target, value=value):
            return {target: value}
    return {}


def _bound(node: ast.AST) -> list[tuple[str, str, Standing, str | None]]:
    """Return the names a node binds: name, how, where, and what is imported."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [(node.name, "function", node, None)]
        case ast.ClassDef():
            return [(node.name, "class", node, None)]
        case ast.Name(ctx=ast.Store()):
            return [(node.id, "assignment", node, None)]
        case ast.Name(ctx=ast.Del()):
            return [(node.id, "deletion", node, None)]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [(name, "assignment", node, None)]
        case ast.MatchMapping(rest=str(name)):
            return [(name, "assignment", node, None)]
        case ast.Import():
            return [_imported(alias) for alias in node.names]
        case ast.ImportFrom():
            module = "." * node.level + (node.module or "")
            named = [alias for alias in node.names if alias.name != "*"]
            return [(alias.asname or alias.name, "import", alias, f"{module}.{alias.name}") for alias in named]
    return []


def _imported(alias: ast.alias) -> tuple[str, str, Standing, str]:
    first = alias.name.partition(".")[0]
    return (alias.asname, "import", alias, alias.name) if alias.asname else (first, "import", alias, first)


def _declared(written: Iterable[ast.stmt], kinds: tuple[type[ast.Global | ast.Nonlocal], ...]) -> set[str]:
    return {name for statement in written if isinstance(statement, kinds) for name in statement.names}


def _through_functions(body: list[ast.stmt]) -> Iterator[Binding]:
    for function in statements(body):
        if isinstance(function, (*FUNCTIONS, ast.ClassDef)):
            shared = _declared(statements(function.body, inner=False), (ast.Global,))
            for binding in bindings(function.body) if shared else ():
                if binding.name in shared:
                    yield Binding(
                        binding.name, binding.how, binding.node, binding.origin, binding.value, certain=False, inside=function.name
                    )


def _stars(body: list[ast.stmt]) -> Iterator[Maker]:
    for statement in statements(body):
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            module = "." * statement.level + (statement.module or "")
            yield Maker(f"a star import from `{module}`", statement.lineno, on_import=True)


def _hidden(tree: ast.Module, scope: Scope) -> Iterator[Maker]:
    on_top = set(own_nodes(tree.body))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            name = scope.dotted(node)
            if name in _EVERYWHERE or (name in _ON_TOP and node in on_top):
                yield Maker(f"`{name.removeprefix('builtins.')}` on line {node.lineno}", node.lineno, on_import=node in on_top)
