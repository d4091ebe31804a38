"""A JSON Schema document of our own, judging values with places: every problem is found.

A part of it becomes a function when a document first reaches it, and that function makes next to nothing while all is well:
most documents are valid, and jsonschema takes longer to import than a whole check does.
"""

from __future__ import annotations

from preflight.schema_keywords import KEYWORDS, TYPES, Problem, every, one_of, type_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.schema_keywords import Check, Json
    from preflight.value import Value

__all__ = ["Problem", "Schema"]

_NOTES = {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly"}
_JUDGED = {word for _, words in KEYWORDS for word in words}
_DEFS = "#/$defs/"
# Keywords whose schemas are for the same mapping, or for members of a list, which have no name of their own.
_SAME_MAPPING = ("anyOf", "allOf", "items", "then")


class Schema:
    """One schema document.

    A key that is left empty holds null. A placeholder is a right value anywhere. A mapping that may hold more than is known
    lacks nothing.
    """

    __slots__ = ("_checks", "_homes", "_root")

    def __init__(self, root: Json) -> None:
        """Take a schema as plain data. Raises ValueError for a keyword, or a use of one, that is not supported."""
        self._root = root
        self._checks: dict[int, Check] = {}
        self._homes: dict[str, set[str]] = {}
        for schema in _all(root):
            for fault in _faults(schema, root.get("$defs", {})):
                raise ValueError(f"schema {root.get('$id', '')}: {fault}")

    def problems(self, value: Value) -> list[Problem]:
        """Return every problem of a document, in the order of its keys; what a mapping lacks comes after what it has."""
        return [problem for _, problem in self.check(self._root)(value, "", "", 0)]

    def check(self, schema: Json) -> Check:
        """Return the function that judges a value by a part of this document."""
        made = self._checks.get(id(schema))
        if made is None:
            target = self._target(schema)
            checks = [make(self, target) for make, words in KEYWORDS if any(word in target for word in words)]
            made = self._checks[id(schema)] = checks[0] if len(checks) == 1 else every(checks, typed="type" in target)
        return made

    def expected(self, schema: Json) -> str:
        """Say in words what a part of this document wants."""
        target = self._target(schema)
        if "title" in target:
            title: str = target["title"]
            return title
        if "enum" in target:
            return one_of(target["enum"])
        return " or ".join(TYPES[name][0] for name in type_names(target)) or "a value"

    def advised(self, schema: Json) -> list[str]:
        """Return the keys of a mapping that are good to write: not what only the service sets, nor what is ignored."""
        return [name for name, part in schema.get("properties", {}).items() if not part.get("readOnly") and not part.get("deprecated")]

    def home(self, key: str) -> str | None:
        """Return the dotted path of the mapping in which a key is good to write; None if there is none, or more than one."""
        if not self._homes:
            for path, name in self._places(self._root, ""):
                self._homes.setdefault(name, set()).add(path)
        paths = self._homes.get(key, ())
        return next(iter(paths)) if len(paths) == 1 else None

    def _places(self, schema: Json, path: str) -> Iterator[tuple[str, str]]:
        schema = self._target(schema)
        for name in self.advised(schema):
            yield path, name
            yield from self._places(schema["properties"][name], f"{path}.{name}" if path else name)
        for part in _parts(schema, *_SAME_MAPPING):
            yield from self._places(part, path)

    def _target(self, schema: Json) -> Json:
        if "$ref" not in schema:
            return schema
        target: Json = self._root["$defs"][schema["$ref"].removeprefix(_DEFS)]
        return target


def _all(root: Json) -> Iterator[Json]:
    """Yield a schema and all that stand in it."""
    left = [root]
    while left:
        schema = left.pop()
        yield schema
        left += _parts(schema, *_SAME_MAPPING, "additionalProperties")
        for word in ("properties", "$defs"):
            left += schema.get(word, {}).values()


def _parts(schema: Json, *words: str) -> list[Json]:
    """Return the schemas that stand under these keywords, alone or in a list."""
    under = [schema[word] for word in words if word in schema]
    return [part for parts in under for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)]


def _faults(schema: Json, definitions: Json) -> Iterator[str]:
    """Say what is not supported in a schema."""
    judged = schema.keys() - _NOTES
    yield from (f"the keyword `{word}` is not supported" for word in sorted(judged - _JUDGED - {"$ref"}))
    if "$ref" in schema:
        target = definitions.get(schema["$ref"].removeprefix(_DEFS))
        if target is None or "$ref" in target or judged != {"$ref"}:
            yield f"`{schema['$ref']}` must be a definition that refers to no other, and nothing else may be judged beside it"
    names = type_names(schema)
    if not TYPES.keys() >= set(names):
        yield f"the type {names} is not supported"
    if "enum" in schema and (names != ["string"] or not all(isinstance(word, str) for word in schema["enum"])):
        yield "`enum` must hold texts, and `type: string` stand beside it"
    if "title" not in schema and judged & {"pattern", "anyOf"}:
        yield "`pattern` and `anyOf` need a `title` that says what is expected"
    if judged & {"if", "then"} and not _is_choice(schema):
        yield "`if` must be for one key with an `enum`, and have a `then`"


def _is_choice(schema: Json) -> bool:
    condition = schema.get("if", {})
    wanted = list(condition.get("properties", {}).values())
    return "then" in schema and condition.keys() <= {"properties", "required"} and len(wanted) == 1 and wanted[0].keys() == {"enum"}
