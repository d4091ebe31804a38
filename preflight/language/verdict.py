"""Three answers, and what decided them."""

from __future__ import annotations

from enum import IntEnum

from preflight.value import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.operators import Operator
    from preflight.value import Value


class Verdict(IntEnum):
    """What a condition says. `all` is the least, `any` the greatest, `not` turns the order round."""

    FAIL = 0
    UNKNOWN = 1
    PASS = 2


class Scope(dict[str, "Value"]):
    """The names a condition may read: roots, worked out when first read, and the items of quantifiers."""

    __slots__ = ("_root",)

    def __init__(self, root: Callable[[str], Value], names: dict[str, Value] | None = None) -> None:
        """Take what works out a root, and the names known already."""
        super().__init__(names or ())
        self._root = root

    def __missing__(self, name: str) -> Value:
        """Work out a root once."""
        value = self[name] = self._root(name)
        return value

    def with_item(self, name: str, item: Value) -> Scope:
        """Return a scope in which a quantifier's item has its name."""
        inner = Scope(self.__getitem__, self)
        inner[name] = item
        return inner


class Cause:
    """What decided: a value read by a path, in a scope.

    `doubt` says why nothing could be decided; `operator` is the one that did not hold. `item` is the innermost item of a
    quantifier that it was decided for: what is pointed at where the value itself stands nowhere.
    """

    __slots__ = ("doubt", "item", "operator", "path", "scope", "value")

    def __init__(self, value: Value, path: str, scope: Scope, doubt: Unknown | None = None, operator: Operator | None = None) -> None:
        """Keep what decided."""
        self.value = value
        self.path = path
        self.scope = scope
        self.doubt = doubt
        self.operator = operator
        self.item: Value | None = None


class Result:
    """A verdict and its causes. `cost` says how far a failure was from passing: the cheapest branch of an `any` is told."""

    __slots__ = ("causes", "cost", "verdict")

    def __init__(self, verdict: Verdict, causes: list[Cause], cost: int = 0) -> None:
        """Keep a verdict and what decided it."""
        self.verdict = verdict
        self.causes = causes
        self.cost = cost


# How far a leaf that fails is from passing.
COST_OTHER_VALUE = 2
COST_NOTHING_THERE = 3


def doubt_of(value: Value, path: str) -> Unknown:
    """Return why a value cannot be decided on."""
    return value if isinstance(value, Unknown) else Unknown(f"`{path}` is not known", value)
