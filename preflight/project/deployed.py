"""What is deployed, as documents: endpoints and deployments that the workspace tells of, where no file does."""

from __future__ import annotations

from preflight import question
from preflight.document import Fault, parse
from preflight.finding import Unchecked
from preflight.kind import Kind
from preflight.project.tree import Loaded
from preflight.project.yaml_text import yaml_text
from preflight.question import Found, Missing, Question, Unanswered
from preflight.record import Record
from preflight.scalar import azure_dialect
from preflight.source import COMMAND_LINE, DEPLOYED, Source
from preflight.templates.arm_documents import deployment_document, endpoint_document
from preflight.value import Teller, entries, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.question import Answer, Probe
    from preflight.value import Value
    from preflight.world import World


class Wanted(Record):
    """The endpoints to judge as they are deployed: those with these names, or all of the workspace."""

    names: tuple[str, ...] = ()
    everything: bool = False


class Deployed(Record):
    """What is deployed, as documents; the names that were asked for, and those of them that are not there; what nobody could tell."""

    documents: tuple[Loaded, ...] = ()
    names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


def ask_for_deployed(wanted: Wanted, world: World, probe: Probe) -> None:
    """Ask for endpoints and their deployments, before there are documents that rules could wait for."""
    listed = [Question(question.ENDPOINTS)] if wanted.everything else []
    _ask([*listed, *(one for name in wanted.names for one in _questions(name))], world, probe)
    if wanted.everything:
        found = _listed(world)
        world.learn({Question(question.ENDPOINT, (name,)): Found(body, str(body.get("id") or "")) for name, body in found.items()})
        _ask([Question(question.DEPLOYMENTS, (name,)) for name in found], world, probe)


def deployed(wanted: Wanted, world: World) -> Deployed:
    """Return what a world tells of the endpoints that are wanted."""
    reader = _Reader(world)
    for name in dict.fromkeys(wanted.names):
        reader.endpoint(name)
    if wanted.everything:
        reader.all_endpoints()
        for name in _listed(world):
            if name not in wanted.names:
                reader.endpoint(name)
    return Deployed(tuple(reader.documents.values()), tuple(dict.fromkeys(wanted.names)), tuple(reader.missing), tuple(reader.unchecked))


def _ask(questions: list[Question], world: World, probe: Probe) -> None:
    new = [one for one in dict.fromkeys(questions) if one not in world.answers]
    if new:
        world.learn(probe.ask(new))


def _questions(name: str) -> tuple[Question, Question]:
    return Question(question.ENDPOINT, (name,)), Question(question.DEPLOYMENTS, (name,))


def _listed(world: World) -> dict[str, dict[str, Any]]:
    """Return the endpoints of a list of all, by name."""
    answer = world.answers.get(Question(question.ENDPOINTS))
    found = answer.body.get("value") if isinstance(answer, Found) else None
    bodies = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return {name: body for body in bodies if isinstance(name := body.get("name"), str) and name}


class _Reader:
    """Reads answers, and keeps what came of them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dialect = azure_dialect(placeholders=False)
        self.documents: dict[str, Loaded] = {}
        self.missing: list[str] = []
        self.unchecked: list[Unchecked] = []

    def all_endpoints(self) -> None:
        """Note whatever keeps some of all endpoints from being judged."""
        answer = self._world.answers.get(Question(question.ENDPOINTS))
        if isinstance(answer, Found):
            self._bodies(answer, COMMAND_LINE, "batch endpoint")
        else:
            self._note(COMMAND_LINE, f"the batch endpoints of the workspace could not be listed: {_reason(answer)}")

    def endpoint(self, name: str) -> None:
        """Read an endpoint and its deployments."""
        one, several = (self._world.answers.get(asked) for asked in _questions(name))
        if isinstance(one, Missing):
            self.missing.append(name)
            return
        if not isinstance(one, Found):
            self._note(COMMAND_LINE, f"the batch endpoint `{name}` could not be read: {_reason(one)}")
            return
        resource = _resource_id(one.resource_id, one.body, f"/batchEndpoints/{name}")
        self._add(Kind.BATCH_ENDPOINT, endpoint_document(one.body, name), resource, name)
        if not isinstance(several, Found):
            self._note(f"{DEPLOYED}{resource}", f"its deployments could not be listed: {_reason(several)}")
            return
        for body in self._bodies(several, f"{DEPLOYED}{resource}", "deployment"):
            own = str(body["name"])
            there = _resource_id(str(body.get("id") or ""), body, f"{resource}/deployments/{own}")
            self._add(Kind.BATCH_DEPLOYMENT, deployment_document(body, own, name), there, own)

    def _bodies(self, answer: Found, path: str, what: str) -> list[dict[str, Any]]:
        """Return the resources that an answer lists; those without a name are noted."""
        found = answer.body.get("value")
        if not isinstance(found, list):
            self._note(path, f"the answer does not list each {what}")
            return []
        bodies = [one for one in found if isinstance(one, dict) and isinstance(one.get("name"), str) and one["name"]]
        if len(bodies) < len(found):
            self._note(path, f"the answer lists a {what} without a name")
        return bodies

    def _add(self, kind: Kind, data: dict[str, Any], resource: str, name: str) -> None:
        source = Source(f"{DEPLOYED}{resource}", yaml_text(data))
        document = parse(source, self._dialect)
        if isinstance(document, Fault):
            self._note(source.path, document.reason, document.line)
            return
        _tell(document.root, Teller(self._world.source or "", resource, name))
        self.documents.setdefault(source.path, Loaded(source.path, document, kind))

    def _note(self, path: str, reason: str, line: int = 1) -> None:
        self.unchecked.append(Unchecked(path, line, reason))


def _reason(answer: Answer | None) -> str:
    """Say why an answer tells nothing."""
    if isinstance(answer, Missing):
        return "there is no such resource"
    if isinstance(answer, Unanswered) and answer.permission:
        return f"{answer.reason} (permission {answer.permission})"
    return getattr(answer, "reason", "there was no answer")


def _resource_id(given: str, body: dict[str, Any], otherwise: str) -> str:
    """Return the id of a resource; a made one where the answer has none."""
    text = given or body.get("id")
    return text if isinstance(text, str) and text.startswith("/") else otherwise


def _tell(value: Value, teller: Teller) -> None:
    """Say of a value, and of all in it, who told it."""
    value.teller = teller
    if value.key is not None:
        value.key.teller = teller
    for inner in (*entries(value).values(), *members(value)):
        _tell(inner, teller)
