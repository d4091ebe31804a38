"""Python code that gets tokens and sends them: from `credential.get_token(…)` to the headers of a request."""

from __future__ import annotations

import ast

from preflight.az.audience import ARM, ML
from preflight.az.request import MANAGEMENT, SCORING, leads_to
from preflight.passage import HOLE
from preflight.sdk.token_values import Headers, Text, Token, TokenValues, Use, is_authorization
from preflight.value import Unknown, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.facts.script_places import Places
    from preflight.sdk.token_values import Call, Meaning

_SERVICES = {SCORING: ML, MANAGEMENT: ARM}
# Methods of `requests`, `httpx` and `urllib.request` that send, or make, a request.
_SENDING = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request", "Request"})
# Names that are kept: what a branch may change is looked through.
_MOST_NAMES = 500
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Tokens:
    """Follows tokens through code from top to bottom, cell by cell; what is not sure is followed no further."""

    def __init__(self) -> None:
        """Start with no names."""
        self._values = TokenValues()
        self._bound: dict[str, int] = {}

    @property
    def calls(self) -> list[Call]:
        """The calls that get a token, in their order."""
        return list(self._values.calls.values())

    def read(self, tree: ast.Module, places: Places) -> None:
        """Read a module, or the next cell of a notebook."""
        self._values.places = places
        for name in _bound_in(tree):
            self._bound[name] = self._bound.get(name, 0) + 1
        self._run(tree.body)

    def _run(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self._step(statement)

    def _step(self, statement: ast.stmt) -> None:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(statement)
            case ast.ClassDef():
                self._apart(statement.body)
            case ast.With() | ast.AsyncWith():
                self._look(*statement.items)
                self._run(statement.body)
            case ast.Try() | ast.TryStar():
                self._run(statement.body)
                self._forget(*(handler for handler in statement.handlers if handler.name))
                self._maybe([*(handler.body for handler in statement.handlers), statement.orelse])
                self._run(statement.finalbody)
            case ast.If() | ast.While():
                self._look(statement.test)
                self._maybe([statement.body, statement.orelse])
            case ast.For() | ast.AsyncFor():
                self._look(statement.target, statement.iter)
                self._maybe([statement.body, statement.orelse])
            case ast.Match():
                self._look(statement.subject)
                self._forget(*(case.pattern for case in statement.cases))
                self._maybe([case.body for case in statement.cases])
            case _:
                self._simple(statement)

    def _simple(self, statement: ast.stmt) -> None:
        self._requests(statement)
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        meaning = self._values.meaning(value) if isinstance(value, ast.expr) and not isinstance(statement, ast.AugAssign) else None
        self._forget(statement)
        for target in targets:
            if isinstance(target, ast.Name) and meaning is not None and len(self._values.names) < _MOST_NAMES:
                self._values.names[target.id] = meaning
            elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                self._set(target, meaning)

    def _set(self, target: ast.Subscript, meaning: Meaning | None) -> None:
        """Read `headers["Authorization"] = …`."""
        holder = target.value
        if isinstance(holder, ast.Name) and is_authorization(target.slice):
            self._values.names.pop(holder.id, None)
            if isinstance(meaning, Token):
                self._values.names[holder.id] = Headers(meaning.call)

    def _maybe(self, bodies: list[list[ast.stmt]]) -> None:
        """Read what may not be run, or more than once: what it changes is not known afterwards."""
        before = dict(self._values.names)
        for body in bodies:
            self._run(body)
            self._values.names = {name: meaning for name, meaning in before.items() if self._values.names.get(name) is meaning}
            before = dict(self._values.names)

    def _function(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._values.names.pop(function.name, None)
        arguments = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
        own = arguments | set(_bound_in(function))
        # Names that are bound once only mean the same whenever the function is called.
        self._apart(function.body, {name for name in self._values.names if name not in own and self._bound.get(name) == 1})

    def _apart(self, body: list[ast.stmt], kept: set[str] | None = None) -> None:
        outside = self._values.names
        self._values.names = {name: meaning for name, meaning in outside.items() if kept is None or name in kept}
        self._run(body)
        self._values.names = outside

    def _look(self, *nodes: ast.AST) -> None:
        """Read the head of a statement: its requests, and the names that it binds."""
        self._requests(*nodes)
        self._forget(*nodes)

    def _forget(self, *nodes: ast.AST) -> None:
        for name in [name for node in nodes for name in _bound_in(node)]:
            self._values.names.pop(name, None)

    def _requests(self, *nodes: ast.AST) -> None:
        """Take note of the requests in an expression or a simple statement."""
        for node in nodes:
            for inner in _expressions(node):
                if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _SENDING:
                    self._request(inner, inner.func.attr)

    def _request(self, call: ast.Call, method: str) -> None:
        named = {one.arg: one.value for one in call.keywords if one.arg is not None}
        at = 1 if method == "request" else 0
        url = named.get("url", call.args[at] if len(call.args) > at else None)
        headers = self._values.meaning(named["headers"]) if "headers" in named else None
        if url is None or not isinstance(headers, Headers):
            return
        meaning = self._values.meaning(url)
        if not isinstance(meaning, Text):
            return
        service = _SERVICES.get(meaning.service or leads_to(meaning.text))
        if service is not None:
            text = meaning.text.replace(HOLE, "…")
            value = Unknown("the URL is not known before the code runs", self._values.places.of(url), text=text, asked=False, at_run=True)
            headers.call.uses.append(
                Use(service, placed(text, self._values.places.of(url)) if HOLE not in meaning.text else value, meaning.text)
            )


def _bound_in(node: ast.AST) -> Iterator[str]:
    """Yield the names that something binds."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Store, ast.Del)):
            yield inner.id
        elif isinstance(inner, (ast.Global, ast.Nonlocal)):
            yield from inner.names
        elif isinstance(inner, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            yield inner.name or ""
        elif isinstance(inner, ast.MatchMapping):
            yield inner.rest or ""
        elif isinstance(inner, ast.alias):
            yield (inner.asname or inner.name).partition(".")[0]


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what an expression or a simple statement is made of, functions in it left out."""
    left = [node]
    while left:
        one = left.pop()
        yield one
        left += [inner for inner in ast.iter_child_nodes(one) if not isinstance(inner, _FUNCTIONS)]
