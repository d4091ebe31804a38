"""The courses a function can take through its statements, and what state each of them is in at any point."""

from __future__ import annotations

import ast

from preflight.facts.script_conditions import truth
from preflight.facts.script_evaluation import parts_of, suppresses
from preflight.facts.script_exits import takes_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# States are sets, as bits: what may hold on one course or another. No bit: no course gets there.
NOWHERE = 0

# Statements that are followed, each as often as loops make it necessary. No script in use comes near.
_MOST = 5_000


class TooLong(Exception):
    """A function has more statements, or loops inside of one another, than are followed."""


class Course:
    """Follows all courses through a function; what a state is, and what changes it, is up to those made from it.

    By itself it tells what can be reached.
    """

    def __init__(self, leaves: Callable[[ast.expr], bool]) -> None:
        """Take what tells whether a call of something surely does not come back."""
        self._leaves = leaves
        self._followed = 0
        self._loops: list[list[int]] = []
        self._seen = NOWHERE

    @property
    def in_loop(self) -> bool:
        """Whether the statement that is followed stands in a loop."""
        return bool(self._loops)

    def evaluate(self, expressions: list[ast.expr], state: int) -> int:
        """Return the state after expressions were evaluated."""
        del expressions
        return state

    def bind(self, target: ast.AST, state: int) -> int:
        """Return the state after something was assigned to a target; a pattern or a handler is one, too."""
        del target
        return state

    def enter(self, statement: ast.stmt, state: int) -> int:
        """Return the state in which a statement begins."""
        del statement
        return state

    def never_runs(self, loop: ast.For | ast.AsyncFor) -> bool:
        """Tell whether a loop may have no turn at all."""
        del loop
        return True

    def follow(self, body: list[ast.stmt], state: int) -> int:
        """Return the state at the end of a block."""
        self.see(state)
        for statement in body:
            if state == NOWHERE:
                break
            self._followed += 1
            if self._followed > _MOST:
                raise TooLong
            state = self._statement(statement, self.enter(statement, state))
            self.see(state)
        return state

    def see(self, state: int) -> None:
        """Note a state in which an exception may leave the block that is followed."""
        self._seen |= state

    def _statement(self, statement: ast.stmt, state: int) -> int:
        match statement:
            case ast.If():
                return self._if(statement, state)
            case ast.For() | ast.AsyncFor():
                return self._for(statement, state)
            case ast.While():
                return self._while(statement, state)
            case ast.Try() | ast.TryStar():
                return self.attempt(statement, state)
            case ast.Match():
                return self._match(statement, state)
        state = self.evaluate(parts_of(statement), state)
        return self._simple(statement, state) if state else NOWHERE

    def _simple(self, statement: ast.stmt, state: int) -> int:
        match statement:
            case ast.Return() | ast.Raise():
                return NOWHERE
            case ast.Break() | ast.Continue():
                if self._loops:
                    self._loops[-1][isinstance(statement, ast.Continue)] |= state
                return NOWHERE
            case ast.Assert(test=test):
                return NOWHERE if truth(test) is False else state
            case ast.Expr(value=ast.Call(func=called)):
                return NOWHERE if self._leaves(called) else state
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                return self._with(items, body, state)
        for target in _targets(statement):
            state = self.bind(target, state)
        return state

    def _with(self, items: list[ast.withitem], body: list[ast.stmt], state: int) -> int:
        for item in items:
            state = self.bind(item.optional_vars, state) if item.optional_vars else state
        around, self._seen = self._seen, NOWHERE
        after = self.follow(body, state)
        if any(suppresses(item.context_expr) for item in items):
            after |= self._seen
        self._seen |= around
        return after

    def _if(self, statement: ast.If, state: int) -> int:
        after = NOWHERE
        rest: list[ast.stmt] = [statement]
        while len(rest) == 1 and isinstance(rest[0], ast.If) and state:  # a chain of elif may be longer than the stack is deep
            state = self.evaluate([rest[0].test], state)
            test = truth(rest[0].test)
            if test is not False:
                after |= self.follow(rest[0].body, state)
            if test is True:
                return after
            rest = rest[0].orelse
        return after | self.follow(rest, state)

    def _for(self, loop: ast.For | ast.AsyncFor, state: int) -> int:
        head = self.evaluate(parts_of(loop), state)
        turned, left, _ = self._turns(loop.body, head, lambda begun: self.bind(loop.target, begun))
        run_out = turned | head if self.never_runs(loop) else turned
        return left | self.follow(loop.orelse, run_out)

    def _while(self, loop: ast.While, state: int) -> int:
        test = truth(loop.test)
        _, left, tested = self._turns(loop.body if test is not False else [], state, lambda begun: self.evaluate([loop.test], begun))
        return left | self.follow(loop.orelse, tested if test is not True else NOWHERE)

    def _turns(self, body: list[ast.stmt], head: int, begin: Callable[[int], int]) -> tuple[int, int, int]:
        """Return the states after a turn of a loop, after `break`, and at the beginning of a turn."""
        turned, left = NOWHERE, NOWHERE
        while True:
            begun = head | turned
            inside = begin(begun) if begun else NOWHERE
            self._loops.append([NOWHERE, NOWHERE])
            ended = self.follow(body, inside)
            broken, continued = self._loops.pop()
            turned, left = turned | ended | continued, left | broken
            if head | turned == begun:
                return turned, left, inside

    def attempt(self, statement: ast.Try | ast.TryStar, state: int) -> int:
        """Return the state after a `try`."""
        around, self._seen = self._seen, state
        ended = self.follow(statement.body, state)
        during = self._seen
        after = self.follow(statement.orelse, ended)
        for handler in statement.handlers:
            after |= self.follow(handler.body, self.bind(handler, during))
        if statement.finalbody:
            self.follow(statement.finalbody, self._seen)  # also after an exception, and on the way of a return
            after = self.follow(statement.finalbody, after)
        self._seen |= around
        return after

    def _match(self, statement: ast.Match, state: int) -> int:
        state = self.evaluate([statement.subject], state)
        after = NOWHERE
        for case in statement.cases:
            matched = self.bind(case.pattern, state) if state else NOWHERE
            after |= self.follow(case.body, self.evaluate([case.guard], matched) if case.guard else matched)
            if case.guard is None and takes_all(case.pattern):
                return after
        return after | state


def _targets(statement: ast.stmt) -> list[ast.AST]:
    """Return what a simple statement assigns to; a definition and an import stand for themselves."""
    match statement:
        case ast.Assign(targets=targets):
            return [*targets]
        case ast.AnnAssign(target=target, value=ast.expr()) | ast.AugAssign(target=target):
            return [target]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom():
            return [statement]
    return []
