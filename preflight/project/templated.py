"""What JSON files describe: resources in templates, and requests of pipelines and workflows."""

from __future__ import annotations

from functools import partial

from preflight.az.audience import ARM, ML, cloud_of
from preflight.az.request import SCORING, host_at
from preflight.document import Document
from preflight.facts.az_command import Sent, token_call
from preflight.jsontext import json_value
from preflight.passage import Passage
from preflight.project.commands import CommandSubject
from preflight.project.tree import Loaded
from preflight.templates.calls import calls_of
from preflight.templates.documents import document_of
from preflight.templates.resources import resources_of
from preflight.value import Absent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.templates.calls import Call
    from preflight.value import Value


def described_by_template(path: str, source: Source) -> tuple[list[Loaded], list[CommandSubject]]:
    """Return the documents that a JSON file describes, and the requests of it that have a token, in its order; none where it is no JSON."""
    root, _ = json_value(Passage(source))
    found = [document_of(resource) for resource in resources_of(root)]
    loaded = [Loaded(path, Document(source, made[1]), made[0]) for made in found if made is not None]
    calls = [call for call in calls_of(root) if not isinstance(call.audience, Absent)]
    return loaded, [CommandSubject(call.url, partial(_facts, call)) for call in calls]


def _facts(call: Call) -> Value:
    host = host_at(call.text)
    sent = Sent(ML if call.goes_to == SCORING else ARM, call.url, host if cloud_of(host) is not None else "")
    return token_call(call.url, call.audience, [sent])
