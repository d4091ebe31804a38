"""What can go wrong on the way to Azure: how it is made, and what a report says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.azure.faults import BlackHole, CutShort, Drop, HalfJson, Hang, Hollow, Html, RefuseTunnel, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.azure.faults import What
    from tests.azure.world import World

    Change = Callable[[World], object]

MANAGER = "management.azure.com*"
BLOBS = "*.blob.core.windows.net*"
SIGN_IN = "login.microsoftonline.com*"
OUTPUT = "stbatch.blob.core.windows.net*"
ONE = "management.azure.com/*/computes/cpu-cluster"


@dataclass(frozen=True)
class Failure:
    """A fault of answers; `said` is a part of every reason that it leads to, and `slow` tells that it lasts until the deadline."""

    name: str
    what: What
    said: str
    slow: bool = False

    def everywhere(self, world: World) -> None:
        """Let it happen to every request but those of the sign-in."""
        world.fault(MANAGER, self.what)
        world.fault(BLOBS, self.what)

    def once(self, world: World) -> None:
        """Let it happen to the requests for the compute; where nobody gets through to a host, to those for the output."""
        world.fault(OUTPUT if isinstance(self.what, RefuseTunnel | BlackHole) else ONE, self.what)


def _error(code: str) -> dict[str, object]:
    return {"error": {"code": code, "message": "It is so."}}


_REFUSED = (
    "The client 'c' with object id 'o' does not have authorization to perform action 'Microsoft.X/y/read' over scope '/subscriptions/s'"
)

ANSWERS = (
    Failure("401", Status(401, body=_error("ExpiredAuthenticationToken")), "Azure did not accept the sign-in"),
    Failure("403", Status(403, body={"error": {"code": "AuthorizationFailed", "message": _REFUSED}}), "may not read"),
    Failure("404, and no word of Azure", Status(404, body=b"<html>no such page</html>"), "(404)"),
    Failure("409", Status(409, body=_error("Conflict")), "(409 Conflict"),
    Failure("429, again after 1 s", Status(429, {"Retry-After": "1"}, _error("TooManyRequests")), "Azure is asked too often"),
    Failure("429, again after 10 min", Status(429, {"Retry-After": "600"}, _error("TooManyRequests")), "Azure is asked too often"),
    Failure("500", Status(500, body=_error("InternalServerError")), "Azure could not tell"),
    Failure("503", Status(503, body=_error("ServerBusy")), "Azure could not tell"),
    Failure("redirect", Status(302, {"Location": "https://login.example/"}), "(302"),
    Failure("200 and a page of HTML", Html(), "is not what Azure sends"),
    Failure("200 and half of the JSON", HalfJson(), "is not what Azure sends"),
    Failure("200 and a body that breaks off", CutShort(), "broke off"),
    Failure("200 and nothing in it", Hollow(), "is not what Azure sends"),
    Failure("200 and a list", Status(200, body=[]), "is not what Azure sends"),
    Failure("dropped", Drop(), "closed connection"),
    Failure("refused", RefuseTunnel(503), "cannot be reached"),
    Failure("silence", Hang(), "", slow=True),
    Failure("black hole", BlackHole(), "", slow=True),
)


def _expiring(world: World) -> None:
    world.token_seconds = 30  # too short to be kept for a second request, and longer than a busy machine takes to send one


def _unregistered(world: World) -> None:
    world.unregistered |= {
        "microsoft.machinelearningservices",
        "microsoft.containerregistry",
        "microsoft.authorization",
        "microsoft.storage",
    }


def _secret(world: World) -> None:
    world.sign_in_error = "AADSTS7000215"


# Of a sign-in that fails, or of all that a subscription has: how it is made, and a part of a reason.
SIGN_INS: dict[str, tuple[Change, str]] = {
    "sign-in: wrong secret": (_secret, "sign-in failed: EnvironmentCredential: Authentication failed: AADSTS7000215"),
    "sign-in: 500": (lambda world: world.fault(SIGN_IN, Status(500)), "sign-in failed"),
    "sign-in: a page of HTML": (lambda world: world.fault(SIGN_IN, Html()), "sign-in failed"),
    "sign-in: refused": (lambda world: world.fault(SIGN_IN, RefuseTunnel(503)), "sign-in failed"),
    "sign-in: dropped": (lambda world: world.fault(SIGN_IN, Drop()), "sign-in failed"),
    "sign-in: tokens that are about to expire": (_expiring, ""),
    "providers that are not registered": (_unregistered, "is not registered to use namespace"),
}
