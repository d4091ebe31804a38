"""Batch deployments."""

from __future__ import annotations

import os

from preflight import question
from preflight.document import Fault
from preflight.facts.answered import unasked
from preflight.facts.component import component_facts, registered_component
from preflight.facts.deployment import deployment_facts, form_of, runs_on
from preflight.facts.model import model_facts
from preflight.facts.preview2021 import preview_signs
from preflight.facts.timing import timing_facts
from preflight.kind import Kind
from preflight.project.cluster import compute_root
from preflight.project.deployed_script import DeployedScript
from preflight.project.discovery import MLMODEL
from preflight.project.endpoint import endpoint_root
from preflight.project.environment import DeployedEnvironment
from preflight.project.modelconda import is_of_model
from preflight.project.subject import DocumentSubject
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, text_of
from preflight.world import merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.tree import Loaded, Tree
    from preflight.value import Value

_SCHEMAS = {"flat": "batch-deployment", "model": "batch-deployment-model", "pipeline": "batch-deployment-pipeline"}


class DeploymentSubject(DocumentSubject):
    """A batch deployment file, in any of its three forms."""

    kind = Kind.BATCH_DEPLOYMENT
    main = "deployment"

    def __init__(self, loaded: Loaded, links: Links, tree: Tree) -> None:
        """Take a document, what finds the others it names, and the files."""
        super().__init__(loaded, links)
        self._tree = tree

    def script_path(self) -> str | Unknown:
        """Return the path of the scoring script, whether it exists or not."""
        code = child(self.doc, "code_configuration")
        return self.links.script_path(child(code, "code"), child(code, "scoring_script"), self.loaded.path)

    def named_paths(self) -> list[str]:
        """Return the files beside it that a deployment names: conda file, model file, component, environment."""
        named = [child(child(self.doc, "environment"), "conda_file"), child(self.doc, "component"), child(self.doc, "environment")]
        found = [path for value in named if (path := self.links.local(value, self.loaded.path)) is not None]
        mlmodel = self._mlmodel_path()
        return [path for path in found if os.path.isfile(path)] + ([mlmodel] if mlmodel else [])

    def _deployment(self) -> Value:
        signs = preview_signs(self.doc)
        form = form_of(self.doc)
        name = _SCHEMAS.get(text_of(form) or "")
        problems: Value = form.elsewhere(form) if isinstance(form, Unknown) else Absent(self.doc)
        if name is not None:
            problems = self.links.schemas.problems(name, self.doc, signs)
        neighbour = self.links.neighbour_of(self.loaded)
        near = mapping({"name": child(neighbour.document.root, "name")}, neighbour.document.root) if neighbour else Absent(self.doc)
        facts = deployment_facts(self.doc, problems, signs, near)
        entries(facts)["script_found"] = self.links.script_found(self.script_path(), child(facts, "scoring_script"))
        entries(facts)["component_files"] = self._component_files()
        entries(facts)["twin"] = self.links.twin_of(self.loaded)
        entries(facts).update(timing_facts(facts, lambda: self.root("compute")))
        return facts

    def _component_files(self) -> Value:
        """Return the component files that it names, and whether each exists: what is no reference is a path."""
        job = child(self.doc, "job_definition")
        named = [child(holder, "component") for holder in (self.doc, job)]
        paths = [(text, value) for value in named if (text := text_of(value)) and not text.startswith("azureml:")]
        found = [mapping({"path": value, "exists": self.links.file_found(value, self.loaded.path)}, value) for _, value in paths]
        return listing(found, self.doc)

    def _endpoint(self) -> Value:
        return endpoint_root(self.links.endpoint_of(self.loaded), child(self.doc, "endpoint_name"), self.links)

    def _named_environment(self) -> DeployedEnvironment:
        return DeployedEnvironment(child(self.doc, "environment"), self.loaded.path, self.links)

    def _environment(self) -> Value:
        return self._named_environment().facts()

    def _conda(self) -> Value:
        return self._named_environment().conda()

    def _script_file(self) -> str | Absent | Unknown:
        """Return the path of the scoring script, if it is a file."""
        path = self.script_path()
        scoring_script = child(child(self.doc, "code_configuration"), "scoring_script")
        if isinstance(scoring_script, Absent):
            return scoring_script
        if isinstance(path, str) and not self._tree.is_file(path):
            return Unknown(f"`{self._tree.shown(path)}` {self._tree.no_file(path)}", scoring_script)
        return path

    def _script(self) -> Value:
        path = self._script_file()
        if not isinstance(path, str):
            return path
        code = child(child(self.doc, "code_configuration"), "code")
        folder = os.path.dirname(self.loaded.path) if isinstance(code, Absent) else self.links.local(code, self.loaded.path)
        variables = child(self.root("deployment"), "environment_variables")
        return DeployedScript(self._tree, path, folder, self.root("conda"), variables).facts(self.links.packages)

    def _startup(self) -> Value:
        path = self._script_file()
        if not isinstance(path, str):
            return path
        source = self._tree.source(path)
        if isinstance(source, Fault):
            return Unknown(f"`{self._tree.shown(path)}` was not read: {source.reason}")
        from preflight.facts.script_calls import startup  # noqa: PLC0415 - ast is slow to import

        return startup(source)

    def _mlmodel_path(self) -> str | None:
        folder = self.links.local(child(child(self.doc, "model"), "path"), self.loaded.path)
        path = os.path.join(folder, MLMODEL) if folder is not None else None
        return path if path is not None and os.path.isfile(path) else None

    def _model(self) -> Value:
        path = self._mlmodel_path()
        file = self._named_environment().conda_path()
        known: dict[str, Value] = {
            "conda_reused": fact(file is not None and is_of_model(file, path, self._tree), child(self.doc, "environment")),
            "layout": self._layout(),
            "path_found": self.links.found(child(child(self.doc, "model"), "path"), self.loaded.path),
        }
        loaded = self._tree.load(path) if path is not None else None
        if loaded is not None and not isinstance(loaded, Fault):
            flavors = child(loaded.document.root, "flavors")
            known["flavor"] = fact("mlflow", flavors)
            known["flavors"] = listing([fact(name, flavor.key) for name, flavor in entries(flavors).items()], flavors)
        return model_facts(self.doc, known, self.links.live.asset(question.MODEL, child(self.doc, "model")))

    def _layout(self) -> Value:
        """Return what there may be right in the folder that a job has for the model: the model itself, or what is in it."""
        named = child(child(self.doc, "model"), "path")
        path = self.links.local(named, self.loaded.path)
        if path is None:
            return Absent(named)
        inside = self._tree.names_in(path) if os.path.isdir(path) else ()
        if isinstance(inside, Unknown):
            return inside.elsewhere(named)
        return listing([fact(name, named) for name in (os.path.basename(path), *inside)], named)

    def _component(self) -> Value:
        named = child(self.doc, "component")
        if isinstance(named, Present) and isinstance(named.data, dict):
            return component_facts(named)
        if isinstance(named, Absent):
            return named
        path = self.links.local(named, self.loaded.path)
        loaded = self._tree.load(path) if path is not None else self.links.asset(Kind.COMPONENT, named)
        if isinstance(loaded, Fault):
            return Unknown(f"`{text_of(named)}` cannot be read: {loaded.reason}", named)
        seen = loaded if isinstance(loaded, Unknown) else component_facts(loaded.document.root)
        if path is not None or not self.links.live.named:
            return seen
        told = self.links.live.asset(question.COMPONENT, named)
        return merged(registered_component(told) if isinstance(told, Present) else told, seen)

    def _compute(self) -> Value:
        return compute_root(runs_on(self.doc), self.links)

    def _quota(self) -> Value:
        if not self.links.live.named:
            return unasked(self.doc, "how many cores are free")
        from preflight.project.machines import quota_root  # noqa: PLC0415 - only a live run comes to it

        return quota_root(self.root("compute"), child(self.root("deployment"), "instance_count"), self.links.live)
