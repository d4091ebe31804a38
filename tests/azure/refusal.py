"""How the resource manager says no, word for word where products read the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure.message import Reply, json_reply

if TYPE_CHECKING:
    from tests.azure.address import Address
    from tests.azure.world import Caller

_MACHINE_LEARNING = "microsoft.machinelearningservices"


def refused(status: int, code: str, message: str, **headers: str) -> Reply:
    """Return an error of the resource manager."""
    return json_reply({"error": {"code": code, "message": message}}, status, headers)


def not_signed_in(cloud_sign_in: str, tenant: str, code: str, message: str) -> Reply:
    """Return the answer to a request whose token is missing or worth nothing."""
    challenge = f'Bearer authorization_uri="https://{cloud_sign_in}/{tenant}", error="invalid_token", error_description="{message}"'
    return json_reply({"error": {"code": code, "message": message}}, 401, {"WWW-Authenticate": challenge})


def forbidden(caller: Caller, action: str, scope: str) -> Reply:
    """Return the answer to a caller who lacks a permission."""
    return refused(
        403,
        "AuthorizationFailed",
        f"The client '{caller.client_id}' with object id '{caller.object_id}' does not have authorization to perform action "
        f"'{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
    )


def unregistered(namespace: str) -> Reply:
    """Return the answer where a subscription does not use a resource provider yet."""
    remedy = "See https://aka.ms/rps-not-found for how to register subscriptions."
    message = f"The subscription is not registered to use namespace '{namespace}'. {remedy}"
    detail = {"code": "MissingSubscriptionRegistration", "target": namespace, "message": message}
    return json_reply({"error": {"code": "MissingSubscriptionRegistration", "message": message, "details": [detail]}}, 409)


def no_subscription(subscription: str) -> Reply:
    """Return the answer for a subscription that is not there, or not for this caller."""
    return refused(404, "SubscriptionNotFound", f"The subscription '{subscription}' could not be found.")


def no_group(group: str) -> Reply:
    """Return the answer for a resource group that is not there."""
    return refused(404, "ResourceGroupNotFound", f"Resource group '{group}' could not be found.")


def no_version() -> Reply:
    """Return the answer to a request that says no version of the interface."""
    message = "The api-version query parameter (?api-version=) is required for all requests."
    return refused(400, "MissingApiVersionParameter", message)


def not_found(missing: Address) -> Reply:
    """Return the answer for a resource that is not there, as its provider says it."""
    if missing.namespace.lower() == _MACHINE_LEARNING and len(missing.types) > 1:
        if missing.types[1].lower() == "computes":
            return refused(404, "ResourceNotFound", f"The resource with name '{missing.name}' was not found in workspace.")
        return _user_error(f"{missing.types[-1].lower()} container with name: {missing.name} not found.")
    kind = "/".join([missing.namespace, *(part for pair in zip(missing.types, missing.names, strict=False) for part in pair)])
    place = f" under resource group '{missing.group}'" if missing.group else ""
    message = f"The Resource '{kind}'{place} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
    return refused(404, "ResourceNotFound", message)


def _user_error(message: str) -> Reply:
    body = {
        "code": "UserError",
        "message": message,
        "details": [],
        "additionalInfo": [
            {"type": "ComponentName", "info": {"value": "managementfrontend"}},
            {"type": "InnerError", "info": {"value": {"code": "NotFoundError", "innerError": None}}},
        ],
    }
    return json_reply({"error": body}, 404)
