"""What Python code creates in a workspace: with azure-ai-ml, with its predecessor and with MLflow, in whatever order."""

from __future__ import annotations

import ast

from preflight import question
from preflight.creation import ANY, Creation, Naming, exactly
from preflight.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.facts.script_places import Places

# What code that creates anything has in it.
_SIGN = Pattern(r"create_or_update|\bregister|\bcreate_(?:registered_)?model|\bComputeTarget|\bimport_data\b")
# What `MLClient` has for each sort of resource.
_COLLECTIONS = {
    "models": question.MODEL,
    "environments": question.ENVIRONMENT,
    "data": question.DATA,
    "components": question.COMPONENT,
    "compute": question.COMPUTE,
    "datastores": question.DATASTORES,
    "batch_endpoints": question.ENDPOINT,
}
_CLASSES = {
    "Model": question.MODEL,
    "Environment": question.ENVIRONMENT,
    "Data": question.DATA,
    "BatchEndpoint": question.ENDPOINT,
    "ComputeInstance": question.COMPUTE,
}
_CLASS_ENDS = {"Compute": question.COMPUTE, "Datastore": question.DATASTORES, "Component": question.COMPONENT}
_LOADERS = {
    "load_model": question.MODEL,
    "load_environment": question.ENVIRONMENT,
    "load_data": question.DATA,
    "load_component": question.COMPONENT,
    "load_compute": question.COMPUTE,
    "load_datastore": question.DATASTORES,
    "load_batch_endpoint": question.ENDPOINT,
}
_CREATE = ("create_or_update", "begin_create_or_update", "begin_attach", "import_data")
# Calls that return what is there already, or what was created.
_SAME = ("get", "result", "wait", *_CREATE)
_REGISTERED_NAME, _REGISTER = "registered_model_name", "register_model"
# An output of a job that has a name is registered.
_OUTPUT = "Output"
# Calls of MLflow and of azureml-core: what they create, and the arguments that name it.
_CALLS = {
    _REGISTER: (question.MODEL, ("name", "model_name")),
    "create_registered_model": (question.MODEL, ("name",)),
    "create_model_version": (question.MODEL, ("name",)),
}
_DATASTORE_CALL = "register_azure_"
# Code names a thing by a few values at most, one after another.
_MOST, _DEEPEST = 20, 40


def may_create(text: str) -> bool:
    """Tell whether Python code may create anything in a workspace."""
    return _SIGN.search(text) is not None


