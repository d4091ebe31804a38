"""Storage accounts: containers, and the blobs in them."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.azure.address import address
from tests.azure.message import READING, Reply, Request
from tests.azure.tokens import claims_of

if TYPE_CHECKING:
    from tests.azure.world import World

_AUDIENCE = "https://storage.azure.com"
_READ = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
_LARGEST_PAGE = 5000
_STAMP = "Mon, 02 Mar 2026 09:00:00 GMT"
_ETAG = "0x8DE780000000001"
_RANGE = re.compile(r"bytes=(?P<first>\d+)-(?P<last>\d*)")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def answer(world: World, request: Request) -> Reply:
    """Return what a storage account says."""
    account = world.cloud.account(request.host)
    container, _, name = request.path.lstrip("/").partition("/")
    blobs = world.containers.get((account, container))
    stopped = _stopped(world, request, account)
    if stopped:
        return stopped
    if blobs is None:
        return _refused(request, 404, "ContainerNotFound", "The specified container does not exist.")
    if request.query.get("comp") == "list":
        return _listed(world, request, container, blobs)
    if request.query.get("restype") == "container":
        return Reply(200, headers=_facts(request) | {"x-ms-lease-state": "available", "x-ms-has-immutability-policy": "false"})
    if name not in blobs:
        return _refused(request, 404, "BlobNotFound", "The specified blob does not exist.")
    return _content(request, blobs[name])


def is_there(world: World, host: str) -> bool:
    """Tell whether a host of blobs has an address: a storage account of that name exists."""
    account = world.cloud.account(host)
    accounts = {address(one).name for one in world.resources.of_type("Microsoft.Storage/storageAccounts")}
    return account in accounts or any(account == owner for owner, _ in world.containers)


def _stopped(world: World, request: Request, account: str) -> Reply | None:
    if account in world.walled:
        return _refused(request, 403, "AuthorizationFailure", "This request is not authorized to perform this operation.")
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    claims = claims_of(text) if kind.lower() == "bearer" else None
    if claims is None:
        challenge = (
            f"Bearer authorization_uri=https://{world.cloud.sign_in}/{world.caller.tenant_id}/oauth2/authorize resource_id={_AUDIENCE}"
        )
        message = "Server failed to authenticate the request. Please refer to the information in the www-authenticate header."
        return _refused(request, 401, "NoAuthenticationInformation", message, {"WWW-Authenticate": challenge})
    if str(claims.get("aud", "")).rstrip("/") not in {_AUDIENCE, f"https://{request.host}"} or claims.get("exp", 0) <= time.time():
        message = "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly."
        return _refused(request, 403, "AuthenticationFailed", message)
    if request.method not in READING or world.forbids(_READ, f"https://{request.host}{request.path}"):
        message = "This request is not authorized to perform this operation using this permission."
        return _refused(request, 403, "AuthorizationPermissionMismatch", message)
    return None


def _listed(world: World, request: Request, container: str, blobs: dict[str, bytes]) -> Reply:
    prefix = request.query.get("prefix", "")
    marker = request.query.get("marker", "")
    delimiter = request.query.get("delimiter", "")
    size = min(int(request.query.get("maxresults", _LARGEST_PAGE)), _LARGEST_PAGE)
    if size < 1:
        return _refused(
            request,
            400,
            "OutOfRangeQueryParameterValue",
            "One of the query parameters specified in the request URI is outside the permissible range.",
        )
    entries: dict[str, str] = {}
    for name in sorted(blobs):
        if not name.startswith(prefix):
            continue
        head, cut, _ = name[len(prefix) :].partition(delimiter) if delimiter else (name, "", "")
        if cut:
            folder = prefix + head + delimiter
            entries[folder] = f"<BlobPrefix><Name>{escape(folder)}</Name></BlobPrefix>"
        else:
            entries[name.rstrip("/")] = _entry(name, blobs[name])
    names = [name for name in entries if name >= marker]
    following = names[size] if len(names) > size else ""
    shown = "".join(entries[name] for name in names[:size])
    limits = f"<Prefix>{escape(prefix)}</Prefix><Marker>{escape(marker)}</Marker><MaxResults>{size}</MaxResults>"
    endpoint = f'ServiceEndpoint="https://{request.host}/" ContainerName="{container}"'
    body = (
        f"{_DECLARATION}<EnumerationResults {endpoint}>{limits}<Blobs>{shown}</Blobs>"
        f"<NextMarker>{escape(following)}</NextMarker></EnumerationResults>"
    )
    return Reply(200, body.encode(), _facts(request) | {"Content-Type": "application/xml"})


def _entry(name: str, content: bytes) -> str:
    """Return a blob as it is listed; a directory has no slash at its end there."""
    directory = name.endswith("/")
    properties = {
        "Creation-Time": _STAMP,
        "Last-Modified": _STAMP,
        "Etag": _ETAG,
        "ResourceType": "directory" if directory else "file",
        "Content-Length": str(len(content)),
        "Content-Type": "application/octet-stream",
        "BlobType": "BlockBlob",
        "AccessTier": "Hot",
        "LeaseStatus": "unlocked",
        "LeaseState": "available",
        "ServerEncrypted": "true",
    }
    facts = "".join(f"<{key}>{value}</{key}>" for key, value in properties.items())
    return f"<Blob><Name>{escape(name.rstrip('/'))}</Name><Properties>{facts}</Properties><OrMetadata /></Blob>"


def _content(request: Request, content: bytes) -> Reply:
    headers = _facts(request) | {
        "Content-Type": "application/octet-stream",
        "Accept-Ranges": "bytes",
        "x-ms-blob-type": "BlockBlob",
        "x-ms-creation-time": _STAMP,
        "x-ms-server-encrypted": "true",
    }
    wanted = _RANGE.fullmatch(request.headers.get("x-ms-range") or request.headers.get("range", ""))
    if request.method == "HEAD" or wanted is None:
        return Reply(200, content, headers)
    first = int(wanted["first"])
    last = min(int(wanted["last"] or len(content) - 1), len(content) - 1)
    if first >= len(content):
        size = {"Content-Range": f"bytes */{len(content)}"}
        return _refused(request, 416, "InvalidRange", "The range specified is invalid for the current size of the resource.", size)
    return Reply(206, content[first : last + 1], headers | {"Content-Range": f"bytes {first}-{last}/{len(content)}"})


def _facts(request: Request) -> dict[str, str]:
    version = request.headers.get("x-ms-version", "2025-05-05")
    return {
        "x-ms-version": version,
        "x-ms-request-id": "6b1f0d4e-0001-0000-0000-000000000000",
        "Last-Modified": _STAMP,
        "ETag": f'"{_ETAG}"',
    }


def _refused(request: Request, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Reply:
    body = f"{_DECLARATION}<Error><Code>{code}</Code><Message>{message}\nRequestId:6b1f0d4e-0001-0000-0000-000000000000</Message></Error>"
    facts = {"x-ms-error-code": code, "x-ms-request-id": "6b1f0d4e-0001-0000-0000-000000000000", "Content-Type": "application/xml"}
    return Reply(status, body.encode(), facts | (headers or {}))
