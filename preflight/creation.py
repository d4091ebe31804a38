"""What commands and code create in a workspace: a resource, as much of its name as is known before they run, and where they do it."""

from __future__ import annotations

from preflight.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located


class Naming(Record):
    """What is known of a name: how it begins and ends. `whole` tells that it is all of it, and stands in both."""

    begins: str = ""
    ends: str = ""
    whole: bool = False

    def may_be(self, name: str) -> bool:
        """Tell whether a resource that is called so may have a name. Case does not count."""
        begins, ends, name = self.begins.lower(), self.ends.lower(), name.lower()
        if self.whole:
            return name == begins
        return len(name) >= len(begins) + len(ends) and name.startswith(begins) and name.endswith(ends)


ANY = Naming()


def exactly(name: str) -> Naming:
    """Return the naming of a resource whose name is known."""
    return Naming(name, name, whole=True)


class Creation(Record):
    """A resource that is created: a word of `preflight.question` for its sort, what it is called, and where that is done."""

    resource: str
    naming: Naming
    near: Located
