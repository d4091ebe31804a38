"""Our schemas of Azure ML's documents, each made when a document first needs it."""

from __future__ import annotations

from preflight import resources
from preflight.facts.problems import problem_facts
from preflight.project.installed import later_sdk
from preflight.schema import Schema
from preflight.schema_keywords import UNKNOWN_KEY
from preflight.value import Absent, listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


class Schemas:
    """The schemas of one run."""

    def __init__(self) -> None:
        """Start with none."""
        self._made: dict[str, Schema] = {}
        self._later: tuple[str | None] | None = None

    def problems(self, name: str, root: Value, signs: Value | None = None) -> Value:
        """Return what a schema says of a document; `signs` are those of the 2021 preview format, which explain some of it."""
        if name not in self._made:
            self._made[name] = Schema(resources.schema(name))
        problems = self._made[name].problems(root)
        later = self._later_sdk() if any(problem.kind == UNKNOWN_KEY for problem in problems) else None
        return problem_facts(problems, root, signs or Absent(root), later)

    def _later_sdk(self) -> str | None:
        """Look once which azure-ai-ml is installed."""
        if self._later is None:
            self._later = (later_sdk(),)
        return self._later[0]


class NoSchemas(Schemas):
    """Of documents that nobody wrote there is nothing to say: the service has taken what they say."""

    def problems(self, name: str, root: Value, signs: Value | None = None) -> Value:  # noqa: ARG002 - there is none
        """Return no problem."""
        return listing([], root)
