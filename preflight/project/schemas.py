"""Our schemas of Azure ML's documents, each made when a document first needs it."""

from __future__ import annotations

from preflight import resources
from preflight.facts.problems import problem_facts
from preflight.schema import Schema
from preflight.value import Absent, listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


class Schemas:
    """The schemas of one run."""

    def __init__(self) -> None:
        """Start with none."""
        self._made: dict[str, Schema] = {}

    def problems(self, name: str, root: Value, signs: Value | None = None) -> Value:
        """Return what a schema says of a document; `signs` are those of the 2021 preview format, which explain some of it."""
        if name not in self._made:
            self._made[name] = Schema(resources.schema(name))
        return problem_facts(self._made[name].problems(root), root, signs or Absent(root))


class NoSchemas(Schemas):
    """Of documents that nobody wrote there is nothing to say: the service has taken what they say."""

    def problems(self, name: str, root: Value, signs: Value | None = None) -> Value:  # noqa: ARG002 - there is none
        """Return no problem."""
        return listing([], root)
