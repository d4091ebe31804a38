"""Collections as the resource manager gives them: filtered, ordered, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tests.azure.message import Reply, Request, json_reply

if TYPE_CHECKING:
    from tests.azure.world import World

_SKIP = "$skip"


def page(world: World, request: Request, items: list[Any]) -> Reply:
    """Return the page of a collection that a request asks for, with the link to the next one."""
    wanted = _ordered(_filtered(items, request), request.query.get("$orderBy", ""))
    start = _number(request.query.get(_SKIP)) or 0
    size = min(filter(None, (world.page_size, _number(request.query.get("count")))))
    top = _number(request.query.get("$top"))
    if top is not None:
        return json_reply({"value": wanted[:top]})
    body: dict[str, Any] = {"value": wanted[start : start + size]}
    if start + size < len(wanted):
        query = urlencode({**request.query, _SKIP: start + size}, quote_via=quote)
        body["nextLink"] = f"https://{request.host}{quote(request.path)}?{query}"
    return json_reply(body)


def _filtered(items: list[Any], request: Request) -> list[Any]:
    wanted = items
    if request.query.get("isDefault", "").lower() == "true":
        wanted = [item for item in wanted if property_of(item, "isDefault") is True]
    if names := request.query.get("names"):
        wanted = [item for item in wanted if isinstance(item, dict) and item.get("name") in names.split(",")]
    match request.query.get("listViewType", "ActiveOnly"):
        case "ActiveOnly":
            return [item for item in wanted if property_of(item, "isArchived") is not True]
        case "ArchivedOnly":
            return [item for item in wanted if property_of(item, "isArchived") is True]
        case _:
            return wanted


def _ordered(items: list[Any], order: str) -> list[Any]:
    words = order.lower().split()
    return sorted(items, key=created, reverse=words[1:] == ["desc"]) if words[:1] == ["createdtime"] else items


def created(item: Any) -> str:
    """Return when a resource was created, as text that sorts."""
    system = item.get("systemData") if isinstance(item, dict) else None
    return str(system.get("createdAt", "")) if isinstance(system, dict) else ""


def property_of(item: Any, name: str) -> Any:
    """Return a property of a resource, None where there is none."""
    properties = item.get("properties") if isinstance(item, dict) else None
    return properties.get(name) if isinstance(properties, dict) else None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
