"""What each keyword of a JSON Schema finds wrong with a value: the part of 2020-12 that our own schemas use."""

from __future__ import annotations

import re
from functools import lru_cache

from preflight.record import Record
from preflight.value import Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Protocol

    from preflight.value import Located, Value

    Json = dict[str, Any]
    # A problem, and how deep in the document it was found.
    Found = tuple[int, "Problem"]
    # Takes a value, its key, the key of what holds it, and how deep it stands.
    Check = Callable[[Value, str, str, int], Sequence[Found]]

    class Document(Protocol):
        """The schema document that a keyword stands in."""

        def check(self, schema: Json) -> Check:
            """Return the function that judges a value by a part of this document."""

        def expected(self, schema: Json) -> str:
            """Say in words what a part of this document wants."""

        def advised(self, schema: Json) -> list[str]:
            """Return the keys of a mapping that are good to write."""

        def home(self, key: str) -> str | None:
            """Return the dotted path of the only mapping in which a key is good to write."""


UNKNOWN_KEY, WRONG_TYPE, NOT_IN_SET, MISSING_KEY = "unknown-key", "wrong-type", "not-in-set", "missing-key"


class Problem(Record):
    """What stands in a document and should not, or should and does not.

    `kind` is `unknown-key`, `wrong-type`, `not-in-set` or `missing-key`. `key` is the key concerned: empty for the document
    itself and for a member of a list. `parent` is the key of the mapping or list that holds it: empty at the root.
    `expected` says in words what would be right, `nearest` which key or word was probably meant. `belongs` is the dotted path
    of the only mapping in which an unknown key is right: empty for the document itself, None for no mapping or several.
    `value` is what is wrong: for an unknown key what it holds, for a missing one the mapping that lacks it.
    """

    kind: str
    key: str
    parent: str
    expected: str
    nearest: str | None
    belongs: str | None
    value: Located


def every(checks: Sequence[Check], *, typed: bool = False) -> Check:
    """Return a check that finds what all of them find. `typed` says that the first is for the type, without which no other counts."""

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        found: list[Found] = []
        for one in checks:
            more = one(value, key, parent, depth)
            if more:
                if typed and one is checks[0]:
                    return more
                found += more
        return found

    return check


def one_of(words: Sequence[str]) -> str:
    """Say in words that one of these is wanted."""
    return ("one of " if len(words) > 1 else "") + ", ".join(f"`{word}`" for word in words)


def type_names(schema: Json) -> list[str]:
    """Return the types that a schema allows: none when it does not say."""
    wanted = schema.get("type", [])
    return [wanted] if isinstance(wanted, str) else wanted


def _type(doc: Document, own: Json) -> Check:
    names = type_names(own)
    classes = {kind for name in names for kind in TYPES[name][1]}
    nullable = "null" in names
    expected = doc.expected(own)

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if isinstance(value, Present):
            data = value.data
            # JSON has no infinity; azure-ai-ml, too, takes none for a number.
            if data.__class__ in classes and (not isinstance(data, float) or abs(data) < _INFINITY):
                return ()
        elif nullable or isinstance(value, Unknown):
            return ()
        return _wrong_type(value, key, parent, depth, expected)

    return check


def _enum(doc: Document, own: Json) -> Check:
    words = own["enum"]
    expected = doc.expected(own)

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or value.data in words:
            return ()
        return [(depth, Problem(NOT_IN_SET, key, parent, expected, _nearest(value.data, words, 0.6), None, value))]

    return check


def _pattern(doc: Document, own: Json) -> Check:
    pattern = own["pattern"]
    expected = doc.expected(own)

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or not isinstance(value.data, str) or re.search(pattern, value.data):
            return ()
        return _wrong_type(value, key, parent, depth, expected)

    return check


def _properties(doc: Document, own: Json) -> Check:
    known = own.get("properties", {})
    others = own.get("additionalProperties", True)
    names = doc.advised(own)
    checks: dict[str, Check] = {}

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or not isinstance(value.data, dict):
            return ()
        found: list[Found] = []
        holder = key or parent
        for name, item in value.data.items():
            one = checks.get(name)
            if one is None:
                if name in known:
                    one = checks[name] = doc.check(known[name])
                elif others is True:
                    continue
                elif others is False:
                    nearest = _nearest(name, names, 0.75) if len(found) < _GUESSED else None
                    found.append((depth + 1, Problem(UNKNOWN_KEY, name, holder, one_of(names), nearest, doc.home(name), item)))
                    continue
                else:
                    one = doc.check(others)
            found += one(item, name, holder, depth + 1)
        return found

    return check


