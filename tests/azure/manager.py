"""The resource manager: who asks, whether it may, and what is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.azure import access, refusal
from tests.azure.address import Address, address
from tests.azure.assets import container, containers
from tests.azure.listing import page
from tests.azure.message import READING, Reply, Request, json_reply
from tests.azure.tokens import claims_of

if TYPE_CHECKING:
    from typing import Any

    from tests.azure.world import World


def answer(world: World, request: Request) -> Reply:
    """Return what the resource manager says."""
    where = address(request.path)
    return _stopped(world, request, where) or _found(world, request, where)


def _stopped(world: World, request: Request, where: Address) -> Reply | None:
    """Return why a request goes no further; Azure asks for permission before it looks, so what is not there is forbidden too."""
    turned_away = stranger(world, request)
    if turned_away:
        return turned_away
    if request.method not in READING:
        return refusal.forbidden(world.caller, _written(request, where), where.id)
    if not request.query.get("api-version"):
        return refusal.no_version()
    if where.subscription and not world.resources.has(f"/subscriptions/{where.subscription}"):
        return refusal.no_subscription(where.subscription)
    if world.forbids(where.action, f"https://{request.host}{request.path}"):
        return refusal.forbidden(world.caller, where.action, where.asked_scope)
    if where.namespace.lower() in world.unregistered:
        return refusal.unregistered(where.namespace)
    if where.group and not world.resources.has(f"/subscriptions/{where.subscription}/resourceGroups/{where.group}"):
        return refusal.no_group(where.group)
    return None


def _found(world: World, request: Request, where: Address) -> Reply:
    if where.namespace.lower() == access.NAMESPACE.lower() and (reply := access.answer(world, request, where)):
        return reply
    if world.resources.has(where.id):
        body = world.resources.get(where.id)
        is_page = where.is_collection and isinstance(body, dict) and isinstance(body.get("value"), list)
        return page(world, request, body["value"]) if is_page else json_reply(body)
    for above in map(address, where.ancestors()):
        if not _there(world, above):
            return refusal.not_found(above)
    if where.is_collection:
        found = containers(world.resources, where) | world.resources.children(where.id)
        return page(world, request, list(found.values()))
    made = container(world.resources, where)
    return json_reply(made) if made else refusal.not_found(where)


def _there(world: World, where: Address) -> bool:
    return world.resources.has(where.id) or container(world.resources, where) is not None


def stranger(world: World, request: Request) -> Reply | None:
    """Return why a caller is turned away that is not known, or whose token is meant for others."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    claims: dict[str, Any] | None = claims_of(text) if kind.lower() == "bearer" else None
    if claims is None:
        code, message = "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or invalid."
    elif str(claims.get("aud", "")).rstrip("/") not in world.cloud.audiences:
        code, message = "InvalidAuthenticationTokenAudience", "The access token has been obtained for wrong audience or resource."
    elif claims.get("exp", 0) <= time.time():
        code, message = "ExpiredAuthenticationToken", "The access token expiry is in the past."
    elif claims.get("tid") != world.caller.tenant_id:
        code, message = "InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer."
    else:
        return None
    return refusal.not_signed_in(world.cloud.sign_in, world.caller.tenant_id, code, message)


def _written(request: Request, where: Address) -> str:
    """Return the permission that something else than reading needs; nobody has it here."""
    if request.method == "POST":
        return f"{where.type}/action"
    return where.type + ("/delete" if request.method == "DELETE" else "/write")
