"""`schema`: a JSON Schema for the shapes of users' own documents."""

from __future__ import annotations

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from preflight.value import Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from jsonschema import ValidationError

    from preflight.language.operators import Answer
    from preflight.language.verdict import Scope
    from preflight.value import Value

    Pointer = tuple[str | int, ...]

# Keywords that say one thing of all that is inside, and those that more members could still satisfy.
_WHOLE = frozenset({"anyOf", "oneOf", "not", "contains", "uniqueItems", "const", "enum"})
_MORE = frozenset({"required", "dependentRequired", "minItems", "minProperties", "contains"})
# What was chosen by looking at all that is inside.
_CHOSEN = frozenset({"then", "else", "unevaluatedProperties", "unevaluatedItems"})


class Shape:
    """A schema (draft 2020-12) that a value must fit; a problem inside of something unknown decides nothing."""

    __slots__ = ("_validator",)

    def __init__(self, schema: dict[str, Any]) -> None:
        """Take the schema as plain data."""
        # An empty registry: jsonschema would fetch what another one does not have from the network.
        self._validator = Draft202012Validator(schema, registry=Registry())

    def judge(self, value: Present, scope: Scope) -> Answer:  # noqa: ARG002 - the operators have one shape
        """Validate what is known of a value; a placeholder that fits as a text is taken to fit."""
        known = _Known()
        data = known.plain(value, ())
        doubt = known.doubt
        try:
            for error in self._validator.iter_errors(data):
                hidden = known.hides(error)
                if hidden is None:
                    return False
                doubt = doubt or hidden
        except (RecursionError, Unresolvable, ValueError):
            return Unknown("the schema cannot be applied: a reference in it has no end, or leads nowhere below an `$id`", value)
        return doubt or True

    def options(self, scope: Scope) -> list[str]:  # noqa: ARG002 - the operators have one shape
        """Return nothing: a schema names no texts."""
        return []


class _Known:
    """What is known of a value as plain data, where in it something is unknown, and where there may be more."""

    def __init__(self) -> None:
        self.doubt: Unknown | None = None
        self._unknown: dict[Pointer, Unknown] = {}
        self._open: dict[Pointer, Unknown] = {}

    def plain(self, value: Value, at: Pointer) -> Any:
        if isinstance(value, Unknown):
            self._unknown[at] = value
            self.doubt = self.doubt or (value if value.text is None else None)
            return value.text
        if not isinstance(value, Present):
            return None
        if value.rest is not None:
            self._open[at] = value.rest
            self.doubt = self.doubt or value.rest
        if isinstance(value.data, dict):
            return {name: self.plain(item, (*at, name)) for name, item in value.data.items()}
        if isinstance(value.data, list):
            return [self.plain(item, (*at, index)) for index, item in enumerate(value.data)]
        return value.data

    def hides(self, error: ValidationError) -> Unknown | None:
        """Return the unknown that a problem hangs on: one around it, or inside of it where that counts, or more members."""
        at: Pointer = tuple(error.absolute_path)
        inside = error.validator in _WHOLE
        chosen = not _CHOSEN.isdisjoint(error.absolute_schema_path)
        for pointer, why in self._unknown.items():
            if chosen or at[: len(pointer)] == pointer or (inside and pointer[: len(at)] == at):
                return why
        for pointer, why in self._open.items():
            if chosen or (inside and pointer[: len(at)] == at) or (pointer == at and error.validator in _MORE):
                return why
        return None


def lost_reference(schema: object) -> str | None:
    """Return a reference in a schema that leads nowhere: one to another document is never followed."""
    resolver = Registry().with_resource("", DRAFT202012.create_resource(schema)).resolver()
    for reference in _references(schema):
        try:
            resolver.lookup(reference)
        except (Unresolvable, ValueError):
            return reference
    return None


def _references(schema: object) -> Iterator[str]:
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from _references(part)
    if isinstance(schema, dict):
        yield from (schema[word] for word in ("$ref", "$dynamicRef") if isinstance(schema.get(word), str))
