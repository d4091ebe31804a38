"""HTTP/1.1 as it is written on a connection."""

from __future__ import annotations

import http.client
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.azure.message import Reply, Request

if TYPE_CHECKING:
    from io import BufferedReader
    from socket import SocketIO

_LONGEST_LINE = 65536


def read_request(stream: BufferedReader | SocketIO, host: str = "") -> Request | None:
    """Read a request to a host, None where the client has left.

    Of a CONNECT the path is the wanted `host:port`.
    """
    line = stream.readline(_LONGEST_LINE).decode("latin-1").split()
    if len(line) != 3:
        return None
    method, target, _ = line
    headers = {name.lower(): value for name, value in http.client.parse_headers(stream).items()}
    if method == "CONNECT":
        return Request(method, host, target, "", headers)
    parts = urlsplit(target)
    body = stream.read(int(headers.get("content-length", "0"))) or b""
    return Request(
        method, host, unquote(parts.path), unquote(parts.query), headers, body, dict(parse_qsl(parts.query, keep_blank_values=True))
    )


def written(reply: Reply, method: str = "GET") -> bytes:
    """Return an answer as it is sent; the one to HEAD has no body."""
    length = len(reply.body) if reply.announced is None else reply.announced
    headers = {"Content-Length": str(length), **reply.headers}
    head = [f"HTTP/1.1 {reply.status} {phrase(reply.status)}", *(f"{name}: {value}" for name, value in headers.items())]
    body = b"" if method == "HEAD" else reply.body
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def phrase(status: int) -> str:
    """Return the words for a status, a dash for one that HTTP does not have."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "-"
