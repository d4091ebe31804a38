"""The operators of a leaf: what a present value must be."""

from __future__ import annotations

import re

from preflight.language.equality import equal
from preflight.language.path import Path, read_path
from preflight.language.release import bound, is_within, pinned
from preflight.value import Absent, Present, Unknown, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from preflight.language.verdict import Scope
    from preflight.value import Value

    # Whether a value does: yes, no, why it cannot be told, or None for data the operator cannot be asked of.
    Answer = bool | Unknown | None

    class Operator(Protocol):
        """One operator with its argument."""

        def judge(self, value: Present, scope: Scope) -> Answer:
            """Tell whether a value does."""

        def options(self, scope: Scope) -> list[str]:
            """Return the texts that would have done, as far as they are known."""


def is_number(data: object) -> bool:
    """Tell whether data is a number; a boolean is none."""
    return isinstance(data, (int, float)) and not isinstance(data, bool)


def is_whole(data: object) -> bool:
    """Tell whether data is a whole number; 1.0 is one."""
    return is_number(data) and (isinstance(data, int) or data.is_integer())  # type: ignore[attr-defined]


def is_text(data: object) -> bool:
    """Tell whether data is a text."""
    return isinstance(data, str)


# JSON Schema's words.
TYPES: dict[str, Callable[[object], bool]] = {
    "string": is_text,
    "integer": is_whole,
    "number": is_number,
    "boolean": lambda data: isinstance(data, bool),
    "array": lambda data: isinstance(data, list),
    "object": lambda data: isinstance(data, dict),
}
# The ordering operators, and what to write instead of `not` over them.
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda data, bound: data >= bound,
    "at_most": lambda data, bound: data <= bound,
    "more_than": lambda data, bound: data > bound,
    "less_than": lambda data, bound: data < bound,
}
OPPOSITES = {"at_least": "less_than", "less_than": "at_least", "at_most": "more_than", "more_than": "at_most"}
FOLDED = ("equals", "in", "contains", "matches")
WORDS = ("equals", "in", "contains", "matches", *ORDERS, "type", "version", "schema")


def compile_operator(word: str, argument: Any, *, ignore_case: bool) -> Operator:
    """Return an operator, its argument given as plain data: a literal, a list of literals or `{path: …}`."""
    if word == "schema":
        from preflight.language.shape import Shape  # noqa: PLC0415 - only users' rules come to it, and jsonschema is slow to import

        return Shape(argument)
    if word == "matches":
        return Matching(argument, ignore_case=ignore_case)
    wanted = _argument(argument)
    if word in ("in", "contains"):
        return Membership(wanted, inside=word == "in", ignore_case=ignore_case)
    return Comparison(word, wanted, ignore_case=ignore_case)


def _argument(argument: Any) -> Path | Any:
    return read_path(argument["path"]) if isinstance(argument, dict) and argument.keys() == {"path"} else argument


class Comparison:
    """An operator that compares with one other value."""

    __slots__ = ("_fold", "_wanted", "_word")

    def __init__(self, word: str, wanted: Any, *, ignore_case: bool) -> None:
        """Take the operator's name and what to compare with: a literal or a path."""
        self._word = word
        self._wanted = wanted
        self._fold = ignore_case

    def judge(self, value: Present, scope: Scope) -> Answer:
        """Compare; unknown when the other value is."""
        word, data, wanted = self._word, value.data, self._wanted
        if word in ORDERS and not is_number(data):
            return None
        if isinstance(wanted, Path):
            other = wanted.one(scope)
            if not isinstance(other, Present):
                return other if isinstance(other, Unknown) else None
            if word == "equals":
                return equal(value, other, fold=self._fold)
            wanted = other.data
        if word == "equals":
            return equal(value, wanted, fold=self._fold)
        if word == "type":
            return TYPES[wanted](data)
        if word == "version":
            return _version(data, wanted, value)
        return ORDERS[word](data, wanted) if is_number(wanted) else None

    def options(self, scope: Scope) -> list[str]:
        """Return the other text of an `equals`."""
        wanted = self._wanted.one(scope) if isinstance(self._wanted, Path) else self._wanted
        return _texts([wanted]) if self._word == "equals" else []


