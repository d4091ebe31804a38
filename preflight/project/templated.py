"""What JSON files and those of Terraform describe: resources in templates, and requests of pipelines and workflows."""

from __future__ import annotations

from functools import partial

from preflight.az.audience import ARM, ML, cloud_of
from preflight.az.request import SCORING, host_at
from preflight.document import Document, Fault
from preflight.facts.az_command import Sent, token_call
from preflight.hcl.reading import hcl_value
from preflight.jsontext import json_value
from preflight.kind import Kind
from preflight.passage import Passage
from preflight.project.commands import CommandSubject
from preflight.project.discovery import is_terraform
from preflight.project.later import at_run_time, sent_at_run_time
from preflight.project.tree import Loaded
from preflight.templates.calls import calls_of
from preflight.templates.documents import document_of
from preflight.templates.jobs import job_of
from preflight.templates.resources import resources_of
from preflight.templates.terraform import terraform_resources
from preflight.value import Absent, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.invocation import Invocation
    from preflight.source import Source
    from preflight.templates.calls import Call
    from preflight.value import Value


def described_by_template(path: str, source: Source) -> tuple[list[Loaded], list[CommandSubject], list[Fault]]:
    """Return the documents that a file describes, the requests of it that have a token, and why it is not read, in its order.

    A file that cannot be read counts only where it is of Terraform, or names batch endpoints: others may be anything.
    """
    root = hcl_value(Passage(source)) if is_terraform(path) else json_value(Passage(source))[0]
    if isinstance(root, Unknown):
        counts = is_terraform(path) or "batchendpoints" in source.text.lower()
        return [], [], [Fault(root.place.line if root.place is not None else 1, root.reason)] if counts else []
    found = [document_of(resource) for resource in (*resources_of(root), *terraform_resources(root))]
    loaded = [Loaded(path, Document(source, made[1]), made[0]) for made in found if made is not None]
    calls = list(calls_of(root))
    loaded += [_job(path, source, job) for job in map(job_of, calls) if job is not None]
    tokens = [call for call in calls if call.goes_to and not isinstance(call.audience, Absent)]
    return loaded, [CommandSubject(call.url, partial(_facts, call)) for call in tokens], []


def _job(path: str, source: Source, job: Invocation) -> Loaded:
    return Loaded(path, Document(source, at_run_time(job.document)), Kind.INVOCATION, sending=sent_at_run_time(job.sending))


def _facts(call: Call) -> Value:
    host = host_at(call.text)
    sent = Sent(ML if call.goes_to == SCORING else ARM, call.url, host if cloud_of(host) is not None else "")
    return token_call(call.url, call.audience, [sent])
