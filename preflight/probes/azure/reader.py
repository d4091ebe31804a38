"""One way of reading for all resources: call a client, judge the reply, check whom it is about, keep what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from preflight.probes.azure.failure import NotRead
from preflight.probes.azure.fields import ESSENTIAL, FIELDS
from preflight.probes.azure.reading import body_of
from preflight.probes.azure.shape import WrongShape, at, cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.address import Address
    from preflight.probes.azure.clients import Clients
    from preflight.probes.azure.pool import Pool
    from preflight.probes.azure.subject import Subject

    Body = dict[str, Any]

_MOST_PAGES = 1000


class Reader:
    """What the readers of resources share. Whatever they cannot read, they raise NotThere or NotRead for."""

    def __init__(self, address: Address, clients: Clients, pool: Pool) -> None:
        """Take the workspace and who may be asked about it."""
        self.address = address
        self.clients = clients
        self.pool = pool

    def one(self, call: Callable[[], Any], subject: Subject, wanted: Callable[[str], bool] | None = None) -> Body:
        """Return a resource: its id, its name and the fields that facts are made of."""
        body = body_of(self.clients.listener.call(call), subject, wanted)
        return checked(body, subject)

    def all(self, start: Callable[[], Any], subject: Subject) -> Body:
        """Return all pages of a list; `start` returns the client's pager, which is only ever asked for one page.

        A pager ends with the page that the client cannot make objects of, so the links are followed here; none to another host.
        """
        members: list[Any] = []
        link: str | None = None
        for _ in range(_MOST_PAGES):
            page = link
            body = body_of(self.clients.listener.call(lambda: next(start().by_page(page))), subject)  # noqa: B023 - called at once
            members += values(body, subject)
            link = self._following(body, subject)
            if link is None:
                return {"value": members}
        raise NotRead(f"{subject.what} are too many to be read")

    def only(self, call: Callable[[], Any], subject: Subject) -> Body:
        """Return a list that comes in one page."""
        body = body_of(self.clients.listener.call(call), subject)
        if body.get("nextLink"):
            raise NotRead(f"{subject.what} go on at another page")
        return {"value": values(body, subject)}

    def get(self, arm_id: str, version: str, **query: str) -> Callable[[], Any]:
        """Return the call that reads a resource for which there is no client."""

        def call() -> Any:
            from azure.core.rest import HttpRequest

            manager = self.clients.manager()
            return manager.send_request(
                HttpRequest("GET", f"https://{self.clients.cloud.manager}{arm_id}", params={"api-version": version, **query})
            )

        return call

    def _following(self, body: Body, subject: Subject) -> str | None:
        link = body.get("nextLink")
        if not link:
            return None
        parts = urlsplit(str(link))
        if (parts.scheme, parts.netloc) != ("https", self.clients.cloud.manager):
            raise NotRead(f"the list of {subject.what} goes on at `{parts.netloc}`, which is not Azure's")
        return str(link)


def values(body: Body, subject: Subject) -> list[Any]:
    """Return the members of a page, checked and cut; raises NotRead where one is malformed: then none is to be trusted."""
    members = body.get("value")
    if not isinstance(members, list):
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: `value` is no list")
    return [_cut(member, subject) for member in members]


def checked(body: Body, subject: Subject) -> Body:
    """Return a resource with nothing but what is wanted of it; raises NotRead for one that is another one, or hollow."""
    name, arm_id = body.get("name"), body.get("id")
    if not isinstance(arm_id, str) or not isinstance(name, str) or not arm_id or not name:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: it has no name")
    if subject.name and name.lower() != subject.name.lower():
        raise NotRead(f"the answer about {subject.what} is about `{name}`")
    return _cut(body, subject)


def _cut(body: Any, subject: Subject) -> Body:
    try:
        kept: Body = cut(body if body is not None else [], FIELDS[subject.resource])
    except WrongShape as error:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: {error}") from error
    if all(at(kept, path) in (None, {}, []) for path in ESSENTIAL[subject.resource]):
        raise NotRead(f"the answer about {subject.what} says nothing: it lacks `{ESSENTIAL[subject.resource][0]}`")
    return kept
