"""What Azure tells besides what is in a workspace: machines and quotas of a location, storage accounts, private endpoints, permissions."""

from __future__ import annotations

from preflight import question
from preflight.facts.quota import limits, machine
from preflight.question import Question
from preflight.value import Absent, Unknown, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value
    from preflight.world import World


class Subscription:
    """Azure around the workspace of a run, asked by values that name what is there; every answer stands where these stand."""

    def __init__(self, world: World) -> None:
        """Take the answers of the run."""
        self._world = world

    def machine(self, location: Value, size: Value) -> Value:
        """Return what is known of a size of virtual machines in a location."""
        place, name = text_of(location), text_of(size)
        if place is None or name is None:
            return doubt_of(location, size) or Unknown("it is not said which machines a compute has, or where", size)
        asked = Question(question.VM_SIZES, (_plain(place),))
        told = self._world.value(asked, size, name, f"only Azure knows the machine `{name}`", lambda body: machine(body, name))
        return _row(told, f"there is no machine `{name}` in `{place}`")

    def limits(self, location: Value, family: Value, tier: Value) -> Value:
        """Return the limits of the quota for machines of a family and a tier in a location.

        While the family is not known yet, the answer that holds it is asked for all the same.
        """
        place = text_of(location)
        if place is None:
            return doubt_of(location) or Unknown("it is not said where a compute is", location)
        asked = Question(question.USAGES, (_plain(place),))
        of, at = text_of(family) or "", text_of(tier) or ""
        told = self._world.value(
            asked, location, f"the quota in {place}", "only Azure knows how many cores are free", lambda body: limits(body, of, at)
        )
        return doubt_of(told, family, tier) or _row(told, f"the quota in `{place}` does not name the family `{of}`")


def _row(told: Value, why: str) -> Value:
    """Return a part of a long answer; that there is none leaves things unknown."""
    return Unknown(why, told) if isinstance(told, Absent) else told


def _plain(location: str) -> str:
    """Return the name of a location as addresses have it: `eastus2` for `East US 2`."""
    return location.replace(" ", "").lower()
