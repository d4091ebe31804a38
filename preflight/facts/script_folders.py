"""What a script makes of the folders that a job gives it: the model's, and the one for files of its own."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_names import Scope
    from preflight.facts.script_surroundings import Surroundings

MODEL = "AZUREML_MODEL_DIR"
OUTPUT = "AZUREML_BI_OUTPUT_PATH"

_GETTERS = ("os.environ.get", "os.getenv")
_JOIN = "os.path.join"
_PATHS = ("pathlib.Path", "pathlib.PurePath")
_WRITERS = ("to_csv", "to_parquet", "to_json", "to_excel", "to_pickle", "to_feather")
_MODES = ("w", "a", "x")
_DEEPEST = 8


def first_parts(surroundings: Surroundings) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a script looks for right in the folder of the model, where that is written out: the first part, and where it stands."""
    for node in surroundings.nodes:
        inside = _joined(node, surroundings.scope(node), MODEL) if isinstance(node, (ast.Call, ast.BinOp)) else None
        text = inside.value if isinstance(inside, ast.Constant) and isinstance(inside.value, str) else ""
        first = text.replace("\\", "/").partition("/")[0]
        if inside is not None and first not in {"", ".", ".."} and not set(first) & set("*?[{"):
            yield first, inside


def shared_files(surroundings: Surroundings) -> Iterator[ast.expr]:
    """Yield the paths of files that a script writes right in the output folder under a name that is written out."""
    for node in surroundings.nodes:
        path = _written(node)
        if path is None:
            continue
        scope = surroundings.scope(path)
        inside = _joined(_meant(path, scope), scope, OUTPUT)
        if isinstance(inside, ast.Constant) and isinstance(inside.value, str):
            yield path


def _written(node: ast.AST) -> ast.expr | None:
    """Return the path that a call writes to, where the call is one of those that surely write."""
    match node:
        case ast.Call(func=ast.Name(id="open"), args=[path, ast.Constant(value=str(mode)), *_]) if mode[:1] in _MODES:
            return path
        case ast.Call(func=ast.Name(id="open"), args=[path], keywords=[ast.keyword(arg="mode", value=ast.Constant(value=str(mode))), *_]):
            return path if mode[:1] in _MODES else None
        case ast.Call(func=ast.Attribute(attr=name), args=[path, *_]) if name in _WRITERS:
            return path
    return None


def _joined(node: ast.AST, scope: Scope, variable: str) -> ast.expr | None:
    """Return what a path adds to the folder of a variable: `b` of `os.path.join(folder, b)`, `folder / b` and `Path(folder, b)`."""
    match node:
        case ast.Call(func=called, args=[folder, inside, *_], keywords=[]) if scope.dotted(called) in (_JOIN, *_PATHS):
            return inside if _variable(_meant(folder, scope), scope) == variable else None
        case ast.BinOp(op=ast.Div(), left=folder, right=inside):
            return inside if _variable(_meant(folder, scope), scope) == variable else None
    return None


def _meant(node: ast.expr, scope: Scope) -> ast.expr:
    """Return what a name stands for, if it is assigned once, and the argument of `Path(…)` or `str(…)`."""
    for _ in range(_DEEPEST):
        match node:
            case ast.Name(id=name):
                bindings = scope.bound(name)
                value = bindings[0].value if len(bindings) == 1 and bindings[0].how == "assignment" else None
                if not isinstance(value, ast.expr):
                    return node
                node = value
            case ast.Call(func=called, args=[inner], keywords=[]) if scope.dotted(called) in (*_PATHS, "builtins.str"):
                node = inner
            case _:
                return node
    return node


def _variable(node: ast.AST, scope: Scope) -> str | None:
    """Return the name of the environment variable that an expression reads."""
    match node:
        case ast.Subscript(value=whole, slice=ast.Constant(value=str(name)), ctx=ast.Load()) if scope.dotted(whole) == "os.environ":
            return name
        case ast.Call(func=called, args=[ast.Constant(value=str(name)), *_]) if scope.dotted(called) in _GETTERS:
            return name
    return None
