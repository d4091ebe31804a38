"""Reading what a container holds, with the client of azure-storage-blob."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from preflight import question
from preflight.probes.azure.failure import NotRead, failure
from preflight.probes.azure.reading import decisive, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.probes.azure.reader import Body, Reader
    from preflight.probes.azure.subject import Subject
    from preflight.probes.azure.wire import Exchange, Reply

_MOST_BLOBS = 1000
_MOST_BYTES = 1024 * 1024
_OK, _PARTIAL, _NO_SUCH_RANGE = 200, 206, 416
_RANGE = re.compile(r"bytes 0-(?P<last>\d+)/(?P<size>\d+)")


def blobs(reader: Reader, subject: Subject, *given: str) -> Body:
    """Return the first blobs whose names begin with a prefix, one page of them; `truncated` tells that there are more.

    `exists()` of the client is not asked: it takes a refusal, and a page of HTML, for a blob.
    """
    endpoint, container, prefix, limit = given
    client = _client(reader, subject, endpoint).get_container_client(container)
    size = min(int(limit), _MOST_BLOBS)
    exchange = reader.clients.listener.call(
        lambda: next(client.list_blobs(name_starts_with=prefix or None, results_per_page=size).by_page())
    )
    reply = decisive(exchange, subject)
    if reply.status != _OK:
        raise refused(reply, subject)
    return _page(reply, subject)


def blob_head(reader: Reader, subject: Subject, *given: str) -> Body:
    """Return the beginning of a blob as text, and how many bytes the whole blob has."""
    endpoint, container, path, limit = given
    client = _client(reader, subject, endpoint).get_blob_client(container, path)
    size = min(int(limit), _MOST_BYTES)
    exchange = reader.clients.listener.call(lambda: client.download_blob(offset=0, length=size, max_concurrency=1).readall())
    try:
        return _head(exchange, subject, size)
    finally:
        for reply in exchange.replies:
            reply.close()


def _head(exchange: Exchange, subject: Subject, size: int) -> Body:
    if not exchange.replies:
        raise NotRead(failure(exchange.error, subject))
    reply = exchange.replies[-1]
    if reply.status == _NO_SUCH_RANGE and reply.headers.get("x-ms-error-code") == "InvalidRange":
        return {"text": "", "size": 0}  # of an empty blob not even the first byte is there
    if reply.status not in {_OK, _PARTIAL}:
        raise refused(reply, subject)
    head = exchange.result
    if not isinstance(head, bytes):
        raise NotRead(failure(exchange.error, subject))
    sent = _RANGE.fullmatch(reply.headers.get("content-range", ""))
    if sent is None or "x-ms-blob-type" not in reply.headers or not int(sent["last"]) + 1 == len(head) <= size:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: it is not the beginning of a blob")
    return {"text": head.decode("utf-8", "replace"), "size": int(sent["size"])}


def _client(reader: Reader, subject: Subject, endpoint: str) -> Any:
    """Return the client of an account; a token for storage goes to no other host, whatever a file or an answer says."""
    parts = urlsplit(endpoint)
    host = parts.netloc.lower()
    if parts.scheme != "https" or parts.path.strip("/") or not reader.clients.cloud.holds_account(host):
        raise NotRead(f"{subject.what} cannot be read: `{endpoint}` is not the blob service of a storage account")
    return reader.clients.blobs(f"https://{host}")


def _page(reply: Reply, subject: Subject) -> Body:
    """Return a page of a listing: https://learn.microsoft.com/rest/api/storageservices/list-blobs#response-body."""
    root = _parsed(reply)
    if root is None or root.tag != "EnumerationResults" or root.find("Blobs") is None:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: no listing of blobs")
    try:
        found = [_blob(entry) for entry in root.iterfind("Blobs/Blob")]
    except ValueError as error:
        raise NotRead(f"the answer about {subject.what} is not what Azure sends: a blob without a name or a size") from error
    return {"value": found, "truncated": bool(root.findtext("NextMarker"))}


def _parsed(reply: Reply) -> ET.Element | None:
    try:
        text = reply.text()
        # Azure defines no entities: nothing can grow.
        return ET.fromstring(text) if "<!" not in text else None  # noqa: S314
    except (ET.ParseError, ValueError):
        return None


def _blob(entry: ET.Element) -> Body:
    name = entry.find("Name")
    if name is None or not name.text:
        raise ValueError(entry.tag)
    # Characters that XML cannot have come percent-encoded.
    text = unquote(name.text) if name.get("Encoded", "").lower() == "true" else name.text
    blob: Body = {"name": text, "size": int(entry.findtext("Properties/Content-Length") or 0)}
    kind = entry.findtext("Properties/ResourceType")
    return {**blob, "type": kind} if kind else blob


READERS: dict[str, Callable[..., Body]] = {question.BLOBS: blobs, question.BLOB_HEAD: blob_head}
