"""The sign-in service: who it is, and access tokens for an application that knows its secret."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from tests.azure.message import Reply, Request, json_reply
from tests.azure.tokens import token

if TYPE_CHECKING:
    from tests.azure.world import World

# Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
_REFUSALS = {
    "AADSTS7000215": (
        401,
        "invalid_client",
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value",
    ),
    "AADSTS7000222": (401, "invalid_client", "The provided client secret keys for app '{client}' are expired."),
    "AADSTS700016": (400, "unauthorized_client", "Application with identifier '{client}' was not found in the directory."),
    "AADSTS90002": (400, "invalid_request", "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID"),
    "AADSTS53003": (400, "invalid_grant", "Access has been blocked by Conditional Access policies."),
}
_OTHER_REFUSAL = (400, "invalid_grant", "The sign-in was refused.")


def answer(world: World, request: Request) -> Reply:
    """Return what the sign-in service says."""
    segments = [segment for segment in request.path.split("/") if segment]
    match (request.method, segments):
        case ("GET", ["common", "discovery", "instance"]):
            return _instance(world)
        case ("GET", [tenant, "v2.0", ".well-known", "openid-configuration"]):
            return _configuration(world, tenant)
        case ("POST", [tenant, "oauth2", "v2.0", "token"]):
            return _token(world, tenant, dict(parse_qsl(request.body.decode())))
        case _:
            return Reply(404)


def _instance(world: World) -> Reply:
    host = world.cloud.sign_in
    return json_reply(
        {
            "tenant_discovery_endpoint": f"https://{host}/common/v2.0/.well-known/openid-configuration",
            "api-version": "1.1",
            "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}],
        }
    )


def _configuration(world: World, tenant: str) -> Reply:
    if not _known(world, tenant):
        return _refusal(world, "AADSTS90002", tenant, "")
    base = f"https://{world.cloud.sign_in}/{tenant}"
    return json_reply(
        {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "tenant_region_scope": "EU",
        }
    )


def _token(world: World, tenant: str, form: dict[str, str]) -> Reply:
    client = form.get("client_id", "")
    if world.sign_in_error:
        return _refusal(world, world.sign_in_error, tenant, client)
    if not _known(world, tenant):
        return _refusal(world, "AADSTS90002", tenant, client)
    if client.lower() != world.caller.client_id.lower():
        return _refusal(world, "AADSTS700016", tenant, client)
    if form.get("client_secret") != world.caller.client_secret:
        return _refusal(world, "AADSTS7000215", tenant, client)
    now = int(time.time())
    claims = {
        "aud": form.get("scope", "").removesuffix("/.default"),
        "iss": f"https://sts.windows.net/{world.caller.tenant_id}/",
        "iat": now,
        "nbf": now,
        "exp": now + world.token_seconds,
        "appid": world.caller.client_id,
        "appidacr": "1",
        "idtyp": "app",
        "oid": world.caller.object_id,
        "sub": world.caller.object_id,
        "tid": world.caller.tenant_id,
        "ver": "1.0",
    }
    lifetime = world.token_seconds
    return json_reply({"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime, "access_token": token(claims)})


def _known(world: World, tenant: str) -> bool:
    return tenant.lower() == world.caller.tenant_id.lower()


def _refusal(world: World, code: str, tenant: str, client: str) -> Reply:
    status, error, text = _REFUSALS.get(code, _OTHER_REFUSAL)
    said = text.format(tenant=tenant, client=client)
    body = {
        "error": error,
        "error_description": f"{code}: {said} Trace ID: 00000000-0000-0000-0000-00000000aaaa",
        "error_codes": [int(code.removeprefix("AADSTS"))],
        "error_uri": f"https://{world.cloud.sign_in}/error?code={code.removeprefix('AADSTS')}",
    }
    return json_reply(body, status)
