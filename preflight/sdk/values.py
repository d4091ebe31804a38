"""What expressions of Python code come to, as far as the code itself says it: literals, constants, and what is made of them."""

from __future__ import annotations

import ast

from preflight.sdk.entities import ASSETS, CONSTANTS, ENTITIES, PACKAGE
from preflight.value import Absent, Located, Present, Unknown, child, mapping, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.facts.script_places import Places
    from preflight.sdk.entities import EntityClass
    from preflight.value import Value

# Expressions nest a few levels; a sum of a thousand texts is no name of anything.
_DEEPEST = 40
# Characters of a text, and values of a document: code that doubles a thing fifty times must cost neither time nor memory.
_LONGEST = 10_000
_LARGEST = 10_000


class Entity:
    """An object of azure-ai-ml: its class by name, and the mapping that YAML would have for it."""

    __slots__ = ("name", "root")

    def __init__(self, name: str, root: Present) -> None:
        """Keep what was made."""
        self.name = name
        self.root = root


class Import:
    """A name that stands for what a package has under a dotted name."""

    __slots__ = ("dotted",)

    def __init__(self, dotted: str) -> None:
        """Keep the dotted name."""
        self.dotted = dotted


class NotRun(Unknown):
    """What an expression comes to is known only when the code runs. Most are never asked why, or where they stand."""

    __slots__ = ("_node", "_places")

    def __init__(self, node: ast.expr, places: Places) -> None:
        """Take the expression, and where nodes stand."""
        self._node = node
        self._places = places
        self.key = None

    def __getattr__(self, name: str) -> Any:
        """Work out all that is told of it: Python comes here only for what is not there yet."""
        if name not in Unknown.__slots__ and name not in Located.__slots__:
            raise AttributeError(name)
        key = self.key
        reason = f"`{self._places.text(self._node)}` is not known before the code runs"
        super().__init__(reason, self._places.of(self._node), asked=False, at_run=True)
        self.key = key
        return getattr(self, name)

    def is_of(self, node: ast.expr) -> bool:
        """Tell whether it stands where an expression does."""
        return self._node is node