def _required(doc: Document, own: Json) -> Check:
    known = own.get("properties", {})
    always = own.get("required", ())
    needed = own.get("dependentRequired", {}).items()

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or not isinstance(value.data, dict) or value.rest is not None:
            return ()
        data = value.data
        missing = [name for name in always if name not in data]
        missing += [name for cause, names in needed if cause in data for name in names if name not in data]
        holder = key or parent
        return [(depth + 1, Problem(MISSING_KEY, name, holder, doc.expected(known.get(name, {})), None, None, value)) for name in missing]

    return check


def _items(doc: Document, own: Json) -> Check:
    one = doc.check(own["items"])

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or not isinstance(value.data, list):
            return ()
        return [found for item in value.data for found in one(item, "", key or parent, depth + 1)]

    return check


def _any_of(doc: Document, own: Json) -> Check:
    expected = doc.expected(own)

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        closest: Sequence[Found] = ()
        for part in own["anyOf"]:
            found = doc.check(part)(value, key, parent, depth)
            if not found:
                return ()
            if not _of_wrong_type(value, found) and (not closest or _closeness(found) > _closeness(closest)):
                closest = found
        return closest or _wrong_type(value, key, parent, depth, expected)

    return check


def _of_wrong_type(value: Value, found: Sequence[Found]) -> bool:
    return any(problem.value is value and problem.kind == WRONG_TYPE for _, problem in found)


def _closeness(found: Sequence[Found]) -> tuple[int, int]:
    """Rank what a part of `anyOf` finds: the deeper it gets and the less it finds, the more it is the part that was meant."""
    return max(depth for depth, _ in found), -len(found)


def _all_of(doc: Document, own: Json) -> Check:
    return every([doc.check(part) for part in own["allOf"]])


def _if(doc: Document, own: Json) -> Check:
    ((name, wanted),) = own["if"]["properties"].items()
    by_default = name not in own["if"].get("required", ())
    then = doc.check(own["then"])

    def check(value: Value, key: str, parent: str, depth: int) -> Sequence[Found]:
        if not isinstance(value, Present) or not isinstance(value.data, dict):
            return ()
        item = value.data.get(name)
        if item is None:
            return then(value, key, parent, depth) if by_default and value.rest is None else ()
        return then(value, key, parent, depth) if isinstance(item, Present) and item.data in wanted["enum"] else ()

    return check


def _wrong_type(value: Value, key: str, parent: str, depth: int, expected: str) -> Sequence[Found]:
    return [(depth, Problem(WRONG_TYPE, key, parent, expected, None, None, value))]


def _nearest(word: object, words: Iterable[str], likeness: float) -> str | None:
    """Return the word that was probably meant; None when none is like it (1.0: the same but for case)."""
    return _most_like(word, tuple(words), likeness) if isinstance(word, str) and len(word) <= _LONGEST else None


@lru_cache(maxsize=1000)
def _most_like(word: str, words: tuple[str, ...], likeness: float) -> str | None:
    """Return the word that is most like another one: found once, since the same mistakes are made in one file after the other."""
    from difflib import get_close_matches  # noqa: PLC0415 - most documents are valid

    spelt = {known.lower(): known for known in words}
    found = get_close_matches(word.lower(), spelt, 1, likeness)
    return spelt[found[0]] if found else None


_INFINITY = float("inf")
# So many unknown keys are no misspellings but another sort of document; so long a word is none of ours.
_GUESSED = 20
_LONGEST = 64

# The types: what they are called in messages, and the classes of their data.
TYPES: dict[str, tuple[str, tuple[type, ...]]] = {
    "string": ("text", (str,)),
    "number": ("a number", (int, float)),
    "boolean": ("true or false", (bool,)),
    "object": ("a mapping", (dict,)),
    "array": ("a list", (list,)),
    "null": ("nothing", ()),
}
# Which function judges which keywords, in the order in which a value is judged.
KEYWORDS: tuple[tuple[Callable[[Document, Json], Check], tuple[str, ...]], ...] = (
    (_type, ("type",)),
    (_enum, ("enum",)),
    (_pattern, ("pattern",)),
    (_properties, ("properties", "additionalProperties")),
    (_required, ("required", "dependentRequired")),
    (_items, ("items",)),
    (_any_of, ("anyOf",)),
    (_all_of, ("allOf",)),
    (_if, ("if", "then")),
)
