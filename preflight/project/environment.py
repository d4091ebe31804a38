"""The environment of a deployment: written in it, defined by a file, or registered in the workspace."""

from __future__ import annotations

from preflight import question
from preflight.facts.conda import conda_facts
from preflight.facts.environment import environment_facts, registered_environment
from preflight.kind import Kind
from preflight.value import Absent, Present, Unknown, child, entries, placed, text_of
from preflight.world import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.value import Value

_DOCKERFILE = "Dockerfile"


def with_build_context(environment: Present, path: str | None, links: Links) -> Present:
    """Return the root `environment` with whether its build context is there; `path` is the file it is defined in, if it is."""
    build = child(environment, "build")
    folder = child(build, "path")
    named = child(build, "dockerfile_path")
    dockerfile = placed(_DOCKERFILE, build) if isinstance(named, Absent) else named
    there = links.found(folder, path) if path is not None else Absent(folder)
    known = isinstance(there, Present) and there.data is True and path is not None
    made = {"build_path_found": there, "dockerfile_found": links.found(folder, path, dockerfile) if known and path else Absent(build)}
    entries(environment).update(made)
    return environment


class DeployedEnvironment:
    """What the key `environment` of a deployment stands for; the workspace comes before a file."""

    def __init__(self, named: Value, path: str, links: Links) -> None:
        """Take the key's value, the path of the file it stands in, and what finds files and asks the workspace."""
        self._named = named
        self._links = links
        # The mapping that defines the environment, or why there is none, and the file it stands in: none of a registered one.
        self._body: Value = named
        self._path: str | None = path
        if text_of(named) is not None:
            self._follow()
        elif isinstance(named, Present) and not isinstance(named.data, dict):
            self._body = Unknown("no asset is named", named)

    def _follow(self) -> None:
        """Find what the name stands for."""
        loaded = self._links.asset(Kind.ENVIRONMENT, self._named)
        seen = loaded if isinstance(loaded, Unknown) else loaded.document.root
        told = self._links.live.asset(question.ENVIRONMENT, self._named) if self._links.live.named else seen
        self._body = merged(told, seen)
        self._path = loaded.path if not isinstance(loaded, Unknown) and self._body is seen else None
        if self._path is None and isinstance(told, Present):
            self._body = registered_environment(told, self._named)

    def facts(self) -> Value:
        """Return the root `environment`: absent where none is named, or where the workspace has no such environment."""
        if not isinstance(self._body, Present):
            return self._body
        facts = environment_facts(self._body, Absent(self._named) if self._body is self._named else self._named)
        return with_build_context(facts, self._path, self._links)

    def conda(self) -> Value:
        """Return the root `conda`; that of a registered environment stands where the deployment names it."""
        conda_file = child(self._body, "conda_file")
        if self._path is not None:
            return self._links.conda(conda_file, self._path)
        return conda_facts(conda_file, known=self._links.packages.known) if isinstance(conda_file, Present) else conda_file

    def conda_path(self) -> str | None:
        """Return the path of the conda file, if it is a file that exists."""
        return self._links.local(child(self._body, "conda_file"), self._path) if self._path is not None else None
