"""Checking of conditions as they stand in a rule file: everything wrong is found, with its place."""

from __future__ import annotations

import re
import warnings

from preflight.facts.entry import WORKSPACE
from preflight.language.faults import Faults
from preflight.language.operators import FOLDED, OPPOSITES, ORDERS, TYPES, WORDS
from preflight.language.path import Path
from preflight.language.quantifier import ITEM, QUANTIFIERS
from preflight.language.shapes import ANYTHING, ShapeError, read_path
from preflight.value import Absent, Present, child, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.facts.entry import Fact
    from preflight.language.shapes import Names
    from preflight.value import Value

HEADS = ("all", "any", "not", *QUANTIFIERS, "path")
_ALLOWED = {
    "all": ("all",),
    "any": ("any",),
    "not": ("not",),
    "each": ("each", "as", "where", "check"),
    "some": ("some", "as", "where"),
    "none": ("none", "as", "where"),
    "count": ("count", "as", "where", "equals", "at_least", "at_most"),
    "path": ("path", "exists", "placeholder", "ignore_case", *WORDS),
}
_BOUNDS = ("equals", "at_least", "at_most")
_NAME = re.compile(r"[^\W\d]\w*\Z")
# What `{value}` means in a template.
VALUE = "value"
_MAX_PATTERN = 200
# Back-references and look-around, told apart from what is escaped and from sets of characters.
_PATTERN_PARTS = re.compile(r"(?P<back>\\[1-9])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<look>\(\?(?:[=!]|<[=!]|P=|\())", re.DOTALL)


