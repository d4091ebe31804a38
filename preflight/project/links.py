"""How documents name one another: by path, by name, by being the only one near."""

from __future__ import annotations

import os
from functools import cached_property

from preflight.document import Fault
from preflight.facts.conda import broken_conda, conda_facts
from preflight.facts.endpoint import defined_deployment
from preflight.facts.reference import plain_name, reference
from preflight.kind import Kind
from preflight.project.defaults import Defaults
from preflight.project.deployed_script import PackageTables
from preflight.project.names import name_key
from preflight.project.nearest import Nearest
from preflight.project.schemas import Schemas
from preflight.project.twins import twins
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, text_of
from preflight.world import NOT_ASKED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.live import Live
    from preflight.project.names import Key
    from preflight.project.tree import Loaded, Tree
    from preflight.source import Source
    from preflight.value import Located, Value


class Links:
    """Finds what a document names: `documents` are those in sight, by kind, in path order."""

    def __init__(
        self, tree: Tree, documents: list[Loaded], live: Live, schemas: Schemas | None = None, defaults: Defaults | None = None
    ) -> None:
        """Take the files of a run, the documents in sight, what the workspace tells and what documents should look like.

        `defaults` are the default deployments that scripts and code set.
        """
        self._tree = tree
        self.defaults = defaults or Defaults()
        self.live = live
        self.schemas = schemas or Schemas()
        self.packages = PackageTables()
        self._conda: dict[int, Present] = {}
        self._by_kind: dict[Kind, list[Loaded]] = {}
        for loaded in documents:
            if loaded.kind is not None:
                self._by_kind.setdefault(loaded.kind, []).append(loaded)
        self._by_folder: dict[Kind, dict[str, list[Loaded]]] = {}
        self._nearest: dict[Key, Nearest] = {}
        self._listed: dict[int, tuple[Present, Present]] = {}
        self._twins: dict[str, Loaded] | None = None

    def of_kind(self, kind: Kind) -> list[Loaded]:
        """Return the documents of a kind in sight."""
        return self._by_kind.get(kind, [])

    def called(self, name: Value) -> Key | None:
        """Return what tells a name from others; None for one that is not known."""
        return name_key(name)

    def default_of(self, endpoint: Value) -> Value:
        """Return the default deployment of the endpoint with a name, as all that is in sight sets it."""
        return self.defaults.of(endpoint, self._defaults_in_files, self.called)

    @cached_property
    def _defaults_in_files(self) -> list[tuple[Value, Value]]:
        """The endpoints whose documents say a default deployment, each with what they say."""
        roots = [one.document.root for one in self.of_kind(Kind.BATCH_ENDPOINT)]
        told = [(child(root, "name"), child(child(root, "defaults"), "deployment_name")) for root in roots]
        return [(name, default) for name, default in told if not isinstance(default, Absent)]

    def endpoint_called(self, name: Value, beside: str) -> Loaded | None:
        """Return the endpoint file with a name that is nearest to a path."""
        called = self.called(name)
        if called is None or called not in self._endpoints:
            return None
        if called not in self._nearest:
            self._nearest[called] = Nearest(self._endpoints[called])
        return self._nearest[called].to(os.path.dirname(beside))

    def deployments_called(self, endpoint: Value) -> list[Loaded]:
        """Return the deployment files of the endpoint with a name: those that give it, and those without one below its file."""
        called = self.called(endpoint)
        named = self._deployments.get(called, []) if called is not None else []
        below = [one for one, owner in self._nameless if owner is not None and self.called(child(owner.document.root, "name")) == called]
        return sorted(named + below, key=lambda loaded: loaded.document.source.path)

    def endpoint_of(self, deployment: Loaded) -> Loaded | None:
        """Return the endpoint file of a deployment: the nearest with the name it gives.

        A deployment that gives none belongs to the only endpoint of its folder, or of the nearest parent folder that has any.
        """
        name = child(deployment.document.root, "endpoint_name")
        if not isinstance(name, Absent):
            return self.endpoint_called(name, deployment.path)
        closest = self.nearest_above(Kind.BATCH_ENDPOINT, deployment)
        return closest[0] if len(closest) == 1 else None

    def neighbour_of(self, deployment: Loaded) -> Loaded | None:
        """Return the endpoint file that a deployment names, wherever it is, else the only one of its folder."""
        beside = self._folders_of(Kind.BATCH_ENDPOINT).get(os.path.dirname(deployment.path), [])
        return self.endpoint_of(deployment) or (beside[0] if len(beside) == 1 else None)

    def deployments_of(self, endpoint: Loaded) -> list[Loaded]:
        """Return the deployment files of an endpoint: those that give its name, and those that give none and stand below it."""
        called = self.called(child(endpoint.document.root, "name"))
        named = self._deployments.get(called, []) if called is not None else []
        nameless = [loaded for loaded, owner in self._nameless if owner is endpoint]
        return sorted(named + nameless, key=lambda loaded: loaded.document.source.path)

    def twin_of(self, deployment: Loaded) -> Value:
        """Return what is known of the file before this one, in path order, that defines the same deployment: the nearest of several."""
        root = deployment.document.root
        if self._twins is None:
            self._twins = twins(self.of_kind(Kind.BATCH_DEPLOYMENT))
        twin = self._twins.get(deployment.path)
        if twin is None:
            names = (child(root, "endpoint_name"), child(root, "name"))
            doubt = next((name for name in names if isinstance(name, Unknown)), None)
            return Absent(root) if doubt is None else doubt.elsewhere(doubt)
        beside = os.path.dirname(twin.path) == os.path.dirname(deployment.path)
        other = twin.document.root
        return mapping({"name": child(other, "name"), "beside": fact(beside, other)}, other)

    def listed_deployments(self, endpoint: Loaded) -> tuple[Present, Present]:
        """Return what documents tell of the deployments of an endpoint, and the list of their names: once for all that name it."""
        found = self._listed.get(id(endpoint))
        if found is None:
            roots = [one.document.root for one in self.deployments_of(endpoint)]
            names = [mapping({"name": child(root, "name")}, root) for root in roots]
            known = [defined_deployment(root) for root in roots]
            near = endpoint.document.root
            found = self._listed[id(endpoint)] = listing(known, near), listing(names, child(near, "name"))
        return found

    @cached_property
    def _endpoints(self) -> dict[Key | None, list[Loaded]]:
        return self._by_name(Kind.BATCH_ENDPOINT, "name")

    @cached_property
    def _deployments(self) -> dict[Key | None, list[Loaded]]:
        return self._by_name(Kind.BATCH_DEPLOYMENT, "endpoint_name")

    @cached_property
    def _nameless(self) -> list[tuple[Loaded, Loaded | None]]:
        return [(loaded, self.endpoint_of(loaded)) for loaded in self._deployments.get(None, [])]

    def _by_name(self, kind: Kind, key: str) -> dict[Key | None, list[Loaded]]:
        """Return documents of a kind by what is called under a key: those that lack it under None, those with another value not at all."""
        found: dict[Key | None, list[Loaded]] = {}
        for loaded in self.of_kind(kind):
            name = child(loaded.document.root, key)
            called = self.called(name)
            if called is not None or isinstance(name, Absent):
                found.setdefault(called, []).append(loaded)
        return found

    def nearest_above(self, kind: Kind, other: Loaded) -> list[Loaded]:
        """Return the documents of a kind in the folder that holds another one, else in its nearest parent folder that has any."""
        found = self._folders_of(kind)
        folder = os.path.dirname(other.path)
        while folder not in found and os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
        return found.get(folder, [])

    def _folders_of(self, kind: Kind) -> dict[str, list[Loaded]]:
        """Return the documents of a kind by the folder that holds them."""
        if kind not in self._by_folder:
            found = self._by_folder[kind] = {}
            for loaded in self.of_kind(kind):
                found.setdefault(os.path.dirname(loaded.path), []).append(loaded)
        return self._by_folder[kind]

    def asset(self, kind: Kind, named: Value) -> Loaded | Unknown:
        """Return the file that defines the asset a text names, or why there is none in sight."""
        text = text_of(named)
        if text is None:
            return named if isinstance(named, Unknown) else Unknown("no asset is named", named)
        wanted = reference(text)
        for loaded in self.of_kind(kind):
            version = child(loaded.document.root, "version")
            plain = str(version.data) if isinstance(version, Present) else None
            if wanted is not None and wanted.is_of(name_of(loaded), plain):
                return loaded
        return Unknown(f"`{text}` is not in this repository and {NOT_ASKED}", named, asked=False)

    def compute(self, named: Value) -> Loaded | Unknown:
        """Return the compute file with the name in `azureml:cluster` or `cluster`."""
        text = text_of(named)
        if text is None:
            return named if isinstance(named, Unknown) else Unknown(f"no compute is named and {NOT_ASKED}", named, asked=False)
        found = next((loaded for loaded in self.of_kind(Kind.COMPUTE) if name_of(loaded) == plain_name(text)), None)
        return found or Unknown(f"compute `{text}` is not in this repository and {NOT_ASKED}", named, asked=False)

    def conda(self, conda_file: Value, beside: str) -> Value:
        """Return the facts of a conda file: a path beside a document, or a mapping written there."""
        if isinstance(conda_file, Unknown):
            return conda_file
        if isinstance(conda_file, Absent):
            return Absent(conda_file)
        text = text_of(conda_file)
        if text is None:
            return self.conda_facts(conda_file, beside)
        path = self._tree.resolve(text, beside, conda_file)
        if isinstance(path, Unknown):
            return path
        if not self._tree.is_file(path):
            return broken_conda("missing", Unknown(f"`{text}` {self._tree.no_file(path)}", conda_file), conda_file)
        loaded = self._tree.load(path)
        if isinstance(loaded, Fault):
            kind = "not-yaml" if loaded.reason.startswith("not YAML") else "unreadable"
            return broken_conda(kind, Unknown(f"`{text}` cannot be read: {loaded.reason}", conda_file), conda_file)
        return self.conda_facts(loaded.document.root, path)

    def conda_facts(self, root: Value, path: str) -> Present:
        """Return the facts of a conda file's content, worked out once for all that use it; `path` is the file it stands in."""
        if id(root) not in self._conda:
            self._conda[id(root)] = conda_facts(
                root, lambda text, named_in, near: self._requirements(text, named_in or path, near), self.packages.known
            )
        return self._conda[id(root)]

    def _requirements(self, text: str, beside: str, near: Located) -> tuple[str, Source] | Unknown:
        """Return the path and the text of a requirements file, or why it cannot be read."""
        if "://" in text:
            return Unknown(f"`{text}` lists more packages and was not read", near)
        path = self._tree.resolve(text, beside, near)
        if isinstance(path, Unknown):
            return path
        if not self._tree.is_file(path):
            return Unknown(f"`{text}` lists more packages and {self._tree.no_file(path)}", near)
        source = self._tree.source(path)
        if isinstance(source, Fault):
            return Unknown(f"`{text}` lists more packages and was not read: {source.reason}", near)
        return path, source

    def script_path(self, code: Value, scoring_script: Value, beside: str) -> str | Unknown:
        """Return the path of a scoring script, whether it exists or not."""
        for part in (code, scoring_script):
            if isinstance(part, Unknown):
                return part
        script = text_of(scoring_script)
        folder = text_of(code) if isinstance(code, Present) else "."
        if script is None:
            return Unknown("no scoring script is named", scoring_script)
        if folder is None:
            return Unknown("the folder of the scoring script is not a text", code)
        # Any other address is the path of a folder for azure-ai-ml, which opens the script in it.
        if reference(folder) is not None or folder.startswith("azureml:"):
            return Unknown(f"`{folder}` is not in this repository and {NOT_ASKED}", code, asked=False)
        return self._tree.resolve(os.path.join(folder, script), beside, scoring_script)

    def script_found(self, path: str | Unknown, scoring_script: Value) -> Value:
        """Tell whether a scoring script exists; absent when none is named."""
        if isinstance(path, str):
            return fact(self._tree.is_file(path), scoring_script)
        return Absent(scoring_script) if isinstance(scoring_script, Absent) else path

    def file_found(self, named: Value, beside: str) -> Value:
        """Tell whether the file that a text names exists; unknown where that file may not be read."""
        path = self._tree.resolve(text_of(named) or "", beside, named)
        return fact(self._tree.is_file(path), named) if isinstance(path, str) else path

    def local(self, named: Value, beside: str) -> str | None:
        """Return the path of an existing file or folder that a text names, or None."""
        text = text_of(named)
        if text is None or reference(text) is not None or "://" in text:
            return None
        path = self._tree.resolve(text.removeprefix("file:"), beside, named)
        return path if isinstance(path, str) and os.path.exists(path) else None

    def found(self, named: Value, beside: str, inside: Value | None = None) -> Value:
        """Tell whether what a path names is there: a file or folder, or a file inside of that folder.

        Absent where no local path is named.
        """
        for part in (named, inside):
            if isinstance(part, Unknown):
                return part
        text = text_of(named)
        if text is None or reference(text) is not None or ":" in text:
            return Absent(named)
        file = text_of(inside) if inside is not None else None
        if named.source is not None and named.source.path != self._tree.shown(beside):
            return Unknown(f"it is not known from where `{text}` is looked up", named, asked=False)
        path = self._tree.resolve(os.path.join(text, file) if file is not None else text, beside, named)
        return fact(os.path.exists(path), inside or named) if isinstance(path, str) else path


def name_of(loaded: Loaded) -> str | None:
    """Return the name that a document gives itself."""
    return text_of(child(loaded.document.root, "name"))
