"""How a function can end normally: which `return` statements can be reached, and whether its end can."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import truth
from preflight.facts.script_tree import is_generator, statements
from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_surroundings import Surroundings
    from preflight.facts.script_tree import Function

# How sure it is that the end of a block can be reached. In doubt is what hangs on how often a loop runs.
NEVER, DOUBTFUL, REACHED = range(3)

_LEAVING = ("sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit")
_ENDLESS = ("itertools.count",)
_NO_RETURN = ("NoReturn", "Never")


class Flow(Record):
    """What can happen when a block runs: whether its end is reached, its returns, and how it leaves the loop around it.

    `doubt` is the loop that makes it doubtful whether the end is reached.
    """

    end: int
    returns: tuple[ast.Return, ...] = ()
    breaks: bool = False
    continues: bool = False
    doubt: ast.stmt | None = None


_ON = Flow(REACHED)
_STOP = Flow(NEVER)


class Exits:
    """Follows the statements of the functions of one module, and of the functions they call."""

    __slots__ = ("_followed", "_returning", "_scope", "_surroundings")

    def __init__(self, surroundings: Surroundings) -> None:
        """Take the names of the module and of its functions."""
        self._surroundings = surroundings
        self._scope = surroundings.module
        self._returning: dict[Function, bool] = {}
        self._followed = False

    def of(self, function: Function) -> Flow:
        """Return how a function can end."""
        around, self._scope = self._scope, self._surroundings.inside(function)
        flow = self._block(function.body)
        self._scope = around
        return flow

    def _block(self, body: list[ast.stmt]) -> Flow:
        flows: list[Flow] = []
        for statement in body:
            flows.append(self._statement(statement))
            if flows[-1].end == NEVER:
                break
        last = min(flows, key=lambda flow: flow.end, default=_ON)
        return _joined(flows, last.end, last.doubt)

    def _statement(self, statement: ast.stmt) -> Flow:
        match statement:
            case ast.If():
                return self._if(statement)
            case ast.While() | ast.For() | ast.AsyncFor():
                return self._loop(statement)
            case ast.With() | ast.AsyncWith():
                return self._with(statement)
            case ast.Try() | ast.TryStar():
                return self._try(statement)
            case ast.Match():
                return self._match(statement)
        return self._simple(statement)

    def _simple(self, statement: ast.stmt) -> Flow:
        match statement:
            case ast.Return():
                return Flow(NEVER, (statement,))
            case ast.Raise():
                return _STOP
            case ast.Break():
                return Flow(NEVER, breaks=True)
            case ast.Continue():
                return Flow(NEVER, continues=True)
            case ast.Assert(test=test):
                return _STOP if truth(test) is False else _ON
            case ast.Expr(value=ast.Call(func=called)):
                return _STOP if self.leaves(called) else _ON
        return _ON

    def _if(self, statement: ast.If) -> Flow:
        flows: list[Flow] = []
        rest: list[ast.stmt] = [statement]
        while len(rest) == 1 and isinstance(rest[0], ast.If):  # a chain of elif may be longer than the stack is deep
            test = truth(rest[0].test)
            if test is not False:
                flows.append(self._block(rest[0].body))
            if test is True:
                return _either(flows)
            rest = rest[0].orelse
        return _either([*flows, self._block(rest)])

    def _loop(self, loop: ast.While | ast.For | ast.AsyncFor) -> Flow:
        test = truth(loop.test) if isinstance(loop, ast.While) else None
        run_out = self._block(loop.orelse)
        if test is False:
            return run_out
        body = self._block(loop.body)
        if test is True or (isinstance(loop, ast.For) and self._is_endless(loop.iter)):
            run_out = _STOP
        elif _is_doubtful(loop, body):
            run_out = Flow(min(run_out.end, DOUBTFUL), run_out.returns, run_out.breaks, run_out.continues, loop)
        left = _ON if body.breaks else run_out
        return Flow(left.end, body.returns + run_out.returns, run_out.breaks, run_out.continues, left.doubt)

    def _is_endless(self, iterated: ast.expr) -> bool:
        return isinstance(iterated, ast.Call) and self._scope.dotted(iterated.func) in _ENDLESS

    def _with(self, statement: ast.With | ast.AsyncWith) -> Flow:
        body = self._block(statement.body)
        managers = [item.context_expr for item in statement.items]
        if any(isinstance(manager, ast.Call) and self._scope.dotted(manager.func) == "contextlib.suppress" for manager in managers):
            return _either([body, _ON])
        return body

    def _try(self, statement: ast.Try | ast.TryStar) -> Flow:
        body = self._block(statement.body)
        ways = [self._block(handler.body) for handler in statement.handlers]
        if body.end == NEVER:
            ways.append(body)
        else:
            after = self._block(statement.orelse)
            last = min(body, after, key=lambda flow: flow.end)
            ways.append(_joined([body, after], last.end, last.doubt))
        before = _either(ways)
        finally_ = self._block(statement.finalbody)
        if finally_.end == NEVER:
            return finally_
        last = min(before, finally_, key=lambda flow: flow.end)
        return _joined([before, finally_], last.end, last.doubt)

    def _match(self, statement: ast.Match) -> Flow:
        flows = [self._block(case.body) for case in statement.cases]
        if not any(case.guard is None and takes_all(case.pattern) for case in statement.cases):
            flows.append(_ON)
        return _either(flows)

    def leaves(self, called: ast.expr) -> bool:
        """Tell whether a call surely does not come back."""
        function = self._scope.definition(called.id) if isinstance(called, ast.Name) else None
        if function is None:
            return self._scope.dotted(called) in _LEAVING
        if isinstance(function, ast.AsyncFunctionDef) or function.decorator_list:
            return False
        return _is_no_return(function.returns) or not self._comes_back(function)

    def _comes_back(self, function: ast.FunctionDef) -> bool:
        if self._followed:  # one call deep: each costs stack for all blocks inside of one another
            return True
        if function not in self._returning:
            self._followed = True
            flow = self.of(function)
            self._followed = False
            self._returning[function] = flow.end != NEVER or bool(flow.returns) or is_generator(function)
        return self._returning[function]


def _either(flows: list[Flow]) -> Flow:
    most = max(flows, key=lambda flow: flow.end)
    return _joined(flows, most.end, most.doubt)


def _joined(flows: list[Flow], end: int, doubt: ast.stmt | None) -> Flow:
    returns = tuple(found for flow in flows for found in flow.returns)
    return Flow(end, returns, any(flow.breaks for flow in flows), any(flow.continues for flow in flows), doubt)


def _is_doubtful(loop: ast.While | ast.For | ast.AsyncFor, body: Flow) -> bool:
    """Tell whether a loop may well never run out.

    A `for` whose body is left on its first turn runs out only when it has no item, and a mini-batch has items. A loop that counts
    attempts, and returns or in the end raises, does not run out at all.
    """
    if not isinstance(loop, ast.While) and body.end != REACHED and not body.continues:
        return True
    counts = isinstance(loop, ast.While) or (isinstance(loop.iter, ast.Call) and getattr(loop.iter.func, "id", "") == "range")
    return counts and bool(body.returns) and any(isinstance(inner, ast.Raise) for inner in statements(loop.body, inner=False))


def _is_no_return(annotation: ast.expr | None) -> bool:
    match annotation:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name.rpartition(".")[2] in _NO_RETURN
    return False


def takes_all(pattern: ast.pattern) -> bool:
    """Tell whether a pattern matches anything."""
    while isinstance(pattern, (ast.MatchAs, ast.MatchOr)):
        inner = pattern.pattern if isinstance(pattern, ast.MatchAs) else pattern.patterns[-1]
        if inner is None:
            return True
        pattern = inner
    return False
