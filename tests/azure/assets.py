"""Assets of a workspace: the container of a name is there as soon as a version is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.azure.address import Address, address
from tests.azure.listing import created

if TYPE_CHECKING:
    from tests.azure.resources import Resources

_KINDS = frozenset({"codes", "components", "data", "environments", "models"})


def container(resources: Resources, where: Address) -> dict[str, Any] | None:
    """Return the container of an asset, made from its versions, None where there is none."""
    if not _is_container(where) or where.is_collection:
        return None
    versions = sorted(resources.children(f"{where.id}/versions"), key=created)
    if not versions:
        return None
    latest = versions[-1]
    number = str(latest["name"])
    return {
        "id": where.id,
        "name": where.name,
        "type": where.type,
        "properties": {
            "description": None,
            "tags": {},
            "properties": {},
            "isArchived": False,
            "latestVersion": number,
            "nextVersion": str(int(number) + 1) if number.isdecimal() else None,
            **{key: latest["properties"][key] for key in ("dataType",) if key in latest["properties"]},
        },
        "systemData": latest["systemData"],
    }


def containers(resources: Resources, where: Address) -> list[Any]:
    """Return the containers that are there because of their versions."""
    if not _is_container(where) or not where.is_collection:
        return []
    names = {}
    for version in resources.of_type(f"{where.type}/versions"):
        parent = version["id"].rpartition("/versions/")[0]
        if parent.lower().rpartition("/")[0] == where.id.lower():
            names[parent.lower()] = parent
    found = [container(resources, address(parent)) for parent in names.values()]
    return [one for one in found if one is not None]


def _is_container(where: Address) -> bool:
    return len(where.types) == 2 and where.types[0].lower() == "workspaces" and where.types[1].lower() in _KINDS
