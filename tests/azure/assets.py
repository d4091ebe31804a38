"""Assets of a workspace: the container of a name is there as soon as a version is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.azure.address import Address, address
from tests.azure.listing import created, property_of

if TYPE_CHECKING:
    from tests.azure.resources import Resources

_KINDS = frozenset({"codes", "components", "data", "environments", "models"})


def container(resources: Resources, where: Address) -> dict[str, Any] | None:
    """Return the container of an asset, made from its versions, None where there is none."""
    versions = resources.children(f"{where.id}/versions") if _is_container(where) and not where.is_collection else {}
    if not versions:
        return None
    last, body = max(versions.items(), key=lambda version: created(version[1]))
    number = str(body.get("name")) if isinstance(body, dict) else address(last).name
    properties: dict[str, Any] = {
        "description": None,
        "tags": {},
        "properties": {},
        "isArchived": False,
        "latestVersion": number,
        "nextVersion": str(int(number) + 1) if number.isdecimal() else None,
    }
    if where.types[1].lower() == "data":
        properties["dataType"] = property_of(body, "dataType")
    return {"id": where.id, "name": where.name, "type": where.type, "properties": properties, "systemData": {"createdAt": created(body)}}


def containers(resources: Resources, where: Address) -> dict[str, Any]:
    """Return the containers that are there because of their versions, by their ids in lower case."""
    if not _is_container(where):
        return {}
    versions = resources.of_type(f"{where.type}/versions").items()
    ids = [str(body.get("id", one)) if isinstance(body, dict) else one for one, body in versions]
    parents = {one.rpartition("/versions/")[0].lower(): address(one.rpartition("/versions/")[0]) for one in ids}
    found = {one: container(resources, parent) for one, parent in parents.items() if one.rpartition("/")[0] == where.id.lower()}
    return {one: body for one, body in found.items() if body is not None}


def _is_container(where: Address) -> bool:
    return len(where.types) == 2 and where.types[0].lower() == "workspaces" and where.types[1].lower() in _KINDS
