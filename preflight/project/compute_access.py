"""Whether the compute of a job may read its inputs and write its output, with its own identity."""

from __future__ import annotations

from preflight.facts.compute_identity import identities, in_words
from preflight.facts.data_roles import READ, access, common, container_scope
from preflight.facts.datastore import NONE
from preflight.facts.storage_address import InAccount
from preflight.value import Absent, Present, Unknown, child, fact, mapping, placed, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.compute_identity import Identity
    from preflight.project.live_storage import LiveStorage
    from preflight.project.stored_data import Whereabouts
    from preflight.value import Value

_READER, _CONTRIBUTOR = "Storage Blob Data Reader", "Storage Blob Data Contributor"


class ComputeAccess:
    """What the compute of a job may do to the blobs of its inputs and outputs."""

    def __init__(self, live: LiveStorage, compute: Value) -> None:
        """Take what asks the storage, and the compute as the workspace describes it."""
        self._live = live
        self._compute = compute

    def to(self, at: Whereabouts, action: str, path: Value) -> Value:
        """Return the fact `compute_access` of an input or an output; absent where there is nothing to have access to."""
        applies = _applies(at, path)
        if isinstance(applies, Absent) or isinstance(self._compute, Absent):
            return Absent(path)
        facts: dict[str, Value] = {name: Absent(path) for name in ("allowed", "identity", "principal", "scope", "role", "denied_by")}
        if not isinstance(applies, Present) or applies.data is True:
            facts |= self._allowed(at, applies, action, path)
            facts["role"] = fact(_READER if action == READ else _CONTRIBUTOR, path)
        return mapping({"applies": applies, **facts}, path)

    def _allowed(self, at: Whereabouts, applies: Value, action: str, path: Value) -> dict[str, Value]:
        """Return whether the identity is allowed to, and which one it is; all that is not known is asked at once."""
        who = identities(self._compute)
        if isinstance(who, tuple) and not who:
            return {"allowed": placed(data=False, near=self._compute) if isinstance(applies, Present) else applies}
        known = self._named(who) if isinstance(who, tuple) else {"identity": who.elsewhere(path), "principal": who.elsewhere(path)}
        place = at.place
        needed = [applies, at.account, *(one for one in (who, place) if isinstance(one, Unknown))]
        doubt = doubt_of(*needed)
        if doubt is not None or isinstance(who, Unknown) or not isinstance(place, InAccount):
            why = doubt.elsewhere(path) if doubt is not None else Absent(path)
            return {**known, "allowed": why, "denied_by": why}
        return known | self._granted(place, text_of(at.account) or "", who, action, path)

    def _named(self, who: tuple[Identity, ...]) -> dict[str, Value]:
        return {"identity": placed(in_words(who), self._compute), "principal": placed(who[0].principal, self._compute)}

    def _granted(self, place: InAccount, account: str, who: tuple[Identity, ...], action: str, path: Value) -> dict[str, Value]:
        scope = container_scope(account, place.container)
        found = []
        for one in who:
            roles, denials = self._live.roles(account, one.principal, path), self._live.denials(account, one.principal, path)
            found.append(access(action, scope, one.principal, roles, denials))
        result = common(found)
        return {"scope": placed(scope, path), "allowed": result.allowed, "denied_by": result.denied_by}


def _applies(at: Whereabouts, path: Value) -> Value:
    """Tell whether data are read with the identity of the compute: those of an URL, and of a datastore without credentials."""
    if at.direct:
        return fact(isinstance(at.place, (Absent, Unknown)) or not at.place.signed, path)
    kind = child(at.datastore, "credentials")
    text = text_of(kind)
    return kind if text is None else placed(text == NONE, kind)
