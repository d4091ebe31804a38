"""The resources of Azure Machine Learning in a configuration of Terraform: what `azapi_resource` sends, and workspaces of `azurerm`.

https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource,
https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/machine_learning_workspace.
"""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.templates.resources import Resource
from preflight.value import Absent, Later, Present, Unknown, child, entries, fact, listing, mapping, members, placed, raw_text, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

_WORKSPACE = "microsoft.machinelearningservices/workspaces"
# In HCL an expression as it is or alone in a string, in JSON inside of `${ }`.
_LOCAL = Pattern(r"(?:\"?\$\{\s*)?local\.([\w-]+)(?:\s*\}\"?)?\Z")
_MADE = Pattern(r"(?:\"?\$\{\s*)?azapi_resource\.([\w-]+)\.id(?:\s*\}\"?)?\Z")
_TAIL = Pattern(r"/([^/${}\"]+)\"?\Z")
# Nobody nests values or locals deeper.
_DEEPEST = 60


def terraform_resources(root: Value) -> Iterator[Resource]:
    """Yield the resources that a file of Terraform's describes, in its order, by types and bodies of Azure Resource Manager.

    Locals of the same file are followed; what else an expression makes is unknown, and nobody was asked for it.
    """
    known = _locals(root)
    described = child(root, "resource")
    azapi = {name: _one(value) for name, value in entries(child(described, "azapi_resource")).items()}
    for value in entries(child(described, "azapi_resource")).values():
        for one in _each(value):
            yield from _of_azapi(one, azapi, known)
    for value in entries(child(described, "azurerm_machine_learning_workspace")).values():
        for one in _each(value):
            yield _of_azurerm(one, known)


def _each(value: Value) -> list[Value]:
    """Return a block, or all those that stand under one name."""
    return members(value) or [value]


def _one(value: Value) -> Value:
    return _each(value)[0]


def _locals(root: Value) -> dict[str, Value]:
    return {name: value for block in _each(child(root, "locals")) for name, value in entries(block).items()}


def _of_azapi(one: Value, azapi: dict[str, Value], known: dict[str, Value]) -> Iterator[Resource]:
    """Yield what is sent as it is: the name is the last part alone, and what holds it is `parent_id`."""
    kind, _, version = (text_of(_filled(child(one, "type"), known)) or "").partition("@")
    if not kind or not version:
        return
    body = _filled(child(one, "body"), known)
    given = {key: _filled(child(one, key), known) for key in ("name", "location")}
    whole = {**entries(body), **{key: value for key, value in given.items() if not isinstance(value, Absent)}}
    holder = _holder(child(one, "parent_id"), azapi, known)
    yield Resource(kind.lower(), (*holder, given["name"]), mapping(whole, body if isinstance(body, Present) else one), one)


def _holder(parent: Value, azapi: dict[str, Value], known: dict[str, Value]) -> tuple[Value, ...]:
    """Return the name of the resource that holds another one, as far as its id tells it: nothing where it does not."""
    parent = _filled(parent, known)
    made = _MADE.match(_written(parent))
    if made is not None and made[1] in azapi:
        return (_filled(child(azapi[made[1]], "name"), known),)
    tail = _TAIL.search(_written(parent))
    return (placed(tail[1], parent),) if tail is not None else ()


def _of_azurerm(one: Value, known: dict[str, Value]) -> Resource:
    """Return a workspace as its body would have it."""
    filled = _filled(one, known)
    key = _one(child(filled, "encryption"))
    public = child(filled, "public_network_access_enabled")
    properties: dict[str, Value] = {}
    if isinstance(key, Present):
        ids = {"keyIdentifier": _given(child(key, "key_id")), "keyVaultArmId": _given(child(key, "key_vault_id"))}
        properties["encryption"] = mapping({"keyVaultProperties": mapping(ids, key)}, key)
    elif isinstance(key, Unknown):
        properties["encryption"] = key
    if isinstance(public, Present):
        properties["publicNetworkAccess"] = fact("Enabled" if public.data is True else "Disabled", public)
    network = _one(child(filled, "managed_network"))
    properties["managedNetwork"] = mapping({"isolationMode": child(network, "isolation_mode")}, network)
    name = child(filled, "name")
    body = {"name": name, "location": child(filled, "location"), "properties": mapping(properties, one)}
    return Resource(_WORKSPACE, (name,), mapping(body, one), one)


def _given(value: Value) -> Value:
    """Return an argument that a block must have: whatever makes it, it is there."""
    return Unknown(value.reason, value, text=_written(value), asked=False) if isinstance(value, Unknown) else value


def _filled(value: Value, known: dict[str, Value], depth: int = 0) -> Value:
    """Return a value with the locals of the file that are literals in it."""
    if depth > _DEEPEST:
        return Unknown("it is nested too deep to be read", value, asked=False)
    if isinstance(value, Present):
        if isinstance(value.data, dict):
            return mapping({name: _filled(item, known, depth + 1) for name, item in value.data.items()}, value)
        if isinstance(value.data, list):
            return listing([_filled(item, known, depth + 1) for item in value.data], value)
        return value
    text = _written(value)
    named = _LOCAL.match(text)
    if named is not None and named[1] in known:
        found = _filled(known[named[1]], known, depth + 1)
        if isinstance(found, Present) and not isinstance(found.data, (dict, list)):
            return placed(found.data, value)
    return value if isinstance(value, (Absent, Later)) else Later(f"`{text}` is worked out when Terraform runs", value, text)


def _written(value: Value) -> str:
    """Return what is written for a value: a text, or an expression."""
    return value.expression if isinstance(value, Later) else raw_text(value)
