"""Python code that deploys with azure-ai-ml, read into the documents it makes: endpoints, deployments, assets and jobs."""

from __future__ import annotations

import ast

from preflight.kind import Kind
from preflight.record import Record
from preflight.sdk.entities import ENTITIES
from preflight.sdk.values import Entity, Evaluation, Import
from preflight.sending import CODE, Sending
from preflight.value import Absent, Present, Unknown, child, entries, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.facts.script_places import Places
    from preflight.value import Located, Value

_ENDPOINT = "BatchEndpoint"
# What `invoke` takes, and the keys of a job file (azure/ai/ml/operations/_batch_endpoint_operations.py, 1.35.2).
_INVOKED = {"endpoint_name": "endpoint", "deployment_name": "deployment", "inputs": "inputs", "outputs": "outputs"}
# Settings of one job that say what its inputs are, in other forms.
_OTHER_INPUTS = ("input_data", "dataset")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Written(Record):
    """A document that code makes: its kind, its content, each value standing where the code says it, and how it is sent if it is a job."""

    kind: Kind
    root: Value
    sending: Sending | None = None


class Reading:
    """Reads code from top to bottom, cell by cell, and keeps what its names stand for."""

    def __init__(self) -> None:
        """Start with no names."""
        self.documents: list[Written] = []
        self._names: dict[str, Value | Entity | Import] = {}
        self._endpoints: dict[str, Entity] = {}
        self._evaluation: Evaluation

    def read(self, tree: ast.Module, places: Places) -> None:
        """Read a module, or the next cell of a notebook."""
        self._evaluation = Evaluation(self._names, places, self._made)
        self._run(tree.body)
        # Functions are called when all names of the module are there.
        for statement in tree.body:
            if isinstance(statement, _FUNCTIONS):
                self._run_function(statement)

    def _run_function(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outside = dict(self._names)
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
            self._names.pop(argument.arg, None)
        self._run(function.body)
        self._names.clear()
        self._names.update(outside)

    def _run(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self._step(statement)

    def _step(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Import() | ast.ImportFrom():
                self._import(statement)
            case ast.Assign(targets=[target], value=value):
                self._assign(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, value)
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                self._look_at(value)
            case ast.With() | ast.AsyncWith():
                self._run(statement.body)
            case ast.Try() | ast.TryStar():
                self._maybe([statement.body, *(handler.body for handler in statement.handlers), statement.orelse])
                self._run(statement.finalbody)
            case ast.If():
                self._maybe([statement.body, statement.orelse])
            case ast.Match():
                self._maybe([case.body for case in statement.cases])
            case ast.For() | ast.AsyncFor() | ast.While():
                self._maybe([statement.body, statement.orelse])
            case _:
                self._forget(statement)

    def _maybe(self, bodies: list[list[ast.stmt]]) -> None:
        """Read what may not be run, or more than once: names that it binds anew are not known afterwards."""
        before = dict(self._names)
        for body in bodies:
            self._run(body)
            changed = [name for name, meaning in self._names.items() if before.get(name) is not meaning]
            for name in changed:
                if name in before or not isinstance(self._names[name], (Entity, Import)):
                    del self._names[name]

    def _import(self, statement: ast.Import | ast.ImportFrom) -> None:
        for alias in statement.names:
            if isinstance(statement, ast.ImportFrom):
                self._names[alias.asname or alias.name] = Import(f"{statement.module or ''}.{alias.name}")
            elif alias.asname:
                self._names[alias.asname] = Import(alias.name)
            else:
                top = alias.name.partition(".")[0]
                self._names[top] = Import(top)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        meaning = self._look_at(value)
        if isinstance(target, ast.Name):
            self._names[target.id] = meaning
        elif isinstance(target, ast.Attribute):
            self._set(target, value)
        else:
            self._forget(target)

    def _set(self, target: ast.Attribute, value: ast.expr) -> None:
        """Read `endpoint.defaults.deployment_name = name` and `endpoint.defaults = {...}`."""
        path = [target.attr]
        holder = target.value
        while isinstance(holder, ast.Attribute):
            path.insert(0, holder.attr)
            holder = holder.value
        owner = self._evaluation.meaning(holder)
        if path[0] != "defaults" or not isinstance(owner, Entity) or owner.name != _ENDPOINT:
            return
        given = self._evaluation.value(value)
        entries(owner.root)["defaults"] = given if len(path) == 1 else mapping({path[-1]: given}, given)
        if not any(one.root is owner.root for one in self.documents):
            self.documents.append(Written(Kind.BATCH_ENDPOINT, owner.root))

    def _look_at(self, value: ast.expr) -> Value | Entity | Import:
        """Work out an expression, and read the call that it is."""
        call = value.value if isinstance(value, ast.Await) else value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            owner = call.func.value
            if isinstance(owner, ast.Attribute) and owner.attr == "batch_endpoints":
                if call.func.attr == "invoke":
                    self._invoked(call)
                elif call.func.attr == "get":
                    return self._existing(call)
        return self._evaluation.meaning(value)

    def _existing(self, call: ast.Call) -> Entity:
        """Return an endpoint that is read from the workspace: the one that the code has made, else one of which only the name is known."""
        name = self._arguments(call, ("name",)).get("name")
        known = self._endpoints.get(_called(name))
        if known is not None:
            return known
        near = self._evaluation.near(call)
        unread = Unknown("what the workspace has is not known before the code runs", near, asked=False, at_run=True)
        return self._kept(Entity(_ENDPOINT, mapping({"name": name} if name is not None else {}, near, unread)))

    def _kept(self, endpoint: Entity) -> Entity:
        self._endpoints[_called(child(endpoint.root, "name"))] = endpoint
        return endpoint

    def _invoked(self, call: ast.Call) -> None:
        given = self._arguments(call, ("endpoint_name",))
        near = self._evaluation.near(call)
        spread = next((one.value for one in call.keywords if one.arg is None), None)
        rest = Unknown("more arguments are not known before the code runs", near, asked=False, at_run=True) if spread is not None else None
        overrides = _overrides(given.get("params_override"), near, rest)
        root = {key: given[argument] for argument, key in _INVOKED.items() if argument in given}
        if "input" in given:
            root["inputs"] = mapping({"input": given["input"]}, given["input"])
        elif "inputs" not in root and rest is None and (doubt := _other_inputs(overrides)) is not None:
            root["inputs"] = doubt
        endpoint = self._endpoints.get(_called(given.get("endpoint_name")))
        default = child(child(endpoint.root, "defaults"), "deployment_name") if endpoint is not None else None
        if "deployment" not in root and isinstance(default, Present):
            root["deployment"] = default  # the default may be another one later on
        names = mapping(given, near, rest)
        sending = Sending(CODE, overrides, child(names, "experiment_name"), child(names, "job_name"))
        self.documents.append(Written(Kind.INVOCATION, mapping(root, near, rest), sending))

    def _arguments(self, call: ast.Call, positional: tuple[str, ...]) -> dict[str, Value]:
        given = dict(zip(positional, map(self._evaluation.value, call.args), strict=False))
        given |= {one.arg: self._evaluation.value(one.value) for one in call.keywords if one.arg is not None}
        return {name: value for name, value in given.items() if not isinstance(value, Absent)}

    def _forget(self, node: ast.AST) -> None:
        """Forget the names that something binds which is not read."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Store, ast.Del)):
                self._names.pop(inner.id, None)

    def _made(self, entity: Entity) -> None:
        if entity.name == _ENDPOINT:
            self._kept(entity)
        kind = ENTITIES[entity.name].kind
        if kind is not None:
            self.documents.append(Written(kind, entity.root))


def _called(name: Value | None) -> str:
    """Return a name, or the expression that will be one: it comes to the same wherever it stands."""
    return name.reason if isinstance(name, Unknown) else (text_of(name) or "") if name is not None else ""


def _overrides(given: Value | None, near: Located, rest: Unknown | None) -> Value:
    """Return `params_override`, a list of mappings, as one mapping."""
    if isinstance(given, Unknown):
        return given
    found: dict[str, Value] = {}
    for one in members(given) if given is not None else ():
        found |= entries(one)
        rest = rest or (one if isinstance(one, Unknown) else one.rest if isinstance(one, Present) else None)
    return placed(found, given or near, rest)


def _other_inputs(overrides: Value) -> Unknown | None:
    """Return why inputs are not known that settings of the job may bring."""
    found = (child(overrides, name) for name in _OTHER_INPUTS)
    brought = next((one for one in found if not isinstance(one, Absent)), None)
    return Unknown("`params_override` may say what the inputs are", brought, asked=False, at_run=True) if brought is not None else None
