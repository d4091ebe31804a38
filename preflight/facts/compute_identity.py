"""As whom a compute reads data: its managed identities."""

from __future__ import annotations

from preflight.facts.answered import lower
from preflight.record import Record
from preflight.value import Absent, Unknown, child, entries, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

_CLUSTER = "amlcompute"
_NO_ID = "the answer about the compute does not say the object id of its identity"
_SYSTEM_NAME = "system-assigned"
_SYSTEM, _USER, _NONE = "systemassigned", "userassigned", "none"


class Identity(Record):
    """A managed identity: its name, None for the system-assigned one, and the object id of its service principal."""

    name: str | None
    principal: str


def in_words(found: tuple[Identity, ...]) -> str:
    """Return what messages call identities: `identity `a``, or all of them."""
    if len(found) == 1:
        return "system-assigned identity" if found[0].name is None else f"identity `{found[0].name}`"
    return f"identities {', '.join(f'`{one.name or _SYSTEM_NAME}`' for one in found)}"


def identities(compute: Value) -> tuple[Identity, ...] | Unknown:
    """Return the managed identities of a compute as Azure Resource Manager describes it: none, one, or any of which may be used.

    A cluster mounts data as its system-assigned identity, or as one of its user-assigned ones (How to authenticate batch endpoints).
    """
    if isinstance(compute, Unknown):
        return compute
    kind = text_of(lower(child(child(compute, "properties"), "computeType")))
    if kind != _CLUSTER:
        return Unknown(f"as whom a compute of type `{kind or '?'}` reads data is not known", compute)
    identity = child(compute, "identity")
    if isinstance(identity, Absent):
        return ()
    sorts = (text_of(lower(child(identity, "type"))) or "?").replace(" ", "").split(",")
    if any(sort not in (_SYSTEM, _USER, _NONE) for sort in sorts):
        return Unknown(f"as whom a compute with an identity of type `{','.join(sorts)}` reads data is not known", compute)
    found: list[tuple[str | None, Value]] = [(None, identity)] if _SYSTEM in sorts else []
    if _USER in sorts:
        assigned = entries(child(identity, "userAssignedIdentities"))
        found += [(arm_id.rpartition("/")[2], one) for arm_id, one in assigned.items()]
    made = tuple(Identity(name, text) for name, one in found if (text := text_of(child(one, "principalId"))))
    if len(made) < len(found) or (not made and sorts != [_NONE]):
        return next((why for _, one in found if (why := _unanswered(one)) is not None), Unknown(_NO_ID, compute))
    return made


def _unanswered(identity: Value) -> Unknown | None:
    """Return why the object id of a user-assigned identity could not be looked up, if the answer says it."""
    reason = text_of(child(identity, "unanswered"))
    return None if reason is None else Unknown(reason, identity, permission=text_of(child(identity, "permission")))
