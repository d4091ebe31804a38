"""From replies to a body: what counts as an answer, and what is told of everything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from preflight import question
from preflight.permission import PERMISSIONS, READ_IDENTITY, READ_ROLE
from preflight.probes.azure.failure import NotFound, NotRead, NotThere, failure, is_transport
from preflight.probes.azure.subject import IDENTITY, JOB, ROLE
from preflight.probes.azure.words import said
from preflight.question import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.subject import Subject
    from preflight.probes.azure.wire import Exchange, Reply

# Lists that are there whenever the workspace is, and those of a scope that is not there.
_NEVER_ABSENT = frozenset(
    {
        question.ENDPOINTS,
        question.DATASTORES,
        question.ROLE_ASSIGNMENTS,
        question.DENY_ASSIGNMENTS,
        question.PERMISSIONS,
        question.USAGES,
        question.VM_SIZES,
    }
)
_ON_THE_WAY = {IDENTITY: READ_IDENTITY, ROLE: READ_ROLE, JOB: "Microsoft.MachineLearningServices/workspaces/jobs/read"}
_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _CONFLICT, _TOO_MANY, _FAULT = 200, 401, 403, 404, 409, 429, 500
# Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
_REFUSAL = re.compile(r"perform action '(?P<action>[^']+)'(?: over scope '(?P<scope>[^']*)')?")
# A 404 that is not about the resource: the subscription or group in the address is another one's business, or the address is wrong.
_ELSEWHERE = frozenset({"subscriptionnotfound", "resourcegroupnotfound"})
_WRONG = frozenset({"invalidresourcetype", "invalidresourcenamespace", "noregisteredproviderfound", "invalidapiversionparameter"})


def body_of(exchange: Exchange, subject: Subject, wanted: Callable[[str], bool] | None = None) -> dict[str, Any]:
    """Return the JSON of the decisive reply; raises NotThere for a 404 of the resource and NotRead for all else that is no answer."""
    reply = decisive(exchange, subject, wanted)
    if reply.status != _OK:
        raise refused(reply, subject)
    body = reply.json()
    if not isinstance(body, dict):
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: {_sort(reply)}")
    return body


def decisive(exchange: Exchange, subject: Subject, wanted: Callable[[str], bool] | None = None) -> Reply:
    """Return the last success of a URL that is wanted, else what was said last; raises NotRead when that was nothing.

    `wanted` tells of a URL whether it is that of the resource, where a client sends other requests before or after.
    """
    replies = exchange.replies
    chosen = [reply for reply in replies if wanted is None or wanted(reply.url)]
    if chosen and chosen[-1].status == _OK:
        return chosen[-1]
    if not replies or replies[-1].status == _OK or is_transport(exchange.error):
        raise NotRead(failure(exchange.error, subject))
    return replies[-1]


def refused(reply: Reply, subject: Subject) -> Exception:
    """Return what a reply that is no success means: NotThere, or NotRead with the reason."""
    code, message = problem(reply)
    spoken = f"{reply.status}{f' {code}' if code else ''}{f': {said(message)}' if message else ''}"
    if _is_absence(reply.status, code, subject):
        return NotThere(subject.id)
    if reply.status == _UNAUTHORIZED:
        return NotRead(f"Azure did not accept the sign-in when it was asked about {subject.what} ({spoken})")
    if reply.status == _FORBIDDEN:
        return _forbidden(subject, code, message)
    if reply.status == _TOO_MANY:
        return NotRead(f"Azure is asked too often, so it did not tell {subject.what} ({spoken})")
    if reply.status == _CONFLICT and code.lower() == "missingsubscriptionregistration":
        return NotRead(f"{subject.what} cannot be read: {said(message)}")
    if reply.status >= _FAULT:
        return NotRead(f"Azure could not tell {subject.what} ({spoken})")
    return (NotFound if reply.status == _NOT_FOUND else NotRead)(f"Azure did not tell {subject.what} ({spoken})")


def _is_absence(status: int, code: str, subject: Subject) -> bool:
    """Tell whether a refusal says that there is no such resource; a 404 without a code is not Azure's, but of something in between."""
    if status != _NOT_FOUND or not code or code.lower() in _WRONG or subject.resource in _NEVER_ABSENT:
        return False
    return subject.resource == WORKSPACE or code.lower() not in _ELSEWHERE


def problem(reply: Reply) -> tuple[str, str]:
    """Return the code and the message of an error, empty texts where the reply has none of Azure's."""
    code = reply.headers.get("x-ms-error-code", "")
    body = reply.json()
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return str(error.get("code") or code), str(error.get("message") or "")
    return code, ""


def _forbidden(subject: Subject, code: str, message: str) -> NotRead:
    found = _REFUSAL.search(message)
    if found:
        return NotRead(
            f"this sign-in may not read {subject.what}: it lacks a permission on `{said(found['scope'] or subject.id)}`", found["action"]
        )
    if code in {"AuthorizationFailure", "PublicAccessNotPermitted", "IpAuthorizationFailure"}:
        return NotRead(f"the network rules of the storage account keep this machine from {subject.what} (403 {code})")
    reason = f"this sign-in may not read {subject.what} (403{f' {code}' if code else ''}{f': {said(message)}' if message else ''})"
    return NotRead(reason, _needed(subject.resource))


def _needed(resource: str) -> str:
    if resource in _ON_THE_WAY:
        return _ON_THE_WAY[resource]
    permission = PERMISSIONS[resource]
    return (permission.actions or permission.data_actions)[0]


def _sort(reply: Reply) -> str:
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return "a page of HTML" if kind == "text/html" else "no JSON object"
