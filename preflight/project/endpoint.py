"""Batch endpoints: the files that define them, and what those that name them come to."""

from __future__ import annotations

from preflight import question
from preflight.facts.endpoint import endpoint_facts
from preflight.facts.preview2021 import preview_signs
from preflight.kind import Kind
from preflight.project.subject import DocumentSubject
from preflight.value import Absent, Present, Unknown, child, entries, listing, members, placed, text_of, written
from preflight.world import NOT_ASKED, is_pending

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.links import Links
    from preflight.project.tree import Loaded
    from preflight.value import Value


class EndpointSubject(DocumentSubject):
    """A batch endpoint file."""

    kind = Kind.BATCH_ENDPOINT
    main = "endpoint"

    def _endpoint(self) -> Value:
        signs = preview_signs(self.doc)
        problems = self.links.schemas.problems("batch-endpoint", self.doc, signs)
        facts = endpoint_facts(self.doc, _deployments(self.loaded, child(self.doc, "name"), self.links), problems, signs)
        entries(facts)["deployments_in_sight"] = _in_sight(self.loaded, self.links)
        if self.links.live.named and not written(child(facts, "default_deployment")):
            entries(facts)["default_deployment"] = _told(self.links.live.endpoint(child(self.doc, "name")))
        return facts


def endpoint_root(endpoint: Loaded | None, named: Value, links: Links) -> Value:
    """Return the root `endpoint` of a document that names one, by the file that defines it, if there is one, and by the workspace.

    Absent where the workspace has no such endpoint and no file defines one.
    """
    if isinstance(named, Unknown) and named.text is not None:
        return named  # what stands for a name that is filled in later stands for the endpoint, too
    if endpoint is None:
        told = links.live.or_created(links.live.endpoint(named), question.ENDPOINT, text_of(named) or "")
        if not isinstance(told, Present):
            return told
        from preflight.facts.deployed_endpoint import deployed_endpoint_facts  # noqa: PLC0415 - only a live run comes to it

        return deployed_endpoint_facts(told, _deployments(None, named, links))
    name = child(endpoint.document.root, "name")
    facts = endpoint_facts(endpoint.document.root, _deployments(endpoint, name, links))
    entries(facts)["default_deployment"] = _default(child(facts, "default_deployment"), name, links)
    entries(facts)["deployments_in_sight"] = _in_sight(endpoint, links)
    return facts


def _default(seen: Value, name: Value, links: Links) -> Value:
    """Return the default deployment of an endpoint that a file defines and others name: the workspace's, else the one set in sight.

    Without a workspace, one that nothing in sight sets is absent. Of an endpoint that is still to be created, it is not known yet.
    """
    told = links.live.endpoint(name)
    if isinstance(told, Present) or is_pending(told):
        return _told(told)
    if written(seen) or not links.live.named:
        return seen if not isinstance(seen, Absent) else links.default_of(name)
    return told if isinstance(told, Unknown) else Unknown("the endpoint is not in the workspace yet", seen, asked=False)


def _told(told: Value) -> Value:
    if not isinstance(told, Present):
        return told
    from preflight.facts.deployed_endpoint import deployed_default  # noqa: PLC0415 - only a live run comes to it

    return deployed_default(told)


def _in_sight(endpoint: Loaded, links: Links) -> Value:
    """Return the deployments of an endpoint that documents define; absent where the workspace tells which there are."""
    name = child(endpoint.document.root, "name")
    if links.live.named:
        return Absent(name)
    return links.listed_deployments(endpoint)[1]


def _deployments(endpoint: Loaded | None, named: Value, links: Links) -> Present:
    """Return the deployments of an endpoint: those that files define, and those of the workspace."""
    known = links.listed_deployments(endpoint)[0] if endpoint is not None else listing([], named)
    if not links.live.named:
        doubt = Unknown(f"the endpoint may have more deployments than files show, and {NOT_ASKED}", named, asked=False)
        return placed(known.data, known, doubt)
    told = links.live.deployments(named)
    if isinstance(told, Absent) and isinstance(links.live.endpoint(named), Present):
        told = Unknown("the deployments of the endpoint were not listed", named)
    from preflight.facts.deployed_endpoint import all_deployments  # noqa: PLC0415 - only a live run comes to it

    return all_deployments([one for one in members(known) if isinstance(one, Present)], told, named)
