"""The resources in a template of Azure Resource Manager, which Bicep also builds: their types, names and bodies.

https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
"""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.record import Record
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

_NESTED = "microsoft.resources/deployments"
_VARIABLE = Pattern(r"\[variables\('([^']+)'\)\]\Z")
_FORMAT = Pattern(r"\[format\('((?:[^']|'')*)'\s*,(.*)\)\]\Z")
_ARGUMENT = Pattern(r"\s*((?:'(?:[^']|'')*'|\((?:[^()']|'[^']*'|\([^()]*\))*\)|[^,()'])+)\s*(?:,|\Z)")
# Nobody nests templates or variables deeper.
_DEEPEST = 8


class Resource(Record):
    """A resource that a template describes: its type in lower case, its full name in parts, what lacks an expression, and its place.

    What an expression makes is unknown, and nobody was asked for it: it is worked out when the template is deployed.
    """

    type: str
    names: tuple[Value, ...]
    body: Value
    near: Value


def resources_of(root: Value) -> Iterator[Resource]:
    """Yield the resources of a template, in its order, those inside of others too."""
    yield from _in_template(root, 0)


def _in_template(root: Value, depth: int) -> Iterator[Resource]:
    if depth > _DEEPEST:
        return
    variables = child(root, "variables")
    for one in _listed(child(root, "resources")):
        yield from _resource(one, variables, None, depth)


def _resource(one: Value, variables: Value, holder: Resource | None, depth: int) -> Iterator[Resource]:
    """Yield a resource, and those inside of it: their types and names go on from its own."""
    kind = (text_of(child(one, "type")) or "").lower()
    if kind == _NESTED:
        yield from _in_template(child(child(one, "properties"), "template"), depth + 1)
        return
    names = _names(child(one, "name"), variables)
    if holder is not None and not kind.startswith(f"{holder.type}/"):
        kind, names = f"{holder.type}/{kind}", (*holder.names, *names)
    own = mapping({key: item for key, item in entries(one).items() if key != "resources"}, one)
    made = Resource(kind, names, _filled(own, variables, 0), one)
    yield made
    if depth <= _DEEPEST:
        for inner in _listed(child(one, "resources")):
            yield from _resource(inner, variables, made, depth + 1)


def _listed(resources: Value) -> list[Value]:
    """Return resources in a list, or by the symbolic names that they have since languageVersion 2.0."""
    return members(resources) or list(entries(resources).values())


def _filled(value: Value, variables: Value, depth: int) -> Value:
    """Return a value with the variables of the template that are literals; what else an expression makes is unknown."""
    if isinstance(value, Present) and isinstance(value.data, dict):
        return mapping({key: _filled(item, variables, depth) for key, item in entries(value).items()}, value)
    if isinstance(value, Present) and isinstance(value.data, list):
        return listing([_filled(item, variables, depth) for item in members(value)], value)
    text = text_of(value)
    if text is None or text[:1] != "[" or text[-1:] != "]":
        return value
    if text[:2] == "[[":
        return placed(text[1:], value)
    named = _VARIABLE.match(text)
    found = child(variables, named[1]) if named is not None else Absent()
    if isinstance(found, Present) and depth < _DEEPEST:
        inner = _filled(found, variables, depth + 1)
        return placed(inner.data, value) if isinstance(inner, Present) and not isinstance(inner.data, (dict, list)) else _made(text, value)
    return _made(text, value)


def _made(text: str, near: Value) -> Unknown:
    return Unknown(f"`{text}` is worked out when the template is deployed", near, asked=False)


def _names(name: Value, variables: Value) -> tuple[Value, ...]:
    """Return the parts of a name, of which an expression with `format` may show some."""
    found = _FORMAT.match(text_of(name) or "")
    if found is not None:
        arguments = [match[1].strip() for match in _ARGUMENT.compiled.finditer(found[2])]
        return tuple(_part(part, arguments, name, variables) for part in found[1].split("/"))
    filled = _filled(name, variables, 0)
    text = text_of(filled)
    return (filled,) if text is None else tuple(placed(part, filled) for part in text.split("/"))


def _part(part: str, arguments: list[str], near: Value, variables: Value) -> Value:
    """Return one part of a name that `format` makes: a literal, or an argument that is one."""
    if "{" not in part:
        return fact(part, near)
    number = part[1:-1]
    argument = arguments[int(number)] if part == f"{{{number}}}" and number.isdecimal() and int(number[:4]) < len(arguments) else part
    if argument[:1] == "'" == argument[-1:] and len(argument) > 1:
        return fact(argument[1:-1].replace("''", "'"), near)
    return _filled(fact(f"[{argument}]", near), variables, 0)
