"""What an expression of a script surely is, as far as the expression itself and the function's own variables tell."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_names import Scope

# Expressions inside of one another are followed this far.
_DEEPEST = 40

_DISPLAYS: dict[type[ast.expr], str] = {
    ast.List: "list", ast.ListComp: "list", ast.Dict: "dict", ast.DictComp: "dict", ast.Set: "set", ast.SetComp: "set",
    ast.Tuple: "tuple", ast.GeneratorExp: "generator", ast.JoinedStr: "text",
}  # fmt: skip
_CONSTANTS: dict[type, str] = {
    str: "text", bytes: "bytes", bool: "boolean", int: "integer", float: "number", complex: "number", type(None): "none",
}  # fmt: skip

_MADE_BY = {
    "list": ("builtins.list", "builtins.sorted"),
    "dict": ("builtins.dict",),
    "set": ("builtins.set", "builtins.frozenset"),
    "tuple": ("builtins.tuple",),
    "iterator": ("builtins.map", "builtins.filter", "builtins.zip", "builtins.enumerate", "builtins.iter"),
    "text": ("builtins.str", "builtins.repr", "builtins.format", "builtins.ascii", "builtins.chr", "json.dumps"),
    "bytes": ("builtins.bytes", "pickle.dumps"),
    "integer": ("builtins.int", "builtins.len", "builtins.ord", "builtins.hash", "builtins.id"),
    "number": ("builtins.float",),
    "boolean": (
        "builtins.bool", "builtins.any", "builtins.all", "builtins.isinstance", "builtins.issubclass", "builtins.callable",
        "builtins.hasattr",
    ),
    "none": ("builtins.print",),
    "dataframe": (
        "pandas.DataFrame", "pandas.DataFrame.from_dict", "pandas.DataFrame.from_records", "pandas.concat", "pandas.merge",
        "pandas.read_parquet", "pandas.json_normalize", "pandas.get_dummies",
    ),
    "array": tuple(
        f"numpy.{name}"
        for name in (
            "array", "asarray", "zeros", "ones", "full", "empty", "arange", "linspace", "concatenate", "stack", "vstack", "hstack",
        )
    ),
}  # fmt: skip
_BY_CALL = {name: made for made, names in _MADE_BY.items() for name in names}

# What methods of a known type return.
_BY_METHOD = {
    "list": dict.fromkeys(("append", "extend", "insert", "remove", "clear", "sort", "reverse"), "none") | {"copy": "list"},
    "dict": dict.fromkeys(("update", "clear"), "none") | {"copy": "dict"},
    "set": dict.fromkeys(("add", "update", "discard", "remove", "clear"), "none") | {"copy": "set"},
    "text": dict.fromkeys(("join", "format", "strip", "lower", "upper", "replace"), "text") | {"split": "list", "splitlines": "list"},
    "array": {"tolist": "list", "copy": "array"},
    "dataframe": {"copy": "dataframe"},
}
_ARRAY_MAKERS = ("numpy", "to_numpy")  # methods of tensors, Series and DataFrames, and of nothing else
_WRITERS = ("to_json", "to_csv")  # text, but nothing when they are given a path

_SCALARS = ("boolean", "integer", "number")
_PLAIN = (*_SCALARS, "text", "bytes", "none", "list", "dict", "set", "tuple")


class Types:
    """Knows what the expressions of one function are."""

    __slots__ = ("_scope", "_variables")

    def __init__(self, scope: Scope) -> None:
        """Take the names of the function."""
        self._scope = scope
        self._variables: dict[str, str | None] = {}

    def of(self, node: ast.expr, depth: int = 0) -> str | None:
        """Return the word for what an expression is; None when it cannot be told."""
        if depth > _DEEPEST:
            return None
        depth += 1
        match node:
            case ast.Constant(value=value):
                return _CONSTANTS.get(type(value))
            case ast.Name(id=name):
                return self._of_name(name, depth)
            case ast.Call():
                return self._of_call(node, depth)
            case ast.UnaryOp() | ast.BinOp() | ast.Compare():
                return self._of_operation(node, depth)
            case ast.BoolOp(values=values):
                return agreed([self.of(value, depth) for value in values])
            case ast.IfExp():
                return agreed([self.of(branch, depth) for branch in branches(node)])
            case ast.NamedExpr(value=inner):
                return self.of(inner, depth)
            case ast.Attribute(value=whole) | ast.Subscript(value=whole):
                return _of_part(node, self.of(whole, depth))
        return _DISPLAYS.get(type(node))

    def _of_name(self, name: str, depth: int) -> str | None:
        """Return what a variable of the function is when all that is ever assigned to it is of one type."""
        if name in self._variables:
            return self._variables[name]
        self._variables[name] = None  # while it is looked into, for variables made from themselves
        values = [binding.value for binding in self._scope.bindings.get(name, [])]
        made = agreed([self.of(value, depth) if value else None for value in values if not isinstance(value, ast.AugAssign)])
        grown = [value for value in values if isinstance(value, ast.AugAssign)]
        if made and all(self._keeps(made, statement, depth) for statement in grown):
            self._variables[name] = made
        return self._variables[name]

    def _keeps(self, made: str, statement: ast.AugAssign, depth: int) -> bool:
        if made == "list" and isinstance(statement.op, ast.Add):
            return True  # whatever is added, `+=` extends the list
        return _operated(statement.op, made, self.of(statement.value, depth)) == made

    def _of_call(self, call: ast.Call, depth: int) -> str | None:
        name = self._scope.dotted(call.func)
        if name is not None:
            return None if name.startswith("builtins.") and self._scope.starred else _BY_CALL.get(name)
        if not isinstance(call.func, ast.Attribute):
            return None
        owner, method = self.of(call.func.value, depth), call.func.attr
        if owner == "dataframe" and method in _WRITERS:
            return None if call.args or any(keyword.arg in {"path_or_buf", None} for keyword in call.keywords) else "text"
        if owner == "dataframe" and method == "to_dict":
            return "dict" if not call.args and not call.keywords else None
        if method in _ARRAY_MAKERS:
            return "array"
        return _BY_METHOD[owner].get(method) if owner in _BY_METHOD else None

    def _of_operation(self, node: ast.UnaryOp | ast.BinOp | ast.Compare, depth: int) -> str | None:
        if isinstance(node, ast.BinOp):
            return _operated(node.op, self.of(node.left, depth), self.of(node.right, depth))
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return "boolean"
            inner = self.of(node.operand, depth)
            return inner if inner in {"integer", "number"} else None
        if all(isinstance(operator, (ast.Is, ast.IsNot, ast.In, ast.NotIn)) for operator in node.ops):
            return "boolean"
        # of arrays and DataFrames a comparison makes arrays and DataFrames
        return "boolean" if all(self.of(side, depth) in _PLAIN for side in (node.left, *node.comparators)) else None


def branches(value: ast.expr) -> list[ast.expr]:
    """Return the expressions that a conditional expression may come to, in the order they are written."""
    found: list[ast.expr] = []
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.IfExp):
            test = truth(node.test)
            pending += [branch for branch, ruled_out in ((node.orelse, True), (node.body, False)) if test is not ruled_out]
        else:
            found.append(node)
    return found


def _of_part(node: ast.Attribute | ast.Subscript, whole: str | None) -> str | None:
    if isinstance(node, ast.Attribute):
        return "array" if whole == "dataframe" and node.attr == "values" else None
    return whole if whole in {"list", "text", "tuple", "bytes"} and isinstance(node.slice, ast.Slice) else None


def agreed(types: list[str | None]) -> str | None:
    """Return the type that all are of; None when they differ, one is not known, or there are none."""
    return types[0] if len(set(types)) == 1 else None


def _operated(operator: ast.operator, left: str | None, right: str | None) -> str | None:
    match operator:
        case ast.Add() if left == right and left in {"list", "text", "tuple", "bytes"}:
            return left
        case ast.Mod() if left == "text":
            return "text"
        case ast.Mult() if left in {"list", "text", "tuple"} and right == "integer":
            return left
        case ast.BitOr() if left == right and left in {"dict", "set"}:
            return left
        case ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv() | ast.Mod() if left in _SCALARS and right in _SCALARS:
            return "number" if "number" in {left, right} else "integer"
        case ast.Div() if left in _SCALARS and right in _SCALARS:
            return "number"
    return None
