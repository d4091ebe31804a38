"""What a deployment is made of, as parts of the picture: environment, conda file, script, model, component, compute and its identities."""

from __future__ import annotations

import os

from preflight import question
from preflight.facts.compute_identity import identities
from preflight.facts.deployment import runs_on
from preflight.kind import Kind
from preflight.picture import Knowledge, Node, Role
from preflight.project.discovery import MLMODEL
from preflight.project.environment import DeployedEnvironment
from preflight.project.sketch import key_of, knowledge_of, place_of, whole
from preflight.project.tree import Loaded
from preflight.source import Source
from preflight.value import Present, Unknown, child, raw_text, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from preflight.facts.compute_identity import Identity
    from preflight.project.batch import DeploymentSubject
    from preflight.project.sketch import Sketch
    from preflight.project.tree import Tree
    from preflight.source import Place
    from preflight.value import Value

_INLINE = "written in the deployment"


class DeploymentParts:
    """Draws the parts of one deployment below its node."""

    def __init__(self, sketch: Sketch, subject: DeploymentSubject, key: Hashable, tree: Tree) -> None:
        """Take where to draw, the deployment, its node and the files."""
        self._sketch = sketch
        self._subject = subject
        self._key = key
        self._tree = tree
        self._links = subject.links
        self._path = subject.loaded.path

    def add(self) -> None:
        """Draw all of them."""
        self._script()
        self._environment()
        self._model()
        self._component()
        self._compute()

    def _script(self) -> None:
        configuration = child(self._subject.doc, "code_configuration")
        named = child(configuration, "scoring_script")
        if not written(named):
            return
        path = self._subject.script_path()
        places = place_of(named)
        name = raw_text(named)
        if isinstance(path, Unknown):
            knowledge = Knowledge.UNKNOWN if path.asked else Knowledge.NOT_ASKED
            key: Hashable = ("script", self._key)
            self._sketch.add(key, Node(Role.SCRIPT, name, places, (), knowledge, path.reason), self._key)
        elif self._tree.is_file(path):
            self._sketch.add(self._text_key(path), Node(Role.SCRIPT, os.path.basename(path), self._all_of(path) + places), self._key)
        else:
            missing = Node(Role.SCRIPT, name, places, (), Knowledge.MISSING, f"there is no file `{self._tree.shown(path)}`")
            self._sketch.add(self._text_key(path), missing, self._key)

    def _environment(self) -> None:
        named = child(self._subject.doc, "environment")
        if not written(named):
            return
        loaded = self._links.asset(Kind.ENVIRONMENT, named) if text_of(named) is not None else Unknown("")
        told = self._subject.root("environment")
        above = self._named(Role.ENVIRONMENT, named, told, None if isinstance(loaded, Unknown) else loaded)
        path = DeployedEnvironment(named, self._path, self._links).conda_path()
        if path is not None and os.path.isfile(path):
            self._sketch.add(self._text_key(path), Node(Role.CONDA, os.path.basename(path), self._all_of(path)), above)

    def _model(self) -> None:
        named = child(self._subject.doc, "model")
        if not written(named):
            return
        folder = self._links.local(child(named, "path"), self._path)
        if text_of(named) is None and folder is not None:
            mlmodel = os.path.join(folder, MLMODEL)
            places = (*place_of(named), *(self._all_of(mlmodel) if os.path.isfile(mlmodel) else ()))
            name = raw_text(child(named, "name")) or self._tree.shown(folder)
            self._sketch.add(self._text_key(mlmodel), Node(Role.MODEL, name, places), self._key)
            return
        self._named(Role.MODEL, named, self._links.live.asset(question.MODEL, named) if text_of(named) is not None else named, None)

    def _component(self) -> None:
        named = child(self._subject.doc, "component")
        if not written(named):
            return
        path = self._links.local(named, self._path)
        loaded = self._tree.load(path) if path is not None else self._links.asset(Kind.COMPONENT, named)
        self._named(Role.COMPONENT, named, self._subject.root("component"), loaded if isinstance(loaded, Loaded) else None)

    def _compute(self) -> None:
        named = runs_on(self._subject.doc)
        if not written(named):
            return
        loaded = self._links.compute(named)
        told = self._links.live.compute(named)
        root = self._subject.root("compute")
        above = self._named(Role.COMPUTE, named, root, None if isinstance(loaded, Unknown) else loaded, told)
        if not self._links.live.named or not isinstance(told, Present):
            return
        who = identities(told)
        if isinstance(who, Unknown):
            node = Node(Role.IDENTITY, "not known", (), (), Knowledge.UNKNOWN, who.reason)
            self._sketch.add(("identity", above), node, above)
        else:
            for one in who:
                self._identity(one, above)

    def _identity(self, identity: Identity, above: Hashable) -> None:
        self._sketch.add(("principal", identity.principal.lower()), Node(Role.IDENTITY, identity.name or "system-assigned"), above)

    def _named(self, role: Role, named: Value, known: Value, loaded: Loaded | None, told: Value | None = None) -> Hashable:
        """Draw what a key names: a document in sight, a mapping written there, or what only the workspace knows."""
        text = raw_text(named)
        teller = told.teller if told is not None else known.teller
        resources = (teller.resource,) if teller is not None else ()
        knowledge, doubt = knowledge_of(known, f"the workspace has no such {role.value}")
        places = place_of(named)
        if loaded is not None:
            name = raw_text(child(loaded.document.root, "name")) or os.path.basename(loaded.path)
            node = Node(role, name, (whole(loaded.document.source), *places), resources, knowledge, doubt)
            return self._sketch.add(key_of(loaded), node, self._key)
        name = text.removeprefix("azureml:") or raw_text(child(named, "name")) or _INLINE
        key: Hashable = (role, text) if text else (role, self._key)
        return self._sketch.add(key, Node(role, name, places, resources, knowledge, doubt), self._key)

    def _text_key(self, path: str) -> Hashable:
        return ("text", self._tree.shown(path))

    def _all_of(self, path: str) -> tuple[Place, ...]:
        source = self._tree.source(path)
        return (whole(source),) if isinstance(source, Source) else ()