class Evaluation:
    """Works out expressions with what names stand for at a point of the code. Nothing is run."""

    def __init__(self, names: dict[str, Value | Entity | Import], places: Places, made: Callable[[Entity], None]) -> None:
        """Take the names, where nodes stand, and who is told of each object of azure-ai-ml that is made."""
        self.names = names
        self._places = places
        self._made = made
        self._depth = 0

    def value(self, node: ast.expr) -> Value:
        """Return what an expression is, as a value that stands where the expression stands."""
        found = self.meaning(node)
        if isinstance(found, Entity):
            return found.root
        if isinstance(found, Import):
            return self._unknown(node)
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(found, Present):
            moved = placed(found.data, self._places.of(node), found.rest)
            moved.origin = found.place
            return moved
        if isinstance(found, Unknown) and not (isinstance(found, NotRun) and found.is_of(node)):
            return found.elsewhere(self._places.of(node))
        return found

    def near(self, node: ast.expr) -> Located:
        """Return where an expression stands."""
        return self._places.of(node)

    def meaning(self, node: ast.expr) -> Value | Entity | Import:
        """Return what an expression is: a value, an object of azure-ai-ml, or something imported."""
        if self._depth > _DEEPEST:
            return self._unknown(node)
        self._depth += 1
        try:
            return self._meaning(node)
        finally:
            self._depth -= 1

    def _meaning(self, node: ast.expr) -> Value | Entity | Import:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self.names.get(node.id) or self._unknown(node)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Call():
                return self._call(node)
            case ast.Dict() | ast.List() | ast.Tuple():
                return self._collection(node)
            case ast.UnaryOp(op=ast.USub()):
                return self._negative(node)
            case ast.BinOp(op=ast.Add()) | ast.JoinedStr():
                return self._text(node)
            case ast.Await():
                return self.meaning(node.value)
            case _:
                return self._unknown(node)

    def _constant(self, node: ast.Constant) -> Value:
        near = self._places.of(node)
        if node.value is None:
            return Absent(near)
        return placed(node.value, near) if isinstance(node.value, (str, int, float)) else self._unknown(node)

    def _negative(self, node: ast.UnaryOp) -> Value:
        inner = self.meaning(node.operand)
        if isinstance(inner, Present) and isinstance(inner.data, (int, float)) and not isinstance(inner.data, bool):
            return placed(-inner.data, self._places.of(node))
        return self._unknown(node)

    def _text(self, node: ast.BinOp | ast.JoinedStr) -> Value:
        if isinstance(node, ast.BinOp):
            parts: list[ast.expr] = [node.left, node.right]
        else:
            parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
            if any(isinstance(part, ast.FormattedValue) and (part.conversion != -1 or part.format_spec) for part in node.values):
                return self._unknown(node)
        texts = [text_of(value) if not isinstance(value := self.meaning(part), (Entity, Import)) else None for part in parts]
        known = [text for text in texts if text is not None]
        if len(known) < len(texts) or sum(map(len, known)) > _LONGEST:
            return self._unknown(node)
        return placed("".join(known), self._places.of(node))

    def _collection(self, node: ast.Dict | ast.List | ast.Tuple) -> Value:
        near = self._places.of(node)
        if not isinstance(node, ast.Dict):
            return self._bounded(placed([self.value(item) for item in node.elts], near), node)
        items: dict[str, Value] = {}
        rest: Unknown | None = None
        for key, item in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found = items[key.value] = self.value(item)
                found.key = placed(key.value, self._places.of(key))
            else:
                rest = rest or self._unknown(item)
        return self._bounded(mapping(items, near, rest), node)

    def _bounded(self, made: Present, node: ast.expr) -> Value:
        return made if _size(made, _LARGEST) >= 0 else self._unknown(node)

    def _attribute(self, node: ast.Attribute) -> Value | Entity | Import:
        holder = self.meaning(node.value)
        if isinstance(holder, Import):
            owner = holder.dotted.rpartition(".")[2]
            if owner in CONSTANTS and holder.dotted.startswith(PACKAGE):
                return placed(node.attr.lower(), self._places.of(node))
            return Import(f"{holder.dotted}.{node.attr}")
        if isinstance(holder, Entity):
            found = child(holder.root, node.attr)
            return self._unknown(node) if isinstance(found, Absent) else found
        return child(holder, node.attr) if isinstance(holder, Present) and isinstance(holder.data, dict) else self._unknown(node)

    def _call(self, node: ast.Call) -> Value | Entity | Import:
        known = self._entity_class(node.func)
        if known is not None:
            return self._entity(*known, node)
        if isinstance(node.func, ast.Attribute):
            method, holder = node.func.attr, node.func.value
            if method == "get" and isinstance(holder, ast.Attribute) and holder.attr in ASSETS:
                return self._registered(node)
            if method in ("result", "wait", "create_or_update", "begin_create_or_update"):
                # What is created is what comes back.
                inner = node.args[0] if node.args else holder
                found = self.meaning(inner)
                if isinstance(found, Entity):
                    return found
        return self._unknown(node)

    def _entity_class(self, function: ast.expr) -> tuple[str, EntityClass] | None:
        found = self.meaning(function) if isinstance(function, (ast.Name, ast.Attribute)) else None
        if not isinstance(found, Import) or not found.dotted.startswith(PACKAGE):
            return None
        name = found.dotted.rpartition(".")[2]
        known = ENTITIES.get(name)
        return (name, known) if known is not None else None

    def _entity(self, name: str, known: EntityClass, node: ast.Call) -> Entity:
        near = self._places.of(node.func)
        root: dict[str, Value] = {key: placed(text, near) for key, text in known.fixed.items()}
        rest: Unknown | None = None
        named = list(zip(known.positional, node.args, strict=False)) + [(one.arg, one.value) for one in node.keywords]
        for argument, expression in named:
            if argument is None:
                rest = self._unknown(expression)
                continue
            value = self.value(expression)
            if not isinstance(value, Absent):
                _put(root, known.moved.get(argument, (argument,)), value)
        made = mapping(root, near, rest)
        entity = Entity(name, made if _size(made, _LARGEST) >= 0 else mapping({}, near, self._unknown(node)))
        self._made(entity)
        return entity

    def _registered(self, node: ast.Call) -> Value:
        """Return the reference to an asset that is read from the workspace."""
        given: dict[str, Value] = dict(zip(("name", "version", "label"), map(self.value, node.args), strict=False))
        given |= {one.arg: self.value(one.value) for one in node.keywords if one.arg}
        name, version, label = (text_of(given[key]) if key in given else None for key in ("name", "version", "label"))
        if name is None or (version is None and label is None):
            return self._unknown(node)
        return placed(f"azureml:{name}:{version}" if version is not None else f"azureml:{name}@{label}", self._places.of(node))

    def _unknown(self, node: ast.expr) -> Unknown:
        return NotRun(node, self._places)


def _put(root: dict[str, Value], path: tuple[str, ...], value: Value) -> None:
    """Put a value under a path of keys."""
    if len(path) == 1:
        root[path[0]] = value
        return
    inner = root.get(path[0])
    kept = inner.data if isinstance(inner, Present) and isinstance(inner.data, dict) else {}
    root[path[0]] = mapping({**kept, path[1]: value}, value)


def _size(value: Value, left: int, depth: int = 0) -> int:
    """Count the values that a value holds down from a number; below zero when there are more, or when they nest too deeply."""
    left = left - 1 if depth <= _DEEPEST else -1
    if isinstance(value, Present) and isinstance(value.data, (dict, list)):
        for item in value.data.values() if isinstance(value.data, dict) else value.data:
            if left < 0:
                break
            left = _size(item, left, depth + 1)
    return left