class ConditionCheck:
    """Checks the conditions of one rule file."""

    def __init__(self, faults: Faults) -> None:
        """Take where to note what is wrong. `waits` is the first fact found to be read that only the workspace may know."""
        self._faults = faults
        self.waits: str | None = None

    def condition(self, value: Value, names: Names, extra: Iterable[str] = ()) -> None:
        """Check a condition in which some names mean something; `extra` keys may stand beside it."""
        keys = entries(value)
        if not keys:
            self._faults.add(value, "a condition is a mapping")
            return
        heads = [head for head in HEADS if head in keys]
        if len(heads) != 1:
            self._faults.add(value, f"a condition has exactly one of {', '.join(HEADS)}")
            return
        head = heads[0]
        allowed = (*_ALLOWED[head], *extra)
        for name, item in keys.items():
            if name not in allowed:
                self._faults.add(item.key or item, f"`{name}` does not belong in a `{head}` condition", name, allowed)
        if head in ("all", "any"):
            self._several(keys[head], head, names)
        elif head == "not":
            self._negated(keys[head], names)
        elif head == "path":
            self._leaf(value, names)
        else:
            self._quantified(value, head, names)

    def path(self, value: Value, names: Names, *, plural: bool = False, told: bool = False) -> Fact:
        """Check a path and return the fact it leads to; anything where it leads nowhere. One that is only `told` asks nothing."""
        text = text_of(value)
        if text is None:
            self._faults.add(value, "a path is a text")
            return ANYTHING
        fact = self.path_text(text, value, names, plural=plural)
        if WORKSPACE in fact.sources and not told:
            self.waits = self.waits or text
        return fact

    def path_text(self, text: str, near: Value, names: Names, *, plural: bool) -> Fact:
        """Check a path that stands somewhere in a text."""
        try:
            path, fact = read_path(text, names)
        except ShapeError as error:
            self._faults.add(near, str(error), error.word, error.words)
            return ANYTHING
        if path.plural and not plural:
            self._faults.add(near, f"`{text}` may be several values: use each, some, none or count")
        return fact

    def bound(self, value: Value, names: Names) -> dict[str, Fact]:
        """Return the names in a quantifier: those around it, and its item; and those of a quantifier that is its `check`."""
        inside = dict(names)
        current = value
        while True:
            head = next((head for head in ("each", "none") if head in entries(current)), None)
            if head is None:
                return inside
            inside[self._item_name(current)] = self._item_fact(child(current, head), inside)
            current = child(current, "check")

    def _several(self, value: Value, head: str, names: Names) -> None:
        if not members(value):
            self._faults.add(value, f"`{head}` takes a list of conditions")
        for part in members(value):
            self.condition(part, names)

    def _negated(self, value: Value, names: Names) -> None:
        for word, opposite in OPPOSITES.items():
            if "path" in entries(value) and word in entries(value):
                near = entries(value)[word]
                message = f"`not` over `{word}` would hold for a missing or wrongly typed value: write `{opposite}`"
                self._faults.add(near.key or near, message)
        self.condition(value, names)

    def _leaf(self, value: Value, names: Names) -> None:
        keys = entries(value)
        self.path(keys["path"], names)
        asked = [word for word in _ALLOWED["path"] if word in keys and word not in ("path", "ignore_case")]
        if not asked:
            self._faults.add(keys["path"], "this leaf asks nothing: add an operator")
        for word in ("exists", "placeholder", "ignore_case"):
            if word in keys and not _is(keys[word], bool):
                self._faults.add(keys[word], f"`{word}` takes true or false")
        if "ignore_case" in keys and asked and not any(word in FOLDED for word in asked):
            self._faults.add(keys["ignore_case"], f"`ignore_case` goes with {', '.join(FOLDED)}")
        for word in asked:
            if word in WORDS:
                self._argument(word, keys[word], names)

    def _argument(self, word: str, value: Value, names: Names) -> None:
        special = {"schema": self._schema, "matches": self._pattern, "version": self._version, "type": self._type}
        if word in special:
            special[word](value)
        elif entries(value).keys() == {"path"}:
            self.path(entries(value)["path"], names, plural=word == "in")
        elif word == "in":
            listed = members(value)
            if not listed or any(not _is_scalar(one) for one in listed):
                self._faults.add(value, "`in` takes a list of texts, numbers and booleans, or {path: …}")
        elif word in ORDERS:
            if not _is(value, int, float) or _is(value, bool):
                self._faults.add(value, f"`{word}` takes a number or {{path: …}}")
        elif isinstance(value, Absent):
            self._faults.add(value, f"`{word}` takes a value: what is missing is asked with `exists: false`")
        elif not all(_is_scalar(one) for one in members(value) or [value]) and not _is_empty_list(value):
            self._faults.add(value, f"`{word}` takes a text, a number, a boolean, a list of them, or {{path: …}}")

    def _type(self, value: Value) -> None:
        text = text_of(value)
        if text is None:
            self._faults.add(value, f"`type` is one of {', '.join(TYPES)}")
        elif text not in TYPES:
            self._faults.add(value, f"unknown type `{text}`", text, TYPES)

    def _pattern(self, value: Value) -> None:
        text = text_of(value)
        if text is None or len(text) > _MAX_PATTERN:
            self._faults.add(value, f"`matches` takes a regular expression of at most {_MAX_PATTERN} characters")
            return
        if any(part["back"] or part["look"] for part in _PATTERN_PARTS.finditer(text)):
            self._faults.add(value, "`matches` takes no back-references and no look-around")
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                re.compile(text)
        except (re.error, OverflowError, Warning) as error:
            self._faults.add(value, f"not a regular expression: {error}")

    def _version(self, value: Value) -> None:
        from packaging.specifiers import SpecifierSet  # noqa: PLC0415 - few rules compare versions
        from packaging.version import Version  # noqa: PLC0415 - few rules compare versions

        try:
            for clause in SpecifierSet(text_of(value) or "?"):
                Version(clause.version.removesuffix(".*"))
        except ValueError:  # also of a number with more digits than Python reads
            self._faults.add(value, "`version` takes a range such as `>=3.8,<3.12` (PEP 440)")

    def _schema(self, value: Value) -> None:
        from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415 - few rules bring a schema

        from preflight.language.plain import plain  # noqa: PLC0415 - few rules bring a schema
        from preflight.language.shape import lost_reference  # noqa: PLC0415 - few rules bring a schema

        schema = plain(value)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                Draft202012Validator.check_schema(schema)
        except (SchemaError, Warning) as error:
            self._faults.add(value, f"not a JSON Schema: {error.message if isinstance(error, SchemaError) else error}")
            return
        lost = lost_reference(schema)
        if lost is not None:
            self._faults.add(value, f"the reference `{lost}` leads nowhere in this schema, and others are not read")

    def _quantified(self, value: Value, head: str, names: Names) -> None:
        keys = entries(value)
        source = keys[head]
        self._named(keys, source, names)
        inside = {**names, self._item_name(value): self._item_fact(source, names, noted=True)}
        if head == "each" and "check" not in keys:
            self._faults.add(source, "`each` needs `check`")
        if head == "none" and "where" not in keys:
            self._faults.add(source, "`none` needs `where`")
        bounds = [word for word in _BOUNDS if head == "count" and word in keys]
        if head == "count" and not bounds:
            self._faults.add(source, f"`count` needs one of {', '.join(_BOUNDS)}")
        for word in bounds:
            if not _is(keys[word], int) or _is(keys[word], bool):
                self._faults.add(keys[word], f"`{word}` takes a whole number here")
        for word in ("where", "check"):
            if word in keys and word in _ALLOWED[head]:
                self.condition(keys[word], inside)

    def _named(self, keys: dict[str, Value], source: Value, names: Names) -> None:
        """Check the name of a quantifier's item."""
        given = keys.get("as", source)
        name = text_of(given) if "as" in keys else ITEM
        if name is None or not _NAME.match(name):
            self._faults.add(given, "`as` takes a name: letters, digits and underscores")
        elif name in names or name == VALUE:
            self._faults.add(given, f"`{name}` already means something here: choose another name with `as`")

    @staticmethod
    def _item_name(value: Value) -> str:
        return text_of(child(value, "as")) or ITEM

    def _item_fact(self, source: Value, names: Names, *, noted: bool = False) -> Fact:
        """Return what an item of a source is; what is wrong with the source is noted once."""
        listed = members(source)
        check = self if noted else ConditionCheck(Faults(""))
        facts = [check.path(one, names, plural=True) for one in (listed or [source])]
        text = text_of(source)
        if noted and text is not None and not _is_plural(text):
            self._faults.add(source, "this ranges over several values: end the path with `.*`")
        return facts[0] if all(fact == facts[0] for fact in facts) else ANYTHING


def _is_scalar(value: Value) -> bool:
    return _is(value, str, int, float)


def _is_empty_list(value: Value) -> bool:
    return _is(value, list) and not members(value)


def _is_plural(text: str) -> bool:
    try:
        return Path(text).plural
    except ValueError:
        return True  # told already


def _is(value: Value, *types: type) -> bool:
    return isinstance(value, Present) and isinstance(value.data, types)