def _version(data: object, wanted: object, value: Value) -> Answer:
    if not is_text(data) and not is_number(data):
        return None
    answer = _within(str(data), str(wanted))
    return Unknown(f"`{data}` may or may not be {wanted}", value) if answer is None else answer


def _within(text: str, wanted: str) -> bool | None:
    pin, limit = pinned(text), bound(wanted)
    if pin is not None and limit is not None:
        return is_within(pin, limit)
    from preflight.language.version import within  # noqa: PLC0415 - packaging is slow to import

    return within(text, wanted)


class Matching:
    """`matches`: a regular expression, compiled when first used, since most rules of a run never come to it."""

    __slots__ = ("_flags", "_pattern", "_text")

    def __init__(self, text: str, *, ignore_case: bool) -> None:
        """Take the expression."""
        self._text = text
        self._flags = re.IGNORECASE if ignore_case else re.NOFLAG
        self._pattern: re.Pattern[str] | None = None

    def judge(self, value: Present, scope: Scope) -> Answer:  # noqa: ARG002 - the operators have one shape
        """Look for the expression anywhere in a text."""
        if not isinstance(value.data, str):
            return None
        if self._pattern is None:
            self._pattern = re.compile(self._text, self._flags)
        return self._pattern.search(value.data) is not None

    def options(self, scope: Scope) -> list[str]:  # noqa: ARG002 - the operators have one shape
        """Return nothing: an expression names no texts."""
        return []


class Membership:
    """`in`: the value is one of several; and `contains`: one of the value's members is it."""

    __slots__ = ("_fold", "_inside", "_known", "_of", "_wanted")

    def __init__(self, wanted: Any, *, inside: bool, ignore_case: bool) -> None:
        """Take literals or a path; `inside` for `in`."""
        self._wanted = wanted
        self._inside = inside
        self._fold = ignore_case
        self._of: Sequence[Any] | None = None
        self._known: frozenset[str] | None = None

    def judge(self, value: Present, scope: Scope) -> Answer:
        """Tell whether there is a hit; without one it is unknown while a member is unknown or the list is open."""
        wanted = self._wanted
        if self._inside:
            if isinstance(value.data, (dict, list)):
                return None
            pool, doubt = self._pool(scope)
            text = value.data if doubt is None and isinstance(value.data, str) else None
            known = self._all_texts(pool) if text is not None else None
            if text is not None and known is not None:
                return (text.casefold() if self._fold else text) in known
            needle: Any = value
        else:
            if not isinstance(value.data, list):
                return None
            pool, doubt = value.data, value.rest
            needle = wanted.one(scope) if isinstance(wanted, Path) else wanted
            if isinstance(needle, (Absent, Unknown)):
                return needle if isinstance(needle, Unknown) else None
        for member in pool:
            answer = equal(needle, member, fold=self._fold)
            if answer is True:
                return True
            if answer is not False:
                doubt = doubt or answer
        return doubt or False

    def _all_texts(self, pool: Sequence[Any]) -> frozenset[str] | None:
        """Return the members of a list of texts, ready to be looked up in; None where others are among them."""
        if pool is not self._of:  # most lists are literals or tables, the same for every subject
            texts = _texts(pool)
            self._of = pool
            self._known = frozenset(map(str.casefold, texts) if self._fold else texts) if len(texts) == len(pool) else None
        return self._known

    def _pool(self, scope: Scope) -> tuple[Sequence[Any], Unknown | None]:
        if isinstance(self._wanted, Path):
            found, rest = self._wanted.many(scope)
            return found, rest
        return self._wanted, None

    def options(self, scope: Scope) -> list[str]:
        """Return the texts of the list."""
        return _texts(self._pool(scope)[0]) if self._inside else []


def _texts(pool: Sequence[Any]) -> list[str]:
    texts = [text_of(member) if isinstance(member, (Present, Absent, Unknown)) else member for member in pool]
    return [text for text in texts if isinstance(text, str)]
