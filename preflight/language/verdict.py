"""Three answers, and what decided them."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.operators import Operator
    from preflight.value import Unknown, Value


class Verdict(IntEnum):
    """What a condition says. `all` is the least, `any` the greatest, `not` turns the order round."""

    FAIL = 0
    UNKNOWN = 1
    PASS = 2


# For the code that judges, which comes to them thousands of times: looking one up in the class takes ten times as long.
FAIL, UNKNOWN, PASS = Verdict


class Scope:
    """The names a condition may read: roots, and the items of the quantifiers it stands in.

    `results` are those of leaves that several rules have, by their text.
    """

    __slots__ = ("_known", "_root", "results")

    def __init__(self, root: Callable[[str], Value], known: dict[str, Value] | None = None) -> None:
        """Take what works out a root, and the names that are known without."""
        self._root = root
        self._known: dict[str, Value] = {} if known is None else known
        self.results: dict[str, Result] = {}

    def __getitem__(self, name: str) -> Value:
        """Return the value of a name, asked for once."""
        known = self._known
        if name not in known:
            known[name] = self._root(name)
        return known[name]

    def with_item(self, name: str, item: Value) -> Scope:
        """Return a scope in which a quantifier's item has its name."""
        return Scope(self.__getitem__, {name: item})


class Cause:
    """What decided: a value read by a path, in a scope.

    `doubt` says why nothing could be decided; `operator` is the one that did not hold. `around` is what is pointed
    at where the value stands nowhere: the item of a quantifier that it was decided for, or what holds that.
    """

    __slots__ = ("around", "doubt", "operator", "path", "scope", "value")

    def __init__(self, value: Value, path: str, scope: Scope, doubt: Unknown | None = None, operator: Operator | None = None) -> None:
        """Keep what decided."""
        self.value = value
        self.path = path
        self.scope = scope
        self.doubt = doubt
        self.operator = operator
        self.around: Value | None = None


class Result:
    """A verdict and its causes. `cost` says how far a failure was from passing: the cheapest branch of an `any` is told.

    Nobody asks for the causes of most results, so they may be given as a function.
    """

    __slots__ = ("_causes", "cost", "verdict")

    def __init__(self, verdict: Verdict, causes: list[Cause] | Callable[[], list[Cause]], cost: int = 0) -> None:
        """Keep a verdict and what decided it."""
        self.verdict = verdict
        self._causes = causes
        self.cost = cost

    @property
    def causes(self) -> list[Cause]:
        """What decided."""
        if not isinstance(self._causes, list):
            self._causes = self._causes()
        return self._causes


class Partly(Result):
    """A quantifier that fails for some of its items, while others, which `doubts` tells of, could not be decided."""

    __slots__ = ("doubts",)

    def __init__(self, failed: list[Cause], doubts: list[Cause], cost: int) -> None:
        """Keep what failed, and what may fail besides."""
        super().__init__(Verdict.FAIL, failed, cost)
        self.doubts = doubts


# How far a leaf that fails is from passing.
COST_OTHER_VALUE = 2
COST_NOTHING_THERE = 3