class Creating:
    """Reads modules, or the cells of a notebook, and tells what their calls create.

    A name stands for each value that the code binds to it anywhere.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._bound: dict[str, list[ast.expr | None]] = {}
        self._calls: list[tuple[ast.Call, Places]] = []
        self._known: dict[str, tuple[Naming, ...]] = {}

    def read(self, tree: ast.Module, places: Places) -> None:
        """Take the calls of a module, and what it binds to names."""
        for node in ast.walk(tree):
            match node:
                case ast.Call():
                    self._calls.append((node, places))
                case ast.Assign(targets=targets, value=value):
                    self._bind(targets, value)
                case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                    self._bind([target], value)
                case ast.For(target=target) | ast.comprehension(target=target) | ast.AugAssign(target=target):
                    self._bind([target], None)
                case ast.arg(arg=name):
                    self._bound.setdefault(name, []).append(None)
                case _:
                    pass

    def _bind(self, targets: list[ast.expr], value: ast.expr | None) -> None:
        for target in targets:
            if isinstance(target, ast.Name):
                self._bound.setdefault(target.id, []).append(value)
            elif isinstance(target, (ast.Tuple, ast.List)):
                self._bind(target.elts, None)

    def found(self) -> Iterator[Creation]:
        """Yield what the code that was read creates; what it only makes counts where it creates anything."""
        creates = any(_called(call) in _CREATE for call, _ in self._calls)
        for call, places in self._calls:
            for resource, naming in self._created(call, made=creates):
                yield Creation(resource, naming, places.of(call.func))

    def _created(self, call: ast.Call, *, made: bool) -> Iterator[tuple[str, Naming]]:
        called = _called(call)
        registered = _given(call, (_REGISTERED_NAME,))
        if registered is not None:
            yield from ((question.MODEL, one) for one in self._namings(registered))
        if made and called == _OUTPUT and (name := _given(call, ("name",))) is not None:
            yield from ((resource, one) for one in self._namings(name) for resource in (question.MODEL, question.DATA))
        elif made and (sort := _sort(called)) is not None and (name := _argument(call, ("name",))) is not None:
            yield from ((sort, one) for one in self._namings(name))
        elif called in _CREATE and isinstance(call.func, ast.Attribute):
            yield from self._put(call, _COLLECTIONS.get(_name_of(call.func)) if isinstance(call.func.value, ast.Attribute) else None)
        elif called == "register":
            yield from self._registered(call)
        elif called in ("create", "attach") and _name_of(call.func) == "ComputeTarget":
            yield from self._named(call, question.COMPUTE, ("name",), 1)
        elif called in _CALLS:
            resource, names = _CALLS[called]
            yield from self._named(call, resource, names, int(called == _REGISTER and _name_of(call.func) in ("mlflow", _REGISTER)))
        elif called.startswith(_DATASTORE_CALL):
            yield from self._named(call, question.DATASTORES, ("datastore_name",), 1)

    def _put(self, call: ast.Call, resource: str | None) -> Iterator[tuple[str, Naming]]:
        """Yield what is created of what the module does not make itself; `resource` is the sort, None where a call takes all sorts."""
        given = call.args[0] if call.args else next((one.value for one in call.keywords), call)
        bound = self._bound.get(given.id, [None]) if isinstance(given, ast.Name) else [given]
        for one in bound[:_MOST]:
            called = _called(one) if isinstance(one, ast.Call) else ""
            if isinstance(one, ast.Attribute) and one.attr == "component":
                yield resource or question.COMPONENT, ANY
            elif called not in _SAME and _sort(called) is None and (sort := resource or _LOADERS.get(called)) is not None:
                yield sort, ANY

    def _registered(self, call: ast.Call) -> Iterator[tuple[str, Naming]]:
        """Yield what `register` of azureml-core registers: a model, a dataset, or an environment, which has its name already."""
        if _name_of(call.func) == "Model" or _given(call, ("model_name",)) is not None:
            yield from self._named(call, question.MODEL, ("model_name",), 2)
        elif _argument(call, ("workspace",)) is not None:
            named = _given(call, ("name",))
            yield from self._named(call, question.DATA if named is not None else question.ENVIRONMENT, ("name",), 1)

    def _named(self, call: ast.Call, resource: str, names: tuple[str, ...], position: int) -> Iterator[tuple[str, Naming]]:
        """Yield what a call creates by the argument that names it; it has a position where it is not given by its name."""
        given = _argument(call, names) or (call.args[position] if len(call.args) > position else None)
        yield from ((resource, one) for one in (self._namings(given) if given is not None else (ANY,)))

    def _namings(self, node: ast.expr, depth: int = 0) -> tuple[Naming, ...]:
        """Return what is known of the names that an expression may come to; nothing for None."""
        match node:
            case _ if depth > _DEEPEST:
                return (ANY,)
            case ast.Name(id=name):
                return self._bound_to(name, depth)
            case ast.Constant(value=None):
                return ()
            case ast.Constant(value=str() as text):
                return (exactly(text),)
            case ast.IfExp(body=body, orelse=orelse):
                return _few((*self._namings(body, depth + 1), *self._namings(orelse, depth + 1)))
            case ast.BoolOp(values=values):
                return _few(tuple(one for value in values for one in self._namings(value, depth + 1)))
            case ast.JoinedStr(values=[first, *_] as parts):
                return (Naming(_literal(first), _literal(parts[-1]) if len(parts) > 1 else ""),)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return (Naming(_literal(left), _literal(right)),)
            case _:
                return (ANY,)

    def _bound_to(self, name: str, depth: int) -> tuple[Naming, ...]:
        if name not in self._known:
            self._known[name] = (ANY,)  # of a name that is bound to itself
            bound = self._bound.get(name, [None])
            values = [one for one in bound if one is not None]
            if len(values) == len(bound) <= _MOST:
                self._known[name] = _few(tuple(naming for value in values for naming in self._namings(value, depth + 1)))
        return self._known[name]


def _few(namings: tuple[Naming, ...]) -> tuple[Naming, ...]:
    return namings if len(namings) <= _MOST else (ANY,)


def _sort(called: str) -> str | None:
    """Return the sort of resource that a class of azure-ai-ml stands for."""
    return _CLASSES.get(called) or next((sort for end, sort in _CLASS_ENDS.items() if called.endswith(end)), None)


def _called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _name_of(node: ast.expr) -> str:
    """Return the last name before that of a method, or of an object."""
    if isinstance(node, ast.Attribute):
        return node.value.id if isinstance(node.value, ast.Name) else node.value.attr if isinstance(node.value, ast.Attribute) else ""
    return node.id if isinstance(node, ast.Name) else ""


def _given(call: ast.Call, names: tuple[str, ...]) -> ast.expr | None:
    """Return the argument with one of some names."""
    return next((one.value for one in call.keywords if one.arg in names), None)


def _argument(call: ast.Call, names: tuple[str, ...]) -> ast.expr | None:
    """Return the argument with one of some names; what is spread may hold it, too."""
    given = _given(call, names)
    return given if given is not None else next((one.value for one in call.keywords if one.arg is None), None)


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
